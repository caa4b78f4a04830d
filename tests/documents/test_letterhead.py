"""The letterhead on paper: every word of it, nothing over anything else, told to who cannot see it."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.documents.contents import EVERY, plan_of, records_of, recovery_of, report_of, slip_of
from tests.documents.test_scripts import SENTENCES
from tests.documents.test_words import TEXT, joined
from tests.documents.tree import read
from tests.pictures import badge, noted_jpeg, saved

from vpo_desk.documents.build import render_html
from vpo_desk.documents.content import CopyMark, DocumentContent
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.logo import made
from vpo_desk.documents.paper_head import PaperHead, paper_head
from vpo_desk.documents.redacted import redact
from vpo_desk.documents.redaction_check import hits, text_hits
from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Letterhead, PaperRule, Placement, written_logo
from vpo_desk.domain.redaction import Redaction, Removal
from vpo_desk.words import Catalog, say

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
LOGO = made(saved(badge()))
LINES = ("12 Mill Street", "Harlow Falls, XX 00000", "555 0100 · vpo@harlowfalls.example")
FOOT = "Handled under 28 CFR 23.20. Return it or shred it."
FULL = PaperHead(LOGO, LINES, footer=FOOT, signers=("Prepared by", "Reviewed by (supervisor)"))
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def with_head(content: Any, head: PaperHead, **sheet: Any) -> Any:
    return replace(content, sheet=replace(content.sheet, head=head, **sheet))


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_of(poppler: Poppler, pdf: bytes) -> list[Word]:
    """Every word with its place, in points from the page's upper left corner."""
    found: list[Word] = []
    page = 0
    for line in poppler("pdftotext", pdf, "-bbox").splitlines():
        page += "<page " in line
        if place := re.search(
            r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line
        ):
            found.append(Word(page, place[5], *(float(place[n]) for n in range(1, 5))))
    return found


def dark(pdf: bytes, page: int = 0) -> Image.Image:
    """A page as a black and white printer has it, a pixel for a point."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=1).to_pil().convert("L")
    finally:
        document.close()


# --- what stands there -----------------------------------------------------------------------------


def test_without_a_letterhead_paper_is_as_it_was(pdf_of: Pdf, poppler: Poppler) -> None:
    lines = poppler("pdftotext", pdf_of(plan_of()), "-layout").splitlines()
    read_lines = [line.strip() for line in lines if line.strip()]
    assert read_lines[1:3] == [
        "Harlow Falls Police Department · Violence Prevention",
        "Management plan",
    ]
    assert read(pdf_of(plan_of())).root.children[0].role == "P"


@pytest.mark.parametrize("centered", [False, True])
@pytest.mark.parametrize("paper", list(Paper))
def test_the_first_page_has_it_in_the_order_in_which_it_is_read(
    pdf_of: Pdf, poppler: Poppler, *, centered: bool, paper: Paper
) -> None:
    head = replace(FULL, centered=centered)
    pdf = pdf_of(with_head(plan_of(), head, paper=paper))
    tagged = read(pdf)
    first = tagged.root.children[:6]
    assert [each.role for each in first] == ["Figure", "P", "P", "P", "P", "H1"]
    assert str(first[0].entry["/Alt"]) == "Logo of Harlow Falls Police Department"
    assert len(first[0].marks) == 1
    assert [tagged.text(each) for each in first[1:]] == [
        "Harlow Falls Police Department · Violence Prevention",
        *LINES,
        "Management plan",
    ]
    assert tagged.unmarked == 0
    text = poppler("pdftotext", pdf, "-raw")
    assert text.count("12 Mill Street") == 1


def test_the_logo_is_drawn_and_what_shows_through_shows_the_paper(pdf_of: Pdf) -> None:
    page = dark(pdf_of(with_head(plan_of(), PaperHead(LOGO))))
    # The badge is 72 points wide and 48 high, at the margin of 45 points below the marking.
    assert page.getpixel((46, 60)) == 255
    assert page.getpixel((54, 82)) < 90  # type: ignore[operator]
    assert page.getpixel((81, 82)) > 150  # type: ignore[operator]


def test_a_photograph_goes_in_as_it_is(pdf_of: Pdf) -> None:
    logo = made(saved(Image.effect_noise((800, 320), 90).convert("RGB")))
    assert logo.startswith(b"\xff\xd8\xff")
    page = dark(pdf_of(with_head(plan_of(), PaperHead(logo))))
    room = page.crop((46, 60, 150, 100))
    assert room.getextrema()[0] < 100  # type: ignore[operator]


def test_a_small_logo_is_not_blown_up(pdf_of: Pdf) -> None:
    page = dark(pdf_of(with_head(plan_of(), PaperHead(made(saved(badge(16, 16)))))))
    assert page.getpixel((70, 80)) == 255


def test_the_same_letterhead_gives_the_same_bytes(pdf_of: Pdf) -> None:
    content = with_head(plan_of(), FULL)
    assert pdf_of(content) == pdf_of(content)


@pytest.mark.parametrize("name", list(EVERY))
def test_every_document_bears_it_whole(pdf_of: Pdf, poppler: Poppler, name: str) -> None:
    pdf = pdf_of(with_head(EVERY[name](), FULL))
    tagged = read(pdf)
    assert tagged.unmarked == 0
    text = poppler("pdftotext", pdf, "-raw")
    for line in (*LINES, "Prepared by", "Reviewed by (supervisor)"):
        assert joined(line) in joined(text), line
    pages = text.split("\f")[:-1]
    assert all(joined(FOOT) in joined(page) for page in pages)


@pytest.mark.parametrize("name", ["recovery", "share", "emergency card", "summary"])
def test_what_is_to_stand_on_one_page_still_does(pdf_of: Pdf, poppler: Poppler, name: str) -> None:
    known = Letterhead(written_logo(LOGO), "\n".join(LINES), footer=FOOT)
    head = paper_head(Agency(letterhead=known), small=name in {"recovery", "share"})
    pdf = pdf_of(with_head(EVERY[name](), head))
    assert read(pdf).root.children[0].role == "Figure"
    assert re.search(r"Pages:\s+1\n", poppler("pdfinfo", pdf))


# --- long names, every script -----------------------------------------------------------------------


NAMES = {
    "words": "The Consolidated Police Department of the Twin Cities of Harlow Falls " * 3,
    "no blank": "W" * 200,
    "arabic": "شرطة مدينة هارلو فولز " * 10,
    "mixed": "Harlow Falls شرطة 警察署 Поліція " * 7,
    "short": "HF",
}


@pytest.mark.parametrize("name", list(NAMES))
@pytest.mark.parametrize("logo", [LOGO, b""], ids=["logo", "none"])
@pytest.mark.parametrize("centered", [False, True])
def test_a_long_name_wraps_and_covers_nothing(
    pdf_of: Pdf, poppler: Poppler, *, name: str, logo: bytes, centered: bool
) -> None:
    said = NAMES[name][:200].strip()
    head = replace(FULL, logo=logo, centered=centered)
    pdf = pdf_of(with_head(plan_of(), head, agency=said))
    tagged = read(pdf)
    agency = tagged.root.children[1 if logo else 0]
    assert tagged.text(agency) == f"{said} · Violence Prevention"
    words = [word for word in words_of(poppler, pdf) if word.page == 1]
    width = float(re.findall(r"Page size:\s+([\d.]+)", poppler("pdfinfo", pdf))[0])
    assert all(word.left >= 44 and word.right <= width - 44 for word in words)
    (title,) = (word for word in words if word.text == "Management" and word.bottom - word.top > 15)
    (street,) = (word for word in words if word.text == "Mill")
    (marking,) = (word for word in words if word.text == "CONFIDENTIAL" and word.top < 100)
    named = [word for word in words if marking.bottom < word.top < street.top - 1]
    assert named
    assert marking.bottom <= min(word.top for word in named) + 1
    assert max(word.bottom for word in named) <= street.bottom
    assert street.bottom < title.top + 3
    if logo and not centered:
        assert all(word.left >= 45 + 72 for word in named if word.bottom < title.top)


@settings(max_examples=20, deadline=None, suppress_health_check=CHECKS)
@given(name=TEXT, lines=st.lists(TEXT, min_size=1, max_size=4), foot=TEXT, signer=TEXT)
def test_any_name_and_any_lines_are_on_the_page_as_they_were_typed(
    pdf_of: Pdf, poppler: Poppler, name: str, lines: list[str], foot: str, signer: str
) -> None:
    head = PaperHead(LOGO, tuple(lines), footer=foot, signers=(signer,))
    page = joined(poppler("pdftotext", pdf_of(with_head(plan_of(), head, agency=name)), "-raw"))
    place = 0
    for words in (name, "· Violence Prevention", *lines, "Management plan"):
        place = page.find(joined(words), place)
        assert place >= 0, words
        place += len(joined(words))
    assert joined(signer) in page[place:]
    assert joined(foot) in page


@settings(max_examples=12, deadline=None, suppress_health_check=CHECKS)
@given(
    name=st.sampled_from(sorted(SENTENCES.values())),
    line=st.sampled_from(sorted(SENTENCES.values())),
)
def test_every_script_is_told_as_it_was_typed(pdf_of: Pdf, name: str, line: str) -> None:
    tagged = read(pdf_of(with_head(plan_of(), PaperHead(LOGO, (line,)), agency=name)))
    told = [tagged.text(each) for each in tagged.root.children[1:3]]
    assert [joined(each) for each in told] == [
        joined(f"{name} · Violence Prevention"),
        joined(line),
    ]


def test_every_page_names_the_agency_and_a_long_name_cuts_nothing_else(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    for agency in ("Harlow Falls Police Department", "Harlow Falls " * 15):
        pdf = pdf_of(plan_of("He named a day. " * 900, agency=agency.strip()))
        pages = poppler("pdftotext", pdf, "-layout").rstrip("\f").split("\f")
        assert len(pages) > 2
        for number, page in enumerate(pages, start=1):
            foot = next(line for line in page.splitlines() if "Management plan version" in line)
            assert re.search(r"version \d+ · Harlow Falls", foot)
            assert f"Page {number} of {len(pages)}" in foot


def test_a_name_longer_than_a_page_still_goes_onto_paper(pdf_of: Pdf, poppler: Poppler) -> None:
    name = "Harlow Falls " * 1500
    page = joined(poppler("pdftotext", pdf_of(with_head(plan_of(), FULL, agency=name)), "-raw"))
    assert page.count("HarlowFalls") >= 1500


# --- every page --------------------------------------------------------------------------------------


def test_the_foot_is_whole_on_every_page_and_nothing_stands_in_it(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    foot = "Handled under the law of this state and returned after its use. " * 4
    pdf = pdf_of(with_head(plan_of("He named a day. " * 900), replace(FULL, footer=foot)))
    words = words_of(poppler, pdf)
    pages = max(word.page for word in words)
    assert pages >= 3
    for page in range(1, pages + 1):
        here = [word for word in words if word.page == page]
        starts = [word for word in here if word.text == "Handled" and word.top > 650]
        assert len(starts) == 4
        top = min(word.top for word in starts)
        number = next(word for word in here if word.text == "Page" and word.top > 700)
        assert max(word.bottom for word in starts) <= number.top + 1
        named = set(foot.split())
        above = [word for word in here if word.top < top and word.text not in named]
        assert max(word.bottom for word in above) <= top + 1


# --- lines to sign on --------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", range(20, 60, 3))
def test_lines_to_sign_on_are_never_parted(pdf_of: Pdf, poppler: Poppler, rows: int) -> None:
    head = PaperHead(signers=("Prepared by", "Reviewed by", "Received by", "Seen by"))
    content = with_head(plan_of(actions=rows), head)
    text = poppler("pdftotext", pdf_of(content), "-raw").split("\f")
    (page,) = (each for each in text if "Reviewed by" in each)
    for role in ("Sign-off", "Prepared by", "Received by", "Seen by", "the program signs nothing"):
        assert role in page
    assert "Name and signature" not in "".join(text)


@pytest.mark.parametrize("content", [plan_of(), report_of(), records_of(), slip_of(3)])
def test_they_take_no_page_of_their_own_where_there_is_room(
    pdf_of: Pdf, poppler: Poppler, content: DocumentContent
) -> None:
    pages = [
        poppler("pdftotext", pdf_of(with_head(content, PaperHead(signers=signers)))).count("\f")
        for signers in ((), ("Reviewed by",))
    ]
    assert pages[0] == pages[1]


def test_they_stay_together_after_more_than_a_page_of_those_who_agreed(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    signed = tuple(say("Agreed: number {number}.", number=each) for each in range(90))
    content = replace(with_head(plan_of(), FULL), signed=signed)
    text = poppler("pdftotext", pdf_of(content), "-raw")
    assert all(f"Agreed: number {each}." in text for each in range(90))
    (page,) = (each for each in text.split("\f") if "Reviewed by" in each)
    assert "the program signs nothing" in page


def test_they_come_last_and_once(pdf_of: Pdf) -> None:
    for content in (plan_of(), report_of(), records_of()):
        tagged = read(pdf_of(with_head(content, FULL)))
        headings = [tagged.text(each) for each in tagged.root.find("H2")]
        assert headings.count("Sign-off") == 1
        assert headings[-1] == "Sign-off"
        (table,) = (
            each for each in tagged.root.find("Table") if "Prepared by" in tagged.text(each)
        )
        assert [tagged.text(each) for each in table.find("TH")] == ["Line", "Name", "Role", "Date"]


# --- other editions ----------------------------------------------------------------------------------


def test_the_html_edition_has_it_too(fonts: Fonts) -> None:
    page = render_html(with_head(plan_of(), FULL), fonts, Catalog()).decode()
    data = base64.b64encode(LOGO).decode()
    assert (
        f'<img class="logo" alt="Logo of Harlow Falls Police Department"'
        f' src="data:image/png;base64,{data}">' in page
    )
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    places = [page.index(each) for each in (data, *LINES, "Management plan</h1>", FOOT)]
    assert places == sorted(places)
    assert "img-src" not in render_html(plan_of(), fonts, Catalog()).decode()
    photograph = with_head(plan_of(), PaperHead(noted_jpeg()))
    assert "data:image/jpeg;base64," in render_html(photograph, fonts, Catalog()).decode()


def test_a_redacted_edition_loses_words_and_keeps_the_logo(pdf_of: Pdf, fonts: Fonts) -> None:
    gone = Redaction([Removal("Novak", "b6")])
    head = replace(FULL, lines=("c/o P. Novak", "1 Novak's Lane"), footer="Ask Novak.")
    content = with_head(
        plan_of("Novak said so."), replace(head, signers=("Novak",)), agency="Novak County Police"
    )
    pdf, html = pdf_of(content), render_html(content, fonts, Catalog())
    assert {hit.words for hit in hits(pdf, gone)} >= {"Novak"}
    assert text_hits(html, gone)
    clean, _ = redact(content, gone)
    assert clean.sheet.head.logo == LOGO
    assert hits(pdf_of(clean), gone) == ()
    assert text_hits(render_html(clean, fonts, Catalog()), gone) == ()
    figure = read(pdf_of(clean)).root.children[0]
    assert str(figure.entry["/Alt"]) == "Logo of [REDACTED b6] County Police"


def test_letters_that_stand_for_pixels_are_no_words_and_words_beside_them_are() -> None:
    gone = Redaction([Removal("Ann")])
    page = '<!DOCTYPE html>\n<img class="logo" alt="{alt}" src="data:image/png;base64,AA/Ann+AA==">'
    assert text_hits(page.format(alt="Logo").encode(), gone) == ()
    assert text_hits(page.format(alt="Ann").encode(), gone)
    rows = '"x","\'"" src=""data:image/png;base64,/Ann+"">"\n" src="data:image/png;base64,/Ann/">'
    assert text_hits(rows.encode(), gone)


def test_a_copys_mark_and_a_long_marking_stay_within_the_page(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    content = with_head(
        plan_of(), FULL, marking="W" * 80, training=True, copy=CopyMark(3, 6, "School")
    )
    words = words_of(poppler, pdf_of(content))
    assert all(word.left >= 44 and word.right <= 612 - 44 for word in words if word.top < 50)


# --- from the agency's data to a paper ---------------------------------------------------------------


def test_a_kind_of_document_has_its_own_lines_and_internal_papers_may_go_without() -> None:
    known = Letterhead(
        logo=written_logo(LOGO),
        address="12 Mill Street",
        footer=FOOT,
        placement=Placement.CENTERED,
    ).with_rule(PaperRule(DocumentKind.PLAN, "", ("Prepared by",)))
    agency = Agency(letterhead=known)
    plan = PaperHead(
        LOGO, ("12 Mill Street",), centered=True, footer=FOOT, signers=("Prepared by",)
    )
    assert paper_head(agency, DocumentKind.PLAN) == plan
    assert paper_head(agency, DocumentKind.SUMMARY) == replace(plan, signers=())
    assert paper_head(agency) == replace(plan, signers=())
    outside = Agency(letterhead=replace(known, inside=False))
    assert paper_head(outside) == PaperHead(footer=FOOT)
    assert paper_head(outside, DocumentKind.PLAN) == plan
    assert not paper_head(Agency())


def test_slips_and_recovery_sheets_are_unchanged_without_one(pdf_of: Pdf) -> None:
    for content in (slip_of(3), recovery_of()):
        assert pdf_of(content) == pdf_of(with_head(content, PaperHead()))
    assert io.BytesIO(LOGO).read(4) == b"\x89PNG"

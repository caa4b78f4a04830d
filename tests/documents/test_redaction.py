"""A redacted edition: nothing that goes is left in the content, and the finished file is searched."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from tests.documents.contents import (
    EVERY,
    answer_of,
    card_of,
    interview_of,
    packet_of,
    plan_of,
    report_of,
)

from vpo_desk.documents.build import render_html
from vpo_desk.documents.content import CopyMark, DocumentContent, ReportTable
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.redacted import Certificate, certificate_words, redact
from vpo_desk.documents.redaction_check import NotReadable, hits, text_hits
from vpo_desk.domain.redaction import Exemption, Redaction, Removal
from vpo_desk.words import Catalog, say

Made = Callable[[DocumentContent], bytes]
NAME = "Wolfeschlegelstein"
GONE = Redaction([Removal(NAME, "b6"), Removal("Bo Hale", "b7", person=True)])
SPELLINGS = (
    f"{NAME.upper()}’s car, {NAME[:5]}-\n{NAME[5:]}; Hale said, bo HALE's; Wólfeschlegelstein."
)


def opened(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF after something was put into it, as another program would."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        plan_of(SPELLINGS, agency=f"Police of {NAME}", case_number=f"{NAME}-1"),
        interview_of(answer_of(SPELLINGS, f"“{SPELLINGS}”", told_by="Bo Hale")),
        interview_of(answer_of(" ".join([SPELLINGS, "word " * 40] * 30))),
    ],
    ids=["plan", "record", "long record"],
)
def test_nothing_of_it_is_left_in_content_or_file(pdf_of: Made, content: DocumentContent) -> None:
    assert hits(pdf_of(content), GONE)
    clean, certificate = redact(content, GONE)
    pdf = pdf_of(clean)
    assert hits(pdf, GONE) == ()
    assert NAME.encode() not in pdf
    assert certificate.total >= 5
    assert {code for code, _ in certificate.removed} == {"b6", "b7"}


def test_what_stays_is_word_for_word_the_same(pdf_of: Made, poppler: Any) -> None:
    content = interview_of(answer_of(f"He told {NAME} that <b>Friday</b> & after. أهلا"))
    clean, _ = redact(content, GONE)
    text = " ".join(poppler("pdftotext", pdf_of(clean)).split())
    assert "He told [REDACTED b6] that <b>Friday</b> & after." in text


def test_values_within_our_own_sentences_go_and_the_sentences_stay() -> None:
    content = replace(plan_of(), signed=(say("Agreed: {who}.", who=NAME),))
    clean, _ = redact(content, GONE)
    assert [str(words) for words in clean.signed] == ["Agreed: [REDACTED b6]."]


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = f"On {NAME}"


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:relation"] = {f"About {NAME}"}


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        inner = pikepdf.OutlineItem("Part")
        inner.children.append(pikepdf.OutlineItem(f"What {NAME} said"))
        outline.root.append(inner)


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = NAME.encode()


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[0, 0, 10, 10],
        Contents=pikepdf.String(NAME),
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def _actual(pdf: pikepdf.Pdf) -> None:
    _structure(pdf, "/ActualText")


def _alternative(pdf: pikepdf.Pdf) -> None:
    _structure(pdf, "/Alt")


def _structure(pdf: pikepdf.Pdf, key: str) -> None:
    element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Span)
    element[key] = pikepdf.String(NAME)
    root = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([element]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _marked(pdf: pikepdf.Pdf) -> None:
    first, second = NAME[:7], NAME[7:]
    stream = "".join(
        f"/Span <</ActualText ({part})>> BDC EMC\n" for part in (first, second)
    ).encode()
    pdf.pages[0].contents_add(pdf.make_stream(stream))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_info, "metadata"),
        (_xmp, "metadata"),
        (_bookmark, "a bookmark"),
        (_attachment, "an attachment"),
        (_note, "a note on page 1"),
        (_actual, "the structure of the file"),
        (_alternative, "the structure of the file"),
        (_marked, "the actual text of page 1"),
    ],
)
def test_every_corner_of_the_file_is_searched(
    pdf_of: Made, change: Callable[[pikepdf.Pdf], object], where: str
) -> None:
    pdf = pdf_of(plan_of())
    assert hits(pdf, GONE) == ()
    found = hits(opened(pdf, change), GONE)
    assert {(str(hit.where), hit.words, hit.code) for hit in found} == {(where, NAME, "b6")}


def test_a_hit_names_its_page(pdf_of: Made) -> None:
    content = interview_of(*(answer_of("word " * 300) for _ in range(6)), answer_of(f"Mr. {NAME}"))
    found = hits(pdf_of(content), GONE)
    assert found
    assert str(found[-1].where) != "page 1"


def test_an_exempted_word_is_let_stand_and_told(pdf_of: Made) -> None:
    strict = Redaction([Removal("plan", "b5")])
    clean, _ = redact(plan_of(), strict)
    assert {hit.words.lower() for hit in hits(pdf_of(clean), strict)} == {"plan"}
    kind = Redaction(strict.removals, [Exemption("plan", "the name of the form")])
    clean, certificate = redact(plan_of(), kind)
    assert hits(pdf_of(clean), kind) == ()
    told = "\n".join(str(words) for words in certificate_words(certificate))
    assert "Entries let stand where they are another word: 1" in told
    assert "the name of the form: 1" in told


def test_what_cannot_be_gone_through_is_refused() -> None:
    with pytest.raises(NotReadable):
        hits(b"%PDF-1.7 nothing", GONE)


def told_apart(first: str, second: str) -> dict[str, DocumentContent]:
    """Return documents in which two words of an entry stand apart: no field holds both."""
    report = report_of()
    head = (say("First"), say("Last"))
    table = ReportTable(head, ((first, second),), (50, 50))
    section = replace(report.sections[0], parts=(table,))
    plan = plan_of()
    return {
        "cells": replace(report, sections=(section,)),
        "bold beside plain": replace(plan, notify=(say("Told {who}", who=first), second)),
        "bold above small": replace(
            plan, actions=(replace(plan.actions[0], what=first, driver=second),)
        ),
        "title and value": replace(report, facts=((say("Seen with {who}", who=first), second),)),
    }


@pytest.mark.parametrize("place", list(told_apart("", "")))
def test_words_of_an_entry_that_stand_apart_are_found_in_pages_and_html(
    pdf_of: Made, fonts: Fonts, place: str
) -> None:
    gone = Redaction([Removal("Wolfe Stein", "b6")])
    content = told_apart("Wolfe", "Stein")[place]
    clean, _ = redact(content, gone)
    assert clean == content  # no field has both words: the finished file must be looked at
    assert hits(pdf_of(clean), gone)
    assert text_hits(render_html(clean, fonts, Catalog()), gone)
    other = told_apart("Wolfe", "Gang")[place]
    assert not hits(pdf_of(other), gone)
    assert not text_hits(render_html(other, fonts, Catalog()), gone)


@pytest.mark.parametrize(
    "part",
    [
        '<p title="ask Wolfe  Stein">x</p>',
        '<img alt="Wolfe Stein" src="data:image/png;base64,AAAA">',
        "<p>Wol<strong>fe</strong> Stein</p>",
        "<p><strong>Wolfe</strong> Stein</p>",
        "<p>Wolfe<br>Stein</p>",
        "<td>Wolfe</td><td>Stein</td>",
        "<p>&#87;olfe&nbsp;Stein</p>",
        "<!-- Wolfe Stein -->",
        '<meta name="author" content="Stein, WOLFE STEIN">',
    ],
)
def test_nothing_hides_in_a_page_of_html(part: str) -> None:
    gone = Redaction([Removal("Wolfe Stein", "b6")])
    page = f"<!DOCTYPE html>\n<html><body>{part}</body></html>".encode()
    assert {hit.code for hit in text_hits(page, gone)} == {"b6"}
    assert not text_hits(page.replace(b"Stein", b"Gang").replace(b"STEIN", b"GANG"), gone)


@pytest.mark.parametrize(
    "name", [n for n in EVERY if n not in {"form", "recovery", "share", "slip"}]
)
def test_the_head_and_the_marks_of_a_copy_go_too(pdf_of: Made, fonts: Fonts, name: str) -> None:
    """Letterhead, alternative text of the logo, marking, title, bookmarks, holder, who printed it."""
    whole = EVERY[name]()
    sheet = replace(
        whole.sheet,
        agency=f"Police of {NAME}",
        marking=f"For {NAME}",
        title=say("Paper on {who}", who=NAME),
        printed_by=NAME,
        case_number=f"{NAME}-1",
        copy=CopyMark(1, 1, NAME),
        code="312-WQG2-43QP-8",
    )
    clean, _ = redact(replace(whole, sheet=sheet), GONE)
    pdf, page = pdf_of(clean), render_html(clean, fonts, Catalog())
    assert hits(pdf_of(replace(whole, sheet=sheet)), GONE)
    assert hits(pdf, GONE) == ()
    assert text_hits(page, GONE) == ()
    assert NAME.casefold() not in page.decode().casefold()
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    finally:
        document.close()
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == ["VPO:312-WQG2-43QP-8"]


@pytest.mark.parametrize("hidden", ["Griffin", "Affleck", "Fjord", "Offit"])
def test_letters_that_a_typeface_joins_are_read_apart(pdf_of: Made, hidden: str) -> None:
    wanted = Redaction([Removal(hidden, "b6")])
    for content in (card_of(hidden), packet_of(text=hidden), interview_of(answer_of(hidden))):
        assert hits(pdf_of(content), wanted)
        clean, _ = redact(content, wanted)
        assert hits(pdf_of(clean), wanted) == ()


CERTIFICATE = certificate_words(Certificate((("", 1), ("b6", 2), ("b7", 1)), ()))


def test_a_certificate_counts_by_code_and_says_when_nothing_went() -> None:
    assert [str(each) for each in CERTIFICATE[:3]] == [
        "Places redacted in this edition: 4",
        "By code: b6: 2 · b7: 1",
        "Without a code: 1",
    ]
    total, none, searched = map(str, certificate_words(Certificate((), ())))
    assert total == "Places redacted in this edition: 0"
    assert none == "No word that was to go stood in this document."
    assert "searched for every word to be removed" in searched


@pytest.mark.parametrize("lines", [8, 9, 22, 23, 30, 37, 53, 66, 67])
def test_a_certificate_stands_on_one_page(pdf_of: Made, lines: int) -> None:
    text = "\n".join(f"Line {number} of a long paper." for number in range(lines))
    pdf = pdf_of(report_of(text, redactions=CERTIFICATE, dense=True))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        count = len(document.pages)
    pages = [_read(pdf, number) for number in range(1, count + 1)]
    (last,) = (page for page in pages if "Places redacted" in page)
    assert "Redactions" in last
    assert "By code:" in last
    assert "bookmarks, attachments and structure" in last.replace("\n", " ")


def _read(pdf: bytes, number: int) -> str:
    page = ["pdftotext", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(page, input=pdf, capture_output=True, check=True).stdout.decode()

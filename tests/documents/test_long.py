"""Long words of people: every one of them is within the page, in its order, on as many pages as it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from tests.documents.contents import (
    answer_of,
    chronology_line,
    chronology_of,
    closing_of,
    interview_of,
    packet_of,
    plan_of,
    records_of,
    report_of,
)
from tests.documents.tree import read

from vpo_desk.documents.content import (
    CopyMark,
    DocumentContent,
    PlanContent,
    ReportSection,
    ReportText,
)
from vpo_desk.documents.pages import count_pages
from vpo_desk.documents.redaction_check import hits
from vpo_desk.domain.redaction import Redaction, Removal
from vpo_desk.words import say

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
CODE = "312-WQG2-43QP-8"
HOLDER = "Sgt. Ng"
FOOT = 60  # points at the foot of a page that are the frame's


def counted(words: int, paragraphs: int) -> str:
    """Return numbered words, so that each can be missed: 0w and 1w and 2w … over some paragraphs."""
    each = -(-words // paragraphs)
    starts = range(0, words, each)
    return "\n".join(
        " ".join(f"{number}w and" for number in range(start, min(start + each, words)))
        for start in starts
    )


def places(poppler: Poppler, pdf: bytes) -> list[tuple[int, float]]:
    """Return the number of each numbered word as it is read, and how far above the foot it ends."""
    found: list[tuple[int, float]] = []
    height = 0.0
    for line in poppler("pdftotext", pdf, "-bbox").splitlines():
        if page := re.search(r'<page width="[\d.]+" height="([\d.]+)"', line):
            height = float(page[1])
        if word := re.search(r'yMax="([\d.-]+)">(\d+)w</word>', line):
            found.append((int(word[2]), height - float(word[1])))
    return found


IN_CELLS: dict[str, Callable[[str], DocumentContent]] = {
    "chronology": lambda text: chronology_of(chronology_line(text)),
    "records": records_of,
    "closing": closing_of,
    "report": report_of,
}


def long(*values: object) -> object:
    """Leave what is asked with these values to the long form."""
    return pytest.param(*values, marks=pytest.mark.slow)


@pytest.mark.parametrize("paragraphs", [1, long(7), 30])
@pytest.mark.parametrize("words", [long(900), 1300, long(2900), 3100])
@pytest.mark.parametrize("name", IN_CELLS)
def test_a_cell_over_several_pages_keeps_every_word_within_the_page(
    pdf_of: Pdf, poppler: Poppler, name: str, words: int, paragraphs: int
) -> None:
    """ReportLab cuts cells in another width than it draws them: lines fell off the page."""
    found = places(poppler, pdf_of(IN_CELLS[name](counted(words, paragraphs))))
    assert min(above for _, above in found) > FOOT
    assert {number for number, _ in found} == set(range(words))


@pytest.mark.parametrize(
    "paragraphs", [each if each in {2, 5, 9, 14, 23, 38} else long(each) for each in range(1, 40)]
)
def test_a_cell_of_lines_that_all_but_fit_goes_onto_paper(
    pdf_of: Pdf, poppler: Poppler, paragraphs: int
) -> None:
    text = "\n".join(counted(words, 1) for words in (2, 3, 40, 7) for _ in range(paragraphs))
    found = places(poppler, pdf_of(records_of(text)))
    assert len(found) == 52 * paragraphs
    assert min(above for _, above in found) > FOOT


def in_formulation(text: str) -> DocumentContent:
    report = report_of(code=CODE, copy=CopyMark(1, 1, HOLDER))
    return replace(report, sections=(ReportSection(say("Formulation"), (ReportText(text),)),))


def with_code(content: Any) -> DocumentContent:
    return replace(content, sheet=replace(content.sheet, code=CODE, copy=CopyMark(1, 1, HOLDER)))


def in_minutes(text: str) -> DocumentContent:
    packet = packet_of(closed=True)
    return replace(packet, minutes=(replace(packet.minutes[0], said=text),))


LONG: dict[str, tuple[int, Callable[[str], DocumentContent]]] = {
    "formulation": (150_000, in_formulation),
    "answer": (150_000, lambda text: interview_of(answer_of(text))),
    "plan": (150_000, plan_of),
    "entry of a chronology": (110_000, lambda text: chronology_of(chronology_line(text))),
    "minutes": (150_000, in_minutes),
}


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [
        ("formulation", 1),
        *((each, 600) if each in {"minutes", "plan"} else long(each, 600) for each in LONG),
    ],
)
def test_three_hundred_pages_are_whole_and_count_themselves(
    pdf_of: Pdf, poppler: Poppler, name: str, paragraphs: int
) -> None:
    words, make = LONG[name]
    pdf = pdf_of(with_code(make(counted(words, paragraphs))))
    count = count_pages(pdf)
    assert count >= 300
    text = poppler("pdftotext", pdf)
    numbers = [int(each) for each in re.findall(r"\b(\d+)w\b", text)]
    assert numbers == list(range(words))
    pages = text.rstrip("\f").split("\f")
    assert len(pages) == count
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {count}" in page
        assert HOLDER in page
        assert CODE in page
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for number in (0, count // 2, count - 1):
            picture = document[number].render(scale=150 / 72).to_pil().convert("L")
            assert [each.text for each in zxingcpp.read_barcodes(picture)] == [f"VPO:{CODE}"]
    finally:
        document.close()


def test_three_hundred_pages_are_searched_for_what_was_to_go(pdf_of: Pdf) -> None:
    content = interview_of(answer_of(f"{counted(140_000, 500)} Wolfeschlegelstein"))
    (found,) = hits(pdf_of(content), Redaction([Removal("Wolfeschlegelstein", "b6")]))
    assert found.words == "Wolfeschlegelstein"


NAMES = {
    "words": "Maximiliane-Wilhelmina von und zu Wolfeschlegelstein ",
    "no blank": "W",
    "Arabic": "عبد الرحمن بن محمد ",
    "Hebrew": "יהודה בן שמעון ",
    "Devanagari": "श्री राजेन्द्र प्रसाद ",
    "Thai": "สมชายรักประเทศ",
    "Chinese": "歐陽震華",
    "Cyrillic": "Олександра Костянтинівна ",
    "Ethiopic": "ኃይለ ሥላሴ ",
    "mixed": "Ann שרה محمد 王伟 ",
}


def holder_in(name: str) -> PlanContent:
    return plan_of(code=CODE, copy=CopyMark(1, 12, name))


def everybody(name: str) -> dict[str, DocumentContent]:
    """Return a document for each place in which somebody's name stands."""
    packet = packet_of()
    seat = replace(packet.seats[0], name=name)
    return {
        "holder": holder_in(name),
        "person of a plan": replace(plan_of(), person=name),
        "person of a record": replace(
            interview_of(answer_of("Yes.")), person=name, present=(name,)
        ),
        "owner": replace(plan_of(), actions=(replace(plan_of().actions[0], owner=name),)),
        "attendee": replace(packet, seats=(seat,)),
        "attendee of minutes": replace(packet_of(closed=True), seats=(seat,)),
        "source": chronology_of(replace(chronology_line(), told_by=name)),
        "printed by": plan_of(printed_by=name),
    }


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_two_hundred_characters_stands_whole_wherever_it_stands(
    pdf_of: Pdf, poppler: Poppler, script: str
) -> None:
    name = (NAMES[script] * 200)[:200].strip()
    for place, content in everybody(name).items():
        pdf = pdf_of(content)
        tagged = read(pdf)
        assert letters(name) in letters(tagged.text(tagged.root)), place
        for line in poppler("pdftotext", pdf, "-bbox").splitlines():
            if word := re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)"', line):
                left, top, right = (float(word[each]) for each in (1, 2, 3))
                assert left >= 40, (place, line)
                assert top >= 20, (place, line)
                assert right <= 612 - 40, (place, line)


def test_a_holder_of_few_letters_stands_at_the_foot_alone(pdf_of: Pdf) -> None:
    tagged = read(pdf_of(holder_in("Sgt. Ng")))
    assert "Sgt. Ng" not in tagged.text(tagged.root)

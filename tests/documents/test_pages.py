"""Pages: numbers, marks, fonts, sizes, the same bytes twice, and nothing of a case in metadata."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from tests.documents.contents import (
    EVERY,
    answer_of,
    card_of,
    emergency_of,
    form_of,
    interview_of,
    plan_of,
    recovery_of,
)

from vpo_desk.documents.content import CopyMark, DocumentContent
from vpo_desk.documents.pages import count_pages, draw_page
from vpo_desk.domain.agency import Paper

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
EVERY_SCRIPT = "نعم כן 是 はい 예 हाँ ใช่ Có ναι да ‹ ☎"


@pytest.mark.parametrize("name", EVERY)
def test_the_same_content_gives_the_same_bytes(pdf_of: Pdf, name: str) -> None:
    first = pdf_of(EVERY[name]())
    pdf_of(plan_of("Something else: Ελληνικά"))
    assert pdf_of(EVERY[name]()) == first


def test_another_process_gives_the_same_bytes(pdf_of: Pdf) -> None:
    code = (
        "import hashlib\n"
        "from tests.documents.contents import plan_of\n"
        "from vpo_desk.documents.build import render\n"
        "from vpo_desk.documents.fonts import Fonts\n"
        "from vpo_desk.resources import find_resources\n"
        "from vpo_desk.words import Catalog\n"
        "content = plan_of('قال 漢字 🙂')\n"
        "pdf = render(content, Fonts(find_resources()), Catalog())\n"
        "print(hashlib.sha256(pdf).hexdigest())\n"
    )
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(root), str(root / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == hashlib.sha256(pdf_of(plan_of("قال 漢字 🙂"))).hexdigest()


@pytest.mark.parametrize("name", EVERY)
def test_every_typeface_is_embedded(pdf_of: Pdf, poppler: Poppler, name: str) -> None:
    rows = poppler("pdffonts", pdf_of(EVERY[name]())).splitlines()[2:]
    rows += poppler("pdffonts", pdf_of(interview_of(answer_of(EVERY_SCRIPT)))).splitlines()[2:]
    assert rows
    for row in rows:
        assert "NotoSans" in row or "WenQuanYi" in row
        embedded = row.split()[-5]
        assert embedded == "yes", row


@pytest.mark.parametrize("before", range(3))
def test_what_is_noted_stands_on_the_page_of_its_label(
    pdf_of: Pdf, poppler: Poppler, before: int
) -> None:
    noted = tuple((f"Label {number}.", f"Noted {number}.") for number in range(120))
    content = replace(interview_of(*[answer_of("One line.")] * before), after=noted)
    pages = poppler("pdftotext", pdf_of(content)).split("\f")
    found = [re.findall(r"(Label|Noted) (\d+)\.", page) for page in pages]
    assert len([page for page in found if page]) > 3
    for page in found:
        labels = [number for word, number in page if word == "Label"]
        assert labels == [number for word, number in page if word == "Noted"]


def test_pages_count_themselves(pdf_of: Pdf, poppler: Poppler) -> None:
    pdf = pdf_of(interview_of(answer_of("word " * 2500)))
    count = count_pages(pdf)
    assert count > 2
    for number in range(1, count + 1):
        page = poppler("pdftotext", pdf, "-f", str(number), "-l", str(number))
        assert f"Page {number} of {count}" in page


def test_no_page_is_empty(pdf_of: Pdf, poppler: Poppler) -> None:
    frame = {
        "CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE",
        "HF-2026-014 · Management plan version 2 · Harlow Falls Police Department",
        "Printed 23 Nov 2026, 11:20 UTC by R. Okafor",
    }
    for actions in range(1, 30, 4):
        pdf = pdf_of(plan_of(actions=actions))
        for number in range(1, count_pages(pdf) + 1):
            page = poppler("pdftotext", pdf, "-f", str(number), "-l", str(number))
            beyond = [line for line in page.splitlines() if line and line not in frame]
            assert len(beyond) > 5, (actions, number)


def test_a_copy_carries_its_number_holder_and_code(pdf_of: Pdf, poppler: Poppler) -> None:
    copy = CopyMark(3, 6, "J. Lindqvist")
    page = poppler("pdftotext", pdf_of(plan_of(copy=copy, code="1042-K7Q2-9XMD-3")))
    assert "COPY 3 OF 6" in page
    assert "for J. Lindqvist" in page
    assert "Code 1042-K7Q2-9XMD-3" in page


def test_a_draft_says_so_and_has_no_number(pdf_of: Pdf, poppler: Poppler) -> None:
    page = poppler("pdftotext", pdf_of(plan_of(draft=True, copy=CopyMark(1, 2, "School"))))
    assert "DRAFT – not in force" in page
    assert "COPY 1" not in page


def test_a_preview_carries_no_code(pdf_of: Pdf, poppler: Poppler) -> None:
    page = poppler("pdftotext", pdf_of(plan_of(preview=True, code="1042-K7Q2-9XMD-3")))
    assert "PREVIEW" in page
    assert "K7Q2" not in page


def test_training_is_on_every_page(pdf_of: Pdf, poppler: Poppler) -> None:
    pdf = pdf_of(interview_of(answer_of("word " * 2500), training=True))
    for number in range(1, count_pages(pdf) + 1):
        page = poppler("pdftotext", pdf, "-f", str(number), "-l", str(number))
        assert "TRAINING – NOT REAL" in page


def test_the_first_page_of_a_plan_says_who_does_what_by_when(pdf_of: Pdf, poppler: Poppler) -> None:
    page = " ".join(poppler("pdftotext", pdf_of(plan_of()), "-l", "1").split())
    for words in (
        "Crisis evaluation 1",
        "J. Lindqvist",
        "24 Nov 2026",
        "County crisis line: 555 0199",
        "Misses it",
        "Elevated (was Moderate",
        "27 November 2026",
    ):
        assert words in page


@pytest.mark.parametrize("actions", [9, 14, 20, 60])
def test_of_many_actions_the_first_stand_on_the_first_page(
    pdf_of: Pdf, poppler: Poppler, actions: int
) -> None:
    pages = poppler("pdftotext", pdf_of(plan_of(actions=actions))).split("\f")
    assert "Who does what by when" in pages[0]
    for number in range(1, 8):
        assert f"Crisis evaluation {number}\n" in pages[0], number


def test_no_heading_ends_a_page_and_a_short_table_stays_whole(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    for lines in range(1, 60):
        content = plan_of(concern="One line.\n" * lines)
        rules = replace(content, actions=content.actions[:1], rules=content.rules * 3)
        pages = poppler("pdftotext", pdf_of(rules)).split("\f")
        for page in pages:
            assert page.count("Misses it") in {0, 3}
            assert ("Who does what by when" in page) == ("Crisis evaluation 1" in page)


def test_a_row_is_not_cut_and_the_words_above_the_columns_stand_once_a_page(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    whole = plan_of(actions=12)
    long = tuple(
        replace(each, what=f"begin{number} " + "word " * 60 + f"end{number}")
        for number, each in enumerate(whole.actions)
    )
    pages = poppler("pdftotext", pdf_of(replace(whole, actions=long)), "-raw").split("\f")
    assert sum("begin" in page for page in pages) > 2
    for page in pages:
        assert re.findall(r"begin(\d+)", page) == re.findall(r"end(\d+)", page)
        assert page.count("Domain") <= 1


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, "612 x 792"), (Paper.A4, "595.276 x")])
def test_sheets_are_letter_or_a4(pdf_of: Pdf, poppler: Poppler, paper: Paper, size: str) -> None:
    assert size in poppler("pdfinfo", pdf_of(plan_of(paper=paper)))


def test_metadata_hold_no_word_of_a_case(pdf_of: Pdf, poppler: Poppler) -> None:
    found = poppler("pdfinfo", pdf_of(plan_of("MARKEDWORD")))
    assert "Management plan HF-2026-014" in found
    assert "MARKEDWORD" not in found
    assert "M.R." not in found


def test_a_name_of_two_hundred_characters_stays_on_the_sheet(pdf_of: Pdf, poppler: Poppler) -> None:
    name = "Maximiliane-Wilhelmina " * 9
    pdf = pdf_of(plan_of(copy=CopyMark(1, 1, name), agency=name * 2))
    assert count_pages(pdf) >= 1
    assert "Maximiliane-Wilhelmina" in poppler("pdftotext", pdf)


def test_the_recovery_sheet_reads_one_word_a_line_and_the_digits_on_one(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    for options in ((), ("-layout",)):
        lines = [
            line.strip()
            for line in poppler("pdftotext", pdf_of(recovery_of()), *options).splitlines()
        ]
        numbered = [line for line in lines if re.fullmatch(r"\d+\. [a-z]+", line)]
        assert numbered == [
            f"{place}. {word}" for place, word in enumerate(recovery_of().words, start=1)
        ]
        assert "0123456789abcdef" * 4 in lines
        assert count_pages(pdf_of(recovery_of())) == 1


def test_a_blank_form_has_boxes_for_each_state_and_its_code_on_each_page(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    pdf = pdf_of(form_of())
    for number in range(1, count_pages(pdf) + 1):
        page = poppler("pdftotext", pdf, "-f", str(number), "-l", str(number))
        assert "subject@1" in page
    page = poppler("pdftotext", pdf)
    for state in ("Answered", "Declined", "Does not know", "Not asked", "Not applicable"):
        assert page.count(state) >= 12


def test_pictures_of_pages_have_the_size_asked_for(pdf_of: Pdf) -> None:
    page = draw_page(pdf_of(plan_of()), 0, 0.5)
    assert (page.width, page.height) == (306, 396)
    assert len(page.pixels) == page.width * page.height * 3
    assert len(set(page.pixels)) > 8


def test_lines_of_an_interview_that_nobody_filled_in_are_named_once(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    content = replace(
        interview_of(answer_of("A joke.")),
        before=(("Purpose?", ""), ("Juvenile?", " "), ("Exit plan?", "By the side door")),
        after=(("Key quotes.", ""),),
    )
    page = poppler("pdftotext", pdf_of(content), "-layout")
    assert "Not recorded: Purpose? · Juvenile?\n" in page
    assert "Not recorded: Key quotes\n" in page
    assert page.index("By the side door") < page.index("Not recorded: Purpose?")
    assert page.count("not recorded") == 1  # the language, among the facts


@pytest.mark.parametrize("content", [emergency_of(), card_of("Crisis line")])
def test_a_number_in_large_figures_stands_on_the_line_of_its_name(
    pdf_of: Pdf, content: DocumentContent
) -> None:
    """A card is read in a hurry: a number that hangs below its name is taken for the next one's."""
    page = pypdfium2.PdfDocument(pdf_of(content))[0].get_textpage()
    words = page.get_text_range()
    calls = words.index("Number")
    name, number = ("988 L", "988\r\n") if "988 L" in words else ("Crisis line", "911")
    feet = [page.get_charbox(words.index(each, calls))[1] for each in (name, number)]
    assert abs(feet[0] - feet[1]) < 0.6

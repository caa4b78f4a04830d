"""Every document says what its parts are, in reading order, to whoever cannot see the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.documents.contents import EVERY, answer_of, form_of, interview_of, plan_of, slip_of
from tests.documents.tree import Element, read

from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.pages import count_pages

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
ROLES = [
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Figure",
]
BELOW = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "P": set(),
    "H1": set(),
    "H2": set(),
    "H3": set(),
    "Figure": set(),
}


@pytest.mark.parametrize("name", EVERY)
def test_every_document_is_tagged_titled_and_has_its_language(
    pdf_of: Pdf, poppler: Poppler, name: str
) -> None:
    pdf = pdf_of(EVERY[name]())
    found = poppler("pdfinfo", pdf)
    assert re.search(r"Tagged: +yes", found)
    assert re.search(r"Title: +\S", found)
    catalog = read(pdf).catalog
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("name", EVERY)
def test_all_that_is_painted_is_a_part_of_the_structure_or_an_artifact(
    pdf_of: Pdf, name: str
) -> None:
    tagged = read(pdf_of(EVERY[name]()))
    assert tagged.unmarked == 0
    marks = [mark for each in tagged.root.walk() for mark in each.marks]
    assert len(marks) == len(set(marks))
    assert set(marks) == set(tagged.drawn)
    assert marks == sorted(marks), "the tree goes through the pages as they are drawn"


@pytest.mark.parametrize("name", EVERY)
def test_roles_are_those_of_the_standard_and_stand_where_they_may(pdf_of: Pdf, name: str) -> None:
    root = read(pdf_of(EVERY[name]())).root
    assert root.role == "Document"
    for each in root.walk():
        assert each.role in ROLES
        below = {child.role for child in each.children}
        assert below <= BELOW.get(each.role, below)
    assert len(root.find("H1")) == 1
    assert all(each.entry["/Alt"] in {"box to tick", "ticked"} for each in root.find("Figure"))
    assert all(each.entry["/A"]["/Scope"] == "/Column" for each in root.find("TH"))


@pytest.mark.parametrize("name", EVERY)
def test_each_mark_leads_back_to_its_element(pdf_of: Pdf, name: str) -> None:
    tagged = read(pdf_of(EVERY[name]()))
    nums = tagged.catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    pages: list[Any] = list(tagged.reader.pages)
    lists = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    for each in tagged.root.walk():
        for page, number in each.marks:
            key = int(pages[page]["/StructParents"])
            assert lists[key][number].get_object() == each.entry
    for parent in tagged.root.walk():
        assert all(child.entry["/P"].get_object() == parent.entry for child in parent.children)


def test_the_structure_of_a_plan_reads_as_its_pages_do(pdf_of: Pdf, poppler: Poppler) -> None:
    pdf = pdf_of(plan_of("He named a day.\nHis sister keeps the rifle."))
    told = poppler("pdfinfo", pdf, "-struct-text")
    wanted = [
        'H1 (block)\n    "Management plan"',
        'Lbl (block)\n        "Person of concern"\n      LBody (block)\n        "M.R."',
        'H2 (block)\n    "Who does what by when"\n  Table (block)',
        '/Scope /Column\n        "Domain"',
        'TD:\n        "J. Lindqvist"',
        'P (block)\n    "He named a day."\n  P (block)\n    "His sister keeps the rifle."',
        'LI (block)\n      Lbl (block)\n        "• "\n      LBody (block)\n        "Close to his coach',
    ]
    flat = re.sub(r"TD[^\n]*\n", "TD:\n", told)
    place = 0
    for part in wanted:
        place = flat.find(part, place)
        assert place >= 0, part


@pytest.mark.parametrize("name", EVERY)
def test_text_is_extracted_in_reading_order(pdf_of: Pdf, poppler: Poppler, name: str) -> None:
    pdf = pdf_of(EVERY[name]())
    tagged = read(pdf)
    page = "".join(poppler("pdftotext", pdf, "-raw").split())
    place = 0
    for each in tagged.root.walk():
        words = "" if each.children else "".join(tagged.text(each).split())
        found = page.find(words, place)
        assert found >= 0, words
        place = found + len(words)


def test_a_paragraph_over_two_pages_is_one_element_and_no_words_join(pdf_of: Pdf) -> None:
    words = " ".join(f"word{number}" for number in range(1500))
    tagged = read(pdf_of(interview_of(answer_of(words))))
    (element,) = [each for each in tagged.root.find("P") if "word0" in tagged.text(each)]
    assert len({page for page, _ in element.marks}) >= 3
    assert tagged.text(element).split() == words.split()


def test_lines_that_somebody_ended_do_not_join(pdf_of: Pdf) -> None:
    content = plan_of()
    action = replace(content.actions[0], what="first line\nsecond line\r\nthird")
    tagged = read(pdf_of(replace(content, actions=(action,))))
    said = [tagged.text(each).split() for each in tagged.root.walk() if not each.children]
    assert ["first", "line", "second", "line", "third"] in said


def test_a_header_that_is_repeated_is_read_once(pdf_of: Pdf) -> None:
    pdf = pdf_of(slip_of(rows=90))
    tagged = read(pdf)
    assert count_pages(pdf) >= 3
    (table,) = tagged.root.find("Table")
    assert [tagged.text(each) for each in table.find("TH")] == ["When", "What"]
    cells = [tagged.text(each) for each in table.find("TD")]
    assert cells == [text for number in range(90) for text in (f"day {number}", f"step {number}")]
    assert tagged.artifacts.count("When") == count_pages(pdf) - 1


def test_a_cell_over_two_pages_stays_one_cell(pdf_of: Pdf) -> None:
    content = plan_of(actions=1)
    words = " ".join(f"a{number}" for number in range(2000))
    long = replace(content.actions[0], what=words)
    tagged = read(pdf_of(replace(content, actions=(long,))))
    parts = [each for each in tagged.root.walk() if "a0 a1 a2 " in tagged.text(each)]
    assert tagged.text(parts[-1]).split() == words.split()
    assert len(parts[-1].marks) > 1
    assert len(tagged.root.find("Table")[0].children) == 2


def test_what_stands_on_every_page_is_no_part_of_the_text(pdf_of: Pdf) -> None:
    tagged = read(pdf_of(plan_of(draft=True, preview=True)))
    text = tagged.text(tagged.root)
    for words in ("CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE", "Page 1 of", "PREVIEW"):
        assert any(words in each for each in tagged.artifacts)
        assert words not in text


def test_boxes_to_tick_say_so(pdf_of: Pdf) -> None:
    tagged = read(pdf_of(form_of(2)))
    items = [each for each in tagged.root.find("LI") if each.find("Figure")]
    said = [tagged.text(each) for each in items]
    assert said[:5] == ["Answered", "Declined", "Does not know", "Not asked", "Not applicable"]
    done = replace(plan_of().actions[0], done=True)
    plan = read(pdf_of(replace(plan_of(), actions=(done,))))
    assert [each.entry["/Alt"] for each in plan.root.find("Figure")] == ["ticked"]


def test_bookmarks_lead_to_every_heading(pdf_of: Pdf) -> None:
    tagged = read(pdf_of(interview_of(*[answer_of("word " * 300)] * 3)))
    titles: list[tuple[int, str, int]] = []

    def gather(outline: list[object], depth: int) -> None:
        for each in outline:
            if isinstance(each, list):
                gather(each, depth + 1)
            else:
                page = tagged.reader.get_destination_page_number(each)  # type: ignore[arg-type]
                titles.append((depth, str(each.title), int(page or 0)))  # type: ignore[attr-defined]

    gather(list(tagged.reader.outline), 0)
    headings = [each for each in tagged.root.walk() if each.role in {"H1", "H2", "H3"}]
    depths = {"H1": 0, "H2": 1, "H3": 2}
    assert titles == [
        (depths[each.role], " ".join(tagged.text(each).split()), each.marks[0][0])
        for each in headings
    ]
    outlines = tagged.catalog["/Outlines"]
    assert outlines["/Count"] == 1 + len(tagged.root.find("H2"))


def test_list_items_in_a_row_are_one_list(pdf_of: Pdf) -> None:
    content = plan_of()
    tagged = read(pdf_of(replace(content, protects=tuple((f"thing {n}", None) for n in range(4)))))
    lists = [each for each in tagged.root.children if each.role == "L"]
    found: list[Element] = [each for each in lists if "thing 0" in tagged.text(each)]
    assert [tagged.text(each) for each in found[0].find("LBody")] == [
        "thing 0",
        "thing 1",
        "thing 2",
        "thing 3",
    ]
    assert {tagged.text(each).strip() for each in found[0].find("Lbl")} == {"•"}


def test_the_words_of_a_paragraph_in_another_script_stand_for_its_glyphs(pdf_of: Pdf) -> None:
    said = "قال لي إنه سيعود يوم الجمعة في الساعة 10:30، لا تتصل بأحد."
    tagged = read(pdf_of(interview_of(answer_of(said))))
    (element,) = [each for each in tagged.root.find("P") if tagged.text(each) == said]
    assert element.entry["/ActualText"] == said
    assert element.entry["/Lang"] == "und-Arab"

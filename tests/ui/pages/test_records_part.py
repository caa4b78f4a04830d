"""The records checklist in the window: a look entered, corrected, and kept to a reference."""

from __future__ import annotations

import pytest

from ui.pages.hands import Desk, choose, field, fill, open_row, rows, table, trouble
from vpo_desk.domain.case import Case
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.documents.print_page import PrintPage

LINES = "Lines of the checklist"
LOOKS = "Record checks of the case"
NOTE = "What matters, in a line"


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "records")


def look(desk: Desk, page: CasePage, note: str) -> None:
    open_row(table(page, LINES), 0)
    desk.settle()
    choose(page, "Result", "Relevant")
    fill(page, "System or place", "RMS")
    fill(page, NOTE, note)
    desk.click("Enter the look")


def test_a_look_is_entered_from_its_line_and_marks_it(desk: Desk, page: CasePage) -> None:
    look(desk, page, "Two calls in 2025")
    (row,) = rows(table(page, LOOKS))
    assert row.startswith("[R1]")
    assert "Two calls in 2025" in row
    assert "Relevant" in rows(table(page, LINES))[0]


def test_a_look_without_a_result_says_so_at_the_field(desk: Desk, page: CasePage) -> None:
    open_row(table(page, LINES), 0)
    desk.settle()
    desk.click("Enter the look")
    assert trouble(page, "Result") == "Choose one of these."


def test_a_copied_record_is_refused_and_its_words_stay(desk: Desk, page: CasePage) -> None:
    look(desk, page, "x" * 700)
    assert "reference only" in desk.reads()
    assert len(field(page, NOTE).words()) == 700
    assert "Nothing is looked up yet" in desk.reads()


def test_a_look_is_corrected(desk: Desk, page: CasePage) -> None:
    look(desk, page, "Two calls")
    open_row(table(page, LOOKS), 0)
    desk.settle()
    assert "Correct [R1]" in desk.reads()
    field(page, NOTE).set_words("Three calls")
    desk.click("Enter the look")
    (row,) = rows(table(page, LOOKS))
    assert "Three calls" in row
    assert "Correct [R1]" not in desk.reads()


def test_it_leads_to_its_log_on_paper(desk: Desk, page: CasePage) -> None:
    desk.click("Print or save…")
    assert desk.at(PrintPage).place.part == "records_log"

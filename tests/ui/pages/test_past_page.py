"""A case as it was on a day: by keyboard, clearly past, and a sentence at the field for a bad day."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.pages.hands import CTRL, Desk, field, rows, table, trouble
from vpo_desk.domain.case import Case
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.past_page import PastPage

DAY = "As it was on, such as 27 Nov 2026"


def go_back_to(desk: Desk, day: str) -> None:
    field(desk.page, DAY).set_words(day)
    field(desk.page, DAY).setFocus()
    desk.press(Qt.Key.Key_Return)


def test_any_day_is_typed_and_clearly_past(desk: Desk, school: Case) -> None:
    desk.go(CasePage, "case", school.id)
    desk.click("As it was on a day…")
    page = desk.at(PastPage)
    assert "the case as it stood when 22 Nov 2026 ended" in desk.reads()
    assert "Plan in force" in page.head.line.text()
    go_back_to(desk, "16 Nov 2026")
    assert "the case as it stood when 16 Nov 2026 ended" in desk.reads()
    assert "Gathering information" in page.head.line.text()
    assert any("Interview" in each for each in desk.reads().split("\n"))
    assert "Plan version 1" not in desk.reads()


def test_days_are_walked_with_keys_and_nothing_is_entered_but_that_it_was_seen(
    desk: Desk, school: Case
) -> None:
    def entries(services: Services) -> int:
        return services.upkeep.info().audit_entries

    desk.go(PastPage, "as_it_was", school.id, "2026-11-19")
    before = desk.ask(entries)
    desk.press(Qt.Key.Key_PageUp, CTRL)
    assert desk.page.place.part == "2026-11-18"
    desk.press(Qt.Key.Key_PageDown, CTRL)
    assert desk.page.place.part == "2026-11-19"
    assert desk.ask(entries) == before


def test_a_day_that_cannot_be_shown_is_told_at_the_field(desk: Desk, school: Case) -> None:
    page = desk.go(PastPage, "as_it_was", school.id, "2026-11-19")
    go_back_to(desk, "31 Feb 2026")
    assert trouble(page, DAY) == "Write a date such as 27 Nov 2026."
    assert rows(table(page, "People"))
    go_back_to(desk, "1 Jan 2030")
    assert "future" in trouble(page, DAY)
    go_back_to(desk, "1 Jan 2020")
    assert "not in this case file on that day" in trouble(page, DAY)
    assert "Reyes" not in page.head.title.text()

"""Tasks, orders and numbers of a case, the tasks page, and Today when the clock moves on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from ui.pages.hands import (
    Desk,
    button,
    card,
    choose,
    field,
    fill,
    focused,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.today.tasks_page import TasksPage
from vpo_desk.ui.today.today_page import TodayPage

TASKS = "Tasks of the case"
WHAT, BY = "What is to be done", "By when, such as 27 Nov 2026"
DUE = "Actions and tasks due"


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "dates")


def add_task(desk: Desk, what: str, by: str) -> None:
    fill(desk.page, WHAT, what)
    fill(desk.page, BY, by)
    desk.click("Add the task")


def due(desk: Desk, what: str) -> str:
    """Return how Today says when something is due."""
    desk.go(TodayPage, "today")
    (row,) = [each for each in rows(table(desk.page, DUE)) if what in each]
    return row.split(" | ")[0]


def test_a_task_needs_a_day_and_is_put_off_only_with_a_reason(desk: Desk, page: CasePage) -> None:
    fill(page, WHAT, "Call back")
    desk.click("Add the task")
    assert trouble(page, BY) == "Write the day."
    fill(page, BY, "24 Nov 2026")
    desk.click("Add the task")
    open_row(table(page, TASKS), 0)
    desk.settle()
    fill(page, "Put off until, such as 27 Nov 2026", "30 Nov 2026")
    desk.click("Put it off")
    assert "needs a reason" in desk.reads()
    fill(page, "Why it is put off", "The clerk is away")
    desk.click("Put it off")
    (row,) = rows(table(page, TASKS))
    assert "30 Nov" in row
    assert "was 24 Nov 2026" in row
    assert "The clerk is away" in row


def test_the_keyboard_comes_to_what_is_wrong_and_nothing_typed_is_lost(
    desk: Desk, page: CasePage
) -> None:
    fill(page, WHAT, "Call back")
    fill(page, BY, "31 Feb 2026")
    button(page, "Add the task").setFocus()
    desk.press(Qt.Key.Key_Return)
    assert trouble(page, BY) == "Write a date such as 27 Nov 2026."
    assert focused() is field(page, BY)
    assert field(page, WHAT).words() == "Call back"
    assert field(page, BY).words() == "31 Feb 2026"


def test_what_is_late_says_so_in_words(desk: Desk, page: CasePage) -> None:
    add_task(desk, "Call back", "24 Nov 2026")
    choose(page, "Kind of order", "Protective order")
    fill(page, "Last day; in custody: day of release", "24 Nov 2026")
    desk.click("Keep the order")
    assert not [row for row in rows(table(page, TASKS)) if "late" in row]
    desk.clock.pass_by(days=2)
    page = desk.go(CasePage, "case", page.place.id, "dates")
    assert rows(table(page, TASKS))[0].startswith("24 Nov, late")
    assert "24 Nov, over" in rows(table(page, "Orders of the case"))[0]
    shown = desk.go(TasksPage, "tasks")
    assert any("24 Nov, late" in row for row in rows(table(shown, "Open tasks")))


def test_a_task_is_done_and_taken_back(desk: Desk, page: CasePage) -> None:
    add_task(desk, "Call back", "24 Nov 2026")
    open_row(table(page, TASKS), 0)
    desk.settle()
    desk.click("Done")
    assert rows(table(page, TASKS))[0].startswith("done")
    desk.click("It is not done")
    assert rows(table(page, TASKS))[0].startswith("24 Nov")


def test_an_order_that_runs_out_stands_on_today_until_it_is_ended(
    desk: Desk, page: CasePage
) -> None:
    order = card(page, "Add an order")
    choose(order, "Kind of order", "Protective order")
    fill(order, "In force from", "1 Dec 2026")
    fill(order, "Last day; in custody: day of release", "20 Nov 2026")
    desk.click("Keep the order")
    assert "would end before it begins" in desk.reads()
    field(order, "In force from").set_words("1 Jan 2026")
    desk.click("Keep the order")
    desk.go(TodayPage, "today")
    ending = table(desk.page, "Orders and custody dates that run out")
    assert any("Protective order" in row and "20 Nov" in row for row in rows(ending))
    page = desk.go(CasePage, "case", page.place.id, "dates")
    open_row(table(page, "Orders of the case"), 0)
    desk.settle()
    fill(page, "Why it no longer stands", "The court lifted it")
    desk.click("It no longer stands")
    assert "The court lifted it" in rows(table(page, "Orders of the case"))[0]
    desk.go(TodayPage, "today")
    ending = table(desk.page, "Orders and custody dates that run out")
    assert not any("20 Nov" in row for row in rows(ending))  # another case has one of its own


def test_a_release_from_custody_comes_up_though_the_case_is_closed(
    desk: Desk, page: CasePage
) -> None:
    order = card(page, "Add an order")
    choose(order, "Kind of order", "In custody")
    fill(order, "Last day; in custody: day of release", "2 Dec 2026")
    desk.click("Keep the order")
    desk.go(CasePage, "case", page.place.id, "life")
    choose(desk.page, "Grounds", "Long custody")
    fill(desk.page, "Rationale", "He is in the county jail.")
    desk.click("Close the case")
    desk.go(TodayPage, "today")
    ending = table(desk.page, "Orders and custody dates that run out")
    (place,) = [number for number, row in enumerate(rows(ending)) if "In custody" in row]
    assert "2 Dec" in rows(ending)[place]
    open_row(ending, place)
    page = desk.at(CasePage)
    open_row(table(page, "Orders of the case"), 0)
    desk.settle()
    fill(page, "Why it no longer stands", "Released; the case is opened again")
    desk.click("It no longer stands")
    assert "Released" in rows(table(page, "Orders of the case"))[0]


def test_the_agencys_own_numbers_stand_on_the_overview(desk: Desk, page: CasePage) -> None:
    numbers = card(page, "Add a number")
    for _ in range(2):
        choose(numbers, "Of which system", "CAD")
        fill(numbers, "Number", "26-004417")
        desk.click("Add the number")
    assert "entered already" in desk.reads()
    desk.go(CasePage, "case", page.place.id)
    assert "CAD 26-004417" in desk.reads()


def test_the_tasks_page_has_every_open_task_and_takes_those_of_no_case(
    desk: Desk, page: CasePage
) -> None:
    add_task(desk, "Call the school", "24 Nov 2026")
    desk.go(TasksPage, "tasks")
    add_task(desk, "Renew the agreement", "25 Nov 2026")
    read = rows(table(desk.page, "Open tasks"))
    assert any("Call the school" in row and "Whitlock, Aaron" in row for row in read)
    place = [number for number, row in enumerate(read) if "Renew the agreement" in row]
    open_row(table(desk.page, "Open tasks"), place[0])
    desk.settle()
    desk.click("Done")
    assert "Renew the agreement" not in "\n".join(rows(table(desk.page, "Open tasks")))


def test_today_follows_the_clock_over_midnight_and_into_another_zone(
    desk: Desk, page: CasePage
) -> None:
    add_task(desk, "Call at noon", "24 Nov 2026")
    assert due(desk, "Call at noon") == "Tomorrow"
    desk.clock.utc = datetime(2026, 11, 24, 5, 0, 0, tzinfo=UTC)  # midnight in New York
    assert due(desk, "Call at noon") == "Today"
    desk.clock.zone = "America/Los_Angeles"  # where it is the evening before
    assert due(desk, "Call at noon") == "Tomorrow"
    desk.clock.zone = "Asia/Tokyo"
    desk.clock.utc = datetime(2026, 11, 24, 15, 0, 0, tzinfo=UTC)  # the 25th there
    assert due(desk, "Call at noon") == "1 day late"
    desk.clock.zone = "America/New_York"
    desk.clock.utc = datetime(2026, 11, 22, 15, 0, 0, tzinfo=UTC)  # set back
    assert due(desk, "Call at noon") == "24 Nov"

"""Retention in the window: the schedule, a case's clock, holds, and a purge in two steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ui.pages.hands import Desk, button, buttons, drop_down, field, fill, shown_words, trouble
from ui.stage import FakePrompts, StillClock
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.purge import Scope
from vpo_desk.domain.retention import Ending
from vpo_desk.services.catalog import Services
from vpo_desk.storage.nouns import CASE
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.retention_part import RetentionPart
from vpo_desk.ui.today.today_page import TodayPage


def enter_schedule(desk: Desk, years: str = "3") -> CaseFilePage:
    page = desk.go(CaseFilePage, "case_file")
    fill(page, "Who approved the schedule", "County records board")
    fill(page, "The day it was approved, such as 27 Nov 2026", "2 Nov 2026")
    fill(page, "Years: Closed case", years)
    desk.click("Enter the schedule")
    return page


def end(desk: Desk, case: Case) -> None:
    """End a case as its closing will, today."""

    def close(services: Services) -> Changes:
        ground = services.retention._ground
        ended = replace(ground.history.get(CASE, case.id), state=CaseState.CLOSED)
        with ground.transaction():
            ground.history.append(CASE, case.id, ended)
        return Changes((("case", case.id),))

    desk.session.command(close)
    desk.settle()


def opened(desk: Desk, case: Case) -> RetentionPart:
    page = desk.go(CasePage, "case", case.id, "retention")
    desk.settle()
    part = page.part("retention")
    assert isinstance(part, RetentionPart)
    return part


@pytest.fixture
def ready(desk: Desk, school: Case, clock: StillClock) -> RetentionPart:
    """Show a case whose period has ended."""
    enter_schedule(desk, years="0")
    end(desk, school)
    clock.pass_by(days=3)
    return opened(desk, school)


def test_without_a_schedule_nothing_can_be_purged_and_none_is_suggested(
    desk: Desk, school: Case
) -> None:
    part = opened(desk, school)
    assert "has not entered its schedule" in shown_words(part)
    assert not buttons(part, "Ask for the purge")
    page = desk.go(CaseFilePage, "case_file")
    assert "None is suggested" in shown_words(page)


def test_a_schedule_that_cannot_be_read_is_told_at_its_field(desk: Desk) -> None:
    page = enter_schedule(desk, years="three")
    assert "whole years" in trouble(page, "Years: Closed case")
    assert desk.ask(lambda services: services.retention.schedule()) is None
    field(page, "Years: Closed case").set_words("")
    fill(page, "Years: Closed case", "3")
    desk.click("Enter the schedule")
    assert "Closed case: 3 years" in shown_words(page)
    assert "County records board approved it" in shown_words(page)


def test_a_review_moves_the_clock_and_says_who_and_why(desk: Desk, school: Case) -> None:
    enter_schedule(desk)
    part = opened(desk, school)
    fill(part, "Reviewed by", "Lt. Đỗ <b>")
    fill(part, "Why it is kept", "Trial is set for June & may be moved")
    fill(part, "Kept until, such as 27 Nov 2027", "someday")
    desk.click("Record the review", part)
    assert "Write a date" in trouble(part, "Kept until, such as 27 Nov 2027")
    field(part, "Kept until, such as 27 Nov 2027").set_words("")
    fill(part, "Kept until, such as 27 Nov 2027", "30 June 2027")
    desk.click("Record the review", part)
    view = desk.ask(lambda services: services.retention.view(school.id))
    assert view.clock.review_due.isoformat() == "2027-06-30"
    assert view.retention.reviews[0].by == "Lt. Đỗ <b>"
    assert "30 Jun 2027" in shown_words(part)


def test_how_a_case_ended_is_set_where_the_desk_tells_it_wrongly(
    desk: Desk, school: Case, ready: RetentionPart
) -> None:
    assert "It ended on" in shown_words(ready)
    listed = drop_down(ready, "How the case ended, for the schedule")
    assert listed.currentText() == "As the desk tells it"
    listed.setCurrentIndex(listed.findText("Unfounded"))
    listed.activated.emit(listed.currentIndex())
    desk.settle()
    assert "The schedule has no years for “Unfounded”." in shown_words(ready)
    clock = desk.ask(lambda services: services.retention.clock(school.id))
    assert clock.ending is Ending.UNFOUNDED
    ready = opened(desk, school)
    listed = drop_down(ready, "How the case ended, for the schedule")
    assert listed.currentText() == "Unfounded"
    listed.setCurrentIndex(0)
    listed.activated.emit(0)
    desk.settle()
    assert "as “Closed case”" in shown_words(ready)


def test_a_hold_stops_a_purge_until_it_is_lifted(desk: Desk, ready: RetentionPart) -> None:
    fill(ready, "Ordered or lifted by", "County attorney")
    desk.click("Set a hold", ready)
    assert "A hold needs its reason" in shown_words(ready)
    fill(ready, "Reason of the hold", "Civil suit 26-114")
    desk.click("Set a hold", ready)
    assert not buttons(ready, "Ask for the purge")
    fill(ready, "Ordered or lifted by", "County attorney")
    fill(ready, "Reason of the hold", "Suit is settled")
    desk.click("Lift the hold", ready)
    assert buttons(ready, "Ask for the purge")


def test_a_purge_takes_two_steps_and_leaves_a_certificate(
    desk: Desk, school: Case, ready: RetentionPart, prompts: FakePrompts, tmp_path: Path
) -> None:
    desk.click("Ask for the purge", ready)
    assert "A purge needs its reason" in shown_words(ready)
    fill(ready, "Why it is purged now", "Three years are over")
    desk.click("Ask for the purge", ready)
    today = desk.go(TodayPage, "today")
    desk.settle()
    assert "1 purge waits for its second step" in shown_words(today)
    part = opened(desk, school)
    desk.click("Purge for good", part)
    assert "needs the reviewer's name" in shown_words(part)
    assert desk.ask(lambda services: services.cases.get(school.id)).id == school.id
    fill(part, "Purge reviewed by", "Records clerk")
    fill(part, "Purge reviewed on, such as 27 Nov 2026", "26 Nov 2026")
    button(part, "Purge for good").click()
    page = desk.at(CaseFilePage)
    desk.settle()
    numbers = desk.ask(lambda services: [line.case.number for line in services.cases.newest()])
    assert school.number not in numbers
    assert "open for the certificate" in shown_words(page)
    target = tmp_path / "certificate.pdf"
    prompts.files.append(target)
    (purge,) = desk.ask(lambda services: services.purges.done())
    page._retention._open(purge)
    desk.settle()
    assert target.read_bytes().startswith(b"%PDF")


def test_the_first_step_can_be_taken_back(desk: Desk, school: Case, ready: RetentionPart) -> None:
    fill(ready, "Why it is purged now", "Three years are over")
    desk.click("Ask for the purge", ready)
    button(ready, "Withdraw the purge").click()
    desk.settle()
    assert buttons(ready, "Ask for the purge")
    assert desk.ask(lambda services: services.purges.waiting()) == ()


def test_words_typed_for_a_step_come_back_after_a_lock(
    desk: Desk, school: Case, ready: RetentionPart
) -> None:
    fill(ready, "Why it is purged now", "Half a rea")
    desk.lock()
    desk.unlock()
    part = opened(desk, school)
    assert "Half a rea" in shown_words(part)


def test_a_review_that_is_due_stands_on_today(
    desk: Desk, school: Case, clock: StillClock, ready: Callable[..., None]
) -> None:
    today = desk.go(TodayPage, "today")
    desk.settle()
    assert "due for a retention review" in shown_words(today)
    assert desk.ask(lambda services: services.purges.preview(Scope.CASE, school.id)).stops == ()

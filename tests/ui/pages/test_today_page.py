"""Today: what waits, what is due and what is late, and the way to each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.hands import (
    ALT,
    CTRL,
    WAIT,
    Desk,
    button,
    choose,
    fill,
    open_row,
    rows,
    table,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger, Identity, Route
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.documents import PaperWish
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.meetings.meeting_page import MeetingPage
from vpo_desk.ui.today.today_page import TodayPage

WAITING = "Concerns waiting for triage"
DUE = "Actions and tasks due"


@pytest.fixture
def page(desk: Desk) -> TodayPage:
    return desk.go(TodayPage, "today")


def take_in(desk: Desk, words: str) -> Callable[[Services], Changes]:
    intake = Intake(
        at=desk.clock.now(),
        route=Route.PHONE,
        danger=Danger.NOT_KNOWN,
        source=Informant(Identity.ANONYMOUS),
        words=words,
    )

    def act(services: Services) -> Changes:
        return services.concerns.take_in(intake)[1]

    return act


def test_the_day_begins_here(desk: Desk, page: TodayPage) -> None:
    assert desk.frame.place is not None
    assert page.head.title.text() == "Today"
    assert page.head.line.text() == "Monday 23 Nov 2026"
    assert "Everything is in the encrypted case file." in desk.reads()
    assert "entries in the chain" in desk.reads()


def test_what_waits_appears_by_itself_and_opens(desk: Desk, page: TodayPage) -> None:
    assert "Nothing waits for triage" in desk.reads()
    desk.session.command(take_in(desk, "He said <b>Friday</b> & left."))
    desk.settle()
    assert "Nothing waits for triage" not in desk.reads()
    (row,) = rows(table(page, WAITING))
    assert "Anonymous" in row
    assert "He said <b>Friday</b> & left." in row
    assert "Not known" in row
    assert "oldest under 1 h" in desk.reads()
    desk.clock.pass_by(hours=50)
    desk.go(TodayPage, "today")
    assert "oldest 2 days" in desk.reads()
    open_row(table(page, WAITING), 0)
    assert desk.at(ConcernPage)


def test_a_concern_that_was_begun_is_told_until_it_is_taken_in(desk: Desk, page: TodayPage) -> None:
    assert "not taken in yet" not in desk.reads()
    form = desk.go(NewConcernPage, "new_concern")
    with desk.qtbot.waitSignal(desk.session.saved, timeout=WAIT):
        fill(form, "In the reporting person's words", "He named a d")
    desk.go(TodayPage, "today")
    assert "A new concern from today 10:42 is not taken in yet." in desk.reads()
    desk.click("Go on with it")
    form = desk.at(NewConcernPage)
    choose(form, "Is anyone in danger now?", "No")
    choose(form, "Named or not", "Anonymous")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.at(ConcernPage)
    desk.go(TodayPage, "today")
    assert "not taken in yet" not in desk.reads()


def test_without_anything_waiting_the_first_step_is_offered(desk: Desk, page: TodayPage) -> None:
    button(page, "New concern").click()
    assert desk.at(NewConcernPage)


def test_what_is_late_comes_first_and_leads_to_where_it_is_done(
    desk: Desk, page: TodayPage, school: Case
) -> None:
    desk.clock.pass_by(days=3)
    desk.go(TodayPage, "today")
    notice = page.notices.notices()[0]
    late = [row for row in rows(table(page, DUE)) if "late" in row]
    assert notice.strong.text() == f"{len(late)} things are late"
    assert rows(table(page, DUE))[: len(late)] == late
    places = {row: place for place, row in enumerate(rows(table(page, DUE)))}
    action = next(
        places[row] for row in late if "sister" in row.lower() or "firearm" in row.lower()
    )
    open_row(table(page, DUE), action)
    assert desk.at(CasePage).tab == "plan"


def test_reviews_that_come_near_open_their_case(desk: Desk, page: TodayPage) -> None:
    listed = table(page, "Reviews due")
    places = [n for n, row in enumerate(rows(listed)) if "HF-2026-002" in row]
    assert "Elevated" in rows(listed)[places[0]]
    open_row(listed, places[0])
    assert desk.at(CasePage).head.title.text() == "Reyes, Marco"


def test_an_unfinished_interview_is_resumed(
    desk: Desk, page: TodayPage, interview: Callable[..., str]
) -> None:
    assert "Interviews to finish" not in desk.reads()
    id_ = interview()
    (row,) = rows(table(page, "Interviews to finish"))
    assert "Reyes, Marco" in row
    assert "0 of 70 answered" in row
    open_row(table(page, "Interviews to finish"), 0)
    assert desk.at(RunnerPage).place.id == id_


def test_the_keys_of_the_frame_work_from_here(desk: Desk, page: TodayPage) -> None:
    for key, name in ((Qt.Key.Key_3, "cases"), (Qt.Key.Key_2, "concerns"), (Qt.Key.Key_1, "today")):
        QTest.keyClick(desk.program.window, key, ALT)
        desk.settle()
        assert desk.frame.place is not None
        assert desk.frame.place.page == name


def test_the_next_meeting_and_paper_that_is_out_stand_there(
    desk: Desk, page: TodayPage, school: Case
) -> None:
    now = desk.clock.now()

    def enter(services: Services) -> Changes:
        meeting, changes = services.meetings.plan(now)
        _, more = services.meetings.put_on(meeting.id, school.id)
        wish = PaperWish(school.id, DocumentKind.PLAN)
        made, paper = services.documents.prepare(wish, "Meeting", ("School",), now.day)
        outcome = services.documents.note_outcome(made[0].copy.id, Outcome.PRINTED)
        sealed = services.plans.seal(services.plans.open_draft(school.id, now))
        return changes + more + paper + outcome + sealed

    desk.session.command(enter)
    desk.settle()
    desk.clock.pass_by(days=2)
    desk.go(TodayPage, "today")
    desk.settle()
    read = desk.reads()
    assert "1 case is on the agenda. Its minutes are not closed yet." in read
    health = "\n".join(rows(table(page, "Case file health")))
    assert "1 copy should have come back by now" in health
    assert "1 copy that is out no longer says what is true." in health
    desk.click("Open the meeting")
    desk.settle()
    assert desk.at(MeetingPage)


def test_a_drill_is_asked_for_after_a_month(desk: Desk, page: TodayPage) -> None:
    asked = "No restore drill was passed for a month"
    assert asked not in desk.reads()
    desk.clock.pass_by(days=40)
    desk.go(TodayPage, "today")
    desk.settle()
    assert asked in "\n".join(rows(table(page, "Case file health")))

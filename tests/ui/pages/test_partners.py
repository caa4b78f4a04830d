"""Directory, referrals and meetings in the window, by keyboard; words survive an interruption."""

from __future__ import annotations

import pytest

from ui.pages.hands import (
    Desk,
    choose,
    drop_down,
    field,
    fill,
    open_row,
    rows,
    shown_words,
    table,
    trouble,
    write,
)
from vpo_desk.domain.case import Case
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.meetings.meeting_page import MeetingPage
from vpo_desk.ui.meetings.meetings_page import MeetingsPage
from vpo_desk.ui.resources_directory.directory_page import DirectoryPage

ENTRIES = "Entries of the directory"
AGENDA = "Cases on the agenda"
SAID = 'Say "<b>now</b>" & أهلا 😀'


@pytest.fixture
def meeting(desk: Desk) -> MeetingPage:
    page = desk.go(MeetingsPage, "meetings")
    desk.click("Plan the meeting")
    assert trouble(page, "When, such as 27 Nov 2026 14:00") == "Write when it is."
    fill(page, "When, such as 27 Nov 2026 14:00", "27 Nov 2026 14:00")
    desk.click("Plan the meeting")
    desk.settle()
    return desk.at(MeetingPage)


def added(desk: Desk, name: str) -> DirectoryPage:
    page = desk.go(DirectoryPage, "resources")
    fill(page, "Name", name)
    listed = drop_down(page, "What it is")
    listed.setCurrentIndex(listed.findData("housing"))
    listed.chosen.emit("housing")
    fill(page, "Phone", "555 0188")
    desk.click("Keep the entry")
    desk.settle()
    return page


def test_an_entry_is_kept_corrected_and_taken_out(desk: Desk) -> None:
    page = desk.go(DirectoryPage, "resources")
    assert "Nobody is in your directory yet" in desk.reads()
    desk.click("Keep the entry")
    assert trouble(page, "Name") == "Write a name."
    added(desk, SAID)
    assert SAID in rows(table(page, ENTRIES))[0]
    open_row(table(page, ENTRIES), 0)
    desk.settle()
    assert field(page, "Phone").words() == "555 0188"
    choose(page, "On the emergency card and a plan's first page", "Yes")
    desk.click("Keep the entry")
    desk.settle()
    assert any(SAID in row for row in rows(table(page, "Whom to call first")))
    open_row(table(page, ENTRIES), 0)
    desk.settle()
    desk.click("Take it out of the list")
    desk.settle()
    assert "Nobody is in your directory yet" in desk.reads()


def test_a_correction_that_was_interrupted_comes_back_over_what_is_recorded(desk: Desk) -> None:
    page = added(desk, "Harbor House")
    open_row(table(page, ENTRIES), 0)
    desk.settle()
    write(field(page, "Notes"), "Ask for Ms. Lê")
    desk.lock()
    desk.unlock()
    page = desk.go(DirectoryPage, "resources")
    open_row(table(page, ENTRIES), 0)
    desk.settle()
    assert field(page, "Notes").words() == "Ask for Ms. Lê"
    assert field(page, "Name").words() == "Harbor House"


def test_an_entry_only_looked_at_leaves_no_unsaved_words(desk: Desk) -> None:
    page = added(desk, "Harbor House")
    open_row(table(page, ENTRIES), 0)
    desk.settle()
    desk.go(MeetingsPage, "meetings")
    desk.lock()
    desk.unlock()
    count = "SELECT count(*) FROM draft WHERE scope LIKE 'resource%'"
    assert desk.ask(lambda services: services.ground.file.connection.execute(count).fetchone()) == (
        0,
    )


def test_a_referral_is_made_from_the_directory_and_followed(desk: Desk, school: Case) -> None:
    added(desk, "Harbor House")
    page = desk.go(CasePage, "case", school.id, "plan")
    desk.click("Add a referral")
    whom = drop_down(page, "From the directory")
    whom.setCurrentIndex(0)
    whom.chosen.emit(str(whom.currentData()))
    assert field(page, "To whom").words() == "Harbor House"
    fill(page, "For what", SAID)
    desk.click("Keep the referral")
    desk.settle()
    listed = table(page, "Referrals of the case")
    assert SAID in rows(listed)[0]
    assert "555 0188" in rows(listed)[0]
    open_row(listed, 0)
    desk.settle()
    choose(page, "How far it went", "Ended")
    desk.click("Note it")
    desk.settle()
    assert "Say with what outcome it ended." in shown_words(page)
    fill(page, "Outcome", "Moved in")
    desk.click("Note it")
    desk.settle()
    assert "Moved in" in rows(listed)[0]


def test_a_meeting_goes_from_agenda_to_closed_minutes(
    desk: Desk, meeting: MeetingPage, school: Case
) -> None:
    offered = table(meeting, "Cases whose review is due")
    place = next(n for n, row in enumerate(rows(offered)) if school.number in row)
    open_row(offered, place)
    desk.settle()
    agenda = table(meeting, AGENDA)
    assert school.number in rows(agenda)[0]
    open_row(agenda, 0)
    desk.settle()
    fill(meeting, "Facts shared (with their source) and views", SAID)
    desk.click("Keep the minutes")
    desk.settle()
    fill(meeting, "What was decided", "Call on Friday")
    fill(meeting, "By when; with a day it becomes a task", "someday")
    desk.click("Enter the decision")
    assert "Write a date" in trouble(meeting, "By when; with a day it becomes a task")
    field(meeting, "By when; with a day it becomes a task").set_words("")
    fill(meeting, "By when; with a day it becomes a task", "2026-12-04")
    fill(meeting, "Who did not agree, and why", "Advocate: too late")
    desk.click("Enter the decision")
    desk.settle()
    assert "Advocate: too late" in rows(table(meeting, "Decisions about this case"))[0]
    assert field(meeting, "Facts shared (with their source) and views").words() == SAID
    tasks = desk.ask(lambda services: services.tasks.of_case(school.id))
    assert "Call on Friday" in [task.what for task in tasks]
    fill(meeting, "Name", "S. Lund")
    desk.click("Add to the table")
    desk.settle()
    desk.prompts.answers.append(True)
    desk.click("Close the minutes")
    desk.settle()
    assert "minutes closed" in shown_words(meeting)
    assert SAID in shown_words(meeting)


def test_what_is_typed_in_the_minutes_stays_when_the_page_follows_a_change(
    desk: Desk, meeting: MeetingPage, school: Case
) -> None:
    open_row(table(meeting, "Cases whose review is due"), 0)
    desk.settle()
    open_row(table(meeting, AGENDA), 0)
    desk.settle()
    write(field(meeting, "Facts shared (with their source) and views"), "Half a sent")
    fill(meeting, "Name", "S. Lund")
    desk.click("Add to the table")
    desk.settle()
    assert "Half a sent" in field(meeting, "Facts shared (with their source) and views").words()

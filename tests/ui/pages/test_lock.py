"""The lock, in the middle of every form: words come back, and nothing is left to see."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from ui.pages.hands import (
    Desk,
    button,
    buttons,
    choose,
    chosen,
    field,
    fill,
    is_there,
    open_row,
    shown_words,
    table,
    write,
)
from ui.stage import PASSPHRASE
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.domain.case import Case
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.people.person_page import PersonPage
from vpo_desk.ui.today.today_page import TodayPage
from vpo_desk.ui.widgets.fields import TextEditor

Begin = Callable[..., str]

HALF = "half a sentence — <b>&\u00a0nobody"
SUBJECT = "Reyes, Marco"


def lock_and_return(desk: Desk) -> None:
    """Lock before the journal's pause is over, and unlock again."""
    before = desk.frame.place
    desk.lock()
    assert HALF not in shown_words(desk.program.window)
    desk.unlock()
    assert desk.frame.place == before


def test_a_new_concern_comes_back_whole(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, "Is anyone in danger now?", "Not known")
    choose(page, "Named or not", "Asked for confidentiality")
    fill(page, "In the reporting person's words", HALF)
    lock_and_return(desk)
    page = desk.at(NewConcernPage)
    assert field(page, "In the reporting person's words").words() == HALF
    assert chosen(page, "Is anyone in danger now?") == "Not known"
    assert chosen(page, "Named or not") == "Asked for confidentiality"
    assert "are back in the form" in desk.reads()


def test_a_triage_comes_back_in_its_own_concern(desk: Desk) -> None:
    first, second = desk.ask(lambda services: services.concerns.newest(2))
    page = desk.go(ConcernPage, "concern", first.concern.id)
    choose(page, "Decision", "Refer out")
    fill(page, "Referred to", "County crisis team")
    fill(page, "What is the behavior (not identity or belief)?", HALF)
    lock_and_return(desk)
    page = desk.at(ConcernPage)
    assert chosen(page, "Decision") == "Refer out"
    assert field(page, "Referred to").words() == "County crisis team"
    assert field(page, "What is the behavior (not identity or belief)?").words() == HALF
    page = desk.go(ConcernPage, "concern", second.concern.id)
    assert chosen(page, "Decision") == ""
    assert field(page, "What is the behavior (not identity or belief)?").words() == ""


@pytest.mark.parametrize("name", ["Answer, in your summary", "Own words (verbatim)"])
def test_an_answer_comes_back_in_its_question(desk: Desk, interview: Begin, name: str) -> None:
    id_ = interview()
    page = desk.go(RunnerPage, "interview", id_, "SU-B1")
    fill(page, name, HALF)
    lock_and_return(desk)
    page = desk.go(RunnerPage, "interview", id_, "SU-B1")
    assert field(page, name).words() == HALF


def test_the_lines_before_an_interview_come_back(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    view = desk.ask(lambda services: services.interviews.view(id_))
    asked = view.form.frame.before[1].text
    page = desk.go(RunnerPage, "interview", id_, "before")
    fill(page, asked, HALF)
    lock_and_return(desk)
    assert field(desk.at(RunnerPage), asked).words() == HALF


def test_a_remark_comes_back(desk: Desk, school: Case) -> None:
    held = desk.ask(lambda services: services.interviews.of_case(school.id))
    page = desk.go(RunnerPage, "interview", held[0].interview.id, "finish")
    fill(page, "Add a remark", HALF)
    lock_and_return(desk)
    assert field(desk.at(RunnerPage), "Add a remark").words() == HALF
    desk.click("Add the remark")
    assert field(desk.at(RunnerPage), "Add a remark").words() == ""
    view = desk.ask(lambda services: services.interviews.view(held[0].interview.id))
    assert [each.text for each in view.line.interview.addenda][-1] == HALF


@pytest.mark.parametrize("decided", [True, False])
def test_a_rationale_comes_back_with_and_without_a_finding(
    desk: Desk, school: Case, decided: bool
) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    parts = table(page, "Parts of the assessment")
    open_row(parts, 4)
    found = field(page, "Rationale — cite what supports it")
    found.set_words("")
    choose(page, "Finding", "Partly") if decided else None
    fill(page, "Rationale — cite what supports it", HALF)
    lock_and_return(desk)
    page = desk.at(CasePage)
    open_row(table(page, "Parts of the assessment"), 4)
    assert field(page, "Rationale — cite what supports it").words() == HALF


def test_a_judgment_comes_back(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    open_row(table(page, "Parts of the assessment"), 17)
    fill(page, "Bias and rights check", HALF)
    lock_and_return(desk)
    open_row(table(desk.at(CasePage), "Parts of the assessment"), 17)
    assert field(desk.page, "Bias and rights check").words() == HALF


def test_warning_words_come_back_and_a_seal_waits_for_them(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    open_row(table(page, "Parts of the assessment"), 14)
    choose(page, "Last resort", "Present now")
    fields = [x for x in page.findChildren(TextEditor) if x.accessibleName() == "Evidence"]
    shown = next(each for each in fields if is_there(each) and not each.words())
    write(shown, HALF)
    lock_and_return(desk)
    page = desk.at(CasePage)
    open_row(table(page, "Parts of the assessment"), 14)
    assert chosen(page, "Last resort") == "Present now"
    fields = [x for x in page.findChildren(TextEditor) if x.accessibleName() == "Evidence"]
    assert HALF in [each.words() for each in fields]
    open_row(table(page, "Parts of the assessment"), 18)
    fill(page, "Reason to seal without it", "Tonight.")
    version = next(
        each.text() for each in page.findChildren(QPushButton) if "Seal v" in each.text()
    )
    desk.click(version)
    assert "This part has words that are not saved yet." in desk.reads()
    assert chosen(desk.page, "Last resort") == "Present now"
    open_row(table(page, "Parts of the assessment"), 18)
    assert field(page, "Reason to seal without it").words() == "Tonight."


def test_a_difference_that_is_being_noted_comes_back(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    open_row(table(page, "Parts of the assessment"), 1)
    desk.settle()
    desk.click("+ These sources differ…")
    fill(page, "How they differ, or what resolved it", HALF)
    lock_and_return(desk)
    open_row(table(desk.at(CasePage), "Parts of the assessment"), 1)
    desk.settle()
    assert field(desk.page, "How they differ, or what resolved it").words() == HALF
    desk.click("Discard")
    assert not buttons(desk.page, "Note the difference")


def test_an_interview_that_is_being_started_comes_back(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "interviews")
    choose(page, "Protocol", "Subject interview")
    fill(page, "Where", HALF)
    lock_and_return(desk)
    page = desk.at(CasePage)
    assert chosen(page, "Protocol") == "Subject interview"
    assert field(page, "Where").words() == HALF


def test_a_person_who_is_being_added_comes_back_and_so_does_a_correction(
    desk: Desk, school: Case
) -> None:
    page = desk.go(CasePage, "case", school.id, "people")
    fill(page, "Name, if known", HALF)
    choose(page, "Role in this case", "Family")
    lock_and_return(desk)
    page = desk.at(CasePage)
    assert field(page, "Name, if known").words() == HALF
    assert chosen(page, "Role in this case") == "Family"
    page = desk.go(CasePage, "case", school.id)
    open_row(table(page, "People of the case"), 0)
    desk.settle()
    person = desk.at(PersonPage)
    fill(person, "Handling: who is told first, what stays apart", HALF)
    lock_and_return(desk)
    assert (
        field(desk.at(PersonPage), "Handling: who is told first, what stays apart").words() == HALF
    )
    page = desk.go(CasePage, "case", school.id, "people")
    assert field(page, "Name, if known").words() == HALF


def test_a_root_that_is_being_entered_comes_back(desk: Desk, interview: Begin) -> None:
    desk.go(RunnerPage, "interview", interview(), "SU-B1")
    desk.click("+ Root")
    fill(desk.page, "What it goes back to", HALF)
    lock_and_return(desk)
    assert field(desk.at(RunnerPage), "What it goes back to").words() == HALF


@pytest.mark.parametrize("tab", ["assessment", "plan"])
def test_a_reason_to_seal_comes_back_in_its_own_case(
    desk: Desk, fresh_case: Case, school: Case, tab: str
) -> None:
    def show(case: Case) -> CasePage:
        page = desk.go(CasePage, "case", case.id, tab)
        if tab == "assessment":
            open_row(table(page, "Parts of the assessment"), 18)
        desk.settle()
        return page

    fill(show(fresh_case), "Reason to seal without it", HALF)
    lock_and_return(desk)
    assert field(show(fresh_case), "Reason to seal without it").words() == HALF
    show(school)
    assert HALF not in desk.reads()


def test_who_gets_paper_comes_back(desk: Desk, school: Case) -> None:
    page = desk.go(PrintPage, "print", school.id, "plan")
    fill(page, "Holders, one a line", HALF)
    lock_and_return(desk)
    assert field(desk.at(PrintPage), "Holders, one a line").words() == HALF


def test_a_concern_keeps_the_time_when_it_came_in(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    came_in = desk.clock.now()
    fill(page, "In the reporting person's words", HALF)
    desk.lock()
    desk.clock.pass_by(hours=3)
    desk.unlock()
    page = desk.at(NewConcernPage)
    assert "Received today 10:42" in page.head.line.text()
    choose(page, "Is anyone in danger now?", "No")
    choose(page, "Named or not", "Anonymous")
    desk.click("Continue to triage")
    (taken,) = desk.ask(lambda services: services.concerns.newest(1))
    assert taken.concern.at == came_in


def test_an_action_and_a_rule_that_are_being_written_come_back(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "plan")
    desk.click("Start a new version")
    desk.click("Add an action")
    choose(page, "Domain", "Means safety")
    fill(page, "What is done", HALF)
    desk.click("Add a rule")
    fill(page, "Then", HALF)
    lock_and_return(desk)
    page = desk.at(CasePage)
    assert chosen(page, "Domain") == "Means safety"
    assert field(page, "What is done").words() == HALF
    assert field(page, "Then").words() == HALF
    desk.click_all("Leave it")
    lock_and_return(desk)
    assert HALF not in desk.reads()


def test_nothing_is_named_while_locked_and_every_view_is_empty(
    desk: Desk, school: Case, interview: Begin
) -> None:
    id_ = interview()
    desk.go(TodayPage, "today")
    for tab in ("overview", "interviews", "assessment", "plan"):
        desk.go(CasePage, "case", school.id, tab)
    desk.go(RunnerPage, "interview", id_, "SU-B1")
    desk.go(PrintPage, "print", school.id, "plan")
    assert SUBJECT in desk.go(CasePage, "case", school.id).head.title.text()
    pages = [desk.frame.stack.widget(place) for place in range(desk.frame.stack.count())]
    assert len(pages) == 4
    desk.program.window.lock()
    for page in pages:
        assert page is not None
        assert shown_words(page).strip() == ""
    desk.settle()
    gc.collect()
    for window in QApplication.topLevelWidgets():
        told = shown_words(window) + window.windowTitle() + window.accessibleName()
        for name in (SUBJECT, school.number, "Reyes"):
            assert name not in told


def test_locking_twice_in_a_row_keeps_one_draft(desk: Desk, case_file: Path) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    fill(page, "Your summary", HALF)
    lock_and_return(desk)
    lock_and_return(desk)
    assert field(desk.at(NewConcernPage), "Your summary").words() == HALF
    button(desk.page, "Discard them").click()
    desk.lock()
    opened = CaseFileDoor(desk.clock).open(case_file, PASSPHRASE)
    try:
        assert opened.services.drafts.of("new-concern") == ()
    finally:
        opened.close()

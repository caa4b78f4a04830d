"""The rules of a plan held against a new entry: yes, no and not now, in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.pages.hands import (
    Desk,
    button,
    buttons,
    card,
    field,
    fill,
    focused,
    open_row,
    rows,
    shown_words,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.plan import Rule
from vpo_desk.domain.rule_match import RuleAnswer, Touch
from vpo_desk.services.catalog import Services
from vpo_desk.services.interviews import Given
from vpo_desk.services.notes import NoteWords
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.today.today_page import TodayPage

QUESTION = "Does this touch a rule of the plan?"
MISSES = Rule("Misses the evaluation", "Welfare visit", "same day", "R. Okafor")
WEAPON = Rule("New weapon <b>seen</b> & told", "Judge again", "next workday", "Lt. Ames")


@pytest.fixture
def planned(desk: Desk, school: Case) -> Case:
    """Put a plan with two rules in force in the school case, and answer what waits before it."""

    def seal(services: Services) -> Changes:
        matches = services.rule_matches
        plan = services.plans.open_draft(school.id, desk.clock.now())
        sealed = replace(plan, rules=(WEAPON, MISSES), review=date(2026, 12, 1), override="A test.")
        changes = services.plans.seal(sealed)
        for question in matches.questions(school.id):
            changes += matches.say_no(school.id, [each.key for each in question.rules])
        return changes

    desk.session.command(seal)
    desk.settle()
    return school


@pytest.fixture
def page(desk: Desk, planned: Case) -> CasePage:
    return desk.go(CasePage, "case", planned.id, "timeline")


def write_note(desk: Desk, page: CasePage, text: str) -> None:
    fill(page, "Note", text)
    desk.click("Keep the note")


def enter_note(desk: Desk, case: Case, text: str) -> None:
    """Enter a note behind the page's back, as another page would."""
    at = desk.clock.now()
    desk.session.command(lambda services: services.notes.add(case.id, NoteWords(at, text))[1])
    desk.settle()


def answers(desk: Desk, case: Case) -> list[RuleAnswer]:
    found = desk.ask(lambda services: services.rule_matches.of_case(case.id))
    return [each for each in found if each.plan_number == max(x.plan_number for x in found)]


def asked(page: CasePage) -> str:
    return shown_words(card(page, QUESTION))


def test_nothing_is_asked_before_something_new_is_entered(desk: Desk, page: CasePage) -> None:
    assert QUESTION not in desk.reads()


def test_what_was_entered_long_ago_waits_on_the_plan_tab(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "He gave his tools away")
    desk.clock.pass_by(minutes=11)
    desk.go(TodayPage, "today")
    page = desk.go(CasePage, "case", planned.id, "timeline")
    assert QUESTION not in desk.reads()
    write_note(desk, page, "He came back")
    assert "He came back" in asked(page)
    page = desk.go(CasePage, "case", planned.id, "plan")
    assert "2 entries wait" in asked(page)


def test_a_yes_that_was_begun_comes_back_however_old_its_entry_is(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "A weapon")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    fill(page, "What is to be done", " and photographs")
    desk.clock.pass_by(minutes=11)
    desk.lock()
    desk.unlock()
    page = desk.go(CasePage, "case", planned.id, "timeline")
    assert "and photographs" in field(page, "What is to be done").words()


def test_a_new_note_is_asked_about_every_rule_with_shared_words_first(
    desk: Desk, page: CasePage
) -> None:
    write_note(desk, page, "He did not come to the Évaluation <i>today</i>")
    read = asked(page)
    assert "He did not come to the Évaluation <i>today</i>" in read
    assert "Shares words: evaluation" in read
    assert read.index("If: Misses the evaluation") < read.index("If: New weapon <b>seen</b> & told")
    assert "decides nothing here" in read
    assert len(buttons(page, "Yes…")) == len(buttons(page, "No")) == 2


def test_a_yes_offers_the_rules_own_words_and_makes_the_task(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "No evaluation")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    assert [field(page, name).words() for name in ("What is to be done",)] == ["Welfare visit"]
    assert field(page, "By which day, such as 27 Nov 2026").words() == "23 Nov 2026"
    desk.click("Yes, and make the task")
    (answer,) = [each for each in answers(desk, planned) if each.touch is Touch.YES]
    assert answer.rule == MISSES
    tasks = desk.ask(lambda services: services.tasks.of_case(planned.id))
    made = [each for each in tasks if each.id == answer.task_id]
    assert [(each.what, each.due) for each in made] == [("Welfare visit", date(2026, 11, 23))]
    assert "Kept: it touches the rule." in desk.reads()
    assert len(buttons(page, "Yes…")) == 1
    desk.click("No")
    assert not buttons(page, "No")
    assert QUESTION not in desk.reads()


def test_a_day_that_cannot_be_read_is_asked_and_nothing_is_kept_without_it(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "A weapon")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    assert "“next workday” names no day for sure: write the day." in desk.reads()
    assert field(page, "By which day, such as 27 Nov 2026").words() == ""
    desk.click("Yes, and make the task")
    assert trouble(page, "By which day, such as 27 Nov 2026") == "Write the day."
    fill(page, "By which day, such as 27 Nov 2026", "24 Nov 2026")
    desk.click("Yes, and make the task")
    (answer,) = [each for each in answers(desk, planned) if each.touch is Touch.YES]
    assert answer.task_id is not None


def test_a_yes_without_a_task(desk: Desk, page: CasePage, planned: Case) -> None:
    write_note(desk, page, "A weapon")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    desk.click("Yes, without a task")
    (answer,) = [each for each in answers(desk, planned) if each.touch is Touch.YES]
    assert answer.task_id is None
    assert "No task was made." in desk.reads()


def test_no_to_all_is_kept_rule_by_rule(desk: Desk, page: CasePage, planned: Case) -> None:
    write_note(desk, page, "Something else")
    desk.click("No to all of these")
    assert [each.touch for each in answers(desk, planned)][-2:] == [Touch.NO] * 2
    assert QUESTION not in desk.reads()


def test_not_now_stays_a_question_on_today_the_overview_and_the_plan_over_a_lock(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "First")
    write_note(desk, page, "Second")
    assert "2 entries wait" in asked(page)
    assert "Second" in asked(page)
    desk.click("Not now")
    assert "First" in asked(page)
    desk.click("Not now")
    assert QUESTION not in desk.reads()
    page = desk.go(CasePage, "case", planned.id, "overview")
    assert "2 entries wait for a yes or no to the rules of the plan." in desk.reads()
    assert QUESTION not in desk.reads()
    today = desk.go(TodayPage, "today")
    waiting = rows(table(today, "Entries that wait for a yes or no"))
    place = waiting.index(f"{planned.number} | 2 new entries wait")  # another case has some too
    desk.lock()
    desk.unlock()
    today = desk.at(TodayPage)
    open_row(table(today, "Entries that wait for a yes or no"), place)
    page = desk.at(CasePage)
    assert page.tab == "plan"
    assert "Second" in asked(page)
    desk.click("Not now")
    desk.click("Not now")
    page.part("plan").page.go("case", planned.id, "plan")
    desk.settle()
    assert "Second" in asked(page)


def test_words_of_a_yes_come_back_after_a_lock_in_their_place(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "A weapon")
    buttons(page, "Yes…")[1].click()
    desk.settle()
    what = field(page, "What is to be done")
    what.set_words("Visit with two offic")
    what.typed.emit()
    desk.lock()
    desk.unlock()
    page = desk.go(CasePage, "case", planned.id, "overview")
    assert field(page, "What is to be done").words() == "Visit with two offic"
    desk.click("Yes, and make the task")
    (answer,) = [each for each in answers(desk, planned) if each.touch is Touch.YES]
    assert answer.rule == MISSES


def test_a_yes_that_is_being_written_stays_when_another_entry_comes(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "First")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    what = field(page, "What is to be done")
    what.set_words("Half a sent")
    enter_note(desk, planned, "Second")
    assert "First" in asked(page)
    assert field(page, "What is to be done").words() == "Half a sent"
    desk.click("Back")
    assert "2 entries wait" in asked(page)


def test_it_can_be_answered_with_the_keyboard_alone(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "No evaluation")
    first = buttons(page, "Yes…")[0]
    first.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert focused().accessibleName() == "What is to be done"
    for _ in range(3):
        desk.press(Qt.Key.Key_Tab)
    assert focused() is button(page, "Yes, and make the task")
    desk.press(Qt.Key.Key_Return)
    assert focused() is buttons(page, "Yes…")[0]
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert QUESTION not in desk.reads()
    assert {each.touch for each in answers(desk, planned)} == {Touch.YES, Touch.NO}
    assert QApplication.focusWidget() is not None


def test_a_finished_interview_leads_to_the_question(
    desk: Desk, page: CasePage, planned: Case, interview: Callable[..., str]
) -> None:
    id_ = interview()
    given = Given(text="He sold the weapon.")
    desk.session.command(lambda services: services.interviews.record(id_, "SU-A1", given)[1])
    desk.settle()
    desk.go(RunnerPage, "interview", id_, "finish")
    desk.click("Seal this interview")
    page = desk.at(CasePage)
    assert "Interview with" in asked(page)
    assert "Shares words: weapon" in asked(page)
    desk.click("Open the entry")
    assert desk.at(RunnerPage).place.id == id_


def test_what_was_said_stands_with_the_rules_and_can_be_turned_round(
    desk: Desk, page: CasePage, planned: Case
) -> None:
    write_note(desk, page, "No evaluation")
    buttons(page, "Yes…")[0].click()
    desk.settle()
    desk.click("Yes, without a task")
    desk.click("No")
    page = desk.go(CasePage, "case", planned.id, "plan")
    told = rows(table(page, "Rules of the plan"))
    assert told[1].endswith("happened 23 Nov 2026")
    said = table(page, "What was said about the rules")
    place = next(n for n, row in enumerate(rows(said)) if "Misses" in row and "Yes" in row)
    open_row(said, place)
    desk.settle()
    desk.click("It does not touch it after all")
    assert not [each for each in answers(desk, planned) if each.touch is Touch.YES]
    page = desk.go(CasePage, "case", planned.id, "timeline")
    assert "it happened" not in desk.reads()


def test_an_entry_leads_to_where_it_stands(desk: Desk, page: CasePage, planned: Case) -> None:
    page = desk.go(CasePage, "case", planned.id, "overview")
    enter_note(desk, planned, "x" * 900)
    assert "x" * 700 + " …" in asked(page)
    desk.click("Open the entry")
    assert desk.at(CasePage).tab == "timeline"

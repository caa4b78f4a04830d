"""From the ringing phone to the closed case with the keyboard alone, in one go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ui.pages.hands import ALT, CTRL, WAIT, Desk
from ui.pages.keys import Keys
from ui.stage import PASSPHRASE
from vpo_desk.domain.case import CaseState
from vpo_desk.domain.disclosure import Outcome
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.list_page import CasesPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.search.search_page import SearchPage
from vpo_desk.ui.today.today_page import TodayPage

SAID = "He told two of us that everybody will remember Friday <b>& more</b>."


@pytest.fixture
def keys(desk: Desk) -> Keys:
    return Keys(desk)


def take_in(keys: Keys) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.desk.at(NewConcernPage)
    keys.choose("Is anyone in danger now?", "No")
    keys.fill("In the reporting person's words", SAID)
    keys.fill("Name, if known", "Whitlock, Aaron")
    keys.choose("Named or not", "Named")
    keys.fill("Name", "J. Alvarez")
    keys.press(Qt.Key.Key_Return, CTRL)


def triage(keys: Keys) -> None:
    keys.desk.at(ConcernPage)
    keys.fill("What is the behavior (not identity or belief)?", "He named a day.")
    keys.choose("Decision", "Open a case")
    keys.fill("Reason", "Two people heard a date.")
    keys.do("Record the decision")
    keys.desk.at(CasePage)


def gather(keys: Keys, file: Path) -> None:
    keys.turn_to("People")
    keys.fill("Name, if known", "Whitlock, Dana")
    keys.choose("Role in this case", "Family")
    keys.do("Add to the case")
    keys.turn_to("Records")
    keys.open_row("Lines of the checklist", "incident")
    keys.choose("Result", "Relevant")
    keys.fill("System or place", "RMS")
    keys.fill("Purpose", "Threat assessment")
    keys.fill("Reason", "Named in a concern")
    keys.fill("Where the result is held", "RMS 88213")
    keys.do("Enter the look")
    keys.turn_to("Files")
    keys.desk.prompts.files.append(file)
    keys.do("Add a file…")
    keys.turn_to("Timeline")
    keys.fill("When, as said", "early November 2026")
    keys.fill("What happened", "He gave his tools away.")
    keys.do("Keep the event")
    keys.turn_to("Tasks")
    keys.fill("What is to be done", "Call J. Alvarez back")
    keys.fill("By when, such as 27 Nov 2026", "25 Nov 2026")
    keys.do("Add the task")


def interview(keys: Keys) -> None:
    keys.do("Start interview")
    keys.choose("Protocol", "Reporting person interview")
    keys.do("Start the interview")
    keys.desk.at(RunnerPage)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.fill("Answer, in your summary", "Nobody is hurt.")
    keys.press(Qt.Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    keys.type("after Friday they know my name")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.do("No")  # nobody is in danger right now: the card of a question about safety
    keys.press(Qt.Key.Key_U, CTRL)
    keys.do("Finish…")
    keys.do("Seal this interview")


def judge(keys: Keys) -> None:
    keys.desk.at(CasePage)
    keys.turn_to("Assessment")
    keys.choose("Finding", "Present")
    keys.fill("Rationale — cite what supports it", "A date was named to two people.")
    keys.section("Judgment")
    keys.choose("Level of concern", "Moderate")
    keys.choose("Imminence", "Possible")
    keys.choose("Confidence in this judgment", "Low")
    keys.fill("Formulation: what drives, what holds back", "A loss, and a date.")
    keys.section("Seal")
    keys.fill("Reason to seal without it", "He is interviewed tomorrow.")
    keys.do("Seal version 1")


def plan(keys: Keys, paper: Path) -> None:
    assert keys.desk.at(CasePage).tab == "plan"
    keys.do("Add the first action")
    keys.choose("Domain", "Potential target")
    keys.fill("What is done", "Tell the mill whom to call")
    keys.fill("Owner: a person, here or elsewhere", "M. Reyes")
    keys.fill("Due", "24 Nov 2026")
    keys.do("Keep in the plan")
    keys.fill("Next review", "26 Nov 2026")
    keys.do("Seal version 1")
    keys.do("Print…")
    keys.desk.at(PrintPage)
    keys.fill("Purpose", "team meeting, 24 Nov")
    keys.fill("Holders, one a line", "Lt. Ames")
    keys.desk.prompts.files.append(paper)
    keys.do("Save as PDF…")


def review_and_close(keys: Keys, number: str) -> None:
    keys.press(Qt.Key.Key_3, ALT)
    keys.desk.at(CasesPage)
    keys.open_row("Cases", number)
    keys.turn_to("Review")
    keys.fill("What is new, or that nothing is", "He has work again.")
    keys.choose("Which way it goes", "Falling")
    keys.fill("Next review, such as 27 Nov 2026", "7 Dec 2026")
    keys.do("Keep the review")
    keys.choose("Grounds", "Resolved")
    for criterion in (
        "What drove it is resolved or managed for good",
        "No warning behavior for the time agreed",
        "What protects holds without our effort",
        "Possible target and others report nothing new",
        "Somebody named keeps a lookout, or why nobody needs to",
    ):
        keys.fill(criterion, "Seen on 20 November.")
    keys.fill("Rationale", "The grievance is settled.")
    keys.fill("Second reviewer", "Lt. Ames")
    keys.fill("Their role", "Supervisor")
    keys.fill("Reviewed by them on, such as 27 Nov 2026", "23 Nov 2026")
    keys.do("Close the case")


def lock_and_return(keys: Keys) -> None:
    """Lock in the middle of work and come back by the passphrase."""
    desk = keys.desk
    with desk.qtbot.waitSignal(desk.session.closed, timeout=WAIT):
        keys.press(Qt.Key.Key_L, CTRL)
    with desk.qtbot.waitSignal(desk.program.window.entered, timeout=WAIT):
        keys.type(PASSPHRASE)
        keys.press(Qt.Key.Key_Return)
    desk.settle()


def find(keys: Keys) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    keys.desk.at(SearchPage)
    keys.type("gave his tools")
    desk = keys.desk
    desk.qtbot.waitUntil(lambda: "He gave his tools away." in desk.reads(), timeout=WAIT)
    keys.press(Qt.Key.Key_Return)
    assert desk.at(CasePage).tab == "timeline"


def test_a_case_from_its_call_to_its_end(keys: Keys, tmp_path: Path) -> None:
    file, paper = tmp_path / "letter.txt", tmp_path / "plan.pdf"
    file.write_text("Dear all", encoding="utf-8")
    take_in(keys)
    triage(keys)
    id_ = keys.desk.page.place.id
    number = keys.desk.ask(lambda services: services.cases.get(id_)).number
    gather(keys, file)
    find(keys)
    lock_and_return(keys)
    interview(keys)
    judge(keys)
    plan(keys, paper)
    review_and_close(keys, number)
    keys.press(Qt.Key.Key_1, ALT)
    keys.desk.at(TodayPage)

    ask = keys.desk.ask
    assert ask(lambda services: services.cases.get(id_)).state is CaseState.CLOSED
    assert ask(lambda services: services.concerns.of_case(id_))[0].concern.words == SAID
    assert [each.person.name for each in ask(lambda services: services.people.roles(id_))] == [
        "Whitlock, Aaron",
        "J. Alvarez",
        "Whitlock, Dana",
    ]
    assert [each.held_at for each in ask(lambda services: services.records.of_case(id_))] == [
        "RMS 88213"
    ]
    (line,) = ask(lambda services: services.interviews.of_case(id_))
    answers = ask(lambda services: services.interviews.answers(line.interview.id))
    assert line.interview.sealed
    assert answers["RP-A1"].verbatim == "after Friday they know my name"
    assert ask(lambda services: services.plans.sealed(id_)).number == 1
    copies = ask(lambda services: services.documents.copies(id_))
    assert [(each.copy.holder, each.copy.outcome) for each in copies] == [
        ("Lt. Ames", Outcome.SAVED)
    ]
    assert paper.read_bytes().startswith(b"%PDF")

"""The main job, in the window from an empty computer to a printed plan."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.pages.hands import (
    CTRL,
    WAIT,
    Desk,
    choose,
    fill,
    leave,
    open_row,
    rows,
    table,
)
from ui.stage import PASSPHRASE, FakePrompts, StillClock
from vpo_desk.bootstrap import CaseFileDoor, verify
from vpo_desk.domain.case import CaseState
from vpo_desk.domain.disclosure import Outcome
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.list_page import CasesPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.main import Program
from vpo_desk.ui.today.today_page import TodayPage
from vpo_desk.ui.unlock.create_page import CreatePage
from vpo_desk.ui.unlock.sheet_page import SheetPage

SAID = "He told two of us that everybody will remember Friday."
OWN = "“after Friday they will know my name”"


def make_case_file(desk: Desk, folder: Path) -> None:
    """Create a case file and keep its recovery sheet, as on the first day."""
    program, qtbot = desk.program, desk.qtbot
    program.area.unlock_page.create_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, CreatePage)
    QTest.keyClicks(page.agency, "Dalton Police")
    QTest.keyClicks(page.officer, "M. Reyes")
    for secret in (page.passphrase.first, page.passphrase.second):
        QTest.keyClicks(secret.field, PASSPHRASE)
    qtbot.waitUntil(page.create_button.isEnabled, timeout=WAIT)
    page.create_button.click()
    qtbot.waitUntil(lambda: isinstance(program.area.currentWidget(), SheetPage), timeout=WAIT)
    sheet = program.area.currentWidget()
    assert isinstance(sheet, SheetPage)
    desk.prompts.files.append(folder / "Recovery sheet.pdf")
    sheet.save_button.click()
    qtbot.waitUntil(sheet.have_it.isEnabled, timeout=WAIT)
    sheet.have_it.click()
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        sheet.go_on.click()


def take_in_a_concern(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    page = desk.at(NewConcernPage)
    choose(page, "Is anyone in danger now?", "No")
    fill(page, "In the reporting person's words", SAID)
    fill(page, "Name, if known", "Whitlock, Aaron")
    choose(page, "Named or not", "Named")
    fill(page, "Name", "J. Alvarez")
    desk.press(Qt.Key.Key_Return, CTRL)


def triage(desk: Desk) -> None:
    page = desk.at(ConcernPage)
    assert SAID in desk.reads()
    choose(page, "Decision", "Open a case")
    fill(page, "Reason", "Two people heard a date.")
    desk.click("Record the decision")


def hold_an_interview(desk: Desk) -> None:
    page = desk.at(CasePage)
    desk.click("Start interview")
    choose(page, "Protocol", "Reporting person interview")
    desk.click("Start the interview")
    runner = desk.at(RunnerPage)
    desk.press(Qt.Key.Key_Return, CTRL)
    fill(runner, "Answer, in your summary", "Nobody is hurt; he is at home.")
    fill(runner, "Own words (verbatim)", OWN)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.click("No")
    desk.press(Qt.Key.Key_U, CTRL)
    desk.click("Finish…")
    desk.click("Seal this interview")


def judge(desk: Desk, case_id: str) -> None:
    page = desk.go(CasePage, "case", case_id, "assessment")
    choose(page, "Finding", "Present")
    fill(page, "Rationale — cite what supports it", "A date was named to two people.")
    leave()
    open_row(table(page, "Parts of the assessment"), 16)
    choose(page, "Level of concern", "Elevated")
    choose(page, "Imminence", "Possible")
    choose(page, "Confidence in this judgment", "Low")
    fill(page, "Formulation: what drives, what holds back", "A loss, and a date.")
    leave()
    open_row(table(page, "Parts of the assessment"), 18)
    fill(page, "Reason to seal without it", "The subject is interviewed tomorrow.")
    desk.click("Seal version 1")


def plan(desk: Desk) -> None:
    page = desk.at(CasePage)
    assert page.tab == "plan"
    desk.click("Add the first action")
    choose(page, "Domain", "Potential target")
    fill(page, "What is done", "Tell the school who to call")
    fill(page, "Owner: a person, here or elsewhere", "M. Reyes")
    fill(page, "Due", "24 Nov 2026")
    desk.click("Keep in the plan")
    desk.click("Add a rule")
    fill(page, "If this can be seen or heard to happen", "He comes to the school")
    fill(page, "Then", "Patrol meets him outside")
    fill(page, "Within what time", "10 minutes")
    fill(page, "Who acts", "Dispatch")
    desk.click("Keep in the plan")
    fill(page, "Next review", "26 Nov 2026")
    leave()
    desk.click("Seal version 1")


def test_the_main_job_is_done_in_the_window(
    program: Program, qtbot: QtBot, prompts: FakePrompts, clock: StillClock, tmp_path: Path
) -> None:
    desk = Desk(program, qtbot, prompts, clock)
    make_case_file(desk, tmp_path)
    assert "Nothing waits for triage" in shown_at_first(desk)
    take_in_a_concern(desk)
    triage(desk)
    page = desk.at(CasePage)
    case_id = page.place.id
    assert "Whitlock, Aaron" in desk.reads()
    hold_an_interview(desk)
    judge(desk, case_id)
    plan(desk)
    desk.click("Print…")
    page = desk.at(PrintPage)
    fill(page, "Purpose", "team meeting, 24 Nov")
    paper = tmp_path / "plan.pdf"
    prompts.files.append(paper)
    desk.click("Save as PDF…")

    desk.go(CasesPage, "cases")
    read = rows(table(desk.page, "Cases"))
    assert len(read) == 1
    assert "2026-001" in read[0]
    assert "Elevated" in read[0]
    case = desk.ask(lambda services: services.cases.get(case_id))
    assert case.state is CaseState.MANAGED
    copies = desk.ask(lambda services: services.documents.copies(case_id))
    assert [each.copy.outcome for each in copies] == [Outcome.SAVED]
    assert not desk.page.notices.notices()
    desk.lock()

    words = "\n".join(part.extract_text() for part in PdfReader(paper).pages)
    for expected in ("Tell the school who to call", "He comes to the school", copies[0].code):
        assert expected in words
    if os.name == "posix":
        assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    folder = tmp_path / "data" / "Dalton Police.vpodesk"
    assert all(check.holds for check in verify(folder, PASSPHRASE))
    opened = CaseFileDoor(clock).open(folder, PASSPHRASE)
    try:
        line = opened.services.interviews.of_case(case_id)[0]
        answers = opened.services.interviews.answers(line.interview.id)
        assert line.interview.sealed
        assert answers["RP-A1"].verbatim == OWN
        assert opened.services.concerns.of_case(case_id)[0].concern.words == SAID
    finally:
        opened.close()


def shown_at_first(desk: Desk) -> str:
    desk.at(TodayPage)
    return desk.reads()

"""A whole working day in the window, for a process of its own; `worked_day` in `conftest.py` starts it.

Its name keeps it out of the ordinary run: what is swept afterwards is all that this process left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from tests.faults.socket_record import SocketRecord

from ui.pages.hands import WAIT, Desk, choose, field, fill, open_row, shown_words, table
from ui.pages.test_main_job import (
    hold_an_interview,
    judge,
    make_case_file,
    plan,
    take_in_a_concern,
    triage,
)
from ui.stage import FakePrompts, StillClock
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.paths import find_paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.attachments.viewer_page import ViewerPage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.main import Program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

UNSAVED = "zebracrossing at the north gate"
PURPOSE = "quarterly okapi briefing"
FILE_NAME = "aardvark ledger.txt"
FILE_WORDS = "ostrich feathers at noon"
PICTURE_WORDS = "kestrel over the mill"
ASKED_FOR = ("plan.pdf", "Recovery sheet.pdf")
RECORD = SocketRecord()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """Start the program with the places, the typefaces and the door of a real run."""
    prompts, clock = FakePrompts(), StillClock()
    door = CaseFileDoor(clock)
    program = Program(
        qapp,
        find_paths(),
        find_resources(),
        prompts=prompts,
        make_door=lambda: door,
        clock=clock,
    )
    program.alerts.unwatch()  # pytest-qt watches the same doors
    program.window.show()
    qtbot.waitUntil(lambda: program.idle is not None, timeout=WAIT)
    yield Desk(program, qtbot, prompts, clock)
    program.stop()
    delete(program.window)


def print_a_plan(desk: Desk, place: Path) -> None:
    desk.click("Print…")
    page = desk.at(PrintPage)
    fill(page, "Purpose", PURPOSE)
    desk.prompts.files.append(place / "plan.pdf")
    desk.click("Save as PDF…")


def look_at_files(desk: Desk, case_id: str, place: Path) -> None:
    """Take in a letter and a picture, look at both, and take the files outside away."""
    letter, picture = place / FILE_NAME, place / "picture.png"
    letter.write_text(f"{FILE_WORDS}\n" * 20_000, encoding="utf-8")
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    image.setText("Comment", PICTURE_WORDS)
    image.save(str(picture))
    page = desk.go(CasePage, "case", case_id, "files")
    for path in (letter, picture):
        desk.prompts.files.append(path)
        desk.click("Add a file…")
        desk.settle()
        desk.settle()
        path.unlink()
    shown = table(page, "Files")
    for row in range(2):
        desk.go(CasePage, "case", case_id, "files")
        open_row(shown, row)
        viewer = desk.at(ViewerPage)
        desk.settle()
        read = FILE_WORDS in shown_words(viewer)
        seen = "300 × 200 pixels" in shown_words(viewer)
        assert read or seen


def type_without_saving(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, "Is anyone in danger now?", "Not known")
    fill(page, "In the reporting person's words", UNSAVED)
    desk.lock()
    assert UNSAVED not in shown_words(desk.program.window)
    desk.unlock()
    assert field(desk.at(NewConcernPage), "In the reporting person's words").words() == UNSAVED


def crash(desk: Desk) -> str:
    """Let a fault happen that holds case text, and take the account to the clipboard."""
    desk.program.runner.run(lambda: int(UNSAVED))
    desk.qtbot.waitUntil(lambda: desk.program.alerts.dialog is not None, timeout=WAIT)
    dialog = desk.program.alerts.dialog
    assert dialog is not None
    dialog.copy_button.click()
    account = QGuiApplication.clipboard().text()
    assert "ValueError" in account
    dialog.close()
    return account


def test_a_day(desk: Desk, tmp_path: Path) -> None:
    make_case_file(desk, tmp_path)
    take_in_a_concern(desk)
    triage(desk)
    case_id = desk.at(CasePage).place.id
    hold_an_interview(desk)
    judge(desk, case_id)
    plan(desk)
    print_a_plan(desk, tmp_path)
    look_at_files(desk, case_id, tmp_path)
    type_without_saving(desk)
    (tmp_path / "account.txt").write_text(crash(desk), encoding="utf-8")
    desk.lock()
    (tmp_path / "sockets.json").write_text(json.dumps(RECORD.told()), encoding="utf-8")

"""Prompts: plain questions with a safe answer, and no trace of the folders that were visited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from vpo_desk.ui.dialogs import QuestionDialog
from vpo_desk.ui.prompts import QtPrompts
from vpo_desk.words import Catalog


def when_open(act: Callable[[QDialog], None]) -> None:
    """Let `act` have the dialog that opens next."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


@pytest.fixture
def prompts(qapp: QApplication) -> QtPrompts:
    return QtPrompts(Catalog())


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    """Let Qt write its own settings into a folder that the test can read."""
    folder = tmp_path / "qt"
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    return folder


def written(folder: Path) -> str:
    return "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in folder.rglob("*")
        if path.is_file()
    )


def test_a_question_is_answered_with_its_buttons(qtbot: QtBot, prompts: QtPrompts) -> None:
    seen: list[str] = []

    def say_yes(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionDialog)
        seen.append(dialog.windowTitle())
        seen.append(dialog.accessibleName())
        dialog.yes.click()

    when_open(say_yes)
    assert prompts.confirm("Leave without the sheet?", "It is lost.", "Leave", "Go back")
    assert seen == ["VPO Desk", "Leave without the sheet?"]


def test_escape_is_the_safe_answer_which_has_the_focus(qtbot: QtBot, prompts: QtPrompts) -> None:
    def escape(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionDialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        assert dialog.no.hasFocus()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    when_open(escape)
    assert not prompts.confirm("Leave?", "It is lost.", "Leave", "Go back")


def test_a_folder_is_chosen_and_not_remembered(
    qtbot: QtBot, prompts: QtPrompts, traces: Path, tmp_path: Path
) -> None:
    wanted = tmp_path / "Harlow Falls.vpodesk"
    wanted.mkdir()

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(wanted))
        dialog.accept()

    when_open(choose)
    assert prompts.folder("Open a case file") == wanted
    assert "Harlow" not in written(traces)


def test_what_other_programs_remembered_stays(
    qtbot: QtBot, prompts: QtPrompts, traces: Path, tmp_path: Path
) -> None:
    def other_program() -> QSettings:
        return QSettings(QSettings.Scope.UserScope, "QtProject")

    settings = other_program()
    settings.setValue("FileDialog/lastVisited", "file:///elsewhere")
    settings.sync()

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.reject()

    when_open(leave)
    assert prompts.folder("Open a case file") is None
    assert other_program().value("FileDialog/lastVisited") == "file:///elsewhere"


def test_a_file_name_is_suggested_and_gets_its_ending(
    qtbot: QtBot, prompts: QtPrompts, traces: Path, tmp_path: Path
) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("Sheet")
        save = [button for button in dialog.findChildren(QPushButton) if "ave" in button.text()]
        save[0].click()

    when_open(choose)
    chosen = prompts.save_file("Save", "Recovery sheet.pdf", "PDF (*.pdf)")
    assert chosen == tmp_path / "Sheet.pdf"
    assert str(tmp_path) not in written(traces)

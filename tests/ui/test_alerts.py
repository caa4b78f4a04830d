"""The one place that shows errors: sentences for a person, code lines for a fault, no values."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qCritical, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.ui.alerts import Alerts
from vpo_desk.ui.crash import crash_text
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.words import Catalog, say

SECRET = "he will do it on Friday"


class Place(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeArea(self)


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def alerts(qapp: QApplication, log: list[str]) -> Iterator[Alerts]:
    made = Alerts(Catalog(), log.append)
    yield made
    if made.dialog is not None:
        made.dialog.close()


@pytest.fixture
def place(qtbot: QtBot, alerts: Alerts) -> Place:
    made = Place()
    qtbot.addWidget(made)
    alerts.stand_in(made.notices, made)
    return made


def fall(words: str) -> None:
    holding = words
    raise LookupError(holding)


def fault_with(words: str) -> Exception:
    try:
        try:
            fall(words)
        except LookupError as first:
            raise ValueError(words) from first
    except ValueError as fault:
        return fault
    raise AssertionError


def test_an_error_for_a_person_stands_in_the_page(alerts: Alerts, place: Place) -> None:
    fault = VpoError(say("The disk is full."), safe=say("All is kept."), todo=say("Make room."))
    alerts.report(fault)
    (notice,) = place.notices.notices()
    assert notice.strong.text() == "The disk is full."
    assert notice.words.text() == "All is kept. Make room."
    assert notice.property("tone") == "danger"
    assert alerts.dialog is None


def test_it_stands_in_the_page_that_asked(qtbot: QtBot, alerts: Alerts, place: Place) -> None:
    other = Place()
    qtbot.addWidget(other)
    alerts.report(VpoError(say("Not this one.")), other)
    assert place.notices.notices() == ()
    assert len(other.notices.notices()) == 1


def test_calling_off_shows_nothing(alerts: Alerts, place: Place, log: list[str]) -> None:
    alerts.report(Cancelled())
    assert place.notices.notices() == ()
    assert alerts.dialog is None
    assert log == []


def test_a_fault_of_the_program_shows_code_lines_and_no_value(
    alerts: Alerts, place: Place, log: list[str]
) -> None:
    alerts.report(fault_with(SECRET))
    assert alerts.dialog is not None
    shown = alerts.dialog.lines.toPlainText()
    assert "ValueError" in shown
    assert "LookupError" in shown
    assert "fall" in shown
    assert SECRET not in shown
    assert log == [shown]
    assert alerts.dialog.windowTitle() == "VPO Desk"


def test_the_lines_can_be_copied(qtbot: QtBot, alerts: Alerts, place: Place) -> None:
    alerts.report(fault_with(SECRET))
    assert alerts.dialog is not None
    alerts.dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == alerts.dialog.lines.toPlainText()
    QGuiApplication.clipboard().clear()


def test_a_fault_that_repeats_does_not_bury_the_window(
    alerts: Alerts, place: Place, log: list[str]
) -> None:
    for _ in range(3):
        alerts.report(fault_with(SECRET))
    dialogs = [w for w in QApplication.topLevelWidgets() if w.inherits("CrashDialog")]
    assert len([dialog for dialog in dialogs if dialog.isVisible()]) == 1
    assert len(log) == 3


def test_an_error_without_a_place_is_logged_without_its_words(
    alerts: Alerts, log: list[str]
) -> None:
    alerts.report(VpoError(say("{words}", words=SECRET)))
    assert len(log) == 1
    assert SECRET not in log[0]


def test_the_last_doors_lead_here(qtbot: QtBot, alerts: Alerts, place: Place) -> None:
    before = (sys.excepthook, threading.excepthook)
    alerts.watch()
    try:
        fault = VpoError(say("Said by a slot."))
        sys.excepthook(VpoError, fault, None)
        thread = threading.Thread(target=_raise, args=(VpoError(say("Said by a thread.")),))
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(place.notices.notices()) == 2)
        said = [notice.strong.text() for notice in place.notices.notices()]
        assert sorted(said) == ["Said by a slot.", "Said by a thread."]
    finally:
        alerts.unwatch()
    assert (sys.excepthook, threading.excepthook) == before


def _raise(fault: Exception) -> None:
    raise fault


def test_what_qt_says_is_logged_without_its_words(
    qtbot: QtBot, alerts: Alerts, place: Place, log: list[str]
) -> None:
    alerts.watch()
    try:
        qWarning(SECRET)
        assert len(log) == 1
        assert QtMsgType.QtWarningMsg.name in log[0]
        qCritical(SECRET)
        qtbot.waitUntil(lambda: alerts.dialog is not None)
    finally:
        alerts.unwatch()
    assert alerts.dialog is not None
    assert SECRET not in "".join(log) + alerts.dialog.lines.toPlainText()


def test_the_account_names_the_program_and_the_lines() -> None:
    account = crash_text(fault_with(SECRET))
    assert account.startswith("VPO Desk ")
    assert SECRET not in account
    assert any(line.strip().endswith(" fall") for line in account.splitlines())

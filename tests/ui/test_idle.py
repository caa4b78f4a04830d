"""An unattended desk locks itself; real input, and nothing else, keeps it open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from vpo_desk.ui.idle import MOST_MINUTES, IdleWatch


class Clocks:
    def __init__(self) -> None:
        self.running = 1000.0
        self.wall = 5000.0

    def pass_by(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp: QApplication, clocks: Clocks) -> IdleWatch:
    return IdleWatch(10, (lambda: clocks.running, lambda: clocks.wall))


@pytest.fixture
def window(qtbot: QtBot, watch: IdleWatch) -> QMainWindow:
    made = QMainWindow()
    made.setCentralWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    watch.start()
    return made


def test_the_minutes_are_counted_down(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks, window: QMainWindow
) -> None:
    told: list[int] = []
    watch.minutes_left.connect(told.append)
    for _ in range(9):
        clocks.pass_by(60)
        watch.look()
    assert told == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    clocks.pass_by(59)
    watch.look()
    assert watch.seconds_left() == 1
    with qtbot.waitSignal(watch.ran_out):
        clocks.pass_by(1)
        watch.look()
    assert watch.seconds_left() == 600


def test_a_key_press_begins_anew(watch: IdleWatch, clocks: Clocks, window: QMainWindow) -> None:
    clocks.pass_by(500)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert watch.seconds_left() == 600


def test_the_mouse_begins_anew(watch: IdleWatch, clocks: Clocks, window: QMainWindow) -> None:
    clocks.pass_by(500)
    QTest.mouseMove(window.windowHandle(), QPoint(30, 30))
    assert watch.seconds_left() == 600
    clocks.pass_by(500)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert watch.seconds_left() == 600


def test_a_dialog_is_watched_too(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks, window: QMainWindow
) -> None:
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    clocks.pass_by(500)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert watch.seconds_left() == 600


def test_words_from_an_input_method_begin_anew(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks, window: QMainWindow, qapp: QApplication
) -> None:
    field = QLineEdit()
    window.setCentralWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    clocks.pass_by(500)
    typed = QInputMethodEvent()
    typed.setCommitString("ngư")
    qapp.sendEvent(field, typed)
    assert watch.seconds_left() == 600


def test_what_the_program_does_by_itself_is_no_input(
    watch: IdleWatch, clocks: Clocks, window: QMainWindow, qapp: QApplication
) -> None:
    window.setFocus()
    clocks.pass_by(500)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    qapp.sendEvent(window.windowHandle(), key)
    window.resize(700, 500)
    window.update()
    qapp.processEvents()
    assert watch.seconds_left() == 100


def test_time_asleep_counts(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    watch.start()
    clocks.wall += 3600
    with qtbot.waitSignal(watch.ran_out):
        watch.look()


def test_setting_the_clock_back_does_not_keep_it_open(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks
) -> None:
    watch.start()
    clocks.wall -= 10_000
    clocks.running += 600
    with qtbot.waitSignal(watch.ran_out):
        watch.look()


def test_time_is_watched_without_being_asked(qtbot: QtBot, qapp: QApplication) -> None:
    clocks = Clocks()
    watch = IdleWatch(1, (lambda: clocks.running,))
    watch.start()
    clocks.running += 59.99
    watch.look()
    clocks.running += 1
    with qtbot.waitSignal(watch.ran_out, timeout=20_000):
        pass  # its own timer looks


def test_no_desk_stays_open_longer_than_the_policy_allows(qapp: QApplication) -> None:
    assert IdleWatch(600, (lambda: 0.0,)).seconds_left() == 60 * MOST_MINUTES
    assert IdleWatch(0, (lambda: 0.0,)).seconds_left() == 60

"""Rows 2, 4, 5 and 14: the window on a file of 10,000 cases, beside bare widgets."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)
from tests.bench.large import LargeFile, make_large
from tests.bench.measure import Row, installed, row_of
from tests.bench.peers import keepassxc_row_2
from tests.bench.waiting import application, settle, until

from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.keyring import read_ring
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import Place
from vpo_desk.ui.today.today_page import TodayPage
from vpo_desk.ui.widgets.fields import TextEditor

CASES, ANSWERS, ENTRIES = 10_000, 300, 500
_SCRATCH = tempfile.TemporaryDirectory(prefix="vpo-desk-bench-")


@cache
def large(cases: int = CASES) -> LargeFile:
    """Make a file of so many cases once for all rows of a run."""
    place = Path(_SCRATCH.name) / str(cases)
    place.mkdir()
    return make_large(place, cases=cases, answers=ANSWERS, entries=ENTRIES)


def row_2(rounds: int) -> Row:
    """From the press of Unlock until Today is painted; the floor derives the key and opens."""
    with Window() as window:
        mine: list[float] = []
        bare: list[float] = []
        for turn in range(rounds + 1):
            taken = window.unlock()
            window.lock()
            begun = time.perf_counter()
            key = read_ring(large().folder).ring.unlock(large().passphrase).key
            open_database(large().folder / "case-file.db", key, mode="write").close()
            if turn:  # the first round loads what is loaded once
                mine.append(taken)
                bare.append(since(begun))
        row = row_of(2, f"unlock to Today painted, {CASES} cases", mine, bare, unit="ms")
    return replace(row, peers=keepassxc_row_2(large(), CASES))


def row_4(rounds: int) -> Row:
    """From a key press until its letter is painted, in an interview of a case of 300 answers."""
    with Window() as window:
        window.unlock()
        page = window.run_interview()
        editor = summary_of(page)
        editor.setFocus()
        other = QMainWindow()
        plain = QPlainTextEdit()
        other.setCentralWidget(plain)
        other.resize(900, 700)
        other.show()
        mine: list[float] = []
        bare: list[float] = []
        for _ in range(rounds * 20):
            mine.append(_timed(lambda: _press(editor)))
            bare.append(_timed(lambda: _press(plain)))
        other.close()
        return row_of(4, "key press to painted in the runner", mine, bare, unit="ms")


def row_5(rounds: int) -> Row:
    """From Next until the next question is painted; the floor swaps two bare widgets."""
    with Window() as window:
        window.unlock()
        page = window.run_interview()
        stack = QStackedWidget()
        for words in ("one", "two"):
            stack.addWidget(QLabel(words * 40))
        other = QMainWindow()
        other.setCentralWidget(stack)
        other.resize(900, 700)
        other.show()
        mine: list[float] = []
        bare: list[float] = []
        for turn in range(rounds * 4):
            step = page.next if turn // 30 % 2 == 0 else page.previous
            mine.append(_timed(step))
            bare.append(_timed(lambda: stack.setCurrentIndex(1 - stack.currentIndex())))
        other.close()
        return row_of(5, "Next to the next question painted", mine, bare, unit="ms")


def row_14(rounds: int) -> Row:
    """Look at the memory of a process with Today of 10,000 cases, and of a bare window's."""
    mine = [_memory(_OURS) for _ in range(max(3, rounds // 5))]
    bare = [_memory(_BARE) for _ in mine]
    return row_of(14, f"memory on Today, {CASES} cases", mine, bare, unit="MB")


class Window:
    """The program on a large file, locked at first."""

    def __init__(self, file: LargeFile | None = None) -> None:
        self._app = application()
        self.file = file or large()
        self._home = tempfile.TemporaryDirectory()
        place = Path(self._home.name)
        paths = Paths(place / "settings.toml", place / "logs", place / "none.vpodesk")
        app: Any = self._app
        self.program = Program(app, paths, find_resources(), folder=self.file.folder)
        self.program.window.resize(1280, 800)
        self.program.window.show()
        settle(0.3)

    def __enter__(self) -> Self:
        # Once through, so that the backup of the first lock is made and proved before we measure.
        self.unlock()
        self.lock()
        self.unlock()
        until(lambda: "proved" in self.frame.status.backup.text())
        self.lock()
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.window.session is not None:
            self.lock()
        self.program.window.close()
        self.program.stop()
        self._home.cleanup()

    @property
    def frame(self) -> Any:
        frame = self.program.window.frame
        assert frame is not None
        return frame

    def unlock(self) -> float:
        """Unlock and return the milliseconds until Today is painted."""
        painted: list[float] = []
        today: Any = TodayPage
        show = today._show

        def shown(page: TodayPage, facts: Any) -> None:
            show(page, facts)
            if not painted:
                page.window().repaint()
                painted.append(time.perf_counter())

        today._show = shown
        try:
            page = self.program.area.unlock_page
            page.passphrase.set_secret(self.file.passphrase, shown=False)
            begun = time.perf_counter()
            page.unlock_button.click()
            until(lambda: bool(painted))
        finally:
            today._show = show
        settle(0.05)
        return (painted[0] - begun) * 1000

    def enter(self) -> None:
        """Unlock, wherever the desk then opens."""
        page = self.program.area.unlock_page
        page.passphrase.set_secret(self.file.passphrase, shown=False)
        page.unlock_button.click()
        until(lambda: self.program.window.frame is not None)

    def stir(self) -> None:
        """Be somebody who is there: on a slow machine a row takes longer than the idle minutes."""
        assert self.program.idle is not None
        self.program.idle.touch()

    def lock(self) -> None:
        """Lock, and wait until the file is closed and the lock page is ready again."""
        session = self.program.window.session
        assert session is not None
        closed: list[bool] = []
        session.closed.connect(lambda: closed.append(True))
        self.program.window.lock()
        until(lambda: bool(closed))
        self._frame_gone()

    def run_interview(self) -> RunnerPage:
        """Open the interview with many answers."""
        self.frame.go(Place("interview", self.file.interview_id))
        page = self.frame.page
        assert isinstance(page, RunnerPage)
        until(lambda: page.isVisible() and bool(page.head.title.text()))
        settle(0.3)
        return page

    def _frame_gone(self) -> None:
        until(lambda: self.program.window.frame is None)
        settle(0.1)


def summary_of(page: RunnerPage) -> TextEditor:
    """Return the field of the answer in the officer's words."""
    return next(
        each
        for each in page.findChildren(TextEditor)
        if each.isVisible() and each.accessibleName() == "Answer, in your summary"
    )


def _press(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    QApplication.processEvents()  # paints what has changed
    return since(begun)


def since(begun: float) -> float:
    """Return the milliseconds since a reading of the clock."""
    return (time.perf_counter() - begun) * 1000


def _memory(code: str) -> float:
    """Return the memory in MB (Linux) of a process that runs this code and says it."""
    file = large()
    done = subprocess.run(
        [sys.executable, "-c", code, str(file.folder)],
        input=file.passphrase,
        capture_output=True,
        text=True,
        check=True,
        env=installed(Path(_SCRATCH.name)),
    )
    return float(done.stdout.split()[-1]) / 1024


_GO_ON = """
from PySide6.QtCore import QEventLoop, QTimer
def go_on(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
"""
_TELL = "print(next(x for x in open('/proc/self/status') if x.startswith('VmRSS')).split()[1])"
_BARE = f"""{_GO_ON}
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
bare = QMainWindow()
bare.resize(1280, 800)
bare.show()
go_on(500)
{_TELL}
"""
_OURS = f"""{_GO_ON}
import os, sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import Program
app = QApplication([])
home = Path(tempfile.mkdtemp())
paths = Paths(home / "settings.toml", home / "logs", home / "none.vpodesk")
program = Program(app, paths, find_resources(), folder=Path(sys.argv[1]))
window = program.window
window.resize(1280, 800)
window.show()
go_on(500)
program.area.unlock_page.passphrase.set_secret(sys.stdin.read(), shown=False)
program.area.unlock_page.unlock_button.click()
for _ in range(100):
    go_on(100)
    if window.frame is not None and "intact" in window.frame.status.chain.text():
        break
{_TELL}
sys.stdout.flush()
window.close()
for _ in range(50):
    go_on(50)
    if window.session is None:
        break
program.stop()
"""

"""A window in which somebody types an interview without end, to be killed in the middle of a word.

Run as `python typist.py FOLDER INTERVIEW QUESTION`: unlocks, goes to the question in the runner and
types, one key after another. After each key a line of JSON says how many letters were typed, how many of them
the case file has told to have, and for how many milliseconds the oldest other one has stood there.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.domain.moments import SystemClock
from vpo_desk.paths import Paths
from vpo_desk.resources import Resources
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.fields import TextEditor

PASSPHRASE = "orchid tunnel marble seven kites"
NAME = "Own words (verbatim)"
BETWEEN_KEYS = 12


def text(length: int) -> str:
    """Return that many letters, the same ones each time, of which no two places look alike."""
    return "".join(f"word{place} " for place in range(length // 6 + 2))[:length]


class Typist:
    """Types where the keyboard is, and tells what became of it."""

    def __init__(self, program: Program, interview_id: str, question: str) -> None:
        self._program = program
        self._place = Place("interview", interview_id, question)
        self._typed = self._handed = self._kept = 0
        self._times: list[float] = []
        self._timer = QTimer()
        self._timer.setInterval(BETWEEN_KEYS)
        self._timer.timeout.connect(self._key)

    def begin(self) -> None:
        """Go to the question; typing starts once its field is there."""
        frame, session = self._program.window.frame, self._program.window.session
        assert frame is not None
        assert session is not None
        session.saved.connect(self._saved)
        frame.go(self._place)
        page = frame.page
        assert isinstance(page, RunnerPage)
        self._page = page
        self._when(lambda: self._editor().isVisible(), self._start)

    def _editor(self) -> TextEditor:
        found = self._page.findChildren(TextEditor)
        return next(each for each in found if each.accessibleName() == NAME)

    def _start(self) -> None:
        editor = self._editor()
        editor.setFocus()
        editor.typed.connect(self._handed_in)
        self._timer.start()

    def _key(self) -> None:
        letter = text(self._typed + 1)[-1]
        QTest.keyClicks(self._editor(), letter)
        self._typed += 1
        self._times.append(time.monotonic())
        waits = 0.0
        if self._kept < self._typed:
            waits = 1000 * (time.monotonic() - self._times[self._kept])
        print(json.dumps([self._typed, self._kept, round(waits)]), flush=True)

    def _handed_in(self) -> None:
        self._handed = self._typed

    def _saved(self) -> None:
        self._kept = self._handed

    def _when(self, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        def look() -> None:
            if ready():
                then()
            else:
                QTimer.singleShot(20, look)

        look()


def main(folder: Path, interview_id: str, question: str) -> None:
    """Type until somebody ends it."""
    app = QApplication(["typist"])
    scratch = folder.parent / "typist"
    (scratch / "resources" / "fonts").mkdir(parents=True, exist_ok=True)
    clock = SystemClock("UTC")
    door = CaseFileDoor(clock)
    program = Program(
        app,
        Paths(scratch / "settings.toml", scratch / "log", scratch / "none.vpodesk"),
        Resources(scratch / "resources"),
        folder=folder,
        make_door=lambda: door,
        clock=clock,
    )
    program.window.show()
    typist = Typist(program, interview_id, question)
    program.window.entered.connect(lambda: QTimer.singleShot(0, typist.begin))

    def unlock() -> None:
        if program.idle is None:
            QTimer.singleShot(20, unlock)
            return
        page = program.area.unlock_page
        page.passphrase.set_secret(PASSPHRASE, shown=False)
        page.unlock_button.click()

    unlock()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])

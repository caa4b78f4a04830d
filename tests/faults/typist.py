"""A window in which somebody types without end, letter by letter; to be killed.

Run as `python -m tests.faults.typist CASEFILE PASSPHRASEFILE HOME`. Prints a line for each letter once
the field has taken it: how many there are, and when (seconds of the system's clock).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.bench.waiting import application, settle, until

from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.fields import TextEditor

FIELD = "In the reporting person's words"
PAUSE = 0.04  # seconds between two letters: a fast typist
LETTERS = "".join(f"w{number:04d}" for number in range(10_000))
"""What is typed: no part of it occurs twice, so that how much was kept can be told."""


def _keys(letter: str) -> Qt.Key:
    return Qt.Key(ord(letter.upper()))


def main(folder: Path, passphrase: str, home: Path) -> None:
    """Unlock, begin a concern, and type until somebody ends the process."""
    app: Any = application()
    paths = Paths(home / "settings.toml", home / "logs", home / "none.vpodesk")
    program = Program(app, paths, find_resources(), folder=folder)
    program.window.show()
    until(lambda: program.idle is not None)
    program.area.unlock_page.passphrase.set_secret(passphrase, shown=False)
    program.area.unlock_page.unlock_button.click()
    until(lambda: program.window.frame is not None)
    frame = program.window.frame
    assert frame is not None
    frame.go(Place("new_concern"))
    settle(0.5)
    editor = next(each for each in frame.findChildren(TextEditor) if each.accessibleName() == FIELD)
    editor.setFocus()
    for count, letter in enumerate(LETTERS, start=1):
        QTest.keyClick(editor, _keys(letter))
        print(count, time.time(), flush=True)
        settle(PAUSE)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").strip(), Path(sys.argv[3]))

"""Row 1: process start to the painted lock page, against a bare window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.bench.measure import Row, installed, row_of
from tests.bench.peers import keepassxc_row_1

_MEMORY = "print(next(l for l in open('/proc/self/status') if l.startswith('VmRSS')).split()[1])"
_TELL = f"{_MEMORY}\n    sys.stdout.flush()\n    os._exit(0)\n"
# Both say it from the first turn of the event loop behind the paint: then it is on the screen.
_BARE = (
    "import os, sys\n"
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    f"def tell():\n    {_TELL}"
    "class Window(QMainWindow):\n"
    "    def paintEvent(self, event):\n"
    "        super().paintEvent(event)\n"
    "        QTimer.singleShot(0, tell)\n"
    "app = QApplication([])\n"
    "window = Window()\n"
    "window.resize(1280, 800)\n"
    "window.show()\n"
    "app.exec()\n"
)
_OURS = (
    "import os, sys\n"
    "from vpo_desk.ui import main\n"
    f"def tell(program):\n    {_TELL}"
    "main.Program._load_rest = tell\n"
    "main.run(['vpo-desk'])\n"
)


def row_1(rounds: int) -> Row:
    """Start a process until its window is painted."""
    mine: list[float] = []
    bare: list[float] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        environment = installed(Path(home))
        for code in (_OURS, _BARE):
            _start(code, environment)
        for _ in range(rounds):
            taken, megabytes = _start(_OURS, environment)
            mine.append(taken)
            memory.append(megabytes)
            bare.append(_start(_BARE, environment)[0])
    row = row_of(1, "process start to lock page painted", mine, bare, unit="ms")
    return replace(row, peers=keepassxc_row_1())


def _start(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return the milliseconds a process took, and its memory in MB (Linux)."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    taken = (time.perf_counter() - begun) * 1000
    return taken, int(done.stdout.split()[-1]) / 1024

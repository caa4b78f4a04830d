"""Row 1: process start to the painted lock page, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from tests.bench.measure import Row, row_of

_MEMORY = "print(next(l for l in open('/proc/self/status') if l.startswith('VmRSS')).split()[1])\n"
_BARE = (
    "import os, sys\n"
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "class Window(QMainWindow):\n"
    "    def paintEvent(self, event):\n"
    "        super().paintEvent(event)\n"
    "        app.processEvents()\n"
    f"        {_MEMORY}"
    "        sys.stdout.flush()\n"
    "        os._exit(0)\n"
    "app = QApplication([])\n"
    "window = Window()\n"
    "window.resize(1280, 800)\n"
    "window.show()\n"
    "app.exec()\n"
)
_OURS = (
    "import os, sys\n"
    "from PySide6.QtWidgets import QApplication\n"
    "from vpo_desk.paths import find_paths\n"
    "from vpo_desk.resources import find_resources\n"
    "from vpo_desk.ui.main import Program\n"
    "def painted(self):\n"
    f"    {_MEMORY}"
    "    sys.stdout.flush()\n"
    "    os._exit(0)\n"
    "Program._load_rest = painted\n"
    "app = QApplication([])\n"
    "program = Program(app, find_paths(), find_resources())\n"
    "program.window.show()\n"
    "app.exec()\n"
)


def row_1(rounds: int) -> Row:
    """Start a process until its window is painted."""
    mine, bare = _both(rounds)
    return row_of(
        1,
        "process start to lock page painted",
        [a for a, _ in mine],
        [a for a, _ in bare],
        unit="ms",
    )


def _both(rounds: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    mine: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home}
        _start(_OURS, environment)
        for _ in range(rounds):
            mine.append(_start(_OURS, environment))
            bare.append(_start(_BARE, environment))
    return mine, bare


def _start(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return the milliseconds a process took, and its memory in MB (Linux)."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    taken = (time.perf_counter() - begun) * 1000
    return taken, int(done.stdout.split()[-1]) / 1024

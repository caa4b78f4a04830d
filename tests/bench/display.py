"""A display without a screen, on which windows of any program can be seen to appear (Linux)."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import installed
from tests.bench.waiting import until

_LONGEST = 30.0  # seconds


@dataclass(frozen=True)
class Display:
    """A running X server and the environment that leads to it."""

    environment: dict[str, str]

    def titles(self) -> str:
        """Return what the server tells of its windows that are mapped or will be, with titles."""
        told = subprocess.run(
            ["xwininfo", "-root", "-tree"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return told.stdout

    def milliseconds_to(
        self, command: Sequence[str], title: re.Pattern[str], words: str = ""
    ) -> tuple[float, float]:
        """Start a program, give it `words` to read, and wait for a window with a title.

        Returns the milliseconds to it (looked for every 10 or so) and the memory then, in MB.
        """
        begun = time.perf_counter()
        started = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert started.stdin is not None
            started.stdin.write(words)
            started.stdin.close()
            until(lambda: title.search(self.titles()) is not None, every=4)
            taken = (time.perf_counter() - begun) * 1000
            return taken, megabytes(started.pid)
        finally:
            started.terminate()
            started.wait(_LONGEST)


def can_show() -> bool:
    """True where such a display can be made."""
    return all(shutil.which(name) for name in ("Xvfb", "xwininfo"))


@contextmanager
def display(home: Path) -> Generator[Display, None, None]:
    """Run an X server on a free number, with `home` as the home folder of what it shows."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        environment = {
            **installed(home),
            "DISPLAY": f":{number}",
            "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "xcb",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        yield Display(environment)
    finally:
        server.terminate()
        server.wait(_LONGEST)


def megabytes(process: int) -> float:
    """Return the memory of a process in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024

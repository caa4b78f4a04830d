"""The system asks the program to end: the desk locks first, and nothing typed is lost."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)


class EndRequests(QObject):
    """`asked` comes when the system or a terminal wants the program to end.

    A Python handler runs only when the interpreter does, which may be long after; the system
    writes into a pipe that Qt watches. Windows has no such signals for programs with windows: it
    closes the window itself.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, object] = {}
        self._ends: tuple[int, int] | None = None

    def listen(self) -> None:
        """Take over the signals."""
        if os.name != "posix":
            return
        self._ends = reading, writing = os.pipe()
        for end in (reading, writing):
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for each in SIGNALS:
            self._before[each] = signal.signal(each, _nothing)

    def stop(self) -> None:
        """Give the signals back."""
        if self._ends is None:
            return
        signal.set_wakeup_fd(-1)
        for each, before in self._before.items():
            signal.signal(each, before)  # type: ignore[arg-type]
        self._notifier.setEnabled(False)
        for end in self._ends:
            os.close(end)
        self._ends = None

    def _take(self) -> None:
        if self._ends is not None:
            os.read(self._ends[0], 64)
            self.asked.emit()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Let the pipe tell."""

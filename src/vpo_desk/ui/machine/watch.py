"""Notices that the computer slept or locked its screen, and that a desk stayed open too long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

TICK: Final = 5
"""Seconds between two looks at the clocks."""

SLEPT: Final = 60
"""A look that comes so many seconds late, by either clock, means that the computer slept."""

LONGEST_STAY: Final = 12 * 3600
"""Seconds after which whoever works must show again who they are (CJIS 6.0 IA-11)."""

WARNED_BEFORE: Final = 600

Seconds = Callable[[], float]


class MachineWatch(QObject):
    """`left` when the computer slept, goes to sleep, or locks its screen.

    `stay_ends` ten minutes before a desk has been open for twelve hours, `stay_over` then. The
    clocks alone find out about sleep on every system; what a system tells comes earlier.
    """

    left = Signal()
    stay_ends = Signal()
    stay_over = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        clocks: tuple[Seconds, Seconds] = (time.monotonic, time.time),
    ) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._seen = self._now()
        self._entered: tuple[float, ...] | None = None
        self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK * 1000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look at the clocks."""
        self._seen = self._now()
        self._timer.start()

    def listen_to(self, left: SignalInstance) -> None:
        """Follow a signal that comes when the computer goes to sleep or its screen is locked."""
        left.connect(self.left)

    def enter(self) -> None:
        """Count the stay from now on: a desk was opened."""
        self._entered, self._warned = self._now(), False

    def leave(self) -> None:
        """Count no stay: the desk is locked."""
        self._entered = None

    def look(self) -> None:
        """Look at the clocks."""
        now, before = self._now(), self._seen
        self._seen = now
        if max(then - seen for then, seen in zip(now, before, strict=True)) > SLEPT:
            self.left.emit()
        if self._entered is None:
            return
        # The longer of both counts: one goes on while the computer sleeps, one cannot be set back.
        stayed = max(then - entry for then, entry in zip(now, self._entered, strict=True))
        if stayed >= LONGEST_STAY:
            self._entered = None
            self.stay_over.emit()
        elif stayed >= LONGEST_STAY - WARNED_BEFORE and not self._warned:
            self._warned = True
            self.stay_ends.emit()

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)


def system_signal(window: QWidget) -> SignalInstance | None:
    """Return the signal of this system's own events; None where we know of none to ask for.

    What follows the system belongs to the window and ends with it.
    """
    if sys.platform == "win32":
        from vpo_desk.ui.machine.windows import WindowsEvents

        return WindowsEvents(window).left
    if sys.platform == "linux":
        from vpo_desk.ui.machine.linux import BusEvents, buses

        return BusEvents(window, buses()).left
    return None

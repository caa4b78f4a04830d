"""Watches for an unattended desk: ten minutes without a key or the mouse lock it."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

DEFAULT_MINUTES: Final = 10
"""CJIS Security Policy 6.0 AC-11 allows 30 at most."""

MOST_MINUTES: Final = 30

_INPUT: Final = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}

Seconds = Callable[[], float]


class IdleWatch(QObject):
    """Counts the minutes since the last real input on any window of the program.

    It listens where the system hands events to a window, not in every widget, so that typing is
    not slowed down. The longer of two clocks counts: one that goes on while the computer sleeps,
    and one that nobody can set back.
    """

    minutes_left = Signal(int)
    ran_out = Signal()

    def __init__(
        self,
        minutes: int = DEFAULT_MINUTES,
        clocks: Sequence[Seconds] = (time.monotonic, time.time),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = 60 * max(1, min(MOST_MINUTES, minutes))
        self._clocks = tuple(clocks)
        self._last = self._now()
        self._told = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes, counted from now."""
        self._limit = 60 * max(1, min(MOST_MINUTES, minutes))
        self._last = self._now()
        self.look()

    def start(self) -> None:
        """Begin to count from now."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._listen)
        # What an input method swallows never reaches a window; the text cursor still moves.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.touch)
        self._listen(QGuiApplication.focusWindow())
        self.touch()
        self.look()

    def touch(self) -> None:
        """Count from now on anew: somebody is there. A key after a long sleep comes too late."""
        if self.seconds_left() <= 0:
            self.look()
            return
        self._last = self._now()
        if self._told != self._limit // 60:
            self.look()

    def seconds_left(self) -> float:
        """Return the seconds until the lock, 0 when they are used up."""
        passed = max(now - then for now, then in zip(self._now(), self._last, strict=True))
        return max(0.0, self._limit - max(0.0, passed))

    def look(self) -> None:
        """Look at the clocks: tell the minutes left when they changed, and when time ran out."""
        left = self.seconds_left()
        if left <= 0:
            self._last = self._now()
            self._told = 0
            self.ran_out.emit()
            left = self.seconds_left()
        minutes = math.ceil(left / 60)
        if minutes != self._told:
            self._told = minutes
            self.minutes_left.emit(minutes)
        to_next_minute = left - 60 * (minutes - 1)
        self._timer.start(math.ceil(min(to_next_minute, 60) * 1000) + 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note real input on a window; called by Qt."""
        if event.type() in _INPUT and event.spontaneous():
            self.touch()
        return super().eventFilter(watched, event)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)

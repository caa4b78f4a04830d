"""Waits as the program itself waits, in Qt's loop: one that spins would slow what it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

_LONGEST = 60.0  # seconds


def until(reached: Callable[[], bool], *, every: int = 20) -> None:
    """Let the loop run until something is so, asked at every event and every few milliseconds.

    Raises TimeoutError after a minute.
    """
    application()
    end = time.perf_counter() + _LONGEST
    waking = QTimer()
    waking.start(every)
    while not reached():
        if time.perf_counter() > end:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle(seconds: float) -> None:
    """Let what was begun come to rest before the next measurement; nothing is measured in it."""
    application()
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def application() -> object:
    """Return the one application of this process."""
    return QApplication.instance() or _made()


_KEPT: list[QApplication] = []


def _made() -> QApplication:
    _KEPT.append(QApplication(["bench"]))
    return _KEPT[0]

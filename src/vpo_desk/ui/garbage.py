"""Collects unreachable objects on the window's thread only: Qt objects must not die elsewhere."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY: Final = 1000
"""Milliseconds between two looks at how much has gathered."""


class GarbageRounds(QObject):
    """Takes over from Python's own collector, which works on whichever thread allocates.

    A widget or timer caught in a reference cycle would otherwise be destroyed on the worker.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is full, as Python's own collector would."""
        full = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if full:
            gc.collect(full[-1])

    def stop(self) -> None:
        """Let Python's own collector work again."""
        self._timer.stop()
        gc.enable()

"""One choice out of a few, all of them in sight: arrows move, Tab leaves."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QStyleOption, QWidget

from vpo_desk.ui.widgets.text import literal, restyle


class Segment(QRadioButton):
    """One of the choices; a screen reader calls it a radio button."""

    def __init__(self, value: str, words: str, tip: str, parent: QWidget) -> None:
        super().__init__(literal(words), parent)
        self.value = value
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self.setProperty("place", "middle")

    def hitButton(self, pos: object) -> bool:  # type: ignore[override]
        """Count the whole segment as the button; called by Qt."""
        return True


class SegmentedChoice(QWidget):
    """A row of segments of which one at most is chosen; the row breaks where it is too wide.

    `chosen(value)` comes when the officer chooses, not when a page calls `set_value`.
    """

    chosen = Signal(str)

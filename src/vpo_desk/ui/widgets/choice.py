"""One choice out of a few, all of them in sight: arrows move, Tab leaves."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import literal

_ARROWS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_PLAIN: Final = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices: the value that is stored, the word that is read, and a tip."""

    value: str
    words: str
    tip: str = ""


class Segment(QRadioButton):
    """One option as a part of the row; a screen reader calls it a radio button."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(literal(option.words), parent)
        self.value = option.value
        self.tip = option.tip
        self.setToolTip(option.tip)
        self.setAccessibleDescription(option.tip)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def hitButton(self, pos: QPoint) -> bool:
        """Count the whole segment as the button; called by Qt."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the row with the arrows, wherever it breaks into lines; called by Qt."""
        by = _ARROWS.get(Qt.Key(event.key()))
        row = self.parentWidget()
        if by is None or not isinstance(row, SegmentedChoice) or event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
            return
        row.move_from(self, by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the whole focus frame, over the neighbors; called by Qt."""
        super().focusInEvent(event)
        self.raise_()


class SegmentedChoice(QWidget):
    """A row of options of which one at most is chosen; the row breaks where it is too wide.

    `chosen(value)` comes when the officer chooses, not when a page calls `set_value`.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Iterable[Option], parent: QWidget | None = None, *, value: str | None = None
    ) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, gap=-1, line_gap=-1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._segments: tuple[Segment, ...] = ()
        self._stop: Segment | None = None
        self.set_options(options, value=value)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, in order."""
        return self._segments

    def value(self) -> str | None:
        """Return the chosen value; None when nothing is chosen yet."""
        checked = self._group.checkedButton()
        return checked.value if isinstance(checked, Segment) else None

    def set_value(self, value: str | None) -> None:
        """Show a choice that is known already; an unknown value shows as nothing chosen."""
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(segment.value == value)
        self._group.setExclusive(True)
        self._settle_focus()
        if self._stop is not None and any(each.hasFocus() for each in self._segments):
            self._stop.setFocus()

    def set_options(self, options: Iterable[Option], *, value: str | None = None) -> None:
        """Offer other options; the keyboard stays here if it is here."""
        is_here = self.hasFocus() or any(each.hasFocus() for each in self._segments)
        for segment in self._segments:
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.deleteLater()
        self._segments = tuple(Segment(option, self) for option in options)
        before: QWidget = self
        for segment in self._segments:
            self._group.addButton(segment)
            self._row.addWidget(segment)
            QWidget.setTabOrder(before, segment)
            before = segment
            segment.setProperty("place", self._place(segment))
        self.setAccessibleName(self.accessibleName())
        self.set_value(value)
        if is_here and self._stop is not None:
            self._stop.show()  # Qt would show it later, and an unseen widget takes no focus
            self._stop.setFocus()

    def setAccessibleName(self, name: str) -> None:
        """Name the whole choice; each option tells the name too."""
        super().setAccessibleName(name)
        for segment in self._segments:
            told = ". ".join(part for part in (name, segment.tip) if part)
            segment.setAccessibleDescription(told)

    def move_from(self, segment: Segment, by: int) -> None:
        """Choose the segment that many places on, and go there; the ends hold."""
        place = self._segments.index(segment) + by
        if 0 <= place < len(self._segments):
            self._segments[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._segments[place].click()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the one tab stop; called by Qt.

        No focus proxy: with one, Qt moves this widget beside its newest segment, to the end of the
        window's Tab order, and everything between is leapt over.
        """
        super().focusInEvent(event)
        if self._stop is not None:
            self._stop.setFocus(event.reason())

    def _place(self, segment: Segment) -> str:
        if len(self._segments) == 1:
            return "only"
        ends = {self._segments[0]: "first", self._segments[-1]: "last"}
        return ends.get(segment, "middle")

    def _settle_focus(self) -> None:
        """Keep one tab stop for the row: the chosen option, or else the first one."""
        if not self._segments:
            self._stop = None
            return
        checked = self._group.checkedButton()
        stop = checked if isinstance(checked, Segment) else self._segments[0]
        for segment in self._segments:
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus
            )
        self._stop = stop

    def _tell(self, segment: Segment) -> None:
        self._settle_focus()
        self.chosen.emit(segment.value)

"""One choice out of many, in a list that drops down."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from vpo_desk.ui.widgets.choice import Option


class DropDown(QComboBox):
    """A list to choose from. `chosen(value)` comes when the officer chooses, not a page.

    The wheel scrolls the page over it and never changes what is chosen.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Iterable[Option] = (), parent: QWidget | None = None, *, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setPlaceholderText(hint)
        self.set_options(options)
        self.activated.connect(self._tell)

    def set_options(self, options: Iterable[Option], value: str | None = None) -> None:
        """Offer other options."""
        self.clear()
        for option in options:
            self.addItem(option.words, option.value)
            self.setItemData(
                self.count() - 1, option.tip, Qt.ItemDataRole.AccessibleDescriptionRole
            )
        self.set_value(value)

    def value(self) -> str | None:
        """Return the chosen value; None when nothing is chosen yet."""
        return self.currentData()

    def set_value(self, value: str | None) -> None:
        """Show a choice that is known already; an unknown value shows as nothing chosen."""
        self.setCurrentIndex(-1 if value is None else self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page; called by Qt."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over what Qt paints; called by Qt."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), 1.6))
        half = self.fontInfo().pixelSize() * 0.28
        center = QPointF(self.width() - 4 * half, self.height() / 2)
        corners = [QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)]
        painter.drawPolyline(QPolygonF([center + corner for corner in corners]))
        painter.end()

    def _tell(self, row: int) -> None:
        self.chosen.emit(self.itemData(row))

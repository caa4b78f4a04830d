"""The one card in the middle of the locked window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.card import Card, Scrolled


class CenteredCard(QWidget):
    """A card as wide as drawn at the text's size, in the middle, scrolling when it is too tall."""

    def __init__(self, drawn_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._drawn_width = drawn_width
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scrolled = Scrolled()
        outer.addWidget(scrolled)
        self.card = Card()
        self.card.body.setContentsMargins(28, 28, 28, 24)
        self.card.body.setSpacing(12)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.card, 100)
        line.addStretch(1)
        scrolled.body.addStretch(1)
        scrolled.body.addLayout(line)
        scrolled.body.addStretch(1)
        self._fit()

    @property
    def column(self) -> QVBoxLayout:
        """Where the card's content goes."""
        return self.card.body

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the text size; called by Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.card.setMaximumWidth(round(self._drawn_width * self.fontInfo().pixelSize() / 14))

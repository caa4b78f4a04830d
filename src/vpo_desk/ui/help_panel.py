"""The panel beside a page: its help (F1), or the keys that work now (Ctrl+/)."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vpo_desk.ui.actions import KeyLine
from vpo_desk.ui.tasks import is_gone
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, Scrolled, empty_layout
from vpo_desk.ui.widgets.text import Heading, PlainLabel
from vpo_desk.words import Catalog, Words

_DRAWN_WIDTH = 340


class HelpPanel(QFrame):
    """Shows help or keys until it is closed with its button, Esc or the same keys."""

    closed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._shown = ""
        self._left: QWidget | None = None
        self._card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 20, 20, 20)
        outer.addWidget(self._card)
        head = QHBoxLayout()
        self._heading = Heading("", size="card")
        head.addWidget(self._heading, 1)
        self.close_button = LinkButton(catalog.say("Close"), self.close_panel)
        head.addWidget(self.close_button)
        self._card.body.addLayout(head)
        self._lines = Scrolled()
        self._lines.body.setContentsMargins(0, 0, 0, 0)
        self._lines.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._card.body.addWidget(self._lines, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_help(self, title: str, paragraphs: Iterable[Words]) -> None:
        """Show a page's help, or put it away when it is shown already."""
        if self._toggled("help"):
            return
        self._begin(title)
        for words in paragraphs:
            self._lines.body.addWidget(PlainLabel(self._catalog.text(words)))

    def show_keys(self, lines: Iterable[KeyLine]) -> None:
        """Show the keys that work now, or put them away when they are shown already."""
        if self._toggled("keys"):
            return
        self._begin(self._catalog.say("Keys"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        for row, line in enumerate(lines):
            key = QLabel(line.keys)
            key.setObjectName("key")
            grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(PlainLabel(self._catalog.text(line.words), size="table"), row, 1)
        self._lines.body.addLayout(grid)

    def sizeHint(self) -> QSize:
        """Return the width: as drawn, wider for large text, at most 40 % of the window."""
        scale = self.fontInfo().pixelSize() / 14
        most = max(_DRAWN_WIDTH, round(self.window().width() * 0.4))
        return QSize(min(round(_DRAWN_WIDTH * scale), most), super().sizeHint().height())

    def close_panel(self) -> None:
        """Put the panel away and give the focus back."""
        self._shown = ""
        left, self._left = self._left, None
        if left is not None and not is_gone(left) and self.isAncestorOf(self.focusWidget() or self):
            left.setFocus()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; called by Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _toggled(self, wanted: str) -> bool:
        if self._shown == wanted:
            self.close_panel()
            return True
        self._shown = wanted
        return False

    def _begin(self, title: str) -> None:
        empty_layout(self._lines.body)
        self._heading.setText(title)
        self.setAccessibleName(title)
        if self._left is None:
            self._left = QApplication.focusWidget()
        self.show()
        self.close_button.setFocus()

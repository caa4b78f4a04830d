"""Cards, and the two-column arrangement of cards that a page is made of."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vpo_desk.ui.widgets.text import Heading, PlainLabel


class Rule(QFrame):
    """A thin horizontal line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedHeight(1)


class Card(QFrame):
    """A white card; with a heading it has a head with a line below and room for a note.

    Put content into `body`; `flush=True` lets a table reach the card's edges.
    """

    def __init__(
        self,
        heading: str = "",
        parent: QWidget | None = None,
        *,
        note: str = "",
        flush: bool = False,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.heading = Heading(heading, size="card")
        self.note = PlainLabel(note, size="table", strong=True, quiet=True, wrap=False)
        self.head = QHBoxLayout()
        if heading:
            self.head.setContentsMargins(14, 12, 14, 12)
            self.head.setSpacing(12)
            self.head.addWidget(self.heading, 1)
            self.head.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
            outer.addLayout(self.head)
            outer.addWidget(Rule())
            self.setAccessibleName(heading)
        else:
            self.heading.hide()
            self.note.hide()
            self.heading.setParent(self)
            self.note.setParent(self)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(*((0, 0, 0, 0) if flush else (14, 12, 14, 14)))
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)


class Columns(QWidget):
    """Two columns of cards that become one where the window is narrow or the text is large.

    `side_share` is the side column's part of the width in percent; below `narrow` logical pixels
    at 100 % text the side column moves under the main one.
    """

    def __init__(
        self, parent: QWidget | None = None, *, side_share: int = 36, narrow: int = 820
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(14)
        self.main = self._column(100 - side_share)
        self.side = self._column(side_share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one column or two for the new width; called by Qt."""
        super().resizeEvent(event)
        scale = self.fontInfo().pixelSize() / 14
        narrow = event.size().width() < self._narrow * scale
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)

    def sizeHint(self) -> QSize:
        """Return a width in which both columns stand, and the height for it; called by Qt."""
        return QSize(self._narrow, self.heightForWidth(self._narrow))

    def _column(self, share: int) -> QVBoxLayout:
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHorizontalStretch(share)
        holder.setSizePolicy(policy)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._line.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        return column


class Scrolled(QScrollArea):
    """A page's body that scrolls down, never sideways, and follows the keyboard focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("scrolled")
        content.setMinimumWidth(1)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(14)
        self.setWidget(content)

    def show_top(self) -> None:
        """Scroll back to the first line."""
        self.verticalScrollBar().setValue(0)


def go_to(widget: QWidget, first: QWidget | None = None) -> None:
    """Put the keyboard into a part that has just appeared, and scroll to all of it.

    `first` is its field to begin with. A focus proxy would do that too, but with one Qt puts the
    part at the end of the window's Tab order.
    """
    (first or widget).setFocus()
    scroll_to(widget)


def scroll_to(widget: QWidget) -> None:
    """Scroll to all of a part that has just appeared; the keyboard stays where it is."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))  # once it has its place


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 20)
        parent = parent.parentWidget()


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_layout(inner)

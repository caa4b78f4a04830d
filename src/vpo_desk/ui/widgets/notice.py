"""Notices inside a page, and the place on a page where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import empty_layout, scroll_to
from vpo_desk.ui.widgets.text import PlainLabel

_WRONG: Final = frozenset({"warning", "danger"})


class Notice(QFrame):
    """A line that must be seen: tone info, good, warning or danger; strong words, then plain.

    `action` is the words and the slot of its button; with `closable` a person can put it away.
    """

    closed = Signal()

    def __init__(
        self,
        strong: str,
        words: str = "",
        parent: QWidget | None = None,
        *,
        tone: str = "info",
        action: tuple[str, Callable[[], object]] | None = None,
        closable: str = "",
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(12)
        text = QVBoxLayout()
        text.setSpacing(2)
        line.addLayout(text, 1)
        self.strong = PlainLabel(strong, strong=True)
        self.words = PlainLabel(words)
        text.addWidget(self.strong)
        text.addWidget(self.words)
        self.strong.setVisible(bool(strong))
        self.words.setVisible(bool(words))
        self.says: Final = " ".join(part for part in (strong, words) if part)
        self.setAccessibleName(self.says)
        if action is not None:
            self.button = Button(action[0], action[1])
            line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            close = LinkButton(closable, self.closed.emit)
            line.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)


class NoticeArea(QWidget):
    """Where the notices of a page stand, newest first; takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def add(self, notice: Notice) -> Notice:
        """Show a notice above the others, once however often the same is told.

        What went wrong is scrolled to when it is new: whoever pressed a key far down the page would
        otherwise see nothing happen. The keyboard stays where it is.
        """
        told = [each for each in self.notices() if each.says == notice.says]
        for each in told:
            self.take(each)
        self._column.insertWidget(0, notice)
        notice.closed.connect(lambda: self.take(notice))
        self.show()
        if not told and notice.property("tone") in _WRONG:
            scroll_to(notice)
        return notice

    def take(self, notice: Notice) -> None:
        """Put a notice away."""
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(self._column.count() > 0)

    def clear(self) -> None:
        """Put every notice away."""
        empty_layout(self._column)
        self.hide()

    def notices(self) -> tuple[Notice, ...]:
        """Return the notices that stand here, from the top."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, Notice))

"""The bars of the frame: search, new concern and lock above; what was saved and holds below."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from vpo_desk.domain.moments import Moment
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import PlainLabel, literal
from vpo_desk.words import Catalog, Words

_FRAME: Final = 26
"""Logical pixels of a button's padding and border, both sides together."""


class SearchButton(Button):
    """The way into the search, drawn like a field; its words are the longest that fit."""

    def __init__(self, words: Sequence[str], act: Callable[[], None]) -> None:
        self._words = tuple(words)
        super().__init__(words[0], act, tip="Ctrl+K")
        self.setObjectName("search")
        self.setAccessibleName(words[0])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the words for the new width; called by Qt."""
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        """Choose them for another text size too; called by Qt."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._choose()

    def _choose(self) -> None:
        room = self.width() - _FRAME
        fits = (each for each in self._words if self._wide(each) <= room)
        words = literal(next(fits, self._words[-1]))
        if words != self.text():
            self.setText(words)

    def _wide(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)


class TopBar(QFrame):
    """The way into the search, where there is one, and the two steps that are always at hand."""

    search = Signal()
    new_concern = Signal()
    lock = Signal()

    def __init__(
        self,
        catalog: Catalog,
        *,
        searches: bool,
        takes_concerns: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 20, 9)
        line.setSpacing(12)
        self.search_button = SearchButton(
            (
                catalog.say("Search people, concerns, notes, answers…  (Ctrl+K)"),
                catalog.say("Search…  (Ctrl+K)"),
            ),
            self.search.emit,
        )
        line.addWidget(self.search_button, 3)
        self.search_button.setVisible(searches)
        line.addStretch(2)
        self.new_button = Button(
            catalog.say("New concern"), self.new_concern.emit, kind="primary", tip="Ctrl+N"
        )
        line.addWidget(self.new_button)
        self.new_button.setVisible(takes_concerns)
        self.lock_button = Button(catalog.say("Lock"), self.lock.emit, tip="Ctrl+L")
        line.addWidget(self.lock_button)


class StatusLine(QFrame):
    """What was saved and when, that it is encrypted, whether the audit chain holds.

    Large text in a narrow window takes a second line.
    """

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 6, 20, 6)
        line.setSpacing(18)
        self.saved = PlainLabel("", wrap=False)
        self.saved.hide()
        self.encrypted = PlainLabel(catalog.say("Encrypted on this computer"), wrap=False)
        self.chain = PlainLabel("", wrap=False)
        self.chain.hide()
        self.backup = PlainLabel("", wrap=False)
        self.backup.hide()
        told = FlowLayout(gap=18, line_gap=2)
        for label in (self.saved, self.encrypted, self.backup, self.chain):
            told.addWidget(label)
        line.addLayout(told, 1)
        self.working = QLabel(catalog.say("Working…"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(80)
        self.bar.setAccessibleName(catalog.say("Working…"))
        line.addWidget(self.working)
        line.addWidget(self.bar)
        self.show_busy(busy=False)

    def show_saved(self, moment: Moment) -> None:
        """Say when the last thing was safely kept."""
        time = f"{moment.local:%H:%M:%S}"
        self.saved.setText(self._catalog.say("Saved {time}", time=time))
        self.saved.show()

    def show_chain(self, words: Words) -> None:
        """Say what the last look at the audit chain found."""
        self.chain.setText(self._catalog.text(words))
        self.chain.show()

    def show_backup(self, words: Words) -> None:
        """Say how old the newest proved backup is."""
        self.backup.setText(self._catalog.text(words))
        self.backup.show()

    def show_busy(self, busy: bool) -> None:
        """Say that something is under way, or that it is over."""
        self.working.setVisible(busy)
        self.bar.setVisible(busy)

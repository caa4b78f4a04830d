"""What every page of the window is: a head, notices, a body, and how it follows the case file."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Clock
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.places import Place
from vpo_desk.ui.prompts import Prompts
from vpo_desk.ui.session import CaseFileSession, Written
from vpo_desk.ui.tasks import Failed, TaskRunner, Then
from vpo_desk.ui.widgets.card import Scrolled, empty_layout
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import Heading, QuietLabel
from vpo_desk.words import Catalog, Words

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services
    from vpo_desk.ui.backup_rounds import BackupRounds
    from vpo_desk.ui.chain_round import ChainRound
    from vpo_desk.ui.ports import Computer, DeskDoor


@dataclass(frozen=True, slots=True)
class PageGround:
    """What a page is handed: session, language, prompts, clock, runner, and what looks after it all.

    The runner is for rendering only; the case file is reached through the session.
    """

    session: CaseFileSession
    catalog: Catalog
    prompts: Prompts
    clock: Clock
    runner: TaskRunner
    backups: BackupRounds
    chain: ChainRound
    door: DeskDoor
    computer: Computer


_WIDE: Final = 100_000
"""Logical pixels in which any title stands in one line."""


class PageHead(QWidget):
    """A page's title, a quiet line below it, and its buttons at the right.

    Where there is no room beside the title, or it takes many lines there, they move below it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(14)
        self._words = words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Heading("")
        self.line = QuietLabel("")
        self.line.hide()
        words.addWidget(self.title)
        words.addWidget(self.line)
        self._line.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(14)
        self._line.addLayout(self._buttons)

    def show_words(self, title: str, line: str = "") -> None:
        """Show another title and line."""
        self.title.setText(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self._arrange()

    def take_line(self) -> None:
        """Show the line below the title, where a page had put it somewhere else."""
        if self._words.indexOf(self.line) < 0:
            self._words.addWidget(self.line)

    def add(self, widget: QWidget) -> None:
        """Put a button, or anything else, at the right."""
        self._buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the buttons below the title in a narrow window; called by Qt."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._buttons.sizeHint().width() - self._line.spacing()
        crowded = self.title.heightForWidth(room) > 3 * self.title.heightForWidth(_WIDE)
        narrow = room < 14 * self.fontInfo().pixelSize() or crowded
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
            self._buttons.setAlignment(side)


class Page(QWidget):
    """A page. It asks the session, shows what comes, and says where to go; it knows no sibling.

    `asked_for(Place)` and `asked_back` go up to the frame; `turned(Place)` tells it that another
    part of the same thing is shown, so that the way back leads to that part. A subclass builds its widgets in
    `__init__` and overrides what it needs of `arrive`, `refresh`, `flush`, `clear`, `shortcuts`
    and `help`.
    """

    asked_for = Signal(object)
    asked_back = Signal()
    turned = Signal(object)

    def __init__(
        self,
        ground: PageGround,
        title: Words,
        parent: QWidget | None = None,
        *,
        scrolls: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ground: Final = ground
        self.page_title: Final = title
        self.place = Place("")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scrolled_body = Scrolled() if scrolls else None
        if self._scrolled_body is not None:
            outer.addWidget(self._scrolled_body)
            self.body = self._scrolled_body.body
            self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        else:
            outer.setContentsMargins(20, 20, 20, 20)
            outer.setSpacing(14)
            self.body = outer
        self.head = PageHead()
        self.notices = NoticeArea()
        self.body.addWidget(self.head)
        self.body.addWidget(self.notices)
        self.head.show_words(self.text(title))
        self.setAccessibleName(self.text(title))

    def arrive(self, place: Place) -> None:
        """Show what the place names; called at every visit, so load here."""

    def refresh(self, changes: Changes) -> None:
        """Follow what a command changed while this page is shown; look at `changes.touches`."""

    def flush(self) -> None:
        """Journal what was typed and not yet committed; called when the lock begins."""

    def clear(self) -> None:
        """Empty every view; called at the lock, after which the page is thrown away."""
        empty_views(self)
        self.notices.clear()
        empty_layout(self.body)

    def shortcuts(self) -> Iterable[Shortcut]:
        """Return the keys that work on this page; they go before the window's."""
        return ()

    def help(self) -> tuple[Words, ...]:
        """Return the paragraphs that F1 shows."""
        return ()

    def say(self, template: str, **values: object) -> str:
        """Return a sentence in the officer's language."""
        return self.ground.catalog.say(template, **values)

    def text(self, words: Words) -> str:
        """Return words in the officer's language."""
        return self.ground.catalog.text(words)

    def query(
        self, ask: Callable[[Services], Any], then: Then, failed: Failed | None = None
    ) -> None:
        """Ask the services; errors stand as a notice on this page unless `failed` takes them."""
        self.ground.session.query(ask, then, failed, owner=self)

    def command(
        self,
        act: Callable[[Services], Written],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Let the services write; errors stand as a notice here unless `failed` takes them."""
        self.ground.session.command(act, then, failed, owner=self)

    def fill_rest(self) -> None:
        """Leave the rest of a tall window empty, over which a card would be drawn out.

        A widget, no stretch: Qt leaves the space before a stretch out of the height it reserves.
        """
        rest = QWidget()
        rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(rest, 1)

    def show_top(self) -> None:
        """Scroll back to the title."""
        if self._scrolled_body is not None:
            self._scrolled_body.show_top()

    def turn(self, part: str) -> None:
        """Note that another part of what the place names is shown now."""
        if part != self.place.part:
            self.place = replace(self.place, part=part)
            self.turned.emit(self.place)

    def go(self, page: str, id: str = "", part: str = "") -> None:  # noqa: A002 - a place's id
        """Ask the frame to show another place."""
        self.asked_for.emit(Place(page, id, part))


def empty_views(widget: QWidget) -> None:
    """Take the words out of everything in a widget at once, undo histories included.

    Nothing is told to anybody: emptied fields are no answers.
    """
    for part in (widget, *widget.findChildren(QWidget)):
        with QSignalBlocker(part):
            part.setAccessibleDescription("")
            if isinstance(part, QLabel):
                part.clear()
            elif isinstance(part, QLineEdit):
                part.setText("")
            elif isinstance(part, QPlainTextEdit):
                part.setPlainText("")
            elif isinstance(part, ListTable):
                part.replace(())

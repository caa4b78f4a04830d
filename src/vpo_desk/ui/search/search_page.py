"""The search: results while one types, newest first and by kind, opened where the words stand."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent

from vpo_desk.domain.changes import Changes
from vpo_desk.services.search import Found, Hit
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.latest import Latest
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.search.filters import SearchFilters
from vpo_desk.ui.search.hit_places import place_of
from vpo_desk.ui.search.hits_card import HitsCard
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class SearchField(TextField):
    """The words that are looked for; Down and Enter lead into the list of what was found."""

    def __init__(self, page: SearchPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the list, or open the first result; called by Qt."""
        if event.key() == Qt.Key.Key_Down:
            self._page.go_down()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._page.open_first()
        else:
            super().keyPressEvent(event)


class SearchPage(Page):
    """Finds words in everything that is current; what was typed is nowhere kept."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Search"), scrolls=False)
        self._latest = Latest(self, self._show)
        self._next = 0
        self._unnoted: tuple[tuple[str, int], ...] | None = None
        self.field = SearchField(self)
        self.field.textEdited.connect(self._search)
        self._limits = SearchFilters(self)
        self._limits.changed.connect(self._search)
        self._card = HitsCard(self)
        when_opened(self._card.table, self._open)
        self._more = Button(self.say("Show older ones"), self._ask_more)
        self.body.addWidget(
            LabeledField(self.say("Words, names, numbers, digits of a phone number"), self.field)
        )
        self.body.addWidget(self._limits)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.hide()

    def arrive(self, place: Place) -> None:
        """Put the keyboard into the field, and look again: things may have changed."""
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def refresh(self, changes: Changes) -> None:
        """Look again after a change."""
        self._search()

    def flush(self) -> None:
        """Enter that a search was made, before the lock."""
        self._note()

    def hideEvent(self, event: QHideEvent) -> None:
        """Enter that a search was made, when the page is left; called by Qt."""
        super().hideEvent(event)
        self._note()

    def clear(self) -> None:
        """Forget what was found too."""
        self._latest.forget()
        self._card.hits.clear()
        self._limits.forget()
        super().clear()

    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Return the key that leads back."""
        return (Shortcut("Escape", say("Leave the search"), self.asked_back.emit),)

    def help(self) -> tuple[Words, ...]:
        """Say what is searched, and how."""
        return (
            say(
                "Every word you type must stand in what is found; the beginning of a word is"
                " enough. Case and accents do not count."
            ),
            say(
                "People are found by names that sound or are spelled alike, by the last digits of"
                " a phone number, and by email or online name."
            ),
            say(
                "Only what is current is searched. Earlier words of something corrected stand in"
                " its history."
            ),
            say("The log says that you searched and how much was found, never for what."),
        )

    def go_down(self) -> None:
        """Put the keyboard into the list."""
        if self._card.hits:
            self._card.table.setFocus(Qt.FocusReason.TabFocusReason)

    def open_first(self) -> None:
        """Open the first result."""
        if self._card.hits:
            self._open(self._card.hits[0])

    def _search(self, _words: str = "") -> None:
        words, filters = self.field.words(), self._limits.filters()
        if not words.strip():
            self._latest.forget()
            self._note()
            self._show_found(Found(), words)
            return
        self._latest.ask(lambda services: (services.search.find(words, filters), words))

    def _ask_more(self) -> None:
        words, filters, before = self.field.words(), self._limits.filters(), self._next
        self.query(
            lambda services: services.search.find(words, filters, before=before), self._show_more
        )

    def _show_more(self, found: Found) -> None:
        self._show_hits([*self._card.hits, *found.hits], found.next)

    def _show(self, answer: tuple[Found, str]) -> None:
        self._show_found(*answer)

    def _show_found(self, found: Found, words: str) -> None:
        if words.strip():
            self._unnoted = found.counts
        self._show_hits(list(found.hits), found.next)
        self._card.show_typed(typed=bool(words.strip()))

    def _show_hits(self, hits: list[Hit], more: int) -> None:
        summary = self.text(say_count("{count} result", "{count} results", len(hits)))
        self._card.show_hits(hits, summary)
        self._next = more
        self._more.setVisible(bool(more))
        self.head.show_words(self.say("Search"), summary if hits else "")

    def _open(self, hit: Hit) -> None:
        place = place_of(hit)
        if place is not None:
            self._note(hit.kind)
            self.asked_for.emit(place)

    def _note(self, opened: str = "") -> None:
        counts, self._unnoted = self._unnoted, None
        if counts is not None:

            def act(services: Services) -> None:
                services.search.note(counts, opened)

            self.command(act)

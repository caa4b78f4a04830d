"""The search: results while one types, newest first and by kind, opened where the words stand."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.errors import VpoError
from vpo_desk.services.search import Filters, Found, Hit
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.latest import Latest
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.search.hit_places import KINDS, kind_name, place_of
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

ANY: Final = ""
DAYS: Final = {"7": say("Last 7 days"), "31": say("Last month"), "366": say("Last year")}


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
        self._hits: list[Hit] = []
        self._next = 0
        self._unnoted: tuple[tuple[str, int], ...] | None = None
        self._case_id = ANY
        self.field = SearchField(self)
        self.field.textEdited.connect(self._search)
        self._make_filters()
        self._make_list()

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
        self._hits.clear()
        self._case_id = ANY
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
        if self._hits:
            self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def open_first(self) -> None:
        """Open the first result."""
        if self._hits:
            self._open(self._hits[0])

    def _make_filters(self) -> None:
        row = QWidget()
        line = FlowLayout(row, gap=14, line_gap=8)
        self._kind = DropDown(
            [Option(ANY, self.say("All kinds")), *(Option(k, self.text(w)) for k, w in KINDS)]
        )
        days = [Option(value, self.text(words)) for value, words in DAYS.items()]
        self._days = DropDown([Option(ANY, self.say("At any time")), *days])
        self._case = TextField()
        self._case_field = LabeledField(self.say("Case number"), self._case)
        for choice in (self._kind, self._days):
            choice.set_value(ANY)
            choice.chosen.connect(self._filter)
        self._case.left.connect(self._find_case)
        self._case.returnPressed.connect(self._case.commit)
        line.addWidget(LabeledField(self.say("Kind"), self._kind))
        line.addWidget(LabeledField(self.say("Entered"), self._days))
        line.addWidget(self._case_field)
        self.body.addWidget(
            LabeledField(self.say("Words, names, numbers, digits of a phone number"), self.field)
        )
        self.body.addWidget(row)

    def _make_list(self) -> None:
        self._table = ListTable(
            (
                Column(self.say("Kind"), self._kind_cell, width=120),
                Column(self.say("Found"), self._found_cell, share=6),
                Column(self.say("Number"), lambda hit: hit.number, width=120),
                Column(self.say("Entered"), self._day, width=110, may_hide=True),
            ),
            name=self.say("What was found"),
        )
        when_opened(self._table, self._open)
        self._help = EmptyPlace(
            self.say("What are you looking for?"),
            self.say(
                "Two letters are enough to begin. People, concerns, notes, answers, plans, tasks and"
                " the agency's own numbers are searched."
            ),
        )
        self._nothing = EmptyPlace(
            self.say("Nothing holds all of these words"),
            self.say(
                "Try fewer words or only the beginning of one, take a filter away, or look for a"
                " person by phone digits."
            ),
        )
        self._more = Button(self.say("Show older ones"), self._ask_more)
        card = Card(flush=True)
        card.body.addWidget(self._table)
        for part in (self._help, self._nothing):
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(card, 1)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_parts(words="")

    def _search(self, _words: str = "") -> None:
        words, filters = self.field.words(), self._filters()
        if not words.strip():
            self._latest.forget()
            self._note()
            self._show_found(Found(), words)
            return
        self._latest.ask(lambda services: (services.search.find(words, filters), words))

    def _filter(self, _value: str) -> None:
        self._search()

    def _filters(self) -> Filters:
        kind, days = self._kind.value() or ANY, self._days.value() or ANY
        since: date | None = None
        if days:
            since = self.ground.clock.now().day - timedelta(days=int(days))
        return Filters(frozenset({kind} if kind else ()), self._case_id, since)

    def _find_case(self, number: str) -> None:
        """Take the case that was named as a filter; say so at the field where there is none."""
        self._case_field.show_trouble("")
        if not number.strip():
            self._case_id = ANY
            self._search()
            return

        def missing(fault: Exception) -> None:
            if not isinstance(fault, VpoError):
                raise fault
            self._case_field.show_trouble(self.text(fault.happened))

        self.query(
            lambda services: services.cases.by_number(number.strip()), self._keep_case, missing
        )

    def _keep_case(self, case: Case) -> None:
        self._case_id = case.id
        self._search()

    def _ask_more(self) -> None:
        words, filters, before = self.field.words(), self._filters(), self._next
        self.query(
            lambda services: services.search.find(words, filters, before=before), self._show_more
        )

    def _show_more(self, found: Found) -> None:
        self._show_hits([*self._hits, *found.hits], found.next)

    def _show(self, answer: tuple[Found, str]) -> None:
        self._show_found(*answer)

    def _show_found(self, found: Found, words: str) -> None:
        if words.strip():
            self._unnoted = found.counts
        self._show_hits(list(found.hits), found.next)
        self._show_parts(words)

    def _show_hits(self, hits: list[Hit], more: int) -> None:
        order = list(dict.fromkeys(hit.kind for hit in hits))
        self._hits = sorted(hits, key=lambda hit: order.index(hit.kind))  # else as they came
        self._next = more
        summary = say_count("{count} result", "{count} results", len(hits))
        self._table.replace(self._hits, summary=self.text(summary))
        self._more.setVisible(bool(more))
        line = self.text(summary) if hits else ""
        self.head.show_words(self.say("Search"), line)

    def _show_parts(self, words: str) -> None:
        typed = bool(words.strip())
        self._table.setVisible(bool(self._hits))
        self._help.setVisible(not self._hits and not typed)
        self._nothing.setVisible(not self._hits and typed)
        self._more.setVisible(bool(self._next))

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

    def _kind_cell(self, hit: Hit) -> Cell:
        place = self._hits.index(hit)
        first = place == 0 or self._hits[place - 1].kind != hit.kind
        return Cell(self.text(kind_name(hit.kind)), strong=first, quiet=not first)

    def _found_cell(self, hit: Hit) -> Cell:
        words = hit.excerpt.text
        if hit.why:
            why = ", ".join(self.text(each.words) for each in hit.why)
            return Cell(f"{words}  ({why})")
        return Cell(words, marks=hit.excerpt.marks)

    def _day(self, hit: Hit) -> str:
        return self.text(date_words(hit.at.day))

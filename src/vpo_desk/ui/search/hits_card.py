"""The list of what a search found, and what stands in its place where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from vpo_desk.domain.moments import Moment
from vpo_desk.services.search import Hit
from vpo_desk.ui.page import Page
from vpo_desk.ui.search.hit_places import kind_name
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable


class HitsCard(Card):
    """Shows hits by kind, each in its place with what was sought marked."""

    def __init__(self, page: Page) -> None:
        super().__init__(flush=True)
        self._page = page
        self.hits: list[Hit] = []
        self.table = ListTable(
            (
                Column(page.say("Kind"), self._kind_cell, width=120),
                Column(page.say("Found"), self._found_cell, share=6),
                Column(page.say("Number"), lambda hit: hit.number, width=120, may_hide=True),
                Column(page.say("When"), self._day, width=150, may_hide=True),
            ),
            name=page.say("What was found"),
        )
        self._help = EmptyPlace(
            page.say("What are you looking for?"),
            page.say(
                "Two letters are enough to begin. People, concerns, notes, answers, plans, tasks and"
                " the agency's own numbers are searched."
            ),
        )
        self._nothing = EmptyPlace(
            page.say("Nothing holds all of these words"),
            page.say(
                "Try fewer words or only the beginning of one, take a filter away, or look for a"
                " person by phone digits."
            ),
        )
        self.body.addWidget(self.table)
        for part in (self._help, self._nothing):
            self.body.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.show_typed(typed=False)

    def show_hits(self, hits: Sequence[Hit], summary: str) -> None:
        """Show other hits: the kinds in order of their newest, each newest first."""
        order = list(dict.fromkeys(hit.kind for hit in hits))
        self.hits = sorted(hits, key=lambda hit: order.index(hit.kind))
        self.table.replace(self.hits, summary=summary)

    def show_typed(self, *, typed: bool) -> None:
        """Show the list, or what helps where there is nothing in it."""
        self.table.setVisible(bool(self.hits))
        self._help.setVisible(not self.hits and not typed)
        self._nothing.setVisible(not self.hits and typed)

    def _kind_cell(self, hit: Hit) -> Cell:
        place = self.hits.index(hit)
        first = place == 0 or self.hits[place - 1].kind != hit.kind
        return Cell(self._page.text(kind_name(hit.kind)), strong=first, quiet=not first)

    def _found_cell(self, hit: Hit) -> Cell:
        words = hit.excerpt.text
        if hit.why:
            why = ", ".join(self._page.text(each.words) for each in hit.why)
            return Cell(f"{words}  ({why})")
        return Cell(words, marks=hit.excerpt.marks)

    def _day(self, hit: Hit) -> Cell:
        """Show when it happened, as said, and below it when it was entered where that is another day."""
        entered = date_words(hit.at.day)
        known = hit.happened
        if known is None or (isinstance(known, Moment) and known.day == hit.at.day):
            return Cell(self._page.text(entered))
        words = self._page.text(date_words(known.day)) if isinstance(known, Moment) else known.said
        return Cell(words, second=self._page.say("entered {day}", day=entered))

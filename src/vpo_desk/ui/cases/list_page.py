"""All cases, newest first."""

from __future__ import annotations

from vpo_desk.domain.changes import Changes
from vpo_desk.services.cases import CaseLine
from vpo_desk.ui.lists import day_cell, level_cell, when_opened, when_page_wanted
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import PAGE, Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say


class CasesPage(Page):
    """The list of cases."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Cases"), scrolls=False)
        self._card = Card(flush=True)
        self._table = ListTable(
            (
                Column(self.say("Number"), lambda line: line.case.number, width=120),
                Column(
                    self.say("Subject"),
                    lambda line: line.subject.name if line.subject else "–",
                    share=3,
                ),
                Column(
                    self.say("State"),
                    lambda line: self.text(line.case.state.words),
                    share=2,
                    may_hide=True,
                    named_below=False,
                ),
                Column(self.say("Level"), self._level, width=130),
                Column(self.say("Next review"), self._review, width=136),
                Column(self.say("Opened"), self._opened, width=120, may_hide=True),
            ),
            name=self.say("Cases"),
        )
        when_opened(self._table, lambda line: self.go("case", line.case.id))
        when_page_wanted(self._table, self._page)
        self._empty = EmptyPlace(
            self.say("There is no case yet"),
            self.say("A case begins with a concern: triage opens it."),
            first_step=(self.say("Go to concerns"), lambda: self.go("concerns")),
        )
        self._card.body.addWidget(self._table)
        self._card.body.addWidget(self._empty)
        self.body.addWidget(self._card, 1)

    def arrive(self, place: Place) -> None:
        """Read the first page of the list."""
        self.query(
            lambda services: (services.cases.newest(PAGE), services.cases.count()), self._show
        )

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to cases."""
        if changes.touches("case"):
            self.arrive(self.place)

    def help(self) -> tuple[Words, ...]:
        """Say how the list is ordered."""
        return (say("Newest first. The level is the one of the newest sealed assessment."),)

    def _show(self, found: tuple[tuple[CaseLine, ...], int]) -> None:
        lines, total = found
        self._table.replace(lines, total, summary=self.say("{count} cases", count=total))
        self._table.setVisible(bool(total))
        self._empty.setVisible(not total)

    def _page(self, first: int) -> None:
        self.query(
            lambda services: services.cases.newest(PAGE, first),
            lambda lines: self._table.rows.fill(first, lines),
        )

    def _level(self, line: CaseLine) -> Cell:
        return level_cell(line.case.level, self.ground.catalog)

    def _review(self, line: CaseLine) -> Cell:
        return day_cell(line.case.next_review, self.ground.clock.now().day, self.ground.catalog)

    def _opened(self, line: CaseLine) -> str:
        return self.text(date_words(line.case.opened_at.day))

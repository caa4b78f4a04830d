"""All concerns, newest first."""

from __future__ import annotations

from vpo_desk.domain.changes import Changes
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.ui.lists import first_words, source_words, when_opened, when_page_wanted
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import NEW_CONCERN, Place
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import PAGE, Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say


class ConcernsPage(Page):
    """The list of concerns; those that wait for triage are marked."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Concerns"), scrolls=False)
        self.head.add(Button(self.say("New concern"), lambda: self.go(NEW_CONCERN)))
        self._card = Card(flush=True)
        self._table = ListTable(
            (
                Column(self.say("Number"), lambda line: line.concern.number, width=100),
                Column(
                    self.say("Received"),
                    self._received,
                    width=140,
                    may_hide=True,
                    named_below=False,
                ),
                Column(self.say("About"), self._about, share=2, may_hide=True, named_below=False),
                Column(self.say("From"), self._from, share=2, may_hide=True, named_below=False),
                Column(self.say("Concern"), first_words, share=5),
                Column(self.say("Decision"), self._decision, width=164),
            ),
            name=self.say("Concerns"),
        )
        when_opened(self._table, lambda line: self.go("concern", line.concern.id))
        when_page_wanted(self._table, self._page)
        self._empty = EmptyPlace(
            self.say("No concern has come in yet"),
            self.say("Concerns are what people report: behavior that worries them."),
            first_step=(self.say("Take in the first concern"), lambda: self.go(NEW_CONCERN)),
        )
        self._card.body.addWidget(self._table)
        self._card.body.addWidget(self._empty)
        self.body.addWidget(self._card, 1)

    def arrive(self, place: Place) -> None:
        """Read the first page of the list."""
        self.query(
            lambda services: (services.concerns.newest(PAGE), services.concerns.count()),
            self._show,
        )

    def refresh(self, changes: Changes) -> None:
        """Follow new concerns and decisions."""
        if changes.touches("concern"):
            self.arrive(self.place)

    def help(self) -> tuple[Words, ...]:
        """Say what a concern is."""
        return (say("Every concern is kept, also one that leads to no action, with its reason."),)

    def _show(self, found: tuple[tuple[ConcernLine, ...], int]) -> None:
        lines, total = found
        self._table.replace(lines, total, summary=self.say("{count} concerns", count=total))
        self._table.setVisible(bool(total))
        self._empty.setVisible(not total)

    def _page(self, first: int) -> None:
        self.query(
            lambda services: services.concerns.newest(PAGE, first),
            lambda lines: self._table.rows.fill(first, lines),
        )

    def _received(self, line: ConcernLine) -> str:
        return self.text(said_words(line.concern.at, self.ground.clock.now().day))

    def _about(self, line: ConcernLine) -> str:
        return line.about.name if line.about else self.say("not known")

    def _from(self, line: ConcernLine) -> str:
        return self.text(source_words(line))

    def _decision(self, line: ConcernLine) -> Cell:
        decision = line.concern.decision
        if decision is None:
            return Cell(self.say("Waits for triage"), tone="warning")
        return Cell(self.text(decision.words))

"""All people, newest first or by name, with their roles in cases."""

from __future__ import annotations

from vpo_desk.domain.changes import Changes
from vpo_desk.services.register import Order, PersonLine
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.lists import when_opened, when_page_wanted
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.people.marks import marks_of, person_name
from vpo_desk.ui.places import NEW_CONCERN, Place
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import PAGE, Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say


class PeoplePage(Page):
    """The list of people; `part` of its place is its order."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("People"), scrolls=False)
        self._order = SegmentedChoice(options(Order, ground.catalog), value=Order.NEWEST.value)
        self._order.setAccessibleName(self.say("Order of the list"))
        self._order.chosen.connect(self._turn)
        self.head.add(self._order)
        self._card = Card(flush=True)
        self._table = ListTable(
            (
                Column(self.say("Name"), self._name, share=3),
                Column(self.say("Born"), self._born, width=120, may_hide=True),
                Column(self.say("Roles in cases"), self._places, share=5),
                Column(self.say("To know"), self._marks, width=150),
                Column(
                    self.say("Phone"),
                    lambda line: ", ".join(line.person.phones),
                    width=150,
                    may_hide=True,
                ),
            ),
            name=self.say("People"),
        )
        when_opened(self._table, lambda line: self.go("person", line.person.id))
        when_page_wanted(self._table, self._page)
        self._empty = EmptyPlace(
            self.say("Nobody is entered yet"),
            self.say("People come with a concern: who brings it, and whom it is about."),
            first_step=(self.say("New concern"), lambda: self.go(NEW_CONCERN)),
        )
        self._card.body.addWidget(self._table)
        self._card.body.addWidget(self._empty)
        self.body.addWidget(self._card, 1)

    def arrive(self, place: Place) -> None:
        """Read the first page of the list."""
        if place.part in Order.values():
            self._order.set_value(place.part)
        order = self._chosen()
        self.query(
            lambda services: (services.register.page(order, PAGE), services.register.count()),
            self._show,
        )

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to people and their roles."""
        if changes.touches("person", "role"):
            self.arrive(self.place)

    def help(self) -> tuple[Words, ...]:
        """Say what stands in the list."""
        return (
            say("Everybody who was entered, whatever their role. Open one to see all of them."),
            say("Two records that were merged stand here as one person."),
        )

    def _turn(self, _order: str) -> None:
        self.turn(self._chosen().value)
        self.arrive(self.place)

    def _chosen(self) -> Order:
        return Order(self._order.value() or Order.NEWEST.value)

    def _show(self, found: tuple[tuple[PersonLine, ...], int]) -> None:
        lines, total = found
        self._table.replace(lines, total, summary=self.say("{count} people", count=total))
        self._table.setVisible(bool(total))
        self._empty.setVisible(not total)

    def _page(self, first: int) -> None:
        order = self._chosen()
        self.query(
            lambda services: services.register.page(order, PAGE, first),
            lambda lines: self._table.rows.fill(first, lines),
        )

    def _name(self, line: PersonLine) -> str:
        return person_name(line.person, self.ground.catalog)

    def _born(self, line: PersonLine) -> str:
        return line.person.born.said if line.person.born else ""

    def _places(self, line: PersonLine) -> str:
        return "; ".join(
            self.say("{role} in {number}", role=each.role.role.words, number=each.case.number)
            for each in line.places
            if each.role.stands
        )

    def _marks(self, line: PersonLine) -> Cell:
        marks, _words = marks_of(line.person)
        return Cell(" · ".join(self.text(mark) for mark in marks), tone="warning" if marks else "")

"""One person: what is recorded, what they are to which case, and whom they are related to."""

from __future__ import annotations

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern
from vpo_desk.services.particulars import guardians
from vpo_desk.services.register import PersonView
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.people.data_card import DataCard
from vpo_desk.ui.people.fact_card import FactCard
from vpo_desk.ui.people.marks import marks_of, person_name
from vpo_desk.ui.people.merges_card import MergesCard
from vpo_desk.ui.people.tables import (
    changes_table,
    concerns_table,
    facts_table,
    places_table,
    ties_table,
)
from vpo_desk.ui.people.tie_card import TieCard
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say


class PersonPage(Page):
    """A person; the id of its place may be that of a record that was merged into theirs."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Person"))
        self._person_id = ""
        self.head.add(Button(self.say("Same person as…"), self._same))
        self.head.add(LinkButton(self.say("Paper and removal…"), self._removal))
        columns = Columns(side_share=40)
        self.body.addWidget(columns)
        self._facts, self._places = facts_table(self), places_table(self)
        self._ties, self._about = ties_table(self), concerns_table(self, self.say("Concerns about"))
        self._brought = concerns_table(self, self.say("Concerns from"))
        self._changes = changes_table(self)
        self._no_facts = EmptyPlace(
            self.say("Nothing more is known yet"),
            self.say("Addresses, handles, vehicles, employer, school, access to weapons."),
        )
        self._cards: dict[ListTable, Card] = {}
        for heading, table, empty in (
            (self.say("What is known"), self._facts, self._no_facts),
            (self.say("Roles in cases"), self._places, None),
            (self.say("Related to"), self._ties, None),
            (self.say("Concerns about this person"), self._about, None),
            (self.say("Concerns this person brought"), self._brought, None),
        ):
            card = self._cards[table] = Card(heading, flush=True)
            card.body.addWidget(table)
            if empty is not None:
                card.body.addWidget(empty)
            columns.main.addWidget(card)
        self._merges = MergesCard(self)
        columns.main.addWidget(self._merges)
        history = Card(self.say("Changes"), flush=True)
        history.body.addWidget(self._changes)
        columns.main.addWidget(history)
        self._data, self._fact, self._tie = DataCard(self), FactCard(self), TieCard(self)
        for side in (self._data, self._fact, self._tie):
            columns.side.addWidget(side)
        when_opened(self._facts, self._fact.change)
        when_opened(self._places, lambda place: self.go("case", place.case.id, "people"))
        when_opened(self._ties, self._tie.change)
        for concerns in (self._about, self._brought):
            when_opened(concerns, self._open_concern)

    def arrive(self, place: Place) -> None:
        """Read the person, and what names them."""
        self._data.serve(place.id)
        self.query(lambda services: services.register.view(place.id), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to this person."""
        kinds = ("role", "concern", "relationship", "merge")
        if changes.touches(self.place.id, self._person_id, *kinds):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        for part in (self._data, self._fact, self._tie, self._merges):
            part.flush()

    def help(self) -> tuple[Words, ...]:
        """Say how what is known is kept."""
        return (
            say("Open a line to change it. Every change adds a version; Changes shows them all."),
            say(
                "Enter what is known with its source: who said it, or where it stands. What is"
                " marked as kept off paper is for the desk alone."
            ),
            say("Found twice in the file? “Same person as…” joins two records; it can be undone."),
        )

    def _show(self, view: PersonView) -> None:
        person = self._person = view.person
        if person.id != self._person_id:
            self._person_id = person.id
            self._fact.serve(person.id)
            self._tie.serve(person.id)
        born = self.say("born {said}", said=person.born.said) if person.born else ""
        self.head.show_words(person_name(person, self.ground.catalog), born)
        self._tell(view)
        self._data.show_person(person)
        others = [each for line in view.relationships for each in (line.first, line.second)]
        self._tie.offer((person, *others), person.id)
        for table, values in (
            (self._facts, person.facts),
            (self._places, view.places),
            (self._ties, view.relationships),
            (self._about, view.about),
            (self._brought, view.brought),
        ):
            table.replace(values)
            table.setVisible(bool(values))
            self._cards[table].setVisible(bool(values) or table is self._facts)
        self._no_facts.setVisible(not person.facts)
        self._merges.show_lines(view.merges)
        self._changes.replace(view.changes)

    def _tell(self, view: PersonView) -> None:
        """Show what must be seen first: a merged record, a juvenile, access to weapons."""
        person = view.person
        self.notices.clear()
        if view.asked_for != person.id:
            words = self.say("The record you came from was merged with this one.")
            self.notices.add(Notice(words, self.say("Both are the same person.")))
        marks, words = marks_of(person)
        if not marks:
            return
        told = list(words)
        if person.juvenile:
            told += [self.say("Guardian: {who}", who=fact.text) for fact in guardians(person)] or [
                self.say("No guardian is recorded.")
            ]
            if not person.handling.strip():
                told.append(self.say("How to handle this is not recorded."))
        strong = " · ".join(self.text(mark) for mark in marks)
        self.notices.add(Notice(strong, " · ".join(told), tone="warning"))

    def _same(self) -> None:
        self.go("same_person", self._person_id or self.place.id)

    def _removal(self) -> None:
        self.go("removal", self._person_id or self.place.id, "person")

    def _open_concern(self, concern: Concern) -> None:
        self.go("concern", concern.id)

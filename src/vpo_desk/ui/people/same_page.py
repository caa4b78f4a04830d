"""Two records of one person: chosen, shown side by side, decided where they differ, and merged."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.merge import Decided, Field, Merge, Side
from vpo_desk.domain.person import Person
from vpo_desk.domain.person_changes import fact_line
from vpo_desk.services.merges import MergePreview
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.people.picker import PersonPicker
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.card import Card, empty_layout, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say

MERGE: Final = "merge@1"


class SamePersonPage(Page):
    """`id` of its place is the person who is kept, `part` the id of the other record, if chosen."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Same person as…"))
        self._preview: MergePreview | None = None
        self._choices: dict[Field, SegmentedChoice] = {}
        self._pick_card = Card(self.say("Which record is the same person?"))
        self._picker = PersonPicker(self, self.say("A part of the name"))
        self._picker.picked.connect(self._picked)
        self._pick_card.body.addWidget(self._picker)
        self._pair = Card(self.say("Side by side"), flush=True)
        self._table = ListTable(
            (
                Column("", lambda row: row[0], share=1),
                Column(self.say("This record"), lambda row: row[1], share=2),
                Column(self.say("The other record"), lambda row: row[2], share=2),
            ),
            name=self.say("The two records"),
            fit=True,
        )
        self._pair.body.addWidget(self._table)
        self._decide = Card(self.say("Merge"))
        self._moves = PlainLabel("")
        self._decide.body.addWidget(self._moves)
        self._fields = QVBoxLayout()
        self._decide.body.addLayout(self._fields)
        self._form = StepForm(
            self,
            MERGE,
            (("reason", self.say("Why they are the same person"), TextField()),),
            self.say("They are the same person"),
            self._send,
        )
        self._decide.body.addWidget(self._form)
        for card in (self._pick_card, self._pair, self._decide):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def arrive(self, place: Place) -> None:
        """Show the two records, or ask for the other one."""
        self._preview = None
        self._pair.hide()
        self._decide.hide()
        self._picker.begin(without=place.id)
        kept, other = place.id, place.part
        self.query(lambda services: services.register.view(kept).person, self._name)
        if other:
            self.query(lambda services: services.merges.preview(kept, other), self._show)

    def flush(self) -> None:
        """Journal the reason."""
        self._form.flush()

    def help(self) -> tuple[Words, ...]:
        """Say what a merge does and that it can be undone."""
        return (
            say(
                "From then on everything that names either record means this person. Nothing is"
                " written anew: sealed interviews and old pages go on naming whom they named."
            ),
            say(
                "Where the two differ you decide; the other value stays as a fact. The merge can"
                " be undone on the person's page."
            ),
        )

    def _name(self, person: Person) -> None:
        name = person_name(person, self.ground.catalog)
        self.head.show_words(self.say("Same person as {name}", name=name))

    def _picked(self, person: Person) -> None:
        self.turn(person.id)
        kept, other = self.place.id, person.id
        self.query(lambda services: services.merges.preview(kept, other), self._show)

    def _show(self, preview: MergePreview) -> None:
        self._preview = preview
        self._table.replace(self._rows(preview))
        self._moves.setText(self._moving(preview))
        empty_layout(self._fields)
        self._choices = {}
        for field in preview.conflicts:
            values = (_value(each, field, self) for each in (preview.kept, preview.other))
            choice = SegmentedChoice(
                Option(side.value, words) for side, words in zip(Side, values, strict=True)
            )
            self._choices[field] = choice
            label = self.say("{field}: which is right?", field=field.words)
            self._fields.addWidget(LabeledField(label, choice))
        self.notices.clear()
        if preview.related:
            words = self.say("The two are entered as related to each other.")
            more = self.say("Look at that relationship before you merge them.")
            self.notices.add(Notice(words, more, tone="warning"))
        self._pair.show()
        self._decide.show()
        self._form.begin(f"{preview.kept.id}:same:{preview.other.id}")
        first = next(iter(self._choices.values()), None)
        go_to(self._decide, first or self._form.fields["reason"])

    def _rows(self, preview: MergePreview) -> tuple[tuple[str, str, str], ...]:
        kept, other = preview.kept, preview.other
        rows = [
            (self.text(field.words), _value(kept, field, self), _value(other, field, self))
            for field in Field
        ]
        rows.append((self.say("Phones"), ", ".join(kept.phones), ", ".join(other.phones)))
        rows.append((self.say("Handling"), kept.handling, other.handling))
        known, also = ("\n".join(map(fact_line, each.facts)) for each in (kept, other))
        rows.append((self.say("What is known"), known, also))
        return tuple(row for row in rows if row[1] or row[2])

    def _moving(self, preview: MergePreview) -> str:
        parts = [
            self.say("{kind}: {count}", kind=kind_words(each.kind), count=each.objects)
            for each in preview.counts
        ]
        what = " · ".join(parts) or self.say("nothing yet")
        return self.say("The other record brings along: {what}.", what=what)

    def _send(self) -> None:
        if self._preview is None:
            return
        kept, other = self._preview.kept.id, self._preview.other.id
        decided: list[Decided] = []
        for field, choice in self._choices.items():
            side = choice.value()
            labeled = choice.parentWidget()
            if isinstance(labeled, LabeledField):
                labeled.show_trouble("" if side else self.say("Choose which is right."))
            if side is not None:
                decided.append(Decided(field, Side(side)))
        if len(decided) < len(self._choices):
            return
        reason = self._form.words("reason")
        self._form.send(
            lambda services: services.merges.merge(kept, other, tuple(decided), reason),
            self.say("They count as one person now."),
            self._merged,
        )

    def _merged(self, merge: Merge) -> None:
        self.go("person", merge.kept_id)


def _value(person: Person, field: Field, page: Page) -> str:
    """Return what a record says in one field, as a person reads it."""
    if field is Field.NAME:
        return person.name
    if field is Field.BORN:
        return person.born.said if person.born else ""
    words = {True: page.say("yes"), False: page.say("no"), None: ""}
    return words[person.juvenile]

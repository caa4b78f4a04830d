"""The fields of a new concern: what was seen or heard, about whom, by whom, by which route."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.concern import Behavior, Danger, Identity, Route
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.likeness import Party
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Knows
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.known_people import Described
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.concerns.about_card import AboutCard
from vpo_desk.ui.concerns.forms import FormDraft, options, read_moment
from vpo_desk.ui.hints import hint_at_days, hint_at_phones
from vpo_desk.ui.known_people import KnownPeopleList
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card, Columns, go_to
from vpo_desk.ui.widgets.chips import ChipsInput
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField


class IntakeForm(QWidget):
    """Shows and reads the fields; `typed` asks for the journal of `draft`."""

    typed = Signal()

    def __init__(self, page: Page, danger: SegmentedChoice) -> None:
        super().__init__()
        self._page = page
        self._danger = danger
        self.draft = FormDraft()
        columns = Columns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        columns.main.addWidget(self._what_card())
        self._about = AboutCard(page)
        for card in (self._about, self._source_card(), self._route_card()):
            columns.side.addWidget(card)
        self._texts = {
            "words": self.words,
            "summary": self._summary,
            "when": self._when,
            "where": self._where,
            "at": self._at,
            "incident": self._incident,
            **self._about.fields,
            "source_name": self._source_name,
            "relation": self._relation,
            "phone": self._phone,
        }
        self._keep_fields()
        for field in (self._source_name, self._phone):
            field.textChanged.connect(self._look_for_source)

    def read(self, began: Moment) -> Intake | None:
        """Return what is typed, or say at the fields what is missing; `began` is when it began."""
        say = self._page.say
        danger, identity = self._danger.value(), self._identity.value()
        words = bool(self.words.words().strip() or self._summary.words().strip())
        at = self._received(began)
        self._words_field.show_trouble("" if words else say("Write one sentence."))
        self._identity_field.show_trouble(
            "" if identity else say("Choose how the source wants to be named.")
        )
        if at is None or danger is None or identity is None or not words:
            missing = (
                (danger is None, self._danger),
                (not words, self.words),
                (at is None, self._at),
                (identity is None, self._identity),
            )
            go_to(next(field for lacks, field in missing if lacks))
            return None
        when = self._when.words()
        return Intake(
            at=at,
            route=Route(self._route.value() or Route.PHONE.value),
            danger=Danger(danger),
            source=self._informant(Identity(identity)),
            about=self._about.details(),
            words=self.words.words(),
            summary=self._summary.words(),
            behaviors=tuple(Behavior(value) for value in self._behaviors.values()),
            when=read_date(when) if when.strip() else None,
            place=self._where.words(),
            incident_number=self._incident.words(),
            likenesses=(
                *self._about.known.likenesses(Party.ABOUT),
                *self._known_source.likenesses(Party.SOURCE),
            ),
        )

    def empty(self) -> None:
        """Empty every field."""
        self._about.known.empty()
        self._known_source.empty()
        for field in self._texts.values():
            field.set_words("")
        self._behaviors.set_values(())
        self._danger.set_value(None)
        self._identity.set_value(None)
        self._knows.set_value(str(Knows.UNKNOWN.value))
        self._route.set_value(str(Route.PHONE.value))
        for labeled in (self._words_field, self._at_field, self._identity_field):
            labeled.show_trouble("")

    def _informant(self, identity: Identity) -> Informant:
        """Return the source; an anonymous one has no name, even if one was typed before."""
        name = "" if identity is Identity.ANONYMOUS else self._source_name.words()
        return Informant(
            identity=identity,
            details=PersonDetails(name, None, self._phone.words()),
            relation=self._relation.words(),
            knows=Knows(self._knows.value() or Knows.UNKNOWN.value),
        )

    def _received(self, began: Moment) -> Moment | None:
        read = read_moment(self._at.words(), began)
        wrong = "" if read else self._page.say("Write it like 22 Nov 2026 21:10.")
        self._at_field.show_trouble(wrong)
        return read

    def _keep_fields(self) -> None:
        for name, field in self._texts.items():
            self.draft.add(name, field.words, field.set_words)
            field.typed.connect(self.typed)
            field.left.connect(self._tell)
        self.draft.add(
            "behaviors", lambda: list(self._behaviors.values()), self._behaviors.set_values
        )
        choices = {
            "danger": self._danger,
            "identity": self._identity,
            "knows": self._knows,
            "route": self._route,
        }
        defaults = {"knows": str(Knows.UNKNOWN.value), "route": str(Route.PHONE.value)}
        for name, choice in choices.items():
            default = defaults.get(name)

            def chosen(choice: SegmentedChoice = choice, default: str | None = default) -> str:
                value = choice.value() or ""
                return "" if value == default else value

            self.draft.add(name, chosen, choice.set_value)
            choice.chosen.connect(self._tell)
        self._behaviors.changed.connect(self._tell)

        for name, known in (("known", self._about.known), ("known_source", self._known_source)):
            self.draft.add(name, known.kept, known.show_kept)
            known.chosen.connect(self._tell)

    def _look_for_source(self, _words: str) -> None:
        anonymous = self._identity.value() == Identity.ANONYMOUS.value
        name = "" if anonymous else self._source_name.words()
        phone = "" if anonymous else self._phone.words()
        self._known_source.look_for(Described(name, None, phone))

    def _tell(self) -> None:
        self.typed.emit()

    def _what_card(self) -> Card:
        say = self._page.say
        card = Card(say("What was seen or heard"))
        self.words, self._summary = TextEditor(lines=5), TextEditor(lines=2)
        self._when, self._where, self._at = TextField(), TextField(), TextField()
        self._incident = TextField()
        self._behaviors = ChipsInput(
            options(Behavior, self._page.ground.catalog),
            add=say("+ add from list"),
            removal=say("Press to take it out"),
        )
        self._words_field = LabeledField(say("In the reporting person's words"), self.words)
        self._at_field = LabeledField(
            say("Received (empty: when this form was opened)"),
            self._at,
            tip=say("For a concern written down earlier, for example 22 Nov 2026 21:10"),
        )
        when = LabeledField(
            say("When it happened, as said"),
            self._when,
            tip=say("Any words: 19 Nov 2026, early May, before 3 June"),
        )
        hint_at_days(self._page, when)
        for field in (
            self._words_field,
            LabeledField(say("Your summary"), self._summary),
            when,
            LabeledField(say("Where"), self._where),
            LabeledField(say("Behaviors of concern"), self._behaviors),
            LabeledField(say("Incident or call number"), self._incident),
            self._at_field,
        ):
            card.body.addWidget(field)
        return card

    def _source_card(self) -> Card:
        say, catalog = self._page.say, self._page.ground.catalog
        card = Card(say("Who is reporting?"))
        self._identity = SegmentedChoice(options(Identity, catalog))
        self._identity_field = LabeledField(say("Named or not"), self._identity)
        self._source_name, self._relation, self._phone = TextField(), TextField(), TextField()
        self._knows = SegmentedChoice(options(Knows, catalog), value=str(Knows.UNKNOWN.value))
        self._name_field = LabeledField(say("Name"), self._source_name)
        phone = LabeledField(say("Phone, and when to call"), self._phone)
        hint_at_phones(self._page, phone)
        for field in (
            self._identity_field,
            self._name_field,
            LabeledField(say("Relation to the person"), self._relation),
            phone,
            LabeledField(say("How they know"), self._knows),
        ):
            card.body.addWidget(field)
        self._known_source = KnownPeopleList(self._page)
        card.body.addWidget(self._known_source)
        self._identity.chosen.connect(self._identity_chosen)
        return card

    def _route_card(self) -> Card:
        say = self._page.say
        card = Card(say("How it reached us"))
        self._route = SegmentedChoice(
            options(Route, self._page.ground.catalog), value=str(Route.PHONE.value)
        )
        self._route.setAccessibleName(say("How it reached us"))
        card.body.addWidget(self._route)
        return card

    def _identity_chosen(self, value: str) -> None:
        self._name_field.setVisible(value != Identity.ANONYMOUS.value)
        self._look_for_source("")
        self._identity_field.show_trouble("")

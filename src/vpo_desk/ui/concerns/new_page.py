"""A new concern: the danger question first, then what was seen or heard, by whom, about whom."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Behavior, Concern, Danger, Identity, Route
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.moments import Moment, zone_of
from vpo_desk.domain.statement import Knows
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.concerns.forms import FormDraft, options, read_time
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.safety_card import EmergencyCard
from vpo_desk.ui.times import moment_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.chips import ChipsInput
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.domain.answer import Draft
    from vpo_desk.services.catalog import Services

SCOPE: Final = "new-concern"
BINDING: Final = "concern@1"


class NewConcernPage(Page):
    """Takes in a concern in two minutes; only a sentence and a source are needed."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("New concern"))
        self._began: Moment = ground.clock.now()
        self._draft = FormDraft()
        self.head.add(
            Button(self.say("Continue to triage"), self._save, kind="primary", tip="Ctrl+Return")
        )
        self._danger = SegmentedChoice(options(Danger, ground.catalog))
        self._danger.chosen.connect(self._danger_chosen)
        danger = Notice(
            self.say("Is anyone in danger now?"),
            self.say(
                "If an attack may be under way or about to happen, act first and write later."
            ),
            tone="danger",
        )
        self._danger.setAccessibleName(self.say("Is anyone in danger now?"))
        self._danger.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        if (line := danger.layout()) is not None:
            line.addWidget(self._danger)
        self.body.addWidget(danger)
        self._emergency = EmergencyCard(ground.catalog)
        self._emergency.hide()
        self.body.addWidget(self._emergency)
        columns = Columns()
        self.body.addWidget(columns)
        columns.main.addWidget(self._what_card())
        for card in (self._about_card(), self._source_card(), self._route_card()):
            columns.side.addWidget(card)
        self._keep_fields()

    def arrive(self, place: Place) -> None:
        """Show the form, with what was typed before an interruption."""
        self._began = self.ground.clock.now()
        now = self.text(moment_words(self._began, self._began))
        self.head.show_words(
            self.say("New concern"), self.say("received {when} · saves as you type", when=now)
        )
        self.query(lambda services: services.agency.get().contacts, self._emergency.show_contacts)
        self.query(lambda services: services.drafts.of(SCOPE), self._offer)
        self._words.setFocus()

    def flush(self) -> None:
        """Journal the whole form."""
        self._journal()

    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Return the keys of the form."""
        return (Shortcut("Ctrl+Return", say("Save and go to triage"), self._save),)

    def help(self) -> tuple[Words, ...]:
        """Say what is needed."""
        return (
            say("Only one sentence and how the source wants to be named are needed."),
            say(
                "Write the reporting person's own words apart from your summary: the first is"
                " evidence, the second is yours."
            ),
            say(
                "“Asked for confidentiality” keeps the name out of paper and hand-offs. It cannot"
                " be promised: courts and records law may ask for it."
            ),
        )

    def _what_card(self) -> Card:
        card = Card(self.say("What was seen or heard"))
        self._words = TextEditor(lines=5)
        self._summary = TextEditor(lines=2)
        self._when, self._where, self._at = TextField(), TextField(), TextField()
        self._incident = TextField()
        self._behaviors = ChipsInput(
            options(Behavior, self.ground.catalog),
            add=self.say("+ add from list"),
            removal=self.say("Press to take it out"),
        )
        self._words_field = LabeledField(self.say("In the reporting person's words"), self._words)
        self._at_field = LabeledField(
            self.say("Received (empty: now)"),
            self._at,
            tip=self.say("For a concern written down earlier, for example 22 Nov 2026 21:10"),
        )
        for field in (
            self._words_field,
            LabeledField(self.say("Your summary"), self._summary),
            LabeledField(
                self.say("When it happened, as said"),
                self._when,
                tip=self.say("Any words: 19 Nov 2026, early May, before 3 June"),
            ),
            LabeledField(self.say("Where"), self._where),
            LabeledField(self.say("Behaviors of concern"), self._behaviors),
            LabeledField(self.say("Incident or call number"), self._incident),
            self._at_field,
        ):
            card.body.addWidget(field)
        return card

    def _about_card(self) -> Card:
        card = Card(self.say("Who is this about?"))
        self._about_name, self._about_born = TextField(), TextField()
        card.body.addWidget(LabeledField(self.say("Name, if known"), self._about_name))
        card.body.addWidget(
            LabeledField(self.say("Born, as far as known"), self._about_born, tip="1984")
        )
        return card

    def _source_card(self) -> Card:
        card = Card(self.say("Who is reporting?"))
        catalog = self.ground.catalog
        self._identity = SegmentedChoice(options(Identity, catalog))
        self._identity_field = LabeledField(self.say("Named or not"), self._identity)
        self._source_name, self._relation, self._phone = TextField(), TextField(), TextField()
        self._knows = SegmentedChoice(options(Knows, catalog), value=str(Knows.UNKNOWN.value))
        self._name_field = LabeledField(self.say("Name"), self._source_name)
        for field in (
            self._identity_field,
            self._name_field,
            LabeledField(self.say("Relation to the person"), self._relation),
            LabeledField(self.say("Phone, and when to call"), self._phone),
            LabeledField(self.say("How they know"), self._knows),
        ):
            card.body.addWidget(field)
        self._identity.chosen.connect(self._identity_chosen)
        return card

    def _route_card(self) -> Card:
        card = Card(self.say("How it reached us"))
        self._route = SegmentedChoice(
            options(Route, self.ground.catalog), value=str(Route.PHONE.value)
        )
        self._route.setAccessibleName(self.say("How it reached us"))
        card.body.addWidget(self._route)
        return card

    def _keep_fields(self) -> None:
        fields = {
            "words": self._words,
            "summary": self._summary,
            "when": self._when,
            "where": self._where,
            "at": self._at,
            "incident": self._incident,
            "about_name": self._about_name,
            "about_born": self._about_born,
            "source_name": self._source_name,
            "relation": self._relation,
            "phone": self._phone,
        }
        for name, field in fields.items():
            self._draft.add(name, field.words, field.set_words)
            field.typed.connect(self._journal)
            field.left.connect(self._journal)
        self._draft.add(
            "behaviors", lambda: list(self._behaviors.values()), self._behaviors.set_values
        )
        self._draft.add("danger", self._danger.value, self._danger.set_value)
        self._draft.add("identity", self._identity.value, self._identity.set_value)

    def _offer(self, drafts: tuple[Draft, ...]) -> None:
        if not drafts or self._draft.text():
            return
        draft = drafts[0]
        self._draft.show(draft.content)
        when = self.text(moment_words(draft.saved_at, self.ground.clock.now()))
        self.notices.add(
            Notice(
                self.say("Unsaved words from {when} are back in the form.", when=when),
                tone="info",
                action=(self.say("Discard them"), self._discard),
                closable=self.say("Keep"),
            )
        )
        self._danger_chosen(self._danger.value() or "")

    def _discard(self) -> None:
        self._empty()
        self.notices.clear()
        self.command(lambda services: services.drafts.drop(SCOPE))

    def _journal(self) -> None:
        text = self._draft.text()
        self.command(lambda services: services.drafts.keep(SCOPE, "form", BINDING, text))

    def _danger_chosen(self, value: str) -> None:
        self._emergency.setVisible(value in {Danger.YES.value, Danger.NOT_KNOWN.value})

    def _identity_chosen(self, value: str) -> None:
        anonymous = value == Identity.ANONYMOUS.value
        self._name_field.setVisible(not anonymous)
        self._identity_field.show_trouble("")

    def _save(self) -> None:
        intake = self._intake()
        if intake is None:
            return

        def act(services: Services) -> tuple[Concern, Changes]:
            with services.ground.transaction():
                concern, changes = services.concerns.take_in(intake)
                services.drafts.drop(SCOPE)
            return concern, changes

        self.command(act, self._saved)

    def _saved(self, concern: Concern) -> None:
        self._empty()
        self.go("concern", concern.id)

    def _intake(self) -> Intake | None:
        """Return what is typed, or say at the fields what is missing."""
        danger, identity = self._danger.value(), self._identity.value()
        missing = danger is None
        words = bool(self._words.words().strip() or self._summary.words().strip())
        at = self._received()
        self._words_field.show_trouble("" if words else self.say("Write one sentence."))
        self._identity_field.show_trouble(
            "" if identity else self.say("Choose how the source wants to be named.")
        )
        if missing:
            self.notices.clear()
            self.notices.add(
                Notice(
                    self.say("Answer the first question: is anyone in danger now?"), tone="warning"
                )
            )
        if at is None or danger is None or identity is None or not words:
            return None
        anonymous = identity == Identity.ANONYMOUS.value
        when = self._when.words().strip()
        born = self._about_born.words().strip()
        return Intake(
            at=at,
            route=Route(self._route.value() or Route.PHONE.value),
            danger=Danger(danger),
            source=Informant(
                identity=Identity(identity),
                details=PersonDetails(
                    "" if anonymous else self._source_name.words(), None, self._phone.words()
                ),
                relation=self._relation.words(),
                knows=Knows(self._knows.value() or Knows.UNKNOWN.value),
            ),
            about=PersonDetails(self._about_name.words(), read_date(born) if born else None),
            words=self._words.words(),
            summary=self._summary.words(),
            behaviors=tuple(Behavior(value) for value in self._behaviors.values()),
            when=read_date(self._when.words()) if when else None,
            place=self._where.words(),
            incident_number=self._incident.words(),
        )

    def _received(self) -> Moment | None:
        typed = self._at.words().strip()
        self._at_field.show_trouble("")
        if not typed:
            return self._began
        read = read_time(typed, self._began.local)
        if read is None:
            self._at_field.show_trouble(self.say("Write it like 22 Nov 2026 21:10."))
            return None
        local = read.replace(tzinfo=zone_of(self._began.zone))
        return Moment(local.astimezone(UTC), self._began.zone)

    def _empty(self) -> None:
        for field in (
            self._words,
            self._summary,
            self._when,
            self._where,
            self._at,
            self._incident,
            self._about_name,
            self._about_born,
            self._source_name,
            self._relation,
            self._phone,
        ):
            field.set_words("")
        self._behaviors.set_values(())
        self._danger.set_value(None)
        self._identity.set_value(None)
        self._emergency.hide()

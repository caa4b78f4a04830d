"""A new concern: the danger question first, then the form; everything typed is journaled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern, Danger
from vpo_desk.domain.moments import Moment
from vpo_desk.services.attachments import Owner
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.attachments.drop import FileDrop
from vpo_desk.ui.attachments.waiting_card import WaitingCard
from vpo_desk.ui.concerns.emergency_paper import print_card
from vpo_desk.ui.concerns.forms import OneAtATime, options, values_in
from vpo_desk.ui.concerns.intake_form import IntakeForm
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import HALF_TYPED, Place
from vpo_desk.ui.safety_card import EmergencyCard
from vpo_desk.ui.times import moment_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.domain.answer import Draft
    from vpo_desk.services.catalog import Services

SCOPE: Final = HALF_TYPED
BINDING: Final = "concern@1"


class NewConcernPage(Page):
    """Takes in a concern in two minutes; only a sentence and a source are needed."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("New concern"))
        self._began: Moment = ground.clock.now()
        self._card_shown: Moment | None = None
        self._taking_in = OneAtATime(self)
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
        self._card_line = Button(self.say("Print this card"), self._print_card)
        self._card_line.hide()
        self.body.addWidget(self._card_line)
        self._form = IntakeForm(self, self._danger)
        self._form.typed.connect(self._journal)
        self.body.addWidget(self._form)
        self.files = WaitingCard(self, SCOPE)
        self.body.addWidget(self.files)
        self.fill_rest()
        self._drop = FileDrop(self, self.files.intake.add)

    def arrive(self, place: Place) -> None:
        """Show the form, with what was typed before an interruption."""
        self._begin(self.ground.clock.now())
        self.query(lambda services: services.directory.calls(), self._emergency.show_contacts)
        self.query(lambda services: services.drafts.of(SCOPE), self._offer)
        self.files.read()
        self._form.words.setFocus()

    def flush(self) -> None:
        """Journal the whole form."""
        if self._form.draft.text():  # an empty form may only be waiting for its kept words
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

    def _offer(self, drafts: tuple[Draft, ...]) -> None:
        if not drafts or self._form.draft.text():
            return
        draft = drafts[0]
        self._form.draft.show(draft.content)
        self._form.words.go_on()
        kept = values_in(draft.content)
        if "began" in kept:  # the call came when it came, not when the desk was back
            self._begin(Moment(datetime.fromisoformat(kept["began"]), kept["zone"]))
        if "card" in kept:
            self._card_shown = Moment(datetime.fromisoformat(kept["card"]), kept["zone"])
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

    def _begin(self, began: Moment) -> None:
        self._began = began
        when = self.text(moment_words(began, self.ground.clock.now()))
        self.head.show_words(
            self.say("New concern"), self.say("Received {when} · saves as you type", when=when)
        )

    def _discard(self) -> None:
        self._empty()
        self._begin(self.ground.clock.now())
        self.notices.clear()
        self.files.empty()

        def act(services: Services) -> None:
            services.drafts.drop(SCOPE)
            services.waiting_files.let_go(SCOPE)

        self.command(act)

    def _journal(self) -> None:
        noted = {"began": self._began.utc.isoformat(), "zone": self._began.zone}
        if self._card_shown is not None:
            noted["card"] = self._card_shown.utc.isoformat()
        text = self._form.draft.text(**noted)
        self.command(lambda services: services.drafts.keep(SCOPE, "form", BINDING, text))

    def _danger_chosen(self, value: str) -> None:
        asked = value in {Danger.YES.value, Danger.NOT_KNOWN.value}
        self._emergency.setVisible(asked)
        self._card_line.setVisible(asked)
        if asked and self._card_shown is None:
            self._card_shown = self.ground.clock.now()

    def _print_card(self) -> None:
        print_card(self, self._card_shown or self.ground.clock.now())

    def _save(self) -> None:
        intake = self._form.read(self._began)
        if self._danger.value() is None:
            self.notices.clear()
            self.notices.add(
                Notice(
                    self.say("Answer the first question: is anyone in danger now?"), tone="warning"
                )
            )
        if intake is None:
            return
        if self.files.intake.is_busy:
            self.notices.clear()
            self.notices.add(
                Notice(
                    self.say("A file is still on its way in. Wait for it, or cancel it."),
                    tone="warning",
                )
            )
            return
        taken = replace(intake, card_shown_at=self._card_shown)

        def act(services: Services) -> tuple[Concern, Changes]:
            with services.ground.transaction():
                concern, changes = services.concerns.take_in(taken)
                changes += services.waiting_files.hand_on(SCOPE, Owner(concern_id=concern.id))
                services.drafts.drop(SCOPE)
            return concern, changes

        self._taking_in.command(act, self._saved)

    def _saved(self, concern: Concern) -> None:
        self._empty()
        self.go("concern", concern.id)

    def _empty(self) -> None:
        self._form.empty()
        self.files.empty()
        self._emergency.hide()
        self._card_line.hide()
        self._card_shown = None

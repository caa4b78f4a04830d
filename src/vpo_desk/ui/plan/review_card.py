"""The plan's next review and its seal: what is missing, and passing it with a written reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.gates import Gate
from vpo_desk.domain.plan import Plan
from vpo_desk.ui.concerns.forms import FormDraft, read_day, typed_day
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.sign_off import SignOffFields
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import PlainLabel

BINDING: Final = "override@1"


class ReviewCard(Card):
    """Asks for the review date and seals; a review date can never be missing.

    `review_taken(date or None)` comes with a date that can be read, `seal_asked(override,
    sign-off)` when the plan may be sealed, `new_asked` for the next version.
    """

    review_taken = Signal(object)
    seal_asked = Signal(str, object)
    new_asked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Review and seal"))
        self._page = page
        self._gates: tuple[Gate, ...] = ()
        self._plan_id = ""
        self._case_id = ""
        self._suggested = page.ground.clock.now().day
        self._review = TextField()
        self._review_field = LabeledField(page.say("Next review"), self._review, tip="27 Nov 2026")
        self._review.left.connect(self._take)
        self._suggest = Button("", self._use_suggested)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(2)
        self._override = TextEditor(lines=2)
        self._journal = FormJournal(page, FormDraft(), BINDING)
        self._journal.watch("override", self._override)
        self._override_field = LabeledField(page.say("Reason to seal without it"), self._override)
        self._seal_button = Button(page.say("Seal"), self._seal, kind="primary")
        self._new_button = Button(page.say("Start a new version"), self.new_asked.emit)
        self._signed = SignOffFields(page)
        for name, entry in self._signed.entries():
            self._journal.watch(name, entry)
        self.body.addWidget(self._review_field)
        self.body.addWidget(self._suggest)
        self.body.addLayout(self._missing)
        for widget in (
            self._override_field,
            self._signed,
            self._seal_button,
            self._new_button,
        ):
            self.body.addWidget(widget)

    def show_plan(self, plan: Plan, gates: tuple[Gate, ...], review_days: int) -> None:
        """Show a plan's review, what keeps it from being sealed, and the usual next review."""
        page = self._page
        self._gates = gates
        fresh, self._plan_id = self._plan_id != plan.id, plan.id
        if plan.case_id != self._case_id:
            self._case_id = plan.case_id
            self._empty()
            self._journal.begin(f"{plan.case_id}:seal-plan")
        if fresh or not self._review.hasFocus():
            self._review.set_words(typed_day(plan.review))
        self._review.setReadOnly(plan.sealed)
        empty_layout(self._missing)
        for gate in gates if not plan.sealed else ():
            self._missing.addWidget(PlainLabel(f"• {page.text(gate.words)}", size="table"))
        self._override_field.setVisible(bool(gates) and not plan.sealed)
        self._signed.setVisible(not plan.sealed)
        self._seal_button.setVisible(not plan.sealed)
        self._new_button.setVisible(plan.sealed)
        self._seal_button.setText(page.say("Seal version {number}", number=plan.number))
        self._suggested = page.ground.clock.now().day + timedelta(days=review_days)
        words = page.say(
            "Use {day} ({count} days)", day=date_words(self._suggested), count=review_days
        )
        self._suggest.setText(words)
        self._suggest.setVisible(not plan.sealed)

    def commit(self) -> None:
        """Act as if the review date was left now, and journal a reason that is being written."""
        self._review.commit()
        self._journal.flush()

    def _day(self) -> date | None:
        return read_day(self._review.words())

    def _take(self) -> None:
        wrong = bool(self._review.words().strip()) and self._day() is None
        words = self._page.say("Write a date such as 27 Nov 2026.") if wrong else ""
        self._review_field.show_trouble(words)
        if not wrong and not self._review.isReadOnly():
            self.review_taken.emit(self._day())

    def _use_suggested(self) -> None:
        self._review.set_words(typed_day(self._suggested))
        self._take()

    def _seal(self) -> None:
        self.commit()
        if self._day() is None:
            words = self._page.say("A plan needs the date of its review.")
            self._review_field.show_trouble(words)
            return
        override = self._override.words()
        if self._gates and not override.strip():
            words = self._page.say("Fill in what is missing, or write the reason.")
            self._override_field.show_trouble(words)
            return
        readable, signed = self._signed.sign_off()
        if readable:
            self.seal_asked.emit(override if self._gates else "", signed)

    def note_sealed(self) -> None:
        """Forget what was written for the seal, once it is there."""
        self._empty()
        self._journal.drop()

    def _empty(self) -> None:
        self._override.set_words("")
        self._signed.empty()

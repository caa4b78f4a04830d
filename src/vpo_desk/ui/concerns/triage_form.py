"""The triage of a concern: four questions, a decision, and the reason for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal

from vpo_desk.domain.concern import Decision, Priority, Threshold
from vpo_desk.services.triage import TriageDecision
from vpo_desk.ui.concerns.forms import FormDraft, options, read_day, typed_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.sign_off import SignOffFields
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.words import say

INQUIRY: Final = timedelta(days=5)
NEXT_LOOK: Final = {
    Priority.IMMINENT: timedelta(0),
    Priority.URGENT: timedelta(days=1),
    Priority.ROUTINE: timedelta(days=14),
}
"""When an opened case is looked at again, as a proposal: a choice of the project, no study sets it."""
ROUTINE: Final = str(Priority.ROUTINE.value)


class TriageForm(Card):
    """Shows and reads the fields of a decision; `typed` asks for the journal of `draft`."""

    typed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Triage"))
        self._page = page
        catalog = page.ground.catalog
        self._decision = SegmentedChoice(options(Decision, catalog))
        self._decision.chosen.connect(self._decision_chosen)
        self._priority = SegmentedChoice(options(Priority, catalog), value=ROUTINE)
        self._priority.chosen.connect(self._propose)
        self._until, self._next, self._to = TextField(), TextField(), TextField()
        self._proposed = ""
        self._reason = TextEditor(lines=3)
        self._threshold = tuple(TextEditor(lines=1) for _ in range(4))
        self._case = DropDown(hint=page.say("Choose the case."))
        asked = (
            say("What is the behavior (not identity or belief)?"),
            say("How does it link to possible violence?"),
            say("Is it within our scope?"),
            say("What is the lawful purpose?"),
        )
        for words, field in zip(asked, self._threshold, strict=True):
            self.body.addWidget(LabeledField(page.text(words), field))
        self._fields = {
            "decision": LabeledField(page.say("Decision"), self._decision),
            "priority": LabeledField(page.say("Priority"), self._priority),
            "until": LabeledField(page.say("The inquiry ends on"), self._until, tip="27 Nov 2026"),
            "next": LabeledField(page.say("Next look at the case"), self._next, tip="27 Nov 2026"),
            "to": LabeledField(page.say("Referred to"), self._to),
            "case": LabeledField(page.say("Which case"), self._case),
            "reason": LabeledField(page.say("Reason"), self._reason),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self._signed = SignOffFields(page)
        self.body.addWidget(self._signed)
        self.draft = FormDraft()
        self._keep_fields()
        self._show_fields("")

    def begin(self) -> None:
        """Put the keyboard into the first field; the page does not scroll."""
        self._threshold[0].setFocus()

    def show_cases(self, cases: Iterable[Option]) -> None:
        """Offer the cases to link to; what was chosen stays chosen."""
        self._case.set_options(cases, value=self._case.value())

    def show_kept(self, text: str) -> None:
        """Put a kept form back into the fields."""
        self.draft.show(text)
        self._show_fields(self._decision.value() or "")

    def wish(self) -> TriageDecision | None:
        """Return the decision as typed, or say at the fields what is missing."""
        say, value = self._page.say, self._decision.value()
        opens_case = value == Decision.OPEN_CASE.value
        until = read_day((self._next if opens_case else self._until).words())
        needs_next = opens_case and until is None
        needs_day = value == Decision.PRELIMINARY.value and until is None
        needs_whom = value == Decision.REFER.value and not self._to.words().strip()
        needs_case = value == Decision.LINK.value and not self._case.value()
        troubles = {
            "decision": "" if value else say("Choose a decision."),
            "reason": "" if self._reason.words().strip() else say("Write the reason."),
            "until": say("Write a date such as 27 Nov 2026.") if needs_day else "",
            "next": say("Write a date such as 27 Nov 2026.") if needs_next else "",
            "to": say("Write to whom.") if needs_whom else "",
            "case": say("Choose the case.") if needs_case else "",
        }
        for name, words in troubles.items():
            self._fields[name].show_trouble(words)
        readable, signed = self._signed.sign_off()
        if any(troubles.values()) or value is None or not readable:
            return None
        decision = Decision(value)
        opens = decision in {Decision.OPEN_CASE, Decision.PRELIMINARY}
        behavior, link, scope, purpose = (field.words() for field in self._threshold)
        return TriageDecision(
            at=self._page.ground.clock.now(),
            decision=decision,
            reason=self._reason.words(),
            case_id=self._case.value() if decision is Decision.LINK else None,
            priority=Priority(self._priority.value() or ROUTINE) if opens else None,
            until=until if opens else None,
            to=self._to.words() if decision is Decision.REFER else "",
            threshold=Threshold(behavior, link, scope, purpose),
            signed=signed,
        )

    def empty(self) -> None:
        """Empty every field."""
        self._decision.set_value(None)
        self._priority.set_value(ROUTINE)
        self._case.set_value(None)
        for field in (self._until, self._next, self._to, self._reason, *self._threshold):
            field.set_words("")
        self._signed.empty()
        for labeled in self._fields.values():
            labeled.show_trouble("")
        self._show_fields("")

    def _keep_fields(self) -> None:
        texts: dict[str, TextField | TextEditor] = {
            "until": self._until,
            "next": self._next,
            "to": self._to,
            "reason": self._reason,
        }
        names = ("behavior", "link", "scope", "purpose")
        texts |= dict(zip(names, self._threshold, strict=True))
        texts |= dict(self._signed.entries())
        for name, field in texts.items():
            self.draft.add(name, field.words, field.set_words)
            field.typed.connect(self.typed)
            field.left.connect(self._tell)
        self.draft.add("decision", self._decision.value, self._decision.set_value)
        self.draft.add("case", self._case.value, self._case.set_value)
        self.draft.add("priority", self._chosen_priority, self._priority.set_value)
        for choice in (self._decision, self._case, self._priority):
            choice.chosen.connect(self._tell)

    def _chosen_priority(self) -> str | None:
        value = self._priority.value()
        return None if value == ROUTINE else value

    def _tell(self) -> None:
        self.typed.emit()

    def _decision_chosen(self, value: str) -> None:
        self._show_fields(value)
        if value == Decision.PRELIMINARY.value and not self._until.words():
            self._until.set_words(typed_day(self._page.ground.clock.now().day + INQUIRY))
        if value == Decision.OPEN_CASE.value:
            self._propose()

    def _propose(self, _value: str = "") -> None:
        """Propose the day of the next look by the priority; one that was typed stays."""
        if self._decision.value() == Decision.OPEN_CASE.value and (
            self._next.words() in {"", self._proposed}
        ):
            priority = Priority(self._priority.value() or ROUTINE)
            day = self._page.ground.clock.now().day + NEXT_LOOK[priority]
            self._proposed = typed_day(day)
            self._next.set_words(self._proposed)

    def _show_fields(self, value: str) -> None:
        opens = value in {Decision.OPEN_CASE.value, Decision.PRELIMINARY.value}
        self._fields["priority"].setVisible(opens)
        self._fields["until"].setVisible(value == Decision.PRELIMINARY.value)
        self._fields["next"].setVisible(value == Decision.OPEN_CASE.value)
        self._fields["to"].setVisible(value == Decision.REFER.value)
        self._fields["case"].setVisible(value == Decision.LINK.value)

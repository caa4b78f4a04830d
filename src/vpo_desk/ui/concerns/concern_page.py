"""One concern: what was reported, and the triage decision with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern, Danger, Decision, Priority, Threshold, Triage
from vpo_desk.services.cases import CaseLine
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.services.triage import TriageDecision
from vpo_desk.ui.concerns.forms import options, read_day
from vpo_desk.ui.lists import source_words
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.safety_card import EmergencyCard
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns, empty_layout
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

INQUIRY: Final = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class ConcernFacts:
    """A concern with everything its page shows."""

    line: ConcernLine
    decisions: tuple[Triage, ...]
    case: Case | None
    open_cases: tuple[CaseLine, ...]


class ConcernPage(Page):
    """Shows a concern and decides about it."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Concern"))
        self._concern: Concern | None = None
        self._emergency = EmergencyCard(ground.catalog)
        self._emergency.hide()
        self.body.addWidget(self._emergency)
        columns = Columns(side_share=48)
        self.body.addWidget(columns)
        self._reported = Card(self.say("What was reported"))
        columns.main.addWidget(self._reported)
        self._decided = Card(self.say("Decisions so far"))
        columns.main.addWidget(self._decided)
        self._triage = self._triage_card()
        columns.side.addWidget(self._triage)

    def arrive(self, place: Place) -> None:
        """Read the concern."""
        self.query(lambda services: concern_facts(services, place.id), self._show)
        self.query(lambda services: services.agency.get().contacts, self._emergency.show_contacts)

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to this concern."""
        if changes.touches(self.place.id):
            self.arrive(self.place)

    def clear(self) -> None:
        """Forget the concern too."""
        self._concern = None
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what triage asks."""
        return (
            say("Decide about behavior, not about identity or belief."),
            say(
                "A preliminary inquiry ends on a date; open a case when two kinds of sources"
                " support it, or say why not."
            ),
            say("Every decision needs a reason. You can decide anew; what was decided stays."),
        )

    def _triage_card(self) -> Card:
        card = Card(self.say("Triage"))
        catalog = self.ground.catalog
        self._decision = SegmentedChoice(options(Decision, catalog))
        self._decision.chosen.connect(self._decision_chosen)
        self._priority = SegmentedChoice(
            options(Priority, catalog), value=str(Priority.ROUTINE.value)
        )
        self._until, self._to = TextField(), TextField()
        self._reason = TextEditor(lines=3)
        self._threshold = tuple(TextEditor(lines=1) for _ in range(4))
        asked = (
            say("What is the behavior (not identity or belief)?"),
            say("How does it link to possible violence?"),
            say("Is it within our scope?"),
            say("What is the lawful purpose?"),
        )
        for words, field in zip(asked, self._threshold, strict=True):
            card.body.addWidget(LabeledField(self.text(words), field))
        self._case = SegmentedChoice(())
        self._fields = {
            "decision": LabeledField(self.say("Decision"), self._decision),
            "priority": LabeledField(self.say("Priority"), self._priority),
            "until": LabeledField(self.say("The inquiry ends on"), self._until, tip="27 Nov 2026"),
            "to": LabeledField(self.say("Referred to"), self._to),
            "case": LabeledField(self.say("Which case"), self._case),
            "reason": LabeledField(self.say("Reason"), self._reason),
        }
        for field in self._fields.values():
            card.body.addWidget(field)
        self._decide = Button(self.say("Record the decision"), self._record, kind="primary")
        card.body.addWidget(self._decide)
        self._decision_chosen("")
        return card

    def _show(self, facts: ConcernFacts) -> None:
        concern = facts.line.concern
        if self._concern is None or self._concern.id != concern.id:
            self._empty_form()
        self._concern = concern
        now = self.ground.clock.now()
        line = self.say(
            "received {when} · {route}",
            when=said_words(concern.at, now.day),
            route=concern.route.words,
        )
        self.head.show_words(self.say("Concern {number}", number=concern.number), line)
        waits = concern.decision is None
        self._emergency.setVisible(waits and concern.danger is not Danger.NO)
        self._show_reported(facts.line)
        self._show_decisions(facts)
        self._case.set_options(Option(each.case.id, _case_words(each)) for each in facts.open_cases)
        if facts.case is not None:
            self.notices.clear()
            self.notices.add(
                Notice(
                    self.say("This concern belongs to case {number}.", number=facts.case.number),
                    tone="good",
                    action=(self.say("Open the case"), self._opener(facts.case.id)),
                )
            )

    def _opener(self, case_id: str) -> Callable[[], None]:
        return lambda: self.go("case", case_id)

    def _show_reported(self, line: ConcernLine) -> None:
        body = self._reported.body
        empty_layout(body)
        concern = line.concern
        said = (
            (say("In the reporting person's words"), concern.words),
            (say("Officer's summary"), concern.summary),
        )
        for label, words in said:
            if words:
                _labeled(body, self.text(label), words)
        about = (line.about.name if line.about else "") or self.say("name not known")
        if line.about and line.about.born:
            about += self.say(", born {said}", said=line.about.born.said)
        behaviors = ", ".join(self.text(each.words) for each in concern.behaviors)
        facts = (
            (say("About"), about),
            (say("From"), self._from(line)),
            (say("How they know"), self.text(concern.source.knows.words)),
            (say("Danger now"), self.text(concern.danger.words)),
            (say("Behaviors of concern"), behaviors),
            (say("When, as said"), concern.when.said if concern.when else ""),
            (say("Where"), concern.place),
            (say("Incident or call number"), concern.incident_number),
        )
        for label, words in facts:
            if words:
                _labeled(body, self.text(label), words)

    def _from(self, line: ConcernLine) -> str:
        parts = [self.text(source_words(line)), line.concern.source.phone]
        if line.source and line.concern.source.relation not in parts[0]:
            parts.insert(1, line.concern.source.relation)
        return " · ".join(part for part in parts if part)

    def _show_decisions(self, facts: ConcernFacts) -> None:
        body = self._decided.body
        empty_layout(body)
        self._decided.setVisible(bool(facts.decisions))
        now = self.ground.clock.now()
        for each in facts.decisions:
            title = self.say(
                "{decision}, {when}",
                decision=each.decision.words,
                when=said_words(each.at, now.day),
            )
            _labeled(body, title, each.reason)

    def _decision_chosen(self, value: str) -> None:
        opens = value in {Decision.OPEN_CASE.value, Decision.PRELIMINARY.value}
        self._fields["priority"].setVisible(opens)
        self._fields["until"].setVisible(value == Decision.PRELIMINARY.value)
        self._fields["to"].setVisible(value == Decision.REFER.value)
        self._fields["case"].setVisible(value == Decision.LINK.value)
        if value == Decision.PRELIMINARY.value and not self._until.words():
            self._until.set_words((self.ground.clock.now().day + INQUIRY).isoformat())

    def _record(self) -> None:
        wish = self._wish()
        concern = self._concern
        if wish is None or concern is None:
            return

        def act(services: Services) -> tuple[Case | None, Changes]:
            _, case, changes = services.triage.decide(concern.id, wish)
            return case, changes

        self.command(act, self._recorded)

    def _recorded(self, case: Case | None) -> None:
        self._empty_form()
        if case is not None:
            self.go("case", case.id)
        else:
            self.go("concerns")

    def _wish(self) -> TriageDecision | None:
        """Return the decision as typed, or say at the fields what is missing."""
        value = self._decision.value()
        until = self._typed_day()
        troubles = {
            "decision": "" if value else self.say("Choose a decision."),
            "reason": "" if self._reason.words().strip() else self.say("Write the reason."),
            "until": self.say("Write a date such as 27 Nov 2026.")
            if value == Decision.PRELIMINARY.value and until is None
            else "",
            "to": self.say("Write to whom.")
            if value == Decision.REFER.value and not self._to.words().strip()
            else "",
            "case": self.say("Choose the case.")
            if value == Decision.LINK.value and not self._case.value()
            else "",
        }
        for name, words in troubles.items():
            self._fields[name].show_trouble(words)
        if any(troubles.values()) or value is None:
            return None
        decision = Decision(value)
        opens = decision in {Decision.OPEN_CASE, Decision.PRELIMINARY}
        behavior, link, scope, purpose = (field.words() for field in self._threshold)
        return TriageDecision(
            at=self.ground.clock.now(),
            decision=decision,
            reason=self._reason.words(),
            case_id=self._case.value() if decision is Decision.LINK else None,
            priority=Priority(self._priority.value() or "routine") if opens else None,
            until=until if decision is Decision.PRELIMINARY else None,
            to=self._to.words() if decision is Decision.REFER else "",
            threshold=Threshold(behavior, link, scope, purpose),
        )

    def _typed_day(self) -> date | None:
        return read_day(self._until.words())

    def _empty_form(self) -> None:
        self._decision.set_value(None)
        self._decision_chosen("")
        for field in (self._until, self._to, self._reason, *self._threshold):
            field.set_words("")
        for labeled in self._fields.values():
            labeled.show_trouble("")


def concern_facts(services: Services, concern_id: str) -> ConcernFacts:
    """Read what the page shows, on the worker."""
    line = services.concerns.get(concern_id)
    case = services.cases.get(line.concern.case_id) if line.concern.case_id else None
    return ConcernFacts(
        line, services.triage.of_concern(concern_id), case, services.cases.newest(20)
    )


def _case_words(line: CaseLine) -> str:
    return f"{line.case.number} {line.subject.name if line.subject else ''}".strip()


def _labeled(body: QVBoxLayout, label: str, words: str) -> None:
    body.addWidget(QuietLabel(label))
    body.addWidget(PlainLabel(words))

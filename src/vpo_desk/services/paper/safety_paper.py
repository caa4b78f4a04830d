"""Gathers the safety plan of a possible target: nothing on it may show who the subject is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from vpo_desk.documents.content import (
    CallLine,
    ReportBig,
    ReportCalls,
    ReportContent,
    ReportRoom,
    ReportSection,
    ReportTable,
    ReportText,
    Sheet,
)
from vpo_desk.domain.giveaway import Giveaway
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.plan import Action, Domain, NotifyDecision, Plan
from vpo_desk.domain.redaction import Exemption, Redaction, Removal
from vpo_desk.domain.resource import ResourceKind
from vpo_desk.domain.safety_plan import SafetyArea, SafetyPlan
from vpo_desk.errors import VpoError
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import refuse
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.discretion import sources_of
from vpo_desk.services.paper.naming import day_text
from vpo_desk.services.paper.referral_letter import with_officer
from vpo_desk.words import Words, say, say_count

PROTECTS: Final = frozenset({OrderKind.PROTECTIVE, OrderKind.TRESPASS, OrderKind.BAIL})
"""Orders that say to stay away. The others would tell of the subject's own life."""

ABOUT: Final = (
    say(
        "This plan is yours. Keep it where only people you trust can find it. It supports you; it"
        " is no promise that nothing will happen, and it does not replace 911."
    ),
    say("Change any step that does not fit, and tell the officer. You need not take any of them."),
)
NOT_AGREED: Final = say("Not agreed yet. Talk about it with your officer.")
"""Stands where nothing is written: the reader has to know that it is left to be settled."""

NO_ADVOCATE: Final = say("nobody named yet; ask your officer")
WITH_GUARDIAN: Final = say("Go through it together with a parent or guardian.")
WRITE_DOWN: Final = say(
    "Write down every contact on the same day: date and time, how it came, the exact words, who"
    " else saw or heard it. Delete nothing; keep messages, voicemails, and letters with their"
    " envelopes. Do not answer."
)
BROKEN: Final = say(
    "If an order is broken: call 911 at once, say that there is an order, and give its number. Then"
    " write down what happened and tell the officer."
)


@dataclass(frozen=True, slots=True)
class _Written:
    """Whose paper it is, their plan, the plan it belongs to, and what would tell of others."""

    person: Person
    safety: SafetyPlan
    plan: Plan
    subject: Giveaway | None
    others: tuple[Giveaway, ...]


@dataclass(frozen=True, slots=True)
class SafetyPaper:
    """Fills the safety plan's content."""

    desk: CaseDesk
    directory: Directory

    def targets(self, case_id: str) -> tuple[Person, ...]:
        """Return the possible targets of a case, in order of entry."""
        found = {
            line.person.id: line.person
            for line in self.desk.people.roles(case_id)
            if line.role.role is RoleName.POSSIBLE_TARGET and line.role.stands
        }
        return tuple(found.values())

    def target(self, case_id: str, plan: Plan, person_id: str) -> Person:
        """Return for whom it is: who is asked for, else the first one with a plan, else the first.

        Raises VpoError when the case has no possible target, or the person is none.
        """
        targets = self.targets(case_id)
        if not targets:
            raise refuse(
                say("This case has no possible target to write a safety plan for."),
                say("Give somebody that role under “People” first."),
            )
        if person_id:
            same = self.desk.people.same(person_id)
            found = [each for each in targets if each.id in same]
            if not found:
                raise refuse(say("This person is no possible target of the case."))
            return found[0]
        written = [each for each in targets if self._safety(plan, each) is not None]
        return (written or list(targets))[0]

    def content(
        self, plan: Plan, person_id: str, sheet: Sheet, exemptions: Collection[Exemption]
    ) -> ReportContent:
        """Return what the paper says.

        Raises VpoError, naming the place, when a word of it would show who the subject is or who
        told something in confidence; an exemption lets words stand that are other words, with its reason at the end.
        """
        person = self.target(plan.case_id, plan, person_id)
        safety = self._safety(plan, person) or SafetyPlan(person.id)
        written = _Written(
            person,
            safety,
            plan,
            self._subject(plan.case_id, (person.name,), exemptions),
            tuple(
                Giveaway(each, (person.name,))
                for each in self.targets(plan.case_id)
                if each.id != person.id
            ),
        )
        self._need_discreet(written, sheet, exemptions)
        return ReportContent(
            sheet,
            (
                (say("This plan is for"), person.name or None),
                (say("Your officer"), self.desk.agency.get().officer or None),
                (say("We look at it again"), day_text(safety.review or plan.review)),
            ),
            tuple(self._sections(written, exemptions)),
            banner=ReportBig(say("In danger now: call 911")),
        )

    def _safety(self, plan: Plan, person: Person) -> SafetyPlan | None:
        return plan.safety_of(self.desk.people.same(person.id))

    def _subject(
        self, case_id: str, spared: tuple[str, ...], exemptions: Collection[Exemption]
    ) -> Giveaway | None:
        subject = self.desk.cases.view(case_id).subject
        return None if subject is None else Giveaway(subject, spared, exemptions)

    def _sections(
        self, written: _Written, exemptions: Collection[Exemption]
    ) -> Iterator[ReportSection]:
        safety = written.safety
        yield ReportSection(say("Whom to call"), tuple(self._calls(safety)))
        yield ReportSection(say("Tell us at once if you see or hear"), _lines(safety.signs))
        yield ReportSection(say("The one way of contact"), _lines(safety.channel))
        yield ReportSection(say("Orders that protect you"), tuple(self._orders(written)))
        for area in SafetyArea:
            if steps := safety.steps_of(area):
                parts = tuple(ReportText(say("• {what}", what=each.what)) for each in steps)
                yield ReportSection(area.words, parts)
        if not safety.steps:
            yield ReportSection(say("What you do"), (ReportText(NOT_AGREED),))
        if actions := tuple(self._actions(written)):
            yield ReportSection(say("What the team does"), actions)
        yield ReportSection(say("Who keeps you informed, and when"), _lines(safety.updates))
        yield ReportSection(say("When this plan ends"), _lines(safety.ends))
        yield ReportSection(
            say("Log of contacts"),
            (
                ReportText(WRITE_DOWN),
                *(_lines(safety.log) if safety.log.strip() else ()),
                ReportRoom(lines=6),
            ),
        )
        reasons = [
            ReportText(say("Let stand where it is another word: {reason}", reason=each.reason))
            for each in exemptions
        ]
        about = (*ABOUT, WITH_GUARDIAN) if written.person.juvenile else ABOUT
        yield ReportSection(say("About this plan"), (*map(ReportText, about), *reasons))

    def _calls(self, safety: SafetyPlan) -> Iterator[ReportCalls | ReportText]:
        yield ReportText(
            safety.advocate if safety.advocate.strip() else NO_ADVOCATE, say("Your advocate:")
        )
        yield ReportCalls(self._callable())

    def _callable(self) -> tuple[CallLine, ...]:
        """Return whom to call: first calls, the advocates of the directory, the officer."""
        calls = [CallLine(each.name, each.phone) for each in self.directory.calls()]
        calls += [
            CallLine(each.name, each.phone)
            for each in self.directory.all()
            if each.kind is ResourceKind.ADVOCATE and each.phone
        ]
        named = with_officer(self.desk.agency.get(), calls)
        return tuple({each.name: each for each in named}.values())

    def _actions(self, written: _Written) -> Iterator[ReportText]:
        """Yield the open steps of the team; those whose words are for the team alone are counted."""
        several = bool(written.others)
        own = Redaction((Removal(written.person.name),) if written.person.name.strip() else ())
        left_out = 0
        for action in written.plan.actions:
            if action.domain is not Domain.TARGET or not action.is_open:
                continue
            if several and not own.find(action.what):
                continue  # with several possible targets it must say whose it is
            if _telling(action, written):
                left_out += 1
                continue
            due = say(" by {day}", day=day_text(action.due)) if action.due else ""
            yield ReportText(
                say("• {what} ({owner}{due})", what=action.what, owner=action.owner or "–", due=due)
            )
        if left_out:
            yield ReportText(
                say_count(
                    "{count} more step is kept by the team.",
                    "{count} more steps are kept by the team.",
                    left_out,
                )
            )
        notify = written.plan.notify
        same = self.desk.people.same(written.person.id)
        if notify and notify.person_id in same and notify.decision is NotifyDecision.TOLD:
            yield ReportText(say("The officer has talked with you about why there is a plan."))

    def _orders(self, written: _Written) -> Iterator[ReportTable | ReportText]:
        orders = [
            each
            for each in self.desk.orders.of_case(written.plan.case_id)
            if each.stands and each.kind in PROTECTS
        ]
        if not orders:
            yield ReportText(say("No order is recorded."))
            return
        head = (say("Order"), say("Number"), say("Last day"))
        rows = tuple(
            (each.kind.words, each.number or say("ask your officer"), day_text(each.until))
            for each in orders
        )
        yield ReportText(BROKEN)
        yield ReportTable(head, rows, (40, 36, 24))

    def _need_discreet(
        self, written: _Written, sheet: Sheet, exemptions: Collection[Exemption]
    ) -> None:
        """Refuse words that would show who the subject is, or who asked not to be named."""
        case_id, spared = written.plan.case_id, (written.person.name,)
        hidden = sources_of(self.desk.people, case_id, confidential_only=True)
        sources = [Giveaway(each, spared, exemptions) for each in hidden]
        for where, text in self._places(written, sheet):
            if found := next((one for each in sources if (one := each.in_text(text))), ""):
                raise _refusal(
                    say(
                        "“{words}” stands under “{where}” and would show who told us something.",
                        words=found,
                        where=where,
                    )
                )
        calls = tuple(each.name for each in self._callable())
        whole = self._subject(case_id, (*spared, *calls), exemptions)
        for where, text, rules in (
            *((where, text, written.subject) for where, text in self._places(written, sheet)),
            *(
                (say("Whom to call"), f"{each.name}\n{each.phone}", whole)
                for each in self._callable()
            ),
            *(
                (say("What may stand, with its reason"), each.reason, written.subject)
                for each in exemptions
            ),
        ):
            found = rules.in_text(text) if rules else ""
            if found:
                raise _refusal(
                    say(
                        "“{words}” stands under “{where}” and would show who the other person is.",
                        words=found,
                        where=where,
                    )
                )

    def _places(self, written: _Written, sheet: Sheet) -> Iterator[tuple[Words, str]]:
        safety = written.safety
        yield say("Tell us at once if you see or hear"), safety.signs
        yield say("The one way of contact"), safety.channel
        for step in safety.steps:
            yield step.area.words, step.what
        yield say("Log of contacts"), safety.log
        yield say("Your advocate"), safety.advocate
        yield say("Who keeps you informed, and when"), safety.updates
        yield say("When this plan ends"), safety.ends
        for order in self.desk.orders.of_case(written.plan.case_id):
            if order.stands and order.kind in PROTECTS:
                yield say("Orders that protect you"), order.number
        if sheet.copy is not None:
            yield say("Holder of the copy"), sheet.copy.holder


def _refusal(happened: Words) -> VpoError:
    return VpoError(
        happened,
        safe=say("The safety plan was not made; your words are kept."),
        todo=say(
            "Write it in other words on the plan page. Where it is another word, let it stand with a"
            " reason, such as May=the month."
        ),
    )


def _telling(action: Action, written: _Written) -> bool:
    words = f"{action.what}\n{action.owner}"
    rules = (*written.others, *((written.subject,) if written.subject else ()))
    return any(each.in_text(words) for each in rules)


def _lines(text: str) -> tuple[ReportText, ...]:
    """Return each line of a text as a paragraph, several as a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return (ReportText(NOT_AGREED),)
    if len(lines) == 1:
        return (ReportText(lines[0]),)
    return tuple(ReportText(say("• {line}", line=line)) for line in lines)

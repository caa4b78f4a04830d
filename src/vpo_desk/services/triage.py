"""Triage: deciding about a concern with a reason, and opening a case where that is decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from vpo_desk.domain.case import ENDED, Case, CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern, Decision, Identity, Priority, Threshold, Triage
from vpo_desk.domain.lifecycle import Step
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.errors import VpoError
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.people import People
from vpo_desk.services.steps import take
from vpo_desk.storage.nouns import AGENCY, CASE, CONCERN, TRIAGE
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class TriageDecision:
    """What the officer decides; `case_id` names a case that exists (to link to, or to open).

    `until` is the day on which a preliminary inquiry ends, or an opened case is looked at again.
    """

    at: Moment
    decision: Decision
    reason: str
    case_id: str | None = None
    priority: Priority | None = None
    until: date | None = None
    to: str = ""
    threshold: Threshold = field(default_factory=Threshold)
    signed: SignOff | None = None


class Triages:
    """Decides about concerns."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def missing(self, wish: TriageDecision) -> tuple[Words, ...]:
        """Return what the decision still needs, as a list a person can work through."""
        opens = wish.decision in {Decision.OPEN_CASE, Decision.PRELIMINARY}
        wanted = (
            (wish.reason.strip(), say("A triage decision needs a reason.")),
            (wish.priority or not opens, say("Opening a case needs a priority.")),
            (
                wish.until or wish.decision is not Decision.PRELIMINARY,
                say("A preliminary inquiry needs the date it ends."),
            ),
            (
                wish.to.strip() or wish.decision is not Decision.REFER,
                say("Referring out needs to whom."),
            ),
            (
                wish.case_id or wish.decision is not Decision.LINK,
                say("Linking needs a case that exists."),
            ),
        )
        return tuple(words for value, words in wanted if not value)

    def decide(self, concern_id: str, wish: TriageDecision) -> tuple[Triage, Case | None, Changes]:
        """Record the decision and carry it out; VpoError when something is missing.

        Opening a case gives the person the concern is about the role subject and a named source
        the role reporting person. A preliminary inquiry becomes an open case by a second decision.
        """
        if missing := self.missing(wish):
            raise refuse(missing[0])
        ground = self._ground
        with ground.transaction():
            found = ground.history.find(CONCERN, concern_id)
            if found is None:
                raise refuse(say("There is no such concern in this case file."))
            case, changes = self._case(found.value, wish)
            triage = Triage(
                id=ground.ids.new("triage"),
                concern_id=concern_id,
                at=wish.at,
                decision=wish.decision,
                reason=wish.reason,
                case_id=case.id if case else None,
                priority=wish.priority,
                until=wish.until,
                to=wish.to,
                threshold=wish.threshold,
                signed=wish.signed,
            )
            ground.history.append(TRIAGE, triage.id, triage)
            concern = replace(
                found.value, decision=wish.decision, case_id=case.id if case else None
            )
            ground.history.append(CONCERN, concern.id, concern, action="triage")
            if case:
                changes += self._roles(case, concern, opens=wish.decision is not Decision.LINK)
        changes += Changes((("triage", triage.id), ("concern", concern_id)))
        return triage, ground.history.get(CASE, case.id) if case else None, changes

    def of_concern(self, concern_id: str) -> tuple[Triage, ...]:
        """Return the decisions made about a concern, oldest first."""
        return self._ground.history.values(TRIAGE, "h.concern_id = ?", (concern_id,))

    def first_decision(self, case_id: str) -> tuple[Moment, Moment] | None:
        """Return when a case's oldest concern came in and when it was first decided about.

        None while nothing of it is there any more.
        """
        history = self._ground.history
        concerns = history.select(CONCERN, "h.case_id = ?", (case_id,), order="h.at", limit=1)
        if not concerns:
            return None
        concern = concerns[0].value
        decided = min((each.at for each in self.of_concern(concern.id)), default=None)
        return (concern.at, decided) if decided else None

    def _case(self, concern: Concern, wish: TriageDecision) -> tuple[Case | None, Changes]:
        """Return the case that the concern belongs to from now on, opened or ended where decided.

        A concern's own case is the one that it opened; one that it was linked to is not touched.
        """
        history = self._ground.history
        own = self._own_case(concern)
        if own is not None and own.state is not CaseState.PRELIMINARY:
            raise _is_open(wish.decision)
        known = history.find(CASE, wish.case_id) if wish.case_id else None
        if wish.case_id and known is None:
            raise refuse(say("There is no such case in this case file."))
        match wish.decision:
            case Decision.REFER | Decision.NO_ACTION:
                return self._end_inquiry(own) if own else (None, Changes())
            case Decision.LINK if known:
                return self._link(known.value, own)
            case _:
                if own is not None and (known is None or known.value.id == own.id):
                    return self._go_on(own, wish)
                if known is not None:
                    raise _is_open(wish.decision)
        case = self._new_case(concern, wish)
        history.append(CASE, case.id, case, action="open")
        return case, Changes((("case", case.id),))

    def _own_case(self, concern: Concern) -> Case | None:
        """Return the case that this concern opened, unless it has ended."""
        opened = [
            triage.case_id
            for triage in self.of_concern(concern.id)
            if triage.decision in {Decision.OPEN_CASE, Decision.PRELIMINARY}
        ]
        if concern.case_id is None or concern.case_id not in opened:
            return None
        case = self._ground.history.get(CASE, concern.case_id)
        return None if case.state in ENDED else case

    def _link(self, case: Case, own: Case | None) -> tuple[Case, Changes]:
        """A concern joins another case; the inquiry that it opened itself ends by that."""
        if case.state in ENDED:
            raise refuse(say("That case is closed."), say("Open a case for this concern instead."))
        if own is None or own.id == case.id:
            return case, Changes()
        _, changes = self._end_inquiry(own)
        return case, changes

    def _end_inquiry(self, case: Case) -> tuple[Case, Changes]:
        """A preliminary inquiry ends when its concern is referred out or needs no action."""
        ended = take(case, Step.END)
        self._ground.history.append(CASE, case.id, ended, action="end")
        return ended, Changes((("case", case.id),))

    def _go_on(self, case: Case, wish: TriageDecision) -> tuple[Case, Changes]:
        """A preliminary inquiry is opened as a case, or goes on until another date."""
        opened = wish.decision is Decision.OPEN_CASE
        case = take(case, Step.OPEN if opened else Step.EXTEND)
        case = replace(
            case,
            priority=wish.priority or case.priority,
            next_review=wish.until,
        )
        self._ground.history.append(CASE, case.id, case, action="open" if opened else "")
        return case, Changes((("case", case.id),))

    def _new_case(self, concern: Concern, wish: TriageDecision) -> Case:
        history = self._ground.history
        agency = history.find(AGENCY, "agency")
        prefix = f"{agency.value.case_prefix}-" if agency and agency.value.case_prefix else ""
        year = wish.at.local.year
        preliminary = wish.decision is Decision.PRELIMINARY
        return Case(
            id=self._ground.ids.new("case"),
            number=f"{prefix}{year:04d}-{history.next_ordinal(CASE, year):03d}",
            opened_at=wish.at,
            state=CaseState.PRELIMINARY if preliminary else CaseState.GATHERING,
            priority=wish.priority or Priority.ROUTINE,
            subject_id=self._people.get(concern.about_id).id if concern.about_id else None,
            next_review=wish.until,
        )

    def _roles(self, case: Case, concern: Concern, *, opens: bool) -> Changes:
        changes = Changes()
        if concern.about_id and opens:
            _, more = self._people.give_role(case.id, concern.about_id, RoleName.SUBJECT)
            changes += more
        if concern.source.person_id:
            _, more = self._people.give_role(
                case.id,
                concern.source.person_id,
                RoleName.REPORTING_PERSON,
                relation=concern.source.relation,
                confidential=concern.source.identity is Identity.CONFIDENTIAL,
            )
            changes += more
        return changes


def _is_open(decision: Decision) -> VpoError:
    if decision in {Decision.REFER, Decision.NO_ACTION}:
        return refuse(
            say("This concern belongs to an open case; close the case instead of the concern.")
        )
    return refuse(say("That case is open already."), say("Link the concern to it instead."))

"""Management plans: drafting who does what by when, and sealing a version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.gates import Gate, plan_gates
from vpo_desk.domain.lifecycle import Step
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.domain.plan import Action, Plan
from vpo_desk.domain.recorded import Recorded
from vpo_desk.services.gated import audit_detail, refuse_gates
from vpo_desk.services.ground import OF_OPEN_CASE, Ground, refuse, working_case
from vpo_desk.services.steps import take
from vpo_desk.storage.nouns import ASSESSMENT, CASE, PLAN
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class DueAction:
    """An action of a plan in force that has to be done by a day."""

    action: Action
    plan_id: str
    case: Case
    subject: Person | None


class Plans:
    """Drafts and seals the management plans of a case."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Recorded[Plan], ...]:
        """Return a case's plans, oldest first."""
        return self._ground.history.select(PLAN, "h.case_id = ?", (case_id,), order="h.number")

    def versions(self, case_id: str) -> tuple[Plan, ...]:
        """Return the sealed plans of a case, oldest first; they never change."""
        return tuple(each.value for each in self.of_case(case_id) if each.value.sealed)

    def newest(self, case_id: str) -> Recorded[Plan] | None:
        """Return the newest plan of a case, sealed or not."""
        found = self._ground.history.select(
            PLAN, "h.case_id = ?", (case_id,), order="h.number DESC", limit=1
        )
        return found[0] if found else None

    def sealed(self, case_id: str) -> Plan | None:
        """Return the plan in force: the newest sealed one."""
        found = self._ground.history.select(
            PLAN, "h.case_id = ? AND h.sealed = 1", (case_id,), order="h.number DESC", limit=1
        )
        return found[0].value if found else None

    def open_draft(self, case_id: str, at: Moment) -> Plan:
        """Return the draft under way, or a new one (not yet stored) that starts from the last."""
        last = self.newest(case_id)
        if last and not last.value.sealed:
            return last.value
        id_ = self._ground.ids.new("plan")
        if last is None:
            return Plan(id_, case_id, 1, at)
        number = last.value.number + 1
        return replace(
            last.value, id=id_, number=number, at=at, signed=None, override="", sealed_at=None
        )

    def fresh_draft(self, case_id: str, at: Moment) -> Plan:
        """Return an empty draft with the id and number of the one under way, or the next ones."""
        draft = self.open_draft(case_id, at)
        return Plan(draft.id, case_id, draft.number, at)

    def save(self, plan: Plan) -> Changes:
        """Store a draft as it stands; VpoError when that version is sealed."""
        history = self._ground.history
        known = history.find(PLAN, plan.id)
        if known is not None and known.value.sealed:
            raise refuse(
                say("Plan version {number} is sealed.", number=plan.number),
                say("Start a new version; the sealed one stays as it is."),
            )
        with self._ground.transaction():
            working_case(self._ground, plan.case_id)
            history.append(PLAN, plan.id, replace(plan, sealed_at=None))
        return Changes((("plan", plan.id), ("case", plan.case_id)))

    def due(self, until: date, limit: int = 20) -> tuple[DueAction, ...]:
        """Return open actions of plans in force due on or before a day, soonest first."""
        history = self._ground.history
        where = (
            "h.next_due <= ? AND NOT EXISTS (SELECT 1 FROM plan_head AS newer WHERE"
            " newer.case_id = h.case_id AND newer.sealed = 1 AND newer.number > h.number)"
            f" AND {OF_OPEN_CASE}"
        )
        found = history.select(
            PLAN, where, (until.isoformat(),), order="h.next_due, h.rowid", limit=limit
        )
        actions: list[DueAction] = []
        for plan in (each.value for each in found):
            case = history.get(CASE, plan.case_id)
            subject = person_of(history, case.subject_id) if case.subject_id else None
            actions += [
                DueAction(action, plan.id, case, subject)
                for action in plan.actions
                if action.is_open and action.due and action.due <= until
            ]
        return tuple(sorted(actions, key=lambda each: each.action.due or until)[:limit])

    def gates(self, plan: Plan) -> tuple[Gate, ...]:
        """Return what keeps the plan from being sealed, its review date apart."""
        sealed = self._ground.history.count(
            ASSESSMENT, "h.case_id = ? AND h.sealed = 1", (plan.case_id,)
        )
        return plan_gates(plan, has_sealed_assessment=bool(sealed))

    def seal(self, plan: Plan) -> Changes:
        """Put the plan as it stands here in force; the case takes its review date over.

        A review date can never be missing. Other unmet gates stop this with VpoError, unless
        `override` gives a written reason; each gate passed so is named in the audit chain.
        """
        if plan.review is None:
            raise refuse(say("A plan needs the date of its next review."), say("Choose the date."))
        gates = self.gates(plan)
        if gates and not plan.override.strip():
            raise refuse_gates(gates)
        ground = self._ground
        with ground.transaction():
            changes = self.save(plan)
            sealed = replace(plan, sealed_at=ground.clock.now())
            ground.history.append(PLAN, plan.id, sealed, action="seal", detail=audit_detail(gates))
            case = ground.history.get(CASE, plan.case_id)
            ground.history.append(CASE, case.id, take(case, Step.PLAN, next_review=plan.review))
        return changes

"""What a case still lacks for its next state, gathered from everything that is entered of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Decision, Triage
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.readiness import Lack, Standing, lacks
from vpo_desk.domain.statement import DifferenceState
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.closings import Closings
from vpo_desk.services.ground import Ground
from vpo_desk.services.held_out import HeldOuts
from vpo_desk.services.plans import Plans
from vpo_desk.services.reviews import Reviews
from vpo_desk.services.rule_matches import RuleMatches
from vpo_desk.storage.nouns import (
    AGENDA_ITEM,
    CASE,
    CONCERN,
    DIFFERENCE,
    EVENT,
    INTERVIEW,
    NOTE,
    ORDER,
    RECORD,
    ROLE,
    SCHEDULE,
    TRIAGE,
)

OPENS: Final = frozenset({Decision.OPEN_CASE, Decision.PRELIMINARY})
_TELLING: Final = (CONCERN, INTERVIEW, RECORD, NOTE, EVENT)
"""What may change a judgment when it is entered after it."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Says what is missing; nothing of it stops a step."""

    ground: Ground
    assessments: Assessments
    plans: Plans
    reviews: Reviews
    closings: Closings
    held_outs: HeldOuts
    rule_matches: RuleMatches

    def lacks(self, case_id: str) -> tuple[Lack, ...]:
        """Return what a case still lacks for its next state."""
        return lacks(self.standing(case_id))

    def opening(self, case_id: str) -> Triage | None:
        """Return the newest decision that opened the case; None when it is gone."""
        history = self.ground.history
        found: list[Triage] = []
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,)):
            triages = history.values(TRIAGE, "h.concern_id = ?", (concern.id,))
            found += [each for each in triages if each.case_id == case_id]
        opened = [each for each in found if each.decision in OPENS]
        return max(opened, key=lambda each: each.at.utc, default=None)

    def standing(self, case_id: str) -> Standing:
        """Return what is known of a case; KeyError when there is none such."""
        ground, history = self.ground, self.ground.history
        case: Case = history.get(CASE, case_id)
        of_case = ("h.case_id = ?", (case_id,))
        roles = history.values(ROLE, *of_case)
        named: dict[str, set[RoleName]] = {}
        for role in roles:
            named.setdefault(role.person_id, set()).add(role.role)
        heard = {
            name
            for interview in history.values(INTERVIEW, *of_case)
            for name in named.get(interview.with_id, ())
        }
        counts = {noun: history.count(noun, *of_case) for noun in (INTERVIEW, RECORD, CONCERN)}
        drafts = self.assessments.of_case(case_id)
        plan = self.plans.newest(case_id)
        reviews = self.reviews.of_case(case_id)
        closings = [x for x in self.closings.of_case(case_id) if x.reopened_at is None]
        transfers = [x for x in self.closings.transfers(case_id) if x.reopened_at is None]
        return Standing(
            case,
            ground.clock.now().day,
            triage=self.opening(case_id),
            roles=frozenset(role.role for role in roles),
            heard=frozenset(heard),
            source_kinds=sum(bool(count) for count in counts.values()),
            records=counts[RECORD],
            held_out=len(self.held_outs.of_case(case_id)),
            open_differences=history.count(
                DIFFERENCE, "h.case_id = ? AND h.state = ?", (case_id, DifferenceState.OPEN)
            ),
            draft=drafts[-1].value if drafts else None,
            sealed=self.assessments.sealed(case_id),
            plan=plan.value if plan else None,
            last_review=reviews[-1] if reviews else None,
            entries_since=self._entries_since(case_id),
            closing=closings[-1] if closings else None,
            transfer=transfers[-1] if transfers else None,
            schedule_set=history.count(SCHEDULE) > 0,
            rule_questions=self.rule_matches.waiting(case_id),
            release_known=history.count(
                ORDER,
                "h.case_id = ? AND h.kind = ? AND h.until IS NOT NULL",
                (case_id, OrderKind.CUSTODY),
            )
            > 0,
            meetings=history.count(AGENDA_ITEM, "h.case_id = ? AND h.taken_off = 0", (case_id,)),
        )

    def _entries_since(self, case_id: str) -> int:
        sealed = [each for each in self.assessments.of_case(case_id) if each.value.sealed]
        if not sealed:
            return 0
        return sum(
            sequence > sealed[-1].sequence
            for noun in _TELLING
            for sequence in self.ground.history.sequences(noun, "h.case_id = ?", (case_id,))
        )

"""Assessments: drafting a judgment, showing what is missing, and sealing it for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.gates import Gate, assessment_gates
from vpo_desk.domain.lifecycle import Step
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.recorded import Recorded
from vpo_desk.services.gated import audit_detail, refuse_gates
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.steps import take
from vpo_desk.storage.nouns import ASSESSMENT, CASE
from vpo_desk.words import say


class Assessments:
    """Drafts and seals the assessments of a case."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Recorded[Assessment], ...]:
        """Return a case's assessments, oldest first."""
        return self._ground.history.select(
            ASSESSMENT, "h.case_id = ?", (case_id,), order="h.number"
        )

    def versions(self, case_id: str) -> tuple[Assessment, ...]:
        """Return the sealed assessments of a case, oldest first; they never change."""
        return tuple(each.value for each in self.of_case(case_id) if each.value.sealed)

    def sealed(self, case_id: str) -> Assessment | None:
        """Return the newest sealed assessment of a case."""
        found = self._ground.history.select(
            ASSESSMENT, "h.case_id = ? AND h.sealed = 1", (case_id,), order="h.number DESC", limit=1
        )
        return found[0].value if found else None

    def open_draft(self, case_id: str, at: Moment) -> Assessment:
        """Return the draft under way, or a new one (not yet stored) that starts from the last.

        A new one takes over what was judged; sign-off, reasons for this moment and seal start anew.
        """
        last = self.of_case(case_id)
        if last and not last[-1].value.sealed:
            return last[-1].value
        id_ = self._ground.ids.new("assessment")
        if not last:
            return Assessment(id_, case_id, 1, at)
        before = last[-1].value
        return replace(
            before,
            id=id_,
            number=before.number + 1,
            at=at,
            imminence_reason="",
            bias="",
            checks=(),
            trend=None,
            trend_reason="",
            signed=None,
            override="",
            sealed_at=None,
        )

    def fresh_draft(self, case_id: str, at: Moment) -> Assessment:
        """Return an empty draft with the id and number of the one under way, or the next ones."""
        draft = self.open_draft(case_id, at)
        return Assessment(draft.id, case_id, draft.number, at)

    def save(self, assessment: Assessment) -> Changes:
        """Store a draft as it stands; VpoError when that assessment is sealed."""
        history = self._ground.history
        known = history.find(ASSESSMENT, assessment.id)
        if known is not None and known.value.sealed:
            raise refuse(
                say("Assessment {number} is sealed.", number=assessment.number),
                say("Start a new version; the sealed one stays as it is."),
            )
        with self._ground.transaction():
            working_case(self._ground, assessment.case_id)
            history.append(ASSESSMENT, assessment.id, replace(assessment, sealed_at=None))
        return Changes((("assessment", assessment.id), ("case", assessment.case_id)))

    def gates(self, assessment: Assessment, today: date | None = None) -> tuple[Gate, ...]:
        """Return what keeps the assessment from being sealed on a day (its own by default)."""
        return assessment_gates(assessment, today or assessment.at.day)

    def seal(self, assessment: Assessment) -> Changes:
        """Seal the assessment as it stands here; the case takes its level over.

        Unmet gates stop this with VpoError, unless `override` gives a written reason; each gate
        that was passed so is named in the audit chain.
        """
        gates = self.gates(assessment)
        if gates and not assessment.override.strip():
            raise refuse_gates(gates)
        ground = self._ground
        with ground.transaction():
            changes = self.save(assessment)
            sealed = replace(assessment, sealed_at=ground.clock.now())
            ground.history.append(
                ASSESSMENT, sealed.id, sealed, action="seal", detail=audit_detail(gates)
            )
            case = _judged(ground.history.get(CASE, sealed.case_id), sealed)
            ground.history.append(CASE, case.id, case)
        return changes


def _judged(case: Case, assessment: Assessment) -> Case:
    return replace(
        take(case, Step.ASSESS),
        level=assessment.level,
        assessed_on=assessment.at.day,
    )

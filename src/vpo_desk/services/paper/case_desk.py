"""The services that papers about a whole case read from, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.assessment import Assessment
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.cases import Cases
from vpo_desk.services.citations import Citations
from vpo_desk.services.concerns import Concerns
from vpo_desk.services.evidence import Evidences
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.guide import Guide
from vpo_desk.services.interviews import Interviews
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.orders import Orders
from vpo_desk.services.paper.old_version import version_of
from vpo_desk.services.people import People
from vpo_desk.services.plans import Plans
from vpo_desk.services.records import Records
from vpo_desk.services.timeline import Timeline
from vpo_desk.services.triage import Triages
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """Everything a report about a case may need."""

    ground: Ground
    agency: AgencyDesk
    people: People
    concerns: Concerns
    triage: Triages
    cases: Cases
    interviews: Interviews
    records: Records
    knowledge: Knowledge
    citations: Citations
    evidence: Evidences
    assessments: Assessments
    plans: Plans
    orders: Orders
    timeline: Timeline
    guide: Guide

    def judged(self, case_id: str, *, draft: bool, version: int | None = None) -> Assessment:
        """Return the newest sealed assessment, or the draft where none is sealed or it is asked for.

        `version` asks for a sealed one by its number. Raises VpoError when there is none.
        """
        if version is not None:
            return version_of(self.assessments.versions(case_id), version)
        sealed = None if draft else self.assessments.sealed(case_id)
        if sealed is not None:
            return sealed
        every = self.assessments.of_case(case_id)
        if not every:
            raise refuse(
                say("This case has no assessment yet."), say("Write the assessment first.")
            )
        return every[-1].value

    def judged_state(
        self, case_id: str, *, draft: bool, version: int | None = None
    ) -> tuple[bool, int, str]:
        """Return whether a paper on it is a draft, the assessment's number and its id."""
        judged = self.judged(case_id, draft=draft, version=version)
        return not judged.sealed, judged.number, judged.id

"""Gathers a management plan: the plan, the judgment behind it, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.documents.content import (
    ActionLine,
    CallLine,
    HappenedLine,
    InForce,
    LevelLine,
    PlanContent,
    RuleLine,
    Sheet,
)
from vpo_desk.domain.assessment import Assessment, Protection
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.plan import ActionStatus, Plan
from vpo_desk.domain.statement import Difference, DifferenceState
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.cases import Cases
from vpo_desk.services.citations import Citations
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import refuse
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.paper.naming import Naming, agreed_words, day_text
from vpo_desk.services.paper.old_version import (
    in_force_instead,
    last_sealed,
    reprint_words,
    version_of,
)
from vpo_desk.services.paper.referral_letter import with_officer
from vpo_desk.services.paper.sources import source_lines
from vpo_desk.services.people import People
from vpo_desk.services.plans import Plans
from vpo_desk.services.rule_matches import RuleMatches
from vpo_desk.words import Words, say

LIMITS = (
    say(
        "This plan rests on what was known when it was printed. It supports decisions; it does not"
        " predict what anybody will do, and it is not written as evidence for court."
    ),
    say(
        "It belongs to the agency named above. Do not copy it or pass it on without that agency's"
        " agreement. When it is no longer needed, return it, cross-cut shred it or burn it."
    ),
)


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """Fills the management plan's content."""

    agency: AgencyDesk
    people: People
    cases: Cases
    knowledge: Knowledge
    citations: Citations
    assessments: Assessments
    plans: Plans
    directory: Directory
    rule_matches: RuleMatches

    def state(
        self, case_id: str, *, draft: bool, version: int | None = None
    ) -> tuple[bool, int, str]:
        """Return whether the plan is a draft, its number and id; VpoError without a plan."""
        plan = self._plan(case_id, draft=draft, version=version)
        return not plan.sealed, plan.number, plan.id

    def instead(self, case_id: str, version: int) -> InForce | None:
        """Return what superseded a version; None when it is in force."""
        return in_force_instead(self.plans.versions(case_id), version)

    def content(
        self,
        case_id: str,
        sheet: Sheet,
        *,
        leaves: bool,
        draft: bool,
        version: int | None = None,
    ) -> PlanContent:
        """Return everything the printed plan says.

        A superseded one stands on the judgment, and with the differences, of when it was sealed.
        """
        plan = self._plan(case_id, draft=draft, version=version)
        until = plan.sealed_at if sheet.superseded else None
        view = self.cases.view(case_id)
        judged = last_sealed(self.assessments.versions(case_id), until)
        naming = Naming(self.people, case_id, leaves)
        numbers: dict[tuple[str, str], int] = {}
        cited = (judged.formulation, judged.gaps) if judged else ()
        formulation, gaps = ([text.numbered(numbers) for text in cited] or ["", ""])[:2]
        return PlanContent(
            sheet=sheet,
            person=naming.subject(view.subject),
            level=self._level(case_id, judged),
            imminence=judged.imminence.words if judged and judged.imminence else None,
            confidence=judged.confidence.words if judged and judged.confidence else None,
            review=plan.review,
            prepared_by=self.agency.get().officer,
            team=tuple(dict.fromkeys(each.owner for each in plan.actions if each.owner.strip())),
            concern=formulation,
            protects=tuple(
                (each.text, _lasts(each)) for each in (judged.protective if judged else ())
            ),
            actions=_actions(plan),
            rules=tuple(
                RuleLine(each.condition, each.then, each.within, each.owner, each.sees)
                for each in plan.rules
            ),
            calls=self._calls(),
            unknown=gaps,
            limits=(*reprint_words(sheet, until), *LIMITS),
            differences=tuple(
                each.reason
                for each in self._differences(case_id, until)
                if each.state is DifferenceState.OPEN
            ),
            notify=self._notify(plan, naming),
            signed=tuple(agreed_words(each) for each in (plan.signed,) if each),
            override=" ".join(
                each for each in (judged.override if judged else "", plan.override) if each
            ),
            sources=source_lines(cited, numbers, naming, self.citations),
            happened=tuple(
                HappenedLine(each.at.day, each.rule.condition, each.rule.then, each.plan_number)
                for each in self.rule_matches.happened(plan)
            ),
        )

    def _calls(self) -> tuple[CallLine, ...]:
        """Return whom to call first, and the officer whose plan it is where a number is known."""
        calls = [CallLine(each.name, each.phone) for each in self.directory.calls()]
        return with_officer(self.agency.get(), calls)

    def _differences(self, case_id: str, until: Moment | None) -> tuple[Difference, ...]:
        if until is None:
            return self.knowledge.differences(case_id)
        return self.knowledge.differences_before(case_id, until.utc)

    def _plan(self, case_id: str, *, draft: bool, version: int | None) -> Plan:
        if version is not None:
            return version_of(self.plans.versions(case_id), version)
        in_force = None if draft else self.plans.sealed(case_id)
        if in_force is not None:
            return in_force
        newest = self.plans.newest(case_id)
        if newest is None:
            raise refuse(say("This case has no management plan yet."), say("Write the plan first."))
        return newest.value

    def _level(self, case_id: str, judged: Assessment | None) -> LevelLine | None:
        if judged is None or judged.level is None:
            return None
        sealed = self.assessments.versions(case_id)
        before = next((each for each in sealed[::-1] if each.number < judged.number), None)
        return LevelLine(
            judged.level, before.level if before else None, before.at.day if before else None
        )

    def _notify(self, plan: Plan, naming: Naming) -> tuple[Words, str] | None:
        if plan.notify is None:
            return None
        words = say(
            "{decision} ({who}):",
            decision=plan.notify.decision.words,
            who=naming.source(plan.notify.person_id),
        )
        return words, plan.notify.reason


def _actions(plan: Plan) -> tuple[ActionLine, ...]:
    return tuple(
        ActionLine(
            each.domain.words,
            each.what,
            each.driver,
            each.owner,
            each.start,
            each.due,
            each.status.words,
            each.status is ActionStatus.DONE,
        )
        for each in plan.actions
    )


def _lasts(factor: Protection) -> Words | None:
    """Return how long something protective can be relied on; None where nothing is said of it."""
    if factor.until is None:
        return factor.durability.words if factor.durability else None
    until = day_text(factor.until)
    if factor.durability is None:
        return say("until {day}", day=until)
    return say("{durability}, until {day}", durability=factor.durability.words, day=until)

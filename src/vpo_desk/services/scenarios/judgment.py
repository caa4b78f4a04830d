"""The steps of judgment: assess and plan."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.domain.assessment import (
    FactorFinding,
    Protection,
    ThemeFinding,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.plan import Action, Notification, Rule
from vpo_desk.domain.statement import CORE_THEMES
from vpo_desk.errors import VpoError
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.run import Run
from vpo_desk.services.scenarios.steps import AssessStep, PlanStep
from vpo_desk.words import say


def assess(step: AssessStep, run: Run) -> None:
    """Write an assessment of the case, and seal it where the step says so."""
    case_id = known(run.names.case, say("case"), step.case)
    for behavior, table in step.warning.items():
        if table.state is WarningState.PRESENT and table.last is None:
            raise VpoError(
                say("`warning.{behavior}`: present needs `last`", behavior=behavior.value)
            )
    assessments = run.services.assessments
    cited = run.names.cited
    assessment = replace(
        assessments.fresh_draft(case_id, run.at),
        themes=tuple(
            ThemeFinding(theme, step.themes[theme].finding, cited(step.themes[theme].rationale))
            for theme in CORE_THEMES
            if theme in step.themes
        ),
        warning=tuple(
            WarningFinding(behavior, table.state, table.first, table.last, table.evidence)
            for behavior, table in step.warning.items()
        ),
        factors=tuple(
            FactorFinding(name, table.state, table.relevance)
            for name, table in step.factors.items()
        ),
        protective=tuple(
            Protection(table.text, table.durability, table.until) for table in step.protective
        ),
        level=step.level,
        imminence=step.imminence,
        imminence_reason=step.imminence_reason,
        confidence=step.confidence,
        gaps=cited(step.gaps),
        trend=step.trend,
        formulation=cited(step.formulation),
        scenarios=step.scenarios,
        bias=step.bias,
        until=step.until,
        signed=step.signed,
        override=step.override,
    )
    if step.seal:
        assessments.seal(assessment)
    else:
        assessments.save(assessment)


def plan(step: PlanStep, run: Run) -> None:
    """Write a management plan of the case, and seal it where the step says so."""
    case_id = known(run.names.case, say("case"), step.case)
    plans = run.services.plans
    drafted = replace(
        plans.fresh_draft(case_id, run.at),
        review=step.review,
        actions=tuple(
            Action(
                each.domain,
                each.what,
                each.owner,
                each.due,
                each.driver,
                each.strategy,
                each.start,
                each.status,
            )
            for each in step.actions
        ),
        rules=tuple(
            Rule(each.if_, each.then, each.within, each.owner, each.sees) for each in step.rules
        ),
        notify=_notify(step, run),
        signed=step.signed,
        override=step.override,
    )
    if step.seal:
        plans.seal(drafted)
    else:
        plans.save(drafted)


def _notify(step: PlanStep, run: Run) -> Notification | None:
    if step.notify is None:
        return None
    person_id = known(run.names.person, say("person"), step.notify.person)
    return Notification(person_id, step.notify.decision, step.notify.reason)

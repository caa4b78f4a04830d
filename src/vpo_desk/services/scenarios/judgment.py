"""The steps of judgment: assess and plan."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.domain.assessment import (
    BIAS_CHECKS,
    KEY_QUESTIONS,
    BiasAnswer,
    FactorFinding,
    KeyAnswer,
    Protection,
    ThemeFinding,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.cited import Citation, labels_in
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Action, Notification, Rule
from vpo_desk.domain.safety_plan import SafetyPlan, SafetyStep
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.errors import VpoError
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.run import Run
from vpo_desk.services.scenarios.safety_tables import SafetyTable
from vpo_desk.services.scenarios.steps import AssessStep, PlanStep, ThemeTable
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
            _theme(theme, step.themes[theme], run) for theme in CORE_THEMES if theme in step.themes
        ),
        warning=tuple(
            WarningFinding(
                behavior,
                table.state,
                table.first,
                table.last,
                table.evidence,
                _cites(table.evidence, run),
            )
            for behavior, table in step.warning.items()
        ),
        factors=tuple(
            FactorFinding(name, table.state, table.relevance, _cites(table.relevance, run))
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
        trend_reason=step.trend_reason,
        formulation=cited(step.formulation),
        scenarios=step.scenarios,
        questions=tuple(
            KeyAnswer(key, step.questions[key].status, cited(step.questions[key].text))
            for key in KEY_QUESTIONS
            if key in step.questions
        ),
        bias=step.bias,
        checks=tuple(
            BiasAnswer(key, step.checks[key]) for key in BIAS_CHECKS if key in step.checks
        ),
        until=step.until,
        signed=step.signed,
        override=step.override,
    )
    if step.seal:
        assessments.seal(assessment)
    else:
        assessments.save(assessment)


def _theme(theme: Theme, table: ThemeTable, run: Run) -> ThemeFinding:
    cited = run.names.cited
    return ThemeFinding(
        theme,
        table.finding,
        cited(table.rationale),
        _chosen(table.supports, run),
        _chosen(table.against, run),
    )


def _cites(text: str, run: Run) -> tuple[Citation, ...]:
    """Return what a text cites that need not cite: brackets that lead nowhere are text."""
    found: list[Citation] = []
    for label in labels_in(text):
        try:
            found += run.names.cited(f"[{label}]").citations
        except VpoError:
            continue
    return tuple(found)


def _chosen(labels: list[str], run: Run) -> tuple[Citation, ...]:
    """Return the evidence named in a list, such as `i1 SU-B3`; VpoError for what leads nowhere."""
    found: list[Citation] = []
    for label in labels:
        citations = run.names.cited(f"[{label}]").citations
        if not citations:
            raise VpoError(say("the evidence “{label}” leads nowhere", label=label))
        found += citations
    return tuple(found)


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
        safety=tuple(_safety(each, case_id, run) for each in step.safety),
        signed=step.signed,
        override=step.override,
    )
    if step.seal:
        plans.seal(drafted)
    else:
        plans.save(drafted)


def _safety(table: SafetyTable, case_id: str, run: Run) -> SafetyPlan:
    person_id = known(run.names.person, say("person"), table.for_)
    if RoleName.POSSIBLE_TARGET not in run.services.people.standing_roles(case_id, person_id):
        raise VpoError(say("“{name}” is no possible target of the case", name=table.for_))
    return SafetyPlan(
        person_id,
        table.signs,
        tuple(SafetyStep(each.area, each.what, each.strategy) for each in table.steps),
        table.channel,
        table.log,
        table.advocate,
        table.updates,
        table.review,
        table.ends,
    )


def _notify(step: PlanStep, run: Run) -> Notification | None:
    if step.notify is None:
        return None
    person_id = known(run.names.person, say("person"), step.notify.person)
    return Notification(person_id, step.notify.decision, step.notify.reason)

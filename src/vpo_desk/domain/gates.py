"""Gates: what must be there before a step is taken, as lists a person can work through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.assessment import (
    URGENT_BEHAVIORS,
    Assessment,
    Level,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.closing import Closing, Criterion, Grounds
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.statement import CORE_THEMES
from vpo_desk.words import Words, say

FRESH_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Gate:
    """Something missing that stops a step; `code` is logged when a written reason passes it.

    `place` names the part of the page that fills the gap.
    """

    code: str
    words: Words
    place: str


def assessment_gates(assessment: Assessment, today: date) -> tuple[Gate, ...]:
    """Return what keeps an assessment from being sealed; `today` is the day it is judged on."""
    gates = [
        Gate(
            f"theme:{theme.value}",
            say("The theme “{theme}” has not been addressed.", theme=theme.words),
            theme.value,
        )
        for theme in CORE_THEMES
        if assessment.theme(theme) is None
    ]
    wanted = (
        (assessment.level, "level", say("No level of concern is chosen.")),
        (assessment.imminence, "imminence", say("No imminence is chosen.")),
        (assessment.confidence, "confidence", say("No confidence is chosen.")),
        (assessment.formulation, "formulation", say("The formulation is empty.")),
        (assessment.bias_checked, "bias", say("The bias and rights check is empty.")),
    )
    gates += [Gate(code, words, code) for value, code, words in wanted if not value]
    if assessment.level is Level.UNDETERMINED and assessment.until is None:
        words = say("“Undetermined” needs the date until which it may stand.")
        gates.append(Gate("until", words, "level"))
    if not assessment.imminence_reason.strip() and fresh_behaviors(assessment, today):
        words = say(
            "A pathway, last-resort or energy-burst behavior was seen in the last {days} days:"
            " the imminence decision needs a written reason.",
            days=FRESH_DAYS,
        )
        gates.append(Gate("imminence_reason", words, "imminence"))
    return tuple(gates)


def fresh_behaviors(assessment: Assessment, today: date) -> tuple[WarningFinding, ...]:
    """Return the urgent warning behaviors last seen within fourteen days before `today`.

    An uncertain date counts when any of its days may lie within them.
    """
    since = today - timedelta(days=FRESH_DAYS)
    return tuple(
        finding
        for finding in assessment.warning
        if finding.behavior in URGENT_BEHAVIORS
        and finding.state in {WarningState.PRESENT, WarningState.PAST}
        and finding.last is not None
        and (finding.last.latest is None or finding.last.latest >= since)
    )


def plan_gates(plan: Plan, *, has_sealed_assessment: bool) -> tuple[Gate, ...]:
    """Return what keeps a plan from being sealed, its review date apart."""
    gates: list[Gate] = []
    if not has_sealed_assessment:
        words = say("The case has no sealed assessment.")
        gates.append(Gate("assessment", words, "assessment"))
    for number, action in enumerate(plan.actions, start=1):
        if not action.owner.strip():
            words = say("Action {number} has no owner.", number=number)
            gates.append(Gate(f"owner:{number}", words, f"action:{number}"))
        if action.due is None:
            words = say("Action {number} has no due date.", number=number)
            gates.append(Gate(f"due:{number}", words, f"action:{number}"))
    return tuple(gates)


def closing_gates(closing: Closing, *, ever_raised: bool) -> tuple[Gate, ...]:
    """Return what keeps a case from being closed.

    `ever_raised` is true when a sealed assessment ever said Moderate or higher. The five criteria
    belong to a case that is resolved; other grounds need their rationale alone.
    """
    gates: list[Gate] = []
    if closing.grounds is Grounds.RESOLVED:
        gates += [
            Gate(
                f"criterion:{criterion.value}",
                say("No evidence is given for “{criterion}”.", criterion=criterion.words),
                f"criterion:{criterion.value}",
            )
            for criterion in Criterion
            if not closing.text_of(criterion).strip()
        ]
    if not closing.rationale.strip():
        gates.append(Gate("rationale", say("The rationale is empty."), "rationale"))
    if ever_raised and (closing.second is None or not closing.second.name.strip()):
        words = say(
            "The level was Moderate or higher once: a second reviewer is missing, with name."
        )
        gates.append(Gate("second", words, "second"))
    return tuple(gates)

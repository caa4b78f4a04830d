"""Gates name exactly what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Finding,
    Imminence,
    Level,
    ThemeFinding,
    WarningBehavior,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.gates import assessment_gates, plan_gates
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.plan import Action, Domain, Plan
from vpo_desk.domain.statement import CORE_THEMES

AT = Moment(datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
TODAY = date(2026, 11, 19)
COMPLETE = Assessment(
    "assessment-1",
    "case-1",
    1,
    AT,
    themes=tuple(ThemeFinding(theme, Finding.UNKNOWN) for theme in CORE_THEMES),
    level=Level.LOW,
    imminence=Imminence.NONE,
    confidence=Confidence.LOW,
    formulation=CitedText("A quarrel, settled."),
    bias="Judged the same with other names.",
)


def codes(assessment: Assessment) -> list[str]:
    return [gate.code for gate in assessment_gates(assessment, TODAY)]


def test_a_complete_assessment_has_no_gate() -> None:
    assert codes(COMPLETE) == []


def test_an_empty_one_lists_everything_that_is_missing() -> None:
    empty = Assessment("assessment-1", "case-1", 1, AT)
    assert codes(empty) == [
        *(f"theme:{theme}" for theme in CORE_THEMES),
        "level",
        "imminence",
        "confidence",
        "formulation",
        "bias",
    ]


def test_undetermined_needs_a_date() -> None:
    undetermined = replace(COMPLETE, level=Level.UNDETERMINED)
    assert codes(undetermined) == ["until"]
    assert codes(replace(undetermined, until=date(2026, 12, 1))) == []


@pytest.mark.parametrize(
    ("behavior", "state", "last", "asks"),
    [
        (WarningBehavior.PATHWAY, WarningState.PRESENT, "2026-11-10", True),
        (WarningBehavior.LAST_RESORT, WarningState.PAST, "2026-11-05", True),
        (WarningBehavior.ENERGY_BURST, WarningState.PRESENT, "November 2026", True),
        (WarningBehavior.ENERGY_BURST, WarningState.PRESENT, "when school began", True),
        (WarningBehavior.PATHWAY, WarningState.PAST, "2026-11-04", False),
        (WarningBehavior.PATHWAY, WarningState.NOT_SEEN, "2026-11-18", False),
        (WarningBehavior.LEAKAGE, WarningState.PRESENT, "2026-11-18", False),
    ],
)
def test_a_fresh_urgent_behavior_asks_for_a_reason(
    behavior: WarningBehavior, state: WarningState, last: str, asks: bool
) -> None:
    finding = WarningFinding(behavior, state, last=read_date(last))
    judged = replace(COMPLETE, warning=(finding,))
    assert codes(judged) == (["imminence_reason"] if asks else [])
    assert codes(replace(judged, imminence_reason="He is in care.")) == []


def test_a_plan_names_actions_without_owner_or_date() -> None:
    plan = Plan(
        "plan-1",
        "case-1",
        1,
        AT,
        actions=(
            Action(Domain.SUPPORT, "Call", "R. Okafor", date(2026, 11, 20)),
            Action(Domain.MEANS, "Lock"),
        ),
    )
    found = plan_gates(plan, has_sealed_assessment=False)
    assert [gate.code for gate in found] == ["assessment", "owner:2", "due:2"]
    assert str(found[1].words) == "Action 2 has no owner."

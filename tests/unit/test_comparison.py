"""Comparing assessments: nothing that changed is left out, and nothing that stayed is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.assessment import (
    Assessment,
    BiasAnswer,
    Confidence,
    Durability,
    FactorFinding,
    Finding,
    Imminence,
    KeyAnswer,
    Level,
    Outlook,
    Protection,
    QuestionStatus,
    ThemeFinding,
    Trend,
    WarningBehavior,
    WarningFinding,
    WarningState,
    with_outlook,
)
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.comparison import compare, lines_of
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Theme

AT = Moment(datetime(2026, 11, 19, 12, tzinfo=UTC))
BARE = Assessment("a1", "k1", 1, AT)
SAYS: dict[str, Any] = {
    "themes": (ThemeFinding(Theme.COM, Finding.PRESENT, CitedText("Told two.")),),
    "warning": (
        WarningFinding(
            WarningBehavior.LEAKAGE,
            WarningState.PRESENT,
            read_date("early May 2026"),
            read_date("2026-11-14"),
            "The essay.",
        ),
    ),
    "factors": (FactorFinding("Isolation", Finding.PARTLY, "Since the team."),),
    "protective": (Protection("His sister", Durability.TIME_LIMITED, date(2027, 1, 10)),),
    "level": Level.ELEVATED,
    "imminence": Imminence.POSSIBLE,
    "imminence_reason": "A date is near.",
    "confidence": Confidence.LOW,
    "gaps": CitedText("The notebook."),
    "trend": Trend.RISING,
    "trend_reason": "Two new messages.",
    "formulation": CitedText("A loss."),
    "scenarios": ("He steadies.",),
    "bias": "Checked.",
    "until": date(2026, 12, 1),
    "questions": (KeyAnswer("K3", QuestionStatus.PARTLY, CitedText("One video.")),),
    "checks": (BiasAnswer("diagnosis", "No weight."),),
}


@pytest.mark.parametrize("field", SAYS)
def test_each_thing_an_assessment_can_say_is_told_when_it_changes(field: str) -> None:
    now = replace(BARE, **{field: SAYS[field]})
    (appeared,) = compare(BARE, now)
    assert appeared.before == ()
    assert appeared.after
    (gone,) = compare(now, BARE)
    assert (gone.before, gone.after) == (appeared.after, ())
    assert compare(now, replace(now, id="a2", number=2)) == ()


def test_every_word_of_an_assessment_stands_in_its_lines() -> None:
    told = str([[str(each) for each in line.said] + [str(line.what)] for line in lines_of(
        replace(BARE, **SAYS)
    )])  # fmt: skip
    for words in ("Told two.", "early May 2026", "The essay.", "Since the team.", "His sister"):
        assert words in told
    for words in ("A date is near.", "The notebook.", "Two new messages.", "A loss.", "No weight."):
        assert words in told


texts = st.text(min_size=1).filter(str.strip)


@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5))
def test_scenarios_that_differ_are_told_and_equal_ones_are_not(
    before: list[str], after: list[str]
) -> None:
    found = compare(replace(BARE, scenarios=tuple(before)), replace(BARE, scenarios=tuple(after)))
    told = [(each.before, each.after) for each in found]
    longest = max(len(before), len(after))
    pairs = [
        (tuple(before[place : place + 1]), tuple(after[place : place + 1]))
        for place in range(longest)
    ]
    assert sorted(told) == sorted(pair for pair in pairs if pair[0] != pair[1])


def test_the_first_three_scenarios_have_names_that_are_never_said_twice() -> None:
    found = with_outlook(("He steadies.", "Worst plausible: a rifle.", "", "Else."))
    assert found == (
        (Outlook.LIKELY, "He steadies."),
        (None, "Worst plausible: a rifle."),
        (None, "Else."),
    )

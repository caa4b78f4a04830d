"""The life of a case: no sequence of steps reaches a state past a gate nobody met or overrode."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.case import ENDED, Case, CaseState
from vpo_desk.domain.closing import Closing, Criterion, CriterionText, Grounds
from vpo_desk.domain.concern import Priority
from vpo_desk.domain.gates import closing_gates
from vpo_desk.domain.lifecycle import (
    BEGINNINGS,
    TRANSITIONS,
    NotFromHere,
    Step,
    advance,
    refusal,
    steps_from,
)
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.sign_off import SignOff

AT = Moment(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
REVIEW = date(2026, 12, 1)
WHOLE = Closing(
    "closing-1",
    "case-1",
    AT,
    Grounds.RESOLVED,
    "Nothing happened for a year.",
    tuple(CriterionText(each, f"Evidence of {each.value}") for each in Criterion),
    SignOff("Lt. Ames", "Supervisor"),
)


def case(state: CaseState) -> Case:
    return Case("case-1", "2026-001", AT, state, Priority.ROUTINE, next_review=REVIEW)


@given(st.sampled_from(sorted(BEGINNINGS)), st.lists(st.sampled_from(list(Step)), max_size=30))
def test_only_listed_steps_change_a_state(beginning: CaseState, steps: list[Step]) -> None:
    here = case(beginning)
    for step in steps:
        if step in steps_from(here.state):
            before = here
            here = advance(here, step)
            assert here.state is TRANSITIONS[step][before.state]
            assert (here.next_review is None) == (here.state in ENDED or before.next_review is None)
        else:
            with pytest.raises(NotFromHere):
                advance(here, step)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_case_can_only_be_opened_again(state: CaseState) -> None:
    assert steps_from(state) == (Step.REOPEN,)
    assert "open it again first" in str(refusal(NotFromHere(Step.PLAN, state)))


def test_every_state_is_reached_and_left() -> None:
    reached = {to for ways in TRANSITIONS.values() for to in ways.values()} | BEGINNINGS
    assert reached == set(CaseState)
    assert all(steps_from(state) for state in CaseState)


def test_a_case_that_goes_on_keeps_its_next_review_unless_a_day_is_given() -> None:
    kept = advance(case(CaseState.MANAGED), Step.REVIEW)
    moved = advance(case(CaseState.MANAGED), Step.MONITOR, next_review=date(2027, 1, 5))
    assert (kept.next_review, moved.next_review) == (REVIEW, date(2027, 1, 5))


class TestClosing:
    def codes(self, closing: Closing, *, ever_raised: bool = True) -> list[str]:
        return [gate.code for gate in closing_gates(closing, ever_raised=ever_raised)]

    def test_takes_all_five_criteria_a_rationale_and_a_second_reviewer(self) -> None:
        assert self.codes(WHOLE) == []
        bare = replace(WHOLE, criteria=(), rationale=" ", second=None)
        assert self.codes(bare) == [
            "criterion:driver",
            "criterion:behavior",
            "criterion:protective",
            "criterion:others",
            "criterion:lookout",
            "rationale",
            "second",
        ]

    @given(st.sets(st.sampled_from(list(Criterion))))
    def test_names_each_criterion_without_evidence(self, given_: set[Criterion]) -> None:
        texts = tuple(CriterionText(each, "x" if each in given_ else " ") for each in Criterion)
        wanted = [f"criterion:{each.value}" for each in Criterion if each not in given_]
        assert self.codes(replace(WHOLE, criteria=texts)) == wanted

    def test_on_other_grounds_needs_no_criteria(self) -> None:
        for grounds in set(Grounds) - {Grounds.RESOLVED}:
            assert self.codes(replace(WHOLE, grounds=grounds, criteria=())) == []

    def test_of_a_case_that_was_never_raised_needs_no_second_reviewer(self) -> None:
        assert self.codes(replace(WHOLE, second=None), ever_raised=False) == []
        assert self.codes(replace(WHOLE, second=SignOff(" "))) == ["second"]

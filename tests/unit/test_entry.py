"""What failures bring: five in a quarter of an hour, waits that grow, or the supervisor alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.entry import (
    LONGEST_WAIT,
    USUAL_RULES,
    AfterFailures,
    EntryRules,
    Refusal,
    refusal,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUPERVISED = EntryRules(AfterFailures.SUPERVISOR)


def failures(count: int, apart: timedelta = timedelta(seconds=10)) -> tuple[datetime, ...]:
    """Return failures of which the last one is at noon."""
    return tuple(NOON - apart * back for back in reversed(range(count)))


def test_four_failures_bring_nothing() -> None:
    assert refusal(failures(4), NOON, USUAL_RULES, supervised=False) is None


@pytest.mark.parametrize(("count", "minutes"), [(5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (40, 15)])
def test_each_failure_from_the_fifth_on_doubles_the_wait(count: int, minutes: int) -> None:
    found = refusal(failures(count), NOON, USUAL_RULES, supervised=False)
    assert found == Refusal(timedelta(minutes=minutes))


def test_the_wait_ends() -> None:
    later = NOON + timedelta(seconds=59)
    assert refusal(failures(5), later, USUAL_RULES, supervised=False) == Refusal(
        timedelta(seconds=1)
    )
    assert refusal(failures(5), NOON + timedelta(minutes=1), USUAL_RULES, supervised=False) is None


def test_failures_far_apart_bring_nothing() -> None:
    spread = failures(20, timedelta(minutes=5))
    assert refusal(spread, NOON, USUAL_RULES, supervised=False) is None


def test_the_supervisor_rule_holds_until_the_next_unlock() -> None:
    week = NOON + timedelta(days=7)
    assert refusal(failures(5), week, SUPERVISED, supervised=True) == Refusal(None)
    assert refusal(failures(4), week, SUPERVISED, supervised=True) is None


def test_without_a_supervisor_the_rule_is_waiting() -> None:
    found = refusal(failures(5), NOON, SUPERVISED, supervised=False)
    assert found == Refusal(timedelta(minutes=1))


@given(
    ago=st.lists(st.integers(-100_000, 100_000), max_size=30),
    now=st.integers(-100_000, 100_000),
)
def test_no_clock_makes_a_wait_longer_than_the_longest(ago: list[int], now: int) -> None:
    known = tuple(NOON - timedelta(seconds=each) for each in ago)
    found = refusal(known, NOON + timedelta(seconds=now), USUAL_RULES, supervised=False)
    if found is not None:
        assert found.wait is not None
        assert timedelta() < found.wait <= LONGEST_WAIT

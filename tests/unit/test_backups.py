"""Which backups are kept: always enough proved ones, never one less because of a bad one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.backups import ALWAYS, Kept, rotate

NOW = datetime(2026, 11, 23, 16, 42, tzinfo=UTC)


def at(days: float, *, verified: bool = True) -> Kept:
    return Kept(f"{days}-{verified}", NOW - timedelta(days=days), verified)


backups = st.lists(
    st.builds(at, st.integers(0, 24 * 800).map(lambda hours: hours / 24), verified=st.booleans()),
    unique_by=lambda each: each.name,
)


def kept(found: list[Kept]) -> frozenset[str]:
    return rotate(found, lambda moment: moment.date(), NOW)


@given(backups)
def test_the_newest_proved_ones_are_always_kept(found: list[Kept]) -> None:
    keep = kept(found)
    proved = sorted((x for x in found if x.verified), key=lambda x: x.made_at, reverse=True)
    assert {each.name for each in proved[:ALWAYS]} <= keep
    assert keep <= {each.name for each in found}
    if not proved:
        assert keep == {each.name for each in found}


@given(backups)
def test_what_is_newer_than_any_proof_waits_for_its_own(found: list[Kept]) -> None:
    proved = [each for each in found if each.verified]
    newest = max((each.made_at for each in proved), default=None)
    waiting = {each.name for each in found if newest is None or each.made_at > newest}
    assert waiting <= kept(found)


@given(backups)
def test_rotating_twice_takes_nothing_more(found: list[Kept]) -> None:
    keep = kept(found)
    assert kept([each for each in found if each.name in keep]) == keep


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    found = [at(day) for day in range(365)]
    keep = kept(found)
    assert {at(day).name for day in range(7)} <= keep
    assert len(keep) == 7 + 2 + 11  # two of the weeks and a month are among the days already


def test_several_a_day_leave_the_last_of_the_day() -> None:
    found = [at(10 + hours / 24) for hours in range(8)] + [at(day) for day in range(3)]
    keep = kept(found)
    assert at(10 + 0 / 24).name in keep
    assert at(10 + 1 / 24).name not in keep


def test_a_backup_that_was_never_proved_never_replaces_a_good_one() -> None:
    found = [at(9), at(8), at(7), *(at(day, verified=False) for day in range(6))]
    assert {at(9).name, at(8).name, at(7).name} <= kept(found)


@given(backups, st.integers(1, 2000))
def test_one_made_under_a_wrong_clock_pushes_nothing_out_and_stays(
    found: list[Kept], days: int
) -> None:
    ahead = at(-days)
    assert kept([*found, ahead]) == kept(found) | {ahead.name}

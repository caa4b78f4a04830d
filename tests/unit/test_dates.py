"""Uncertain dates keep their words and know the range they may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.dates import UncertainDate, read_date


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026-11-18", date(2026, 11, 18), date(2026, 11, 18)),
        ("18 November 2026", date(2026, 11, 18), date(2026, 11, 18)),
        ("Nov 18, 2026", date(2026, 11, 18), date(2026, 11, 18)),
        ("11/18/2026", date(2026, 11, 18), date(2026, 11, 18)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("May 2026", date(2026, 5, 1), date(2026, 5, 31)),
        ("early May 2026", date(2026, 5, 1), date(2026, 5, 10)),
        ("late February 2028", date(2028, 2, 21), date(2028, 2, 29)),
        ("summer 2019", date(2019, 6, 1), date(2019, 8, 31)),
        ("winter 2020", date(2020, 12, 1), date(2021, 2, 28)),
        ("1984", date(1984, 1, 1), date(1984, 12, 31)),
        ("about 9 November 2026", date(2026, 11, 6), date(2026, 11, 12)),
        ("before 3 June 2026", date(1, 1, 1), date(2026, 6, 2)),
        ("since 2020", date(2020, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_as_said_has_the_range_it_may_mean(said: str, first: date, last: date) -> None:
    assert read_date(said) == UncertainDate(said, first, last)


@pytest.mark.parametrize("said", ["two weeks before graduation", "31 February 2020", "Mai 2026?"])
def test_words_that_name_no_day_keep_their_words_and_have_no_range(said: str) -> None:
    assert read_date(said) == UncertainDate(said, None, None)


@given(st.text())
def test_no_words_are_ever_lost_or_refused(said: str) -> None:
    found = read_date(said)
    assert found.said == said
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


def test_dates_sort_by_their_range_and_unknown_ones_come_last() -> None:
    said = ["two weeks before graduation", "May 2026", "before 3 June 2026", "early May 2026"]
    ordered = sorted((read_date(each) for each in said), key=lambda each: each.sort_key)
    assert [each.said for each in ordered] == [
        "early May 2026",
        "May 2026",
        "before 3 June 2026",  # it has no beginning: its end is where somebody looks for it
        "two weeks before graduation",
    ]

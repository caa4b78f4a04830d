"""Dates without a year, or from the day they were said: understood, and never changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.relative_dates import read_date_of

SAID_ON = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("early May", "2026-05-01", "2026-05-10"),
        ("December", "2025-12-01", "2025-12-31"),
        ("3 June", "2026-06-03", "2026-06-03"),
        ("June 3", "2026-06-03", "2026-06-03"),
        ("29 February", "2024-02-29", "2024-02-29"),
        ("before 3 June", "0001-01-01", "2026-06-02"),
        ("since May", "2026-05-01", "9999-12-31"),
        ("summer", "2026-06-01", "2026-08-31"),
        ("winter", "2025-12-01", "2026-02-28"),
        ("Yesterday", "2026-11-23", "2026-11-23"),
        ("Tuesday", "2026-11-24", "2026-11-24"),
        ("last Tuesday", "2026-11-17", "2026-11-17"),
        ("last Friday", "2026-11-20", "2026-11-20"),
        ("three days ago", "2026-11-21", "2026-11-21"),
        ("two weeks ago", "2026-11-07", "2026-11-13"),
        ("about two weeks ago", "2026-11-04", "2026-11-16"),
        ("a month ago", "2026-10-09", "2026-11-08"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-23", "2026-11-24"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("summer 2019", "2019-06-01", "2019-08-31"),
    ],
)
def test_what_people_say_is_a_range_and_stays_as_said(said: str, first: str, last: str) -> None:
    found = read_date_of(said, SAID_ON)
    assert found.said == said
    assert (str(found.earliest), str(found.latest)) == (first, last)


@pytest.mark.parametrize(
    "said",
    ["about two weeks before graduation", "the 5th", "maybe", "may be", "31 June", "99 weeks", ""],
)
def test_what_names_no_day_keeps_its_words_alone(said: str) -> None:
    found = read_date_of(said, SAID_ON)
    assert (found.said, found.earliest, found.latest) == (said, None, None)


@given(st.text(), st.dates())
def test_no_words_are_ever_lost_or_refused(said: str, day: date) -> None:
    found = read_date_of(said, day)
    assert found.said == said
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


COUNTED = st.builds(
    "{} {}s ago".format,
    st.integers(0, 999),
    st.sampled_from(["day", "week", "month", "year"]),
)


@given(COUNTED, st.dates())
def test_nothing_ago_lies_after_the_day_it_was_said(said: str, day: date) -> None:
    found = read_date_of(said, day)
    assert found.latest is None or found.latest <= day
    if found.latest is not None and said.startswith("0 days"):
        assert found.earliest == day - timedelta(days=0)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)), st.dates())
def test_a_date_with_its_year_means_the_same_on_every_day(when: date, day: date) -> None:
    for said in (when.isoformat(), f"{when.day} {when:%B %Y}", f"early {when:%B %Y}"):
        assert read_date_of(said, day) == read_date(said)

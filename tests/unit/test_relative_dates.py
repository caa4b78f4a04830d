"""Dates without a year, or from the day they were said: understood, and never changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.relative_dates import read_date_of, understood

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
        ("the week of June 3", "2026-06-01", "2026-06-07"),
        ("between May 3 and May 9", "2026-05-03", "2026-05-09"),
        ("May 3-9", "2026-05-03", "2026-05-09"),
        ("June 3 or 4", "2026-06-03", "2026-06-04"),
        ("Dec 28 to Jan 3", "2025-12-28", "2026-01-03"),
        ("a few days after Easter", "2026-04-06", "2026-04-11"),
        ("the day after Christmas", "2025-12-26", "2025-12-26"),
        ("around Halloween", "2026-10-28", "2026-11-03"),
        ("sometime in May", "2026-05-01", "2026-05-31"),
        ("the night of May 3", "2026-05-03", "2026-05-03"),
        ("Wednesday morning", "2026-11-18", "2026-11-18"),
        ("last night around 11", "2026-11-23", "2026-11-23"),
        ("today 15:30", "2026-11-24", "2026-11-24"),
        ("the day before yesterday", "2026-11-22", "2026-11-22"),
        ("over the weekend", "2026-11-21", "2026-11-22"),
        ("Tuesday of last week", "2026-11-17", "2026-11-17"),
        ("a week ago Tuesday", "2026-11-17", "2026-11-17"),
        ("next Friday", "2026-11-27", "2026-11-27"),
        ("May 3, 5pm-6pm", "2026-05-03", "2026-05-03"),
        ("May 3 from 5pm to 6pm", "2026-05-03", "2026-05-03"),
        ("yesterday between 10 and 11 pm", "2026-11-23", "2026-11-23"),
        ("yesterday from 10 pm to midnight", "2026-11-23", "2026-11-23"),
        ("Tuesday 10-11 am", "2026-11-24", "2026-11-24"),
        ("May 3-6 pm", "2026-05-03", "2026-05-03"),
        ("a couple of weeks ago", "2026-11-07", "2026-11-13"),
        ("two or three weeks ago", "2026-10-31", "2026-11-13"),
        ("in the last two weeks", "2026-11-10", "2026-11-24"),
        ("last summer", "2026-06-01", "2026-08-31"),
        ("last May", "2026-05-01", "2026-05-31"),
        ("May of last year", "2025-05-01", "2025-05-31"),
        ("late last year", "2025-09-01", "2025-12-31"),
        ("early this month", "2026-11-01", "2026-11-10"),
        ("since Monday", "2026-11-23", "9999-12-31"),
        ("from Monday to Wednesday of last week", "2026-11-16", "2026-11-18"),
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


_WORDS = st.sampled_from(
    [
        "since",
        "until",
        "-",
        "T",
        "5pm",
        "15:00",
        "1500",
        "hrs",
        "12/25",
        "29",
        "q1",
        "9999",
        "0",
        "about",
        "before",
        "after",
        "between",
        "and",
        "from",
        "to",
        "early",
        "late",
        "the",
        "week",
        "of",
        "weekend",
        "two",
        "a",
        "few",
        "days",
        "weeks",
        "ago",
        "last",
        "next",
        "this",
        "May",
        "June",
        "Tuesday",
        "Easter",
        "3",
        "9",
        "2026",
        "summer",
        "probably",
        "on",
        "or",
        "in",
        "night",
        "15:30",
        "3pm",
    ]
)


@given(st.lists(_WORDS, max_size=9).map(" ".join), st.dates())
@example("Monday", date.min)
def test_any_order_of_the_words_that_dates_are_made_of_is_kept(said: str, day: date) -> None:
    for found in (read_date(said), read_date_of(said, day)):
        assert found.said == said
        assert (found.earliest is None) is (found.latest is None)
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest


def test_what_was_said_once_keeps_its_meaning_when_it_is_corrected_later() -> None:
    said = understood(read_date("last Tuesday"), SAID_ON)
    assert said is not None
    assert said.earliest == date(2026, 11, 17)
    month_later = SAID_ON + timedelta(days=30)
    assert understood(read_date("last Tuesday"), month_later, said) == said
    assert understood(read_date("last Monday"), month_later, said) != said
    assert understood(None, SAID_ON) is None

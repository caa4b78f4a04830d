"""Uncertain dates keep their words and know the range they may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.date_phrases import MOST
from vpo_desk.domain.dates import UncertainDate, is_impossible, one_day, read_date
from vpo_desk.domain.named_days import easter
from vpo_desk.domain.relative_dates import read_date_of


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
        ("Tuesday, May 5, 2026", date(2026, 5, 5), date(2026, 5, 5)),
        ("the 3rd of June 2026", date(2026, 6, 3), date(2026, 6, 3)),
        ("3/6/2025", date(2025, 3, 6), date(2025, 3, 6)),
        ("5/3/26", date(2026, 5, 3), date(2026, 5, 3)),
        ("25.12.2024", date(2024, 12, 25), date(2024, 12, 25)),
        ("19 Nov 2026, about 15:30", date(2026, 11, 19), date(2026, 11, 19)),
        ("around 3pm on May 3, 2026", date(2026, 5, 3), date(2026, 5, 3)),
        ("on or about May 3, 2026", date(2026, 4, 30), date(2026, 5, 6)),
        ("on or before May 3, 2026", date(1, 1, 1), date(2026, 5, 3)),
        ("no earlier than May 2026", date(2026, 5, 1), date(9999, 12, 31)),
        ("between May 3 and May 9, 2026", date(2026, 5, 3), date(2026, 5, 9)),
        ("May 3-9, 2026", date(2026, 5, 3), date(2026, 5, 9)),
        ("from 3 to 9 May 2026", date(2026, 5, 3), date(2026, 5, 9)),
        ("Dec 28 – Jan 3, 2026", date(2025, 12, 28), date(2026, 1, 3)),
        ("late May or early June 2026", date(2026, 5, 21), date(2026, 6, 10)),
        ("2019-2020", date(2019, 1, 1), date(2020, 12, 31)),
        ("the week of June 3, 2026", date(2026, 6, 1), date(2026, 6, 7)),
        ("the weekend of May 3, 2026", date(2026, 5, 2), date(2026, 5, 3)),
        ("a few days after Easter 2026", date(2026, 4, 6), date(2026, 4, 11)),
        ("two weeks before 3 June 2026", date(2026, 5, 17), date(2026, 5, 23)),
        ("shortly before Christmas 2025", date(2025, 12, 11), date(2025, 12, 24)),
        ("Thanksgiving 2025", date(2025, 11, 27), date(2025, 11, 27)),
        ("late 2024", date(2024, 9, 1), date(2024, 12, 31)),
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("the early 1990s", date(1990, 1, 1), date(1993, 12, 31)),
        ("first week of May 2026", date(2026, 5, 1), date(2026, 5, 7)),
        ("19 Nov 2026 15:00-16:00", date(2026, 11, 19), date(2026, 11, 19)),
        ("May 3, 2026, 5-6 pm", date(2026, 5, 3), date(2026, 5, 3)),
        ("5/3/2026 1500 hrs", date(2026, 5, 3), date(2026, 5, 3)),
        ("19 Nov 2026 1530", date(2026, 11, 19), date(2026, 11, 19)),
        ("May 2026 –", date(2026, 5, 1), date(2026, 5, 31)),
    ],
)
def test_a_date_as_said_has_the_range_it_may_mean(said: str, first: date, last: date) -> None:
    assert read_date(said) == UncertainDate(said, first, last)


@pytest.mark.parametrize(
    "said",
    [
        "two weeks before graduation",
        "31 February 2020",
        "Mai 2026?",
        "24/7 in 2020",
        "when he was in 3rd grade",
        "May 3, 2026 " + "and then he said it again " * 2_000,
    ],
)
def test_words_that_name_no_day_keep_their_words_and_have_no_range(said: str) -> None:
    assert read_date(said) == UncertainDate(said, None, None)


@pytest.mark.parametrize(
    "unit", ["-", "a-", "May 3-", "May 3 to ", "since May 3 or ", "about two weeks before ", "~ "]
)
def test_words_that_are_nothing_but_phrases_are_not_read_in_every_way(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr("vpo_desk.domain.dates._exact", tried.append)
    read_date_of((unit * MOST)[:MOST], date(2026, 11, 24))
    assert len(tried) < 10_000


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


@pytest.mark.parametrize(
    "said", ["31 February 2020", "2/30/2026", "13/13/2026", "May 32", "30 Feb"]
)
def test_a_day_that_no_calendar_has_is_told_from_words_that_name_none(said: str) -> None:
    assert is_impossible(said)
    assert read_date(said) == UncertainDate(said, None, None)


@pytest.mark.parametrize("said", ["29 February", "two weeks before graduation", "early May", ""])
def test_what_a_calendar_can_have_is_not_impossible(said: str) -> None:
    assert not is_impossible(said)


@pytest.mark.parametrize(
    "said", ["probably May 3, 2026", "May 3, 2026?", "May 3, 2026, about 15:30"]
)
def test_a_day_with_words_around_it_says_more_than_the_day(said: str) -> None:
    assert read_date(said).is_exact
    assert one_day(said) is None
    assert one_day("May 3, 2026") == date(2026, 5, 3)


@pytest.mark.parametrize(
    "day",
    [date(1818, 3, 22), date(2000, 4, 23), date(2019, 4, 21), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter_falls_where_the_calendar_has_it(day: date) -> None:
    assert easter(day.year) == day


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)

"""Days as an officer reads them: no order of numbers that could be misread."""

from __future__ import annotations

from datetime import date
from typing import Final

from vpo_desk.words import Words, say

MONTHS: Final = (
    say("Jan"),
    say("Feb"),
    say("Mar"),
    say("Apr"),
    say("May"),
    say("Jun"),
    say("Jul"),
    say("Aug"),
    say("Sep"),
    say("Oct"),
    say("Nov"),
    say("Dec"),
)


LONG_MONTHS: Final = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def long_date_words(day: date) -> Words:
    """Return a date as `23 November 2026`, in the same words whatever the computer's own language."""
    return say("{day} {month} {year}", day=day.day, month=LONG_MONTHS[day.month - 1], year=day.year)


def date_words(day: date) -> Words:
    """Return a date as `23 Nov 2026`."""
    return say("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)

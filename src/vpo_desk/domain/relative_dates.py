"""Dates that people say without a year, or from the day they say it: kept as said, read as a range."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.dates import UncertainDate, read_date

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
} | {"a": 1, "an": 1}
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_AGO: Final = re.compile(
    rf"(?:(?P<about>about|around|some|roughly) )?{_COUNT} (?P<unit>day|week|month|year)s? ago",
    re.IGNORECASE,
)
_WEEKDAYS: Final = {name.casefold(): place for place, name in enumerate(calendar.day_name)}
_DAY: Final = re.compile(
    rf"(?:(?P<last>last|this past|on|this) )?(?P<day>{'|'.join(_WEEKDAYS)})", re.IGNORECASE
)
_NEAR: Final = {"today": 0, "this morning": 0, "tonight": 0, "yesterday": 1, "last night": 1}
_PERIOD: Final = re.compile(r"(?P<which>last|this) (?P<unit>week|month|year)", re.IGNORECASE)
_NAMES_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_NAMES_SEASON: Final = re.compile(r"\b(?:spring|summer|fall|autumn|winter)\b", re.IGNORECASE)


def read_date_of(said: str, day: date) -> UncertainDate:
    """Understand a date as said on a day, and keep the words as they are.

    What `read_date` knows keeps its meaning. Beyond it: "yesterday", "last Tuesday", "two weeks
    ago", "about a month ago", "last month", and a month, day or season without its year, which is
    the newest one that had begun by that day. Anything else keeps its words and has no range.
    """
    known = read_date(said)
    if known.earliest is not None:
        return known
    text = " ".join(said.split()).strip(" .,")
    try:
        span = _near(text, day) or _ago(text, day) or _period(text, day) or _yearless(text, day)
    except (OverflowError, ValueError):  # before the first year there is
        span = None
    return UncertainDate(said, *span) if span else known


def _near(text: str, day: date) -> tuple[date, date] | None:
    back = _NEAR.get(text.casefold())
    if back is None:
        match = _DAY.fullmatch(text)
        if match is None:
            return None
        back = (day.weekday() - _WEEKDAYS[match["day"].casefold()]) % 7
        if back == 0 and (match["last"] or "").casefold() in {"last", "this past"}:
            back = 7
    found = day - timedelta(days=back)
    return found, found


def _ago(text: str, day: date) -> tuple[date, date] | None:
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    word = match["count"].casefold()
    count = int(word) if word.isdigit() else _NUMBERS[word]
    unit = match["unit"].casefold()
    if unit == "day":
        found, slack = day - timedelta(days=count), 0 if count < 4 else 1
    elif unit == "week":
        found, slack = day - timedelta(weeks=count), 3
    elif unit == "month":
        found, slack = _months_before(day, count), 15
    else:
        found, slack = _months_before(day, 12 * count), 183
    slack = slack * 2 if match["about"] else slack
    return found - timedelta(days=slack), min(day, found + timedelta(days=slack))


def _period(text: str, day: date) -> tuple[date, date] | None:
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    unit, last = match["unit"].casefold(), match["which"].casefold() == "last"
    if unit == "week":
        first = day - timedelta(days=day.weekday() + (7 if last else 0))
        return first, first + timedelta(days=6) if last else day
    if unit == "month":
        first = day.replace(day=1)
        return (_months_before(first, 1), first - timedelta(days=1)) if last else (first, day)
    first = day.replace(month=1, day=1)
    return (first.replace(year=day.year - 1), first - timedelta(days=1)) if last else (first, day)


def _yearless(text: str, day: date) -> tuple[date, date] | None:
    """Read words without a year by giving them the newest year in which they had begun."""
    if not (_NAMES_MONTH.search(text) or _NAMES_SEASON.search(text)):
        return None
    for year in (day.year, day.year - 1, day.year - 2, day.year - 3, day.year - 4):
        found = read_date(f"{text} {year}")  # four years back there is a 29 February
        first = found.earliest
        if first is None or found.latest is None:
            continue
        begins = found.latest if first.year == 1 else first  # "before 3 June"
        if begins <= day:
            return first, found.latest
    return None


def _months_before(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

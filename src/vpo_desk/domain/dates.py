"""Uncertain dates: kept and printed as said, sorted as the range of days they may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.date_phrases import DEEPEST, FIRST_DAY, LAST_DAY, Span, phrase, plain
from vpo_desk.domain.named_days import NAMES, named_day

_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
}
_SEASONS: Final = {
    "spring semester": (1, 5),
    "fall semester": (8, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "fall": (9, 11),
    "autumn": (9, 11),
}
_THIRDS: Final = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "first half": (1, 15),
    "mid": (11, 20),
    "middle": (11, 20),
    "second half": (16, 31),
    "late": (21, 31),
    "end": (21, 31),
    "first week": (1, 7),
    "second week": (8, 14),
    "third week": (15, 21),
    "fourth week": (22, 28),
    "last week": (22, 31),
}
_PARTS: Final = "|".join(_THIRDS)
_PARTS_OF_YEAR: Final = {
    "early": (1, 4),
    "beginning": (1, 3),
    "start": (1, 3),
    "first half": (1, 6),
    "mid": (5, 8),
    "middle": (5, 8),
    "second half": (7, 12),
    "late": (9, 12),
    "end": (10, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
} | _SEASONS
_WEEKDAY: Final = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? (?:the )?(?=.*\d)",
    re.IGNORECASE,
)
_CENTURY: Final = 40
"""A year of two digits from here on is of the last century: people were born then."""


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as a person said it, with the first and the last day it may mean.

    Both days are missing when the words name no day at all ("two weeks before graduation").
    """

    said: str
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_exact(self) -> bool:
        """True when it can mean one day only."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders by the range; what has no range comes last.

        A range without a beginning ("before 3 June") stands at its end, where somebody looks for it.
        """
        if self.earliest == FIRST_DAY and self.latest is not None:
            return (self.latest, self.latest)
        return (self.earliest or LAST_DAY, self.latest or LAST_DAY)


def read_date(said: str) -> UncertainDate:
    """Understand a date as said, and keep the words as they are.

    Knows "2026-11-18", "18 November 2026", "November 18, 2026", "11/18/2026" (the month first, as
    Americans write it), "May 2026", "early May 2026", "summer 2019", "1984", "Easter 2026", and
    what is said around them: "about", "before", "between … and …", "a few days after …", "the week
    of …", a time of day. Anything else keeps its words and has no range.
    """
    span = span_of(plain(said))
    return UncertainDate(said, *span) if span else UncertainDate(said)


def one_day(said: str) -> date | None:
    """Return the day that words name and say nothing beside: no "probably", no time of day."""
    try:
        span = _exact(" ".join(said.split()).strip(" .,"))
    except ValueError:
        return None
    return span[0] if span else None


def is_impossible(said: str) -> bool:
    """True for words in the form of one day that no calendar has, such as 31 February."""
    text = _WEEKDAY.sub("", plain(said))
    for words in (text, f"{text} 2024"):  # a year with a 29 February
        try:
            _exact(words)
        except ValueError:
            return True
    return False


def span_of(text: str, depth: int = 0) -> Span | None:
    """Return the days that plain words with their year may mean.

    `depth` counts the phrases that they stand in.
    """
    if not text or depth > DEEPEST:
        return None
    try:
        return _known(text) or phrase(text, lambda rest: span_of(plain(rest), depth + 1))
    except (OverflowError, ValueError):  # 31 February and the like: kept as said, without a range
        return None


def _known(text: str) -> Span | None:
    bare = _WEEKDAY.sub("", text)
    return _exact(bare) or _month(text) or _year(text) or _named(text)


def _exact(text: str) -> Span | None:
    """Return the one day that words name; ValueError where there is no such day."""
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := re.fullmatch(r"(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4}|\d{2})", text):
        if match[2] == " ":
            return None
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second and text[match.end(3)] == match[2]:  # the day first: 25.12.2024
            first, second = second, first
        day = date(_full_year(match[4]), first, second)
    elif match := re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([A-Za-z]+)\.?,?(?: of)? (\d{4}|'\d{2})",
        text,
        re.IGNORECASE,
    ):
        if (month := _MONTHS.get(match[2].casefold())) is None:
            return None
        day = date(_full_year(match[3]), month, int(match[1]))
    elif match := re.fullmatch(
        r"([A-Za-z]+)\.?(?: the)? (\d{1,2})(?:st|nd|rd|th)?,?(?: of)? (\d{4}|'\d{2})",
        text,
        re.IGNORECASE,
    ):
        if (month := _MONTHS.get(match[1].casefold())) is None:
            return None
        day = date(_full_year(match[3]), month, int(match[2]))
    else:
        return None
    return day, day


def _full_year(digits: str) -> int:
    number = int(digits.strip("'"))
    if number > 99 or len(digits.strip("'")) > 2:
        return number
    return number + (1900 if number >= _CENTURY else 2000)


def _month(text: str) -> Span | None:
    match = re.fullmatch(
        rf"(?:({_PARTS})[ -](?:of )?)?([A-Za-z]+)\.?,?(?: of)? (\d{{4}}|'\d{{2}})",
        text,
        re.IGNORECASE,
    )
    if not match or (month := _MONTHS.get(match[2].casefold())) is None:
        if iso := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _days(int(iso[1]), int(iso[2]), 1, 31)
        if short := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
            return _days(int(short[2]), int(short[1]), 1, 31)
        return None
    first, last = _THIRDS[match[1].casefold()] if match[1] else (1, 31)
    return _days(_full_year(match[3]), month, first, last)


def _year(text: str) -> Span | None:
    if match := re.fullmatch(r"(early |mid[ -]|late )?(?:the )?(\d{3}0)'?s", text, re.IGNORECASE):
        part, year = (match[1] or "").strip(" -").casefold(), int(match[2])
        begin, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
        return date(year + begin, 1, 1), date(year + end, 12, 31)
    if match := re.fullmatch(
        r"winter(?: of)? (\d{4})(?:[-/](?:\d{4}|\d{2}))?", text, re.IGNORECASE
    ):
        year = int(match[1])  # the winter of a year begins in its December
        return date(year, 12, 1), _days(year + 1, 2, 1, 31)[1]
    parts = "|".join(_PARTS_OF_YEAR)
    match = re.fullmatch(rf"(?:({parts})[ -](?:of )?)?(?:the year )?(\d{{4}})", text, re.IGNORECASE)
    if not match:
        return None
    year = int(match[2])
    first, last = _PARTS_OF_YEAR[match[1].casefold()] if match[1] else (1, 12)
    return date(year, first, 1), _days(year, last, 1, 31)[1]


def _named(text: str) -> Span | None:
    match = re.fullmatch(
        rf"(?P<name>{'|'.join(re.escape(name) for name in NAMES)})(?: of|,)? (?P<year>\d{{4}})",
        text,
        re.IGNORECASE,
    )
    day = named_day(match["name"], int(match["year"])) if match else None
    return (day, day) if day else None


def _days(year: int, month: int, first: int, last: int) -> Span:
    length = calendar.monthrange(year, month)[1]
    return date(year, month, first), date(year, month, min(last, length))

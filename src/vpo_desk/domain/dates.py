"""Uncertain dates: kept and printed as said, sorted as the range of days they may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
}
_SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_THIRDS: Final = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 31)}
_ABOUT: Final = re.compile(r"^(about|around|circa|ca\.?|approximately)\s+", re.IGNORECASE)
_OPEN: Final = re.compile(r"^(before|after|since|until|by)\s+", re.IGNORECASE)
_FIRST_DAY: Final = date(1, 1, 1)
_LAST_DAY: Final = date(9999, 12, 31)


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
        if self.earliest == _FIRST_DAY and self.latest is not None:
            return (self.latest, self.latest)
        return (self.earliest or _LAST_DAY, self.latest or _LAST_DAY)


def read_date(said: str) -> UncertainDate:
    """Understand a date as said, and keep the words as they are.

    Knows "2026-11-18", "18 November 2026", "November 18, 2026", "11/18/2026", "May 2026",
    "early May 2026", "summer 2019", "1984", and these after "about", "before" or "after".
    Anything else keeps its words and has no range.
    """
    text = " ".join(said.split())
    about = _ABOUT.match(text)
    opened = _OPEN.match(text)
    rest = text[(about or opened).end() :] if (about or opened) else text  # type: ignore[union-attr]
    span = _span(rest.strip(" .,"))
    if span is None:
        return UncertainDate(said)
    first, last = span
    if opened:
        if opened[1].casefold() in {"before", "until", "by"}:
            end = first - timedelta(days=1) if opened[1].casefold() == "before" else last
            return UncertainDate(said, _FIRST_DAY, end)
        return UncertainDate(said, first, _LAST_DAY)
    if about and (last - first).days < 31:
        return UncertainDate(said, first - timedelta(days=3), last + timedelta(days=3))
    return UncertainDate(said, first, last)


def _span(text: str) -> tuple[date, date] | None:
    try:
        return _exact(text) or _month(text) or _season_or_year(text)
    except ValueError:  # 31 February and the like: kept as said, without a range
        return None


def _exact(text: str) -> tuple[date, date] | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day = date(int(match[3]), int(match[1]), int(match[2]))
    elif match := re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]+)\.?,? (\d{4})", text):
        if (month := _MONTHS.get(match[2].casefold())) is None:
            return None
        day = date(int(match[3]), month, int(match[1]))
    elif match := re.fullmatch(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        if (month := _MONTHS.get(match[1].casefold())) is None:
            return None
        day = date(int(match[3]), month, int(match[2]))
    else:
        return None
    return day, day


def _month(text: str) -> tuple[date, date] | None:
    match = re.fullmatch(
        r"(?:(early|mid|middle|late)[ -](?:of )?)?([A-Za-z]+)\.?,? (\d{4})", text, re.IGNORECASE
    )
    if not match or (month := _MONTHS.get(match[2].casefold())) is None:
        if iso := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _days(int(iso[1]), int(iso[2]), 1, 31)
        return None
    first, last = _THIRDS[match[1].casefold()] if match[1] else (1, 31)
    return _days(int(match[3]), month, first, last)


def _season_or_year(text: str) -> tuple[date, date] | None:
    match = re.fullmatch(
        r"(?:(spring|summer|fall|autumn|winter|early|mid|late)[ -](?:of )?)?(\d{4})",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    year, part = int(match[2]), (match[1] or "").casefold()
    if part == "winter":  # the winter of a year begins in its December
        return date(year, 12, 1), _days(year + 1, 2, 1, 31)[1]
    first, last = _SEASONS.get(
        part, {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    )
    return date(year, first, 1), _days(year, last, 1, 31)[1]


def _days(year: int, month: int, first: int, last: int) -> tuple[date, date]:
    length = calendar.monthrange(year, month)[1]
    return date(year, month, first), date(year, month, min(last, length))

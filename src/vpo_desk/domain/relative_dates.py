"""Dates that people say without a year, or from the day they say it: kept as said, read as a range."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.date_phrases import (
    COUNT,
    DEEPEST,
    SLACK,
    Span,
    counted,
    phrase,
    plain,
    shifted,
    slack_of,
    week_of,
    weekend_of,
)
from vpo_desk.domain.dates import UncertainDate, read_date, span_of

_NAMES: Final = tuple(name.casefold() for name in calendar.day_name)
_WEEKDAYS: Final = {
    short: place
    for place, name in enumerate(_NAMES)
    for short in (name, name[:3], {"tuesday": "tues", "thursday": "thurs"}.get(name, name))
}
_ANY_DAY: Final = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_AGO: Final = re.compile(
    r"(?P<about>about |around |some |roughly |almost |nearly |at least )?"
    rf"(?:(?P<over>more than |over |well over )?{COUNT}|(?P<half>half a year)) ago",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    rf"(?:(?P<which>last|this past|past|this|next|this coming) )?(?P<day>{_ANY_DAY})", re.IGNORECASE
)
_DAY_OF_WEEK: Final = re.compile(
    rf"(?:(?P<day>{_ANY_DAY}),? (?:of )?(?:last week|a week ago)"
    rf"|(?P<behind>last week|a week ago)(?: on)? (?P<that>{_ANY_DAY}))",
    re.IGNORECASE,
)
_NEAR: Final = {
    "today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tonight": 0,
    "earlier today": 0,
    "yesterday": 1,
    "last night": 1,
    "day before yesterday": 2,
    "tomorrow": -1,
}
_TIMES: Final = re.compile(
    r"^(?P<near>last night|this morning|this afternoon|this evening|tonight)\b.*$", re.IGNORECASE
)
_PERIOD: Final = re.compile(
    r"(?:(?:earlier|early|late|later|middle of|mid|end of|beginning of|start of)[ -]?)?"
    r"(?P<which>last|this|next) (?P<unit>week|month|year)",
    re.IGNORECASE,
)
_PART_OF_YEAR: Final = re.compile(
    r"(?P<part>.+?),?(?: of)? (?P<which>last|this|next) year", re.IGNORECASE
)
_WEEKEND: Final = re.compile(r"(?:(?P<which>last|this past|this|next) )?weekend", re.IGNORECASE)
_PAST: Final = re.compile(
    rf"(?:(?:in|over|within|for|during) )?(?:the )?(?:last|past) (?:{COUNT}|(?P<one>week|month|year))",
    re.IGNORECASE,
)
_LAST: Final = re.compile(r"(?P<which>last|this past|this) (?P<rest>.+)", re.IGNORECASE)
_YEARS_BACK: Final = 5  # four years back there is a 29 February


def read_date_of(said: str, day: date) -> UncertainDate:
    """Understand a date as said on a day, and keep the words as they are.

    What `read_date` knows keeps its meaning. Beyond it: "yesterday", "last Tuesday", "two weeks
    ago", "a couple of months ago", "last month", "over the weekend", and a month, day, season or
    holiday without its year, which is the newest one that had begun by that day. Anything else
    keeps its words and has no range.
    """
    known = read_date(said)
    if known.earliest is not None:
        return known
    text = _TIMES.sub(lambda match: match["near"], " ".join(said.split()).strip(" .,?"))
    found = _near(text, day) or _span(plain(text), day)
    return UncertainDate(said, *found) if found else known


def understood(
    when: UncertainDate | None, day: date, known: UncertainDate | None = None
) -> UncertainDate | None:
    """Return a date as said on a day; `known`, said in the same words before, keeps its meaning."""
    if when is None or when.earliest is not None:
        return when
    return known if known and known.said == when.said else read_date_of(when.said, day)


def _span(text: str, day: date, depth: int = 0) -> Span | None:
    if not text or depth > DEEPEST:
        return None

    def inner(rest: str) -> Span | None:
        return span_of(plain(rest), depth + 1) or _span(plain(rest), day, depth + 1)

    try:
        return (
            _near(text, day)
            or _ago(text, day)
            or _period(text, day, depth)
            or _past(text, day)
            or _yearless(text, day, depth)
            or _last(text, day, depth)
            or phrase(text, inner)
        )
    except (OverflowError, ValueError):  # before the first year there is
        return None


def _near(text: str, day: date) -> Span | None:
    back = _NEAR.get(text.casefold().removeprefix("the "))
    if back is None:
        if match := _DAY_OF_WEEK.fullmatch(text):
            monday = week_of(day)[0]
            found = shifted(monday, _WEEKDAYS[(match["day"] or match["that"]).casefold()] - 7)
            return found, found
        match = _DAY.fullmatch(text)
        if match is None:
            return None
        wanted, which = _WEEKDAYS[match["day"].casefold()], (match["which"] or "").casefold()
        if which in {"next", "this coming"}:
            back = -((wanted - day.weekday() - 1) % 7 + 1)
        else:
            back = (day.weekday() - wanted) % 7
            if back == 0 and which in {"last", "this past", "past"}:
                back = 7
    found = shifted(day, -back)
    return found, found


def _ago(text: str, day: date) -> Span | None:
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    if match["half"]:
        return _months_before(day, 7), _months_before(day, 5)
    least, most = counted(match)
    unit = match["unit"].casefold()
    slack = slack_of(unit, most)
    slack = slack * 2 if match["about"] else slack
    newest, oldest = _back(day, least, unit), _back(day, most, unit)
    if match["over"]:
        return oldest - timedelta(days=2 * SLACK[unit] or 3), newest
    return oldest - timedelta(days=slack), min(day, newest + timedelta(days=slack))


def _back(day: date, count: int, unit: str) -> date:
    if unit == "day":
        return day - timedelta(days=count)
    if unit == "week":
        return day - timedelta(weeks=count)
    return _months_before(day, count if unit == "month" else 12 * count)


def _period(text: str, day: date, depth: int) -> Span | None:
    if match := _WEEKEND.fullmatch(text):
        return _weekend((match["which"] or "").casefold(), day)
    match = _PERIOD.fullmatch(text)
    if match is None:
        if match := _PART_OF_YEAR.fullmatch(text):
            step = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
            return span_of(f"{match['part']} {day.year + step}", depth)
        return None
    unit, which = match["unit"].casefold(), match["which"].casefold()
    part = text[: match.start("which")].strip(" -").casefold().removesuffix(" of")
    if unit == "week":
        first, last = week_of(shifted(day, {"last": -7, "this": 0, "next": 7}[which]))
    elif unit == "month":
        first = _months_before(day.replace(day=1), {"last": 1, "this": 0, "next": -1}[which])
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if part and (span := span_of(f"{part} {first:%B} {first.year}")):
            first, last = span
    else:
        year = day.year + {"last": -1, "this": 0, "next": 1}[which]
        first, last = span_of(f"{part} {year}".strip()) or (date(year, 1, 1), date(year, 12, 31))
    return (first, min(last, day)) if which == "this" and first <= day else (first, last)


def _weekend(which: str, day: date) -> Span:
    saturday, sunday = weekend_of(day)
    if which == "next":
        return shifted(saturday, 7), shifted(sunday, 7)
    if which == "this":
        return saturday, sunday
    if saturday > day or which in {"last", "this past"}:
        return shifted(saturday, -7), shifted(sunday, -7)
    return saturday, sunday


def _past(text: str, day: date) -> Span | None:
    match = _PAST.fullmatch(text)
    if match is None:
        return None
    unit = (match["one"] or match["unit"]).casefold()
    return _back(day, 1 if match["one"] else counted(match)[1], unit), day


def _yearless(text: str, day: date, depth: int) -> Span | None:
    """Read words without a year by giving them the newest year in which they had begun."""
    for year in range(day.year, day.year - _YEARS_BACK, -1):
        found = span_of(f"{text} {year}", depth) if year > 0 else None
        if found is None:
            continue
        first, last = found
        begins = last if first.year == 1 else first  # "before 3 June"
        if begins <= day:
            return first, last
    return None


def _last(text: str, day: date, depth: int) -> Span | None:
    """Read "last summer", "last May", "last Christmas": the newest one that was over by that day."""
    match = _LAST.fullmatch(text)
    if match is None:
        return None
    for year in range(day.year, day.year - _YEARS_BACK, -1):
        found = span_of(f"{match['rest']} {year}", depth) if year > 0 else None
        if found is None:
            continue
        if match["which"].casefold() == "this" and found[0] <= day:
            return found
        if found[1] < day:
            return found
    return None


def _months_before(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

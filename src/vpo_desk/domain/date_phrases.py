"""What is said around a date: "about", "before", "two weeks after", "between", "the week of".

Every function takes the words and a way to read the date inside them, so that "since" works on
"May 2026" as on "last Monday".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

Span = tuple[date, date]
"""The first and the last day that words may mean."""
Read = Callable[[str], Span | None]

FIRST_DAY: Final = date(1, 1, 1)
LAST_DAY: Final = date(9999, 12, 31)

MOST: Final = 120
"""Characters of the longest words that are read as a date; anything longer tells a story."""

_WORDS: Final = [
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
    "thirteen",
    "fourteen",
    "fifteen",
]
_NUMBERS: Final = {word: number for number, word in enumerate(_WORDS, start=1)} | {"a": 1, "an": 1}
_NUMBER: Final = rf"\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_VAGUE: Final = {"couple": (2, 2), "few": (2, 5), "several": (3, 8), "half": (1, 1)}
COUNT: Final = (
    r"(?:(?P<vague>a couple(?: of)?|couple(?: of)?|a few|few|several)"
    rf"|(?P<count>{_NUMBER})(?:(?: or | to |-)(?P<upto>{_NUMBER}))?) (?P<unit>day|week|month|year)s?"
)
"""How long: "two weeks", "a couple of days", "2-3 months"."""

DEEPEST: Final = 4
"""Phrases within one another that are still read, as in "since about two weeks before May 3".

What is pasted can be nothing but such words; each one more would multiply the ways to read it.
"""

SLACK: Final = {"day": 0, "week": 3, "month": 15, "year": 183}
"""Days that a count of a unit may be off to either side."""

_DAYS_IN: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_FEW_DAYS: Final = 4
"""From so many days on a count of days is taken with one day to spare."""

_HEDGE: Final = re.compile(
    r"^(?:probably|maybe|perhaps|possibly|likely|i think|it was|sometime|some time"
    r"|(?:on|in)(?! or )|during|over(?= (?:the|last|this|christmas|thanksgiving|easter|summer))"
    r"|at|the|of|(?:the )?(?:night|evening|afternoon|morning|day) of)\b[ ,]*",
    re.IGNORECASE,
)
_TIME: Final = (
    r"(?:(?:at|about|around|by|before|after|ca\.?|~) ?)*"
    r"(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?|noon|midnight"
    r"|(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs?)\b\.?)"
)
_PART: Final = (
    r"(?:in the |at )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night|lunchtime|noon)"
)
_TIME_FIRST: Final = re.compile(rf"^{_TIME},?(?: on)? ", re.IGNORECASE)
_HOURS: Final = rf"(?:(?<=\d),? |(?<=day),? |, )\d{{1,2}} ?- ?{_TIME}"
"""Such as "5-6 pm" behind a day; behind a month the 5 is a day itself."""
_TIME_LAST: Final = re.compile(rf"(?:{_HOURS}|(?:,? |T| ?- ?)(?:{_TIME}|{_PART}))$", re.IGNORECASE)
_AROUND_CLOCK: Final = re.compile(
    r"(?:,? (?:at about|at around|about|around|at|(?:between|from)(?: \d{1,2} ?(?:and|to|-))?) ?\d{1,2}"
    r"|(?<=\d{4}),? (?:[01]\d|2[0-3])[0-5]\d)$",
    re.IGNORECASE,
)
_OPEN_LAST: Final = re.compile(
    r"(?:,? (?:and|or|to|until|till|through|between|from|at)| ?-)$", re.IGNORECASE
)
"""What joined a time of day, or is typed no further: no end of a range stands behind it."""
_ABOUT: Final = re.compile(
    r"^(?:on or about|in or about|in or around|on or around|about|around|circa|ca?\.|ca|approximately"
    r"|roughly|some|~) ?(?=\S)",
    re.IGNORECASE,
)
_OR_SO: Final = re.compile(
    r"[ ,]*(?:\(?(?:approx\.?|approximately|about|circa)\)?|or so|or thereabouts|give or take)$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"^(?:any ?time |sometime |some time )?(?:before|prior to) ", re.IGNORECASE
)
_UNTIL: Final = re.compile(
    r"^(?:until|till|up to|up until|through|by|on or before|no later than|not later than|not after) ",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"^(?:any ?time |sometime |some time )?(?:ever since|since|as of|on or after|not before"
    r"|no earlier than|not earlier than|after) ",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    r"^(?:shortly|just|right|soon|not long|immediately) (?P<side>before|after) ", re.IGNORECASE
)
_OFFSET: Final = re.compile(rf"^{COUNT} (?P<side>before|after|prior to|from) ", re.IGNORECASE)
_THE_DAY: Final = re.compile(
    r"^(?:the )?(?P<what>day|night|morning|evening|week|weekend|month) (?P<side>before|after) ",
    re.IGNORECASE,
)
_WEEK_OF: Final = re.compile(
    r"^(?:the )?(?P<what>week|weekend|month) (?:of|beginning|starting|commencing)(?: on)? ",
    re.IGNORECASE,
)
_WEEKEND: Final = re.compile(r" weekend(?P<year> \d{4})?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"^(?:between (?P<one>.+?) and (?P<two>.+)|from (?P<three>.+?) (?:to|until|till|through) (?P<four>.+)"
    r"|(?P<five>.+?) (?:to|through|until|till|or|and) (?P<six>.+)|(?P<seven>.+?) ?- ?(?P<eight>.+))$",
    re.IGNORECASE,
)


def plain(said: str) -> str:
    """Return words without what tells nothing of the day: spaces, hedges and the time of day."""
    text = " ".join(said.split())
    if len(text) > MOST:
        return ""
    for known, usual in (("’", "'"), ("–", "-"), ("—", "-"), ("“", ""), ("”", "")):
        text = text.replace(known, usual)
    text = text.strip(" .,;?!\"'()")
    before = None
    while before != text:
        before = text
        text = _TIME_FIRST.sub("", text)
        text = _AROUND_CLOCK.sub("", _TIME_LAST.sub("", text))
        text = _OPEN_LAST.sub("", text).strip(" .,;")
        text = _HEDGE.sub("", text)
    return text


def phrase(text: str, read: Read) -> Span | None:
    """Return what a phrase around a date may mean; None when it is none, or holds no date."""
    return (
        _about(text, read)
        or _open(text, read)
        or _away(text, read)
        or _whole(text, read)
        or _range(text, read)
    )


def counted(match: re.Match[str]) -> tuple[int, int]:
    """Return the least and the most that a `COUNT` says."""
    if vague := match["vague"]:
        word = next(word for word in _VAGUE if word in vague.casefold())
        return _VAGUE[word]
    least = _number(match["count"])
    most = _number(match["upto"]) if match["upto"] else least
    return min(least, most), max(least, most)


def slack_of(unit: str, count: int) -> int:
    """Return the days that so many of a unit, as somebody counts them, may be off to either side."""
    return SLACK[unit] if unit != "day" or count < _FEW_DAYS else 1


def shifted(day: date, days: int) -> date:
    """Return a day so many days off, or the first or last that there is."""
    number = day.toordinal() + days
    return date.fromordinal(min(max(number, 1), LAST_DAY.toordinal()))


def week_of(day: date) -> Span:
    """Return the Monday and the Sunday around a day."""
    monday = shifted(day, -day.weekday())
    return monday, shifted(monday, 6)


def weekend_of(day: date) -> Span:
    """Return the Saturday and the Sunday of the week around a day."""
    monday = shifted(day, -day.weekday())
    return shifted(monday, 5), shifted(monday, 6)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.casefold()]


def _about(text: str, read: Read) -> Span | None:
    match = _ABOUT.match(text) or _OR_SO.search(text)
    if match is None:
        return None
    rest = text[: match.start()] if match.start() else text[match.end() :]
    span = read(rest)
    if span is None:
        return None
    first, last = span
    if (last - first).days < 31:
        return shifted(first, -3), shifted(last, 3)
    return span


def _open(text: str, read: Read) -> Span | None:
    """Read what has no beginning or no end: "before 3 June", "since May"."""
    if match := _BEFORE.match(text):
        span = read(text[match.end() :])
        return (FIRST_DAY, shifted(span[0], -1)) if span and span[0] > FIRST_DAY else None
    if match := _UNTIL.match(text):
        span = read(text[match.end() :])
        return (FIRST_DAY, span[1]) if span else None
    if match := _AFTER.match(text):
        span = read(text[match.end() :])
        return (span[0], LAST_DAY) if span else None
    return None


def _away(text: str, read: Read) -> Span | None:
    """Read what lies beside another day: "two weeks before", "the day after", "shortly before"."""
    if match := _NEAR.match(text):
        span = read(text[match.end() :])
        if span is None:
            return None
        if match["side"].casefold() == "before":
            return shifted(span[0], -14), shifted(span[0], -1)
        return span[0], shifted(span[1], 14)
    if match := _THE_DAY.match(text):
        unit = {"week": 7, "weekend": 7, "month": 30}.get(match["what"].casefold(), 1)
        least, most, slack = min(unit, 1), unit, 0
    elif match := _OFFSET.match(text):
        fewest, highest = counted(match)
        unit = match["unit"].casefold()
        slack = slack_of(unit, highest)
        least, most = fewest * _DAYS_IN[unit], highest * _DAYS_IN[unit]
    else:
        return None
    span = read(text[match.end() :])
    if span is None:
        return None
    if match["side"].casefold() in {"before", "prior to"}:
        return shifted(span[0], -most - slack), shifted(span[1], -least + slack)
    return shifted(span[0], least - slack), shifted(span[1], most + slack)


def _whole(text: str, read: Read) -> Span | None:
    """Read "the week of June 3", "the weekend of May 2", "Memorial Day weekend"."""
    if match := _WEEK_OF.match(text):
        span = read(text[match.end() :])
        if span is None or match["what"].casefold() == "month":
            return span
        around = weekend_of if match["what"].casefold() == "weekend" else week_of
        return around(span[0])[0], around(span[1])[1]
    if match := _WEEKEND.search(text):
        span = read(text[: match.start()] + (match["year"] or ""))
        if span and (span[1] - span[0]) < timedelta(days=7):
            return shifted(span[0], -3), shifted(span[1], 3)
    return None


def _range(text: str, read: Read) -> Span | None:
    """Read two days with everything between: "between May 3 and May 9, 2026", "May 3-9 2026"."""
    match = _BETWEEN.match(text)
    if match is None:
        return None
    left, right = (part for part in match.groups() if part is not None)
    end = read(right)
    if end is None and (month := re.match(r"^([A-Za-z]+\.? )\d", left)):
        end = read(month[1] + right)  # May 3-9, 2026
    if end is None:
        return None
    begin = _beginning(left, right, end, read)
    return (begin[0], max(begin[1], end[1])) if begin and begin[0] <= end[1] else None


def _beginning(left: str, right: str, end: Span, read: Read) -> Span | None:
    """Return the first day of a range, which borrows from the last what it does not say itself."""
    _, _, rest = right.partition(" ")
    for words in (f"{left} {rest}", f"{left} {end[0].year}", f"{left} {end[0].year - 1}", left):
        found = read(words)
        if found and found[0] <= end[1]:
            return found
    return None

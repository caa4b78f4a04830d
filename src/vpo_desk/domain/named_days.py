"""Days that people name instead of dating them: holidays, of which some fall on another day each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

_MONDAY: Final = 0
_THURSDAY: Final = 3


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (J. Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, remainder = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * remainder + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(month: int, weekday: int, count: int) -> Callable[[int], date]:
    def of(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))

    return of


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _memorial_day(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


_DAYS: Final[Mapping[str, Callable[[int], date]]] = {
    "new year's day": _fixed(1, 1),
    "new year's": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "martin luther king day": _nth(1, _MONDAY, 3),
    "mlk day": _nth(1, _MONDAY, 3),
    "valentine's day": _fixed(2, 14),
    "valentine's": _fixed(2, 14),
    "presidents' day": _nth(2, _MONDAY, 3),
    "presidents day": _nth(2, _MONDAY, 3),
    "st. patrick's day": _fixed(3, 17),
    "st patrick's day": _fixed(3, 17),
    "good friday": lambda year: easter(year) - timedelta(days=2),
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(days=1),
    "mother's day": _nth(5, 6, 2),
    "memorial day": _memorial_day,
    "juneteenth": _fixed(6, 19),
    "father's day": _nth(6, 6, 3),
    "fourth of july": _fixed(7, 4),
    "independence day": _fixed(7, 4),
    "labor day": _nth(9, _MONDAY, 1),
    "columbus day": _nth(10, _MONDAY, 2),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "veterans' day": _fixed(11, 11),
    "thanksgiving": _nth(11, _THURSDAY, 4),
    "thanksgiving day": _nth(11, _THURSDAY, 4),
    "black friday": lambda year: _nth(11, _THURSDAY, 4)(year) + timedelta(days=1),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "new year's eve": _fixed(12, 31),
}

NAMES: Final = tuple(sorted(_DAYS, key=len, reverse=True))
"""The names in small letters, longer ones first."""


def named_day(name: str, year: int) -> date | None:
    """Return the day of a year that has this name; None for a name that is not known."""
    found = _DAYS.get(name.casefold())
    return found(year) if found else None

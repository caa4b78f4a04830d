"""Backups: what one says of itself, which are kept, and what a check of one found."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from vpo_desk.domain.terms import Term

DAILY: Final = 7
WEEKLY: Final = 4
MONTHLY: Final = 12
ALWAYS: Final = 3
"""Verified backups that are never rotated out, however old they are."""


class OpenedWith(Term):
    """What opened a backup at a drill."""

    PASSPHRASE = "passphrase", "Passphrase"
    WORDS = "words", "Recovery words"
    SHARES = "shares", "Recovery shares"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says it holds: counts, the chain's head and sizes, no names.

    `made_at` is in UTC; `sequence` and `head` are the newest audit entry's number and hash; `counts`
    are the objects of each kind; `database_bytes` and `database_sha256` describe the encrypted
    database as it lies in the backup. `own_protocols` proves the agency's own protocol files in it,
    empty where there are none. `id` names this one file in the audit chain: when it was made,
    of which state, and eight digits by chance.
    """

    id: str
    file_id: str
    made_at: datetime
    program: str
    schema: int
    training: bool
    sequence: int
    head: str
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    database_bytes: int = 0
    database_sha256: str = ""
    own_protocols: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as rotation sees it: its name, the day it was made, and whether it was proved."""

    name: str
    made_at: datetime
    verified: bool


def rotate(
    found: Sequence[Kept], day_of: Callable[[datetime], date], now: datetime
) -> frozenset[str]:
    """Return the names to keep; all others may go.

    Kept are the newest verified one of each of the last seven days that have one, of the last four
    weeks and of the last twelve months, never fewer than three verified ones, and whatever is newer
    than the newest verified one. Without a verified one everything is kept. So are those that
    seem to be made in the future: a clock was wrong, and their age is not known.
    """
    ahead = {each.name for each in found if each.made_at > now}
    dated = [each for each in found if each.name not in ahead]
    proved = sorted((each for each in dated if each.verified), key=lambda x: x.made_at)[::-1]
    if not proved:
        return frozenset(each.name for each in found)
    keep = ahead | {each.name for each in proved[:ALWAYS]}
    keep |= {each.name for each in dated if each.made_at > proved[0].made_at}
    periods: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    for most, period in periods:
        newest: dict[Hashable, str] = {}
        for each in proved:
            newest.setdefault(period(day_of(each.made_at)), each.name)
        keep |= set(list(newest.values())[:most])
    return frozenset(keep)

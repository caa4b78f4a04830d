"""An older sealed version printed again: what is in force instead, and what stood when it was sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from vpo_desk.documents.content import InForce, Sheet
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.plan import Plan
from vpo_desk.services.ground import refuse
from vpo_desk.services.paper.naming import day_text
from vpo_desk.storage.history import History
from vpo_desk.storage.nouns import CONCERN, INTERVIEW, RECORD, ROLE
from vpo_desk.words import Words, say

V = TypeVar("V", Plan, Assessment)


def version_of(sealed: Iterable[V], number: int) -> V:
    """Return a sealed version by its number; VpoError when no such version is sealed."""
    for each in sealed:
        if each.number == number:
            return each
    raise refuse(
        say("There is no sealed version {number} of it.", number=number),
        say("Choose one of the versions that are listed."),
    )


def in_force_instead(sealed: Iterable[V], number: int) -> InForce | None:
    """Return what superseded a version; None when it is the newest sealed one itself."""
    newest = max(sealed, key=lambda each: each.number, default=None)
    if newest is None or newest.number <= number or newest.sealed_at is None:
        return None
    return InForce(newest.number, newest.sealed_at.day)


def last_sealed(sealed: Iterable[V], until: Moment | None) -> V | None:
    """Return the newest version that was sealed until a moment; the newest of all without one."""
    found = [
        each
        for each in sealed
        if each.sealed_at and (until is None or each.sealed_at.utc <= until.utc)
    ]
    return max(found, key=lambda each: each.number, default=None)


def reprint_words(sheet: Sheet, sealed_at: Moment | None) -> tuple[Words, ...]:
    """Return what a reader must know of an older version; nothing for the one in force."""
    if sheet.superseded is None or sealed_at is None:
        return ()
    return (
        say(
            "Version {old} as it was sealed on {day}, printed again. It is not in force: version"
            " {version} of {since} is. What was entered after it was sealed is left out; names,"
            " roles and whom to call stand as they are today.",
            old=sheet.version,
            day=day_text(sealed_at.day),
            version=sheet.superseded.version,
            since=day_text(sheet.superseded.since),
        ),
    )


@dataclass(frozen=True, slots=True)
class KnownThen:
    """Tells what was in a case at a moment; with no moment, everything was."""

    until: datetime | None
    entered: dict[str, datetime]

    def had(self, id_: str) -> bool:
        """True when a concern, interview, record check or role was entered by then."""
        when = self.entered.get(id_)
        return self.until is None or (when is not None and when <= self.until)


EVERYTHING: Final = KnownThen(None, {})


def known_then(history: History, case_id: str, until: Moment | None) -> KnownThen:
    """Return what was in a case at a moment."""
    if until is None:
        return EVERYTHING
    nouns = (CONCERN, INTERVIEW, RECORD, ROLE)
    return KnownThen(until.utc, history.entered(nouns, "h.case_id = ?", (case_id,)))

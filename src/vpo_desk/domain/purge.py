"""Purging: what is asked, who confirms it, what stops it, and what remains without names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.retention import Hold, ReviewClock, Schedule, hold_stops
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say


class Scope(Term):
    """What goes: a whole case, or the words of one item while its place in the file stays."""

    CASE = "case", "A whole case"
    ANSWER = "answer", "One answer"
    CONCERN = "concern", "One concern"
    PERSON = "person", "One person"
    ATTACHMENT = "attachment", "One file"
    NOTE = "note", "One note"
    EVENT = "event", "One event"
    RECORD = "record", "One record check"
    ORDER = "order", "One order"
    TASK = "task", "One task"


class Basis(Term):
    """Why something is purged."""

    PERIOD_ENDED = "period_ended", "The retention period has ended"
    SPILL = "spill", "It must not be in this file"
    COURT_ORDER = "court_order", "Court order"
    WRONG_PERSON = "wrong_person", "It is about another person"


ITEM_BASES: Final = (Basis.SPILL, Basis.COURT_ORDER, Basis.WRONG_PERSON)
"""What one item can be purged for before its period has ended."""


class PurgeState(Term):
    """How far a purge is."""

    ASKED = "asked", "Asked for"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DONE = "done", "Done"


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many objects and versions of a kind."""

    kind: str
    objects: int
    versions: int


@dataclass(frozen=True, slots=True)
class Purge:
    """A purge: asked for with a reason, confirmed by a reviewer on a day.

    Once it is done `reason` is empty and its earlier versions are gone too: it may name people.
    """

    id: str
    scope: Scope
    object_id: str
    case_id: str | None
    basis: Basis
    asked_at: Moment
    reason: str = ""
    state: PurgeState = PurgeState.ASKED
    reviewer: str = ""
    reviewed_on: date | None = None
    done_at: Moment | None = None
    counts: tuple[KindCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What stays of a purged case, concern or printed copy: number, dates, outcome, no names.

    `of` is the kind it stands for. `sequence` is the audit entry that prepared a copy.
    """

    id: str
    purge_id: str
    of: str
    number: str
    year: int
    ordinal: int
    at: Moment
    outcome: str
    ended_on: date | None = None
    document: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """The second step: who reviewed it, and on which day."""

    reviewer: str = ""
    on: date | None = None


def ask_stops(scope: Scope, basis: Basis, reason: str) -> tuple[Words, ...]:
    """Return what keeps a purge from being asked for."""
    found: list[Words] = []
    if not reason.strip():
        found.append(say("A purge needs its reason."))
    if scope is Scope.CASE and basis is not Basis.PERIOD_ENDED:
        found.append(say("A whole case is purged only after its retention period has ended."))
    if scope is not Scope.CASE and basis not in ITEM_BASES:
        found.append(say("One item is purged as a spill, by court order, or as another person's."))
    return tuple(found)


def purge_stops(
    scope: Scope,
    schedule: Schedule | None,
    clock: ReviewClock | None,
    holds: Iterable[Hold],
    today: date,
) -> tuple[Words, ...]:
    """Return everything that stops a purge today, before its second step; empty when nothing does.

    One item waits neither for a schedule nor for the period's end: what must not be in the file must
    not wait. A hold stops everything. `clock` is the case's.
    """
    found = list(hold_stops(holds))
    if scope is not Scope.CASE:
        return tuple(found)
    if schedule is None:
        found.insert(0, say("The agency has not entered its retention schedule."))
    if clock is None or clock.ended_on is None:
        found.append(say("The case has not ended."))
    elif schedule is not None and clock.keep_until is None:
        found.append(say("The schedule has no years for this kind of outcome."))
    elif clock.keep_until is not None and clock.keep_until >= today:
        words = say("It is kept until {day}.", day=date_words(clock.keep_until))
        found.append(words)
    return tuple(found)


def second_step_stops(decided: Decided, today: date) -> tuple[Words, ...]:
    """Return what the second step still lacks."""
    found: list[Words] = []
    if not decided.reviewer.strip():
        found.append(say("The second step needs the reviewer's name."))
    if decided.on is None:
        found.append(say("The second step needs the day on which it was reviewed."))
    elif decided.on > today:
        found.append(say("The day of the review lies in the future."))
    return tuple(found)

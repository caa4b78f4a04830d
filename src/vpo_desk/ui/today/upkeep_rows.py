"""What the desk itself asks for on Today: the log, retention, and requests of persons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from vpo_desk.ui.times import date_words
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

SOME: Final = 3
Row = tuple[Words, str, Words]
"""A label, its tone, and what is asked for."""


def upkeep_rows(services: Services, today: date) -> tuple[Row, ...]:
    """Read what is due, on the worker."""
    return (
        *((say("Audit log"), "warning", words) for words in services.audit_log.due()),
        *_drill(services),
        *((say("Retention"), "warning", words) for words in _retention(services, today)),
        *_requests(services, today),
        *_paper(services, today),
        *_known(services),
    )


def _drill(services: Services) -> tuple[Row, ...]:
    if not services.backups.drill_is_due():
        return ()
    words = say("No restore drill was passed for a month (Case file, Restore drill).")
    return ((say("Drill"), "warning", words),)


def _paper(services: Services, today: date) -> tuple[Row, ...]:
    """Return what paper that is out asks for: copies that are late, and copies that are old."""
    found: list[Row] = []
    if late := services.ledger.late(today):
        words = say_count(
            "{count} copy should have come back by now, the first by {day}.",
            "{count} copies should have come back by now, the first by {day}.",
            len(late),
            day=date_words(late[0].copy.return_by or today),
        )
        found.append((say("Paper"), "danger", words))
    if old := services.ledger.to_recall():
        words = say_count(
            "{count} copy that is out no longer says what is true.",
            "{count} copies that are out no longer say what is true.",
            len(old),
        )
        found.append((say("Paper"), "warning", words))
    return tuple(found)


def _known(services: Services) -> tuple[Row, ...]:
    """Return on which concerns it is still open whether somebody is known."""
    open_ones = services.known_people.undecided()
    if not open_ones:
        return ()
    words = say_count(
        "On {count} concern it is open whether somebody is known: {numbers}.",
        "On {count} concerns it is open whether somebody is known, first: {numbers}.",
        len(open_ones),
        numbers=", ".join(each.number for each in open_ones[:SOME]),
    )
    return ((say("Known?"), "warning", words),)


def _requests(services: Services, today: date) -> tuple[Row, ...]:
    """Return that persons wait for an answer about their own record, and since when it is late."""
    waiting = services.requests.open()
    if not waiting:
        return ()
    words = say_count(
        "{count} person waits for an answer about their own record.",
        "{count} persons wait for an answer about their own record.",
        len(waiting),
    )
    due = min((each.due for each in waiting if each.due), default=None)
    if due is not None:
        words = say("{waiting} First due {day}.", waiting=words, day=date_words(due))
    tone = "danger" if due is not None and due < today else "warning"
    return ((say("Requests"), tone, words),)


def _retention(services: Services, today: date) -> tuple[Words, ...]:
    """Return what retention asks for: reviews that are due, and purges that wait."""
    found: list[Words] = []
    if cases := services.retention.due(today):
        numbers = ", ".join(each.case.number for each in cases[:SOME])
        words = say_count(
            "{count} case is due for a retention review: {numbers}.",
            "{count} cases are due for a retention review, first: {numbers}.",
            len(cases),
            numbers=numbers,
        )
        found.append(words)
    if waiting := services.purges.waiting():
        words = say_count(
            "{count} purge waits for its second step.",
            "{count} purges wait for their second step.",
            len(waiting),
        )
        found.append(words)
    return tuple(found)

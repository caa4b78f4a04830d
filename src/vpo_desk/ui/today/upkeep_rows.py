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
        *((say("Retention"), "warning", words) for words in _retention(services, today)),
        *_requests(services, today),
    )


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

"""Which records are one person: a merged record counts as the one it was merged into."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.person import Person
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history import History
from vpo_desk.storage.nouns import PERSON

_SAME: Final = """
WITH RECURSIVE
up (id, into_id) AS (
    SELECT id, merged_into FROM person_head WHERE id = ?
    UNION SELECT p.id, p.merged_into FROM person_head AS p JOIN up ON p.id = up.into_id),
same (id) AS (
    SELECT id FROM up WHERE into_id IS NULL
    UNION SELECT p.id FROM person_head AS p JOIN same ON p.merged_into = same.id)
SELECT id FROM same
"""


def same_person(connection: Connection, person_id: str) -> tuple[str, ...]:
    """Return the ids of all records of one person, the one that counts first.

    An id that is no person's stands for itself.
    """
    rows = connection.execute(_SAME, (person_id,)).fetchall()
    return tuple(str(row[0]) for row in rows) or (person_id,)


def find_person(history: History, person_id: str) -> Person | None:
    """Return the person for whom an id stands, through every merge; None when there is none."""
    found = history.find(PERSON, person_id)
    while found is not None and found.value.merged_into:
        found = history.find(PERSON, found.value.merged_into)
    return found.value if found else None


def person_of(history: History, person_id: str) -> Person:
    """Return the person for whom an id stands; KeyError when there is none such."""
    found = find_person(history, person_id)
    if found is None:
        raise KeyError(PERSON.kind)
    return found

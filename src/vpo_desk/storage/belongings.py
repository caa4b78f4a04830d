"""What belongs to an object and goes with it: one table that every new kind adds its line to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.storage.connection import Connection
from vpo_desk.storage.nouns import (
    AGENDA_ITEM,
    ANSWER,
    ASSESSMENT,
    ATTACHMENT,
    CASE,
    CLOSING,
    CONCERN,
    COPY,
    DIFFERENCE,
    EVENT,
    HOLD,
    INTERVIEW,
    MERGE,
    NOTE,
    ORDER,
    OWN_NUMBER,
    PERSON,
    PLAN,
    PURGE,
    RECORD,
    REFERRAL,
    RELATIONSHIP,
    RETENTION,
    REVIEW,
    ROLE,
    ROOT,
    RULE_ANSWER,
    TASK,
    TRANSFER,
    TRIAGE,
    Noun,
)
from vpo_desk.storage.same_person import same_person


@dataclass(frozen=True, slots=True)
class Belonging:
    """Objects of `noun` whose head `h` fits `where`, given the id of an object of kind `owner`."""

    owner: str
    noun: Noun[Any]
    where: str


BELONGINGS: Final = (
    Belonging("case", CONCERN, "h.case_id = ?"),
    Belonging("case", ROLE, "h.case_id = ?"),
    Belonging("case", INTERVIEW, "h.case_id = ?"),
    Belonging("case", ROOT, "h.case_id = ?"),
    Belonging("case", DIFFERENCE, "h.case_id = ?"),
    Belonging("case", ASSESSMENT, "h.case_id = ?"),
    Belonging("case", PLAN, "h.case_id = ?"),
    Belonging("case", COPY, "h.case_id = ?"),
    Belonging("case", RETENTION, "h.case_id = ?"),
    Belonging("case", HOLD, "h.case_id = ?"),
    *(
        Belonging("case", noun, "h.case_id = ?")
        for noun in (
            RECORD,
            NOTE,
            TASK,
            ORDER,
            EVENT,
            REVIEW,
            CLOSING,
            TRANSFER,
            OWN_NUMBER,
            REFERRAL,
            AGENDA_ITEM,
            RULE_ANSWER,
        )
    ),
    Belonging("case", PURGE, "h.case_id = ? AND h.state <> 'done'"),
    Belonging("case", ATTACHMENT, "h.case_id = ?"),
    Belonging("concern", ATTACHMENT, "h.concern_id = ?"),
    Belonging("concern", TRIAGE, "h.concern_id = ?"),
    Belonging("interview", ANSWER, "h.interview_id = ?"),
)

LOOSE: Final = (
    ("draft", "scope = ?1 OR substr(scope, 1, length(?1) + 1) = ?1 || ':'"),
    ("attachment_slice", "attachment_id = ?1"),
)
"""Tables that are no history, and which of their rows belong to the object of id ?1."""

NAMES_PERSON: Final = (
    (CASE, "h.subject_id"),
    (CONCERN, "h.about_id"),
    (CONCERN, "h.source_id"),
    (ROLE, "h.person_id"),
    (INTERVIEW, "h.with_id"),
    (PLAN, "json_extract(v.content, '$.notify.person_id')"),
    (REFERRAL, "json_extract(v.content, '$.person_id')"),
)
"""Where an object names a person: in its head `h` or its newest version `v`."""

LINKS_PEOPLE: Final = (
    (RELATIONSHIP, "h.from_id"),
    (RELATIONSHIP, "h.to_id"),
    (MERGE, "h.kept_id"),
    (MERGE, "h.other_id"),
)
"""What ties two people together; it goes with either of them and keeps neither here."""


@dataclass(frozen=True, slots=True, order=True)
class Going:
    """An object of which versions 1 to `through` go; it goes whole when these are all."""

    kind: str
    id: str
    through: int
    whole: bool


def going_with(connection: Connection, noun: Noun[Any], id_: str) -> tuple[Going, ...]:
    """Return an object with everything that belongs to it, and the people nothing else names."""
    found: dict[str, Noun[Any]] = {id_: noun}
    waiting = [(noun, id_)]
    while waiting:
        owner, owner_id = waiting.pop()
        for each in BELONGINGS:
            if each.owner != owner.kind:
                continue
            rows = connection.execute(
                f"SELECT h.id FROM {each.noun.table} AS h WHERE {each.where}", (owner_id,)
            ).fetchall()
            fresh = [(each.noun, str(row[0])) for row in rows if str(row[0]) not in found]
            found.update({each_id: each_noun for each_noun, each_id in fresh})
            waiting += fresh
    _take_people(connection, found)
    return tuple(
        Going(each.kind, each_id, _versions(connection, each_id), whole=True)
        for each_id, each in found.items()
    )


def _take_people(connection: Connection, found: dict[str, Noun[Any]]) -> None:
    """Add the people whom nothing that stays names, and what ties them to others.

    All records of one person go together. Somebody who is only tied to people goes with the last
    of them.
    """
    going = True
    while going:
        going = False
        for person in named_by(connection, found.items()):
            if person in found:
                continue
            names, links = set(naming(connection, person)), links_of(connection, person)
            if names <= found.keys() and (names or links.keys() <= found.keys()):
                found.update(dict.fromkeys(same_person(connection, person), PERSON))
                found.update(links)
                going = True


def named_by(connection: Connection, objects: Iterable[tuple[str, Noun[Any]]]) -> tuple[str, ...]:
    """Return the people whom these objects name."""
    people: dict[str, None] = {}
    for id_, noun in tuple(objects):
        for each, column in (*NAMES_PERSON, *LINKS_PEOPLE):
            if each is noun:
                row = connection.execute(f"{_newest(noun, column)} WHERE h.id = ?", (id_,))
                people.update({str(found[1]): None for found in row if found[1]})
    return tuple(people)


def naming(connection: Connection, person_id: str) -> Iterator[str]:
    """Yield the ids of the objects that name a person, by any of their records."""
    for same in same_person(connection, person_id):
        for noun, column in NAMES_PERSON:
            rows = connection.execute(f"{_newest(noun, column)} WHERE {column} = ?", (same,))
            yield from [str(row[0]) for row in rows.fetchall()]


def links_of(connection: Connection, person_id: str) -> dict[str, Noun[Any]]:
    """Return what ties a person, by any of their records, to somebody: ids with their kinds."""
    found: dict[str, Noun[Any]] = {}
    for same in same_person(connection, person_id):
        for noun, column in LINKS_PEOPLE:
            rows = connection.execute(f"{_newest(noun, column)} WHERE {column} = ?", (same,))
            found.update({str(row[0]): noun for row in rows.fetchall()})
    return found


def _newest(noun: Noun[Any], column: str) -> str:
    source = f"SELECT h.id, {column} FROM {noun.table} AS h"
    if column.startswith("h."):
        return source
    return f"{source} JOIN version AS v ON v.object_id = h.id AND v.version = h.version"


def _versions(connection: Connection, id_: str) -> int:
    row = connection.execute("SELECT max(version) FROM version WHERE object_id = ?", (id_,))
    return int(row.fetchone()[0])

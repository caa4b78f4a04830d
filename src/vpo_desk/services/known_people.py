"""People whom the desk may know already: who is like somebody, why, and whose choice ties them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.likeness import Choice, Likeness, Party, Why
from vpo_desk.domain.moments import Moment, from_centiseconds
from vpo_desk.domain.person import FactKind, Person
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.people import People, PersonDetails
from vpo_desk.storage.names_alike import Degree, name_parts, names_alike
from vpo_desk.storage.nouns import CONCERN
from vpo_desk.storage.person_keys import (
    ALONE,
    address_key,
    birth_key,
    handle_key,
    name_keys,
    names_of,
    phone_keys,
)
from vpo_desk.storage.same_person import same_person
from vpo_desk.storage.search_index import concerns_undecided, people_with
from vpo_desk.words import say

MOST: Final = 6
"""So many known people are shown at once."""
_LOOKED_AT: Final = 200
_BY_NAME: Final = {Degree.SAME: Why.NAME, Degree.SPELLED: Why.SPELLED, Degree.SOUNDS: Why.SOUNDS}
_TELLING: Final = frozenset({Why.PHONE, Why.HANDLE, Why.ADDRESS})


@dataclass(frozen=True, slots=True)
class Described:
    """What is told of somebody; every part may be empty."""

    name: str = ""
    born: UncertainDate | None = None
    phone: str = ""
    handle: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person the desk knows, why they may be meant, their cases, and when they came up last."""

    person: Person
    why: tuple[Why, ...]
    cases: tuple[str, ...]
    last: Moment | None


@dataclass(frozen=True, slots=True)
class OpenLikeness:
    """A choice about a known person that was put off, or made, with that person."""

    likeness: Likeness
    known: KnownPerson


class KnownPeople:
    """Finds people who may be one and the same, and keeps what the officer decides about that."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def like(
        self, told: Described, *, without: str = "", most: int = MOST
    ) -> tuple[KnownPerson, ...]:
        """Return the known people who may be meant, those with the most telling reasons first."""
        found: dict[str, tuple[Person, tuple[Why, ...]]] = {}
        for id_ in self._candidates(told):
            person = self._people.get(id_)
            if person.id not in found and person.id != without and (why := reasons(told, person)):
                found[person.id] = (person, why)
        ordered = sorted(
            found.values(), key=lambda each: (-len(_TELLING & {*each[1]}), _rank(each[1]))
        )
        return tuple(self.known(person, why) for person, why in ordered[:most])

    def known(self, person: Person, why: tuple[Why, ...] = ()) -> KnownPerson:
        """Return a person with their cases, newest first, and when they came up last."""
        connection = self._ground.file.connection
        records = json.dumps(same_person(connection, person.id))
        rows = connection.execute(
            "SELECT DISTINCT c.number FROM role_head AS r JOIN case_head AS c ON c.id = r.case_id"
            " WHERE r.person_id IN (SELECT value FROM json_each(?1)) ORDER BY c.year DESC, c.ordinal DESC",
            (records,),
        ).fetchall()
        last = connection.execute(
            "SELECT max(at) FROM (SELECT at FROM concern_head WHERE about_id IN (SELECT value FROM json_each(?1))"
            " UNION ALL SELECT at FROM concern_head WHERE source_id IN (SELECT value FROM json_each(?1))"
            " UNION ALL SELECT at FROM interview_head WHERE with_id IN (SELECT value FROM json_each(?1)))",
            (records,),
        ).fetchone()[0]
        moment = Moment(from_centiseconds(last), self._ground.clock.now().zone) if last else None
        return KnownPerson(person, why, tuple(str(row[0]) for row in rows), moment)

    def of_concern(self, concern: Concern) -> tuple[OpenLikeness, ...]:
        """Return the choices kept on a concern, as far as the people are still in the file."""
        there = self._there(each.person_id for each in concern.likenesses)
        named = {Party.ABOUT: concern.about_id, Party.SOURCE: concern.source.person_id}
        found: list[OpenLikeness] = []
        for each in concern.likenesses:
            if each.person_id in there:
                known, own = self._people.get(each.person_id), named[each.party]
                told = (
                    Described()
                    if own is None or own == known.id
                    else _told_of(self._people.get(own))
                )
                why = reasons(told, known)
                found.append(OpenLikeness(each, self.known(known, why)))
        return tuple(found)

    def undecided(self) -> tuple[Concern, ...]:
        """Return the concerns on which a choice was put off, newest first."""
        ids = concerns_undecided(self._ground.file.connection)
        return tuple(self._ground.history.get(CONCERN, each) for each in ids)

    def decide(
        self, concern_id: str, party: Party, person_id: str, choice: Choice
    ) -> tuple[Concern, Changes]:
        """Keep a choice on a concern; “same person” lets the concern name the known one.

        What the concern's own record of the person says goes over to the known one; where it
        differs it stands there as a fact. Raises VpoError when the concern is part of a case: then
        both records are used, and are merged instead.
        """
        found = self._ground.history.find(CONCERN, concern_id)
        if found is None:
            raise refuse(say("There is no such concern in this case file."))
        kept = [
            each
            for each in found.value.likenesses
            if (each.party, each.person_id) != (party, person_id)
        ]
        likenesses = (*kept, Likeness(party, person_id, choice))
        concern = replace(found.value, likenesses=likenesses)
        changes = Changes((("concern", concern_id),))
        with self._ground.transaction():
            if choice is Choice.SAME:
                concern, more = self._tie(concern, party, person_id)
                changes += more
            self._ground.history.append(
                CONCERN, concern_id, concern, action="compare", detail=choice.value
            )
        return concern, changes

    def _tie(self, concern: Concern, party: Party, person_id: str) -> tuple[Concern, Changes]:
        about = party is Party.ABOUT
        present = concern.about_id if about else concern.source.person_id
        if present == person_id:
            return concern, Changes()
        if concern.case_id is not None:
            raise refuse(
                say("This concern belongs to a case already, in which the other record is used."),
                say("Merge the two records: open the person and choose “Same person as…”."),
            )
        changes = Changes()
        if present is not None:
            _, changes = self._people.adopt(person_id, self._people.get(present), concern.number)
        if about:
            return replace(concern, about_id=person_id), changes
        return replace(concern, source=replace(concern.source, person_id=person_id)), changes

    def _candidates(self, told: Described) -> tuple[str, ...]:
        connection = self._ground.file.connection
        hits: Counter[str] = Counter()
        parts = name_keys(told.name)
        for keys in parts.values():
            hits.update(people_with(connection, keys))
            alone = people_with(connection, [f"{ALONE}{key}" for key in keys])
            hits.update(dict.fromkeys(alone, 2))
        needed = min(2, len(parts))
        found = {id_: None for id_, count in hits.items() if needed and count >= needed}
        born = people_with(connection, [key for key in (birth_key(told.born),) if key])
        close = {id_: None for id_ in born if not parts or id_ in hits}
        telling = [*phone_keys(told.phone), handle_key(told.handle), address_key(told.address)]
        by_key = dict.fromkeys(people_with(connection, [key for key in telling if key]))
        return tuple({**by_key, **close, **found})[:_LOOKED_AT]

    def _there(self, ids: Iterable[str]) -> frozenset[str]:
        rows = self._ground.file.connection.execute(
            "SELECT id FROM person_head WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return frozenset(str(row[0]) for row in rows)


def reasons(told: Described, person: Person) -> tuple[Why, ...]:
    """Return why a person may be the one who is told of; empty when nothing says so."""
    names = names_of(person)
    degree = max((names_alike(told.name, name) for name in names), default=Degree.NOT)
    found = [_BY_NAME[degree]] if degree else []
    born = _born(told.born, person.born)
    shares_part = bool(
        {*name_parts(told.name)} & {part for name in names for part in name_parts(name)}
    )
    nameless = not names or not name_parts(told.name)
    if born is Why.BORN and (found or shares_part or nameless):
        found.append(born)
    if phone_keys(told.phone) & {key for each in person.phones for key in phone_keys(each)}:
        found.append(Why.PHONE)
    facts = {
        (each.kind, key)
        for each in person.facts
        for key in (handle_key(each.text), address_key(each.text))
    }
    handle, address = handle_key(told.handle), address_key(told.address)
    if handle and {(FactKind.HANDLE, handle), (FactKind.EMAIL, handle)} & facts:
        found.append(Why.HANDLE)
    if address and (FactKind.ADDRESS, address) in facts:
        found.append(Why.ADDRESS)
    if found and born is Why.BORN_FITS:
        found.append(born)
    return tuple(found)


def _told_of(person: Person) -> Described:
    online = person.facts_of(FactKind.HANDLE, FactKind.EMAIL)
    return Described(
        person.name,
        person.born,
        next(iter(person.phones), ""),
        next((each.text for each in online), ""),
        next((each.text for each in person.facts_of(FactKind.ADDRESS)), ""),
    )


def _born(told: UncertainDate | None, known: UncertainDate | None) -> Why | None:
    if told is None or known is None:
        return None
    first, last = told.earliest, told.latest
    begin, end = known.earliest, known.latest
    if first is None or last is None or begin is None or end is None:
        return None
    if told.is_exact and known.is_exact:
        return Why.BORN if first == begin else None
    return Why.BORN_FITS if first <= end and begin <= last else None


def _rank(why: tuple[Why, ...]) -> tuple[int, int]:
    """Order by how close the name is, then by how much else fits."""
    order = (Why.NAME, Why.SPELLED, Why.SOUNDS)
    return (next((place for place, each in enumerate(order) if each in why), 3), -len(why))


def described(details: PersonDetails) -> Described:
    """Return what a form says of a person, to look for them."""
    return Described(details.name, details.born, details.phone, details.handle, details.address)

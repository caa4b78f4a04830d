"""Relationships between people: entered, corrected, ended, and drawn around a case's subject."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.diagram import Diagram, Member, draw
from vpo_desk.domain.person import Person
from vpo_desk.domain.relationship import Relation, Relationship
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.people import People
from vpo_desk.storage.nouns import CASE, RELATIONSHIP
from vpo_desk.storage.same_person import person_of, same_person
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class RelationshipWords:
    """A relationship as it is entered; `words` are needed where the list has none."""

    kind: Relation
    words: str = ""
    source: str = ""
    since: UncertainDate | None = None
    until: UncertainDate | None = None


@dataclass(frozen=True, slots=True)
class RelationshipLine:
    """A relationship with both people."""

    relationship: Relationship
    first: Person
    second: Person


class Relationships:
    """Keeps how people are related."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def add(
        self, from_id: str, to_id: str, words: RelationshipWords
    ) -> tuple[Relationship, Changes]:
        """Enter what the first person is to the second.

        Raises VpoError when both are one person, the same stands there already, or own words were
        chosen and none are there.
        """
        _need_words(words)
        first, second = self._people.get(from_id), self._people.get(to_id)
        if first.id == second.id:
            raise refuse(
                say("A relationship needs two people; these are one and the same."),
                say("Choose another person."),
            )
        ground = self._ground
        known = (line.relationship for line in self.of_person(first.id))
        same = (first.id, second.id, words.kind, words.words)
        if any(
            (*self._ends(each), each.kind, each.words) == same and each.stands for each in known
        ):
            raise refuse(say("This relationship is entered already."))
        with ground.transaction():
            made = Relationship(
                ground.ids.new("relationship"),
                first.id,
                second.id,
                words.kind,
                words.words,
                words.source,
                words.since,
                words.until,
            )
            ground.history.append(RELATIONSHIP, made.id, made)
        return made, self._touched(made)

    def correct(
        self, relationship_id: str, words: RelationshipWords
    ) -> tuple[Relationship, Changes]:
        """Enter a relationship anew between the same two people; the version before stays."""
        _need_words(words)
        return self._keep(
            replace(
                self._get(relationship_id),
                kind=words.kind,
                words=words.words,
                source=words.source,
                since=words.since,
                until=words.until,
            )
        )

    def end(
        self, relationship_id: str, why: str, until: UncertainDate | None = None
    ) -> tuple[Relationship, Changes]:
        """Note why two people are no longer so related, and until when they were."""
        if not why.strip():
            raise refuse(say("Say why they are no longer so related."))
        known = self._get(relationship_id)
        return self._keep(replace(known, ended=why, until=until or known.until))

    def take_off(self, relationship_id: str) -> tuple[Relationship, Changes]:
        """Take off what was entered by mistake; that it stood there stays in the history."""
        return self._keep(replace(self._get(relationship_id), removed=True))

    def of_person(self, person_id: str) -> tuple[RelationshipLine, ...]:
        """Return the relationships of a person, by any of their records; standing ones first."""
        same = same_person(self._ground.file.connection, person_id)
        return self._lines(same)

    def of_case(self, case_id: str) -> tuple[RelationshipLine, ...]:
        """Return the relationships between people of a case."""
        people = {line.person.id for line in self._people.roles(case_id)}
        found = self._lines(self._records(people))
        return tuple(each for each in found if {each.first.id, each.second.id} <= people)

    def diagram(self, case_id: str) -> Diagram:
        """Return the drawing of a case's people; those whose every role has ended are left out."""
        case = self._ground.history.get(CASE, case_id)
        subject = self._people.get(case.subject_id).id if case.subject_id else None
        members: dict[str, Member] = {}
        for line in self._people.roles(case_id):
            if line.role.stands:
                known = members.get(line.person.id, Member(line.person, ()))
                roles = tuple(dict.fromkeys((*known.roles, line.role.role.words)))
                members[line.person.id] = Member(
                    line.person, roles, known.said or line.role.relation
                )
        found = (self._resolved(each) for each in self.of_case(case_id))
        return draw(subject, tuple(members.values()), found)

    def _resolved(self, line: RelationshipLine) -> Relationship:
        return replace(line.relationship, from_id=line.first.id, to_id=line.second.id)

    def _records(self, people: Iterable[str]) -> tuple[str, ...]:
        connection = self._ground.file.connection
        return tuple(each for person in people for each in same_person(connection, person))

    def _lines(self, ids: Iterable[str]) -> tuple[RelationshipLine, ...]:
        history, listed = self._ground.history, json.dumps(list(ids))
        found = history.values(
            RELATIONSHIP,
            "h.removed = 0 AND (h.from_id IN (SELECT value FROM json_each(?1))"
            " OR h.to_id IN (SELECT value FROM json_each(?1)))",
            (listed,),
        )
        return tuple(
            RelationshipLine(each, person_of(history, each.from_id), person_of(history, each.to_id))
            for each in sorted(found, key=lambda each: not each.stands)
        )

    def _ends(self, relationship: Relationship) -> tuple[str, str]:
        return (
            self._people.get(relationship.from_id).id,
            self._people.get(relationship.to_id).id,
        )

    def _get(self, relationship_id: str) -> Relationship:
        found = self._ground.history.find(RELATIONSHIP, relationship_id)
        if found is None or found.value.removed:
            raise refuse(say("There is no such relationship in this case file."))
        return found.value

    def _keep(self, relationship: Relationship) -> tuple[Relationship, Changes]:
        with self._ground.transaction():
            self._ground.history.append(RELATIONSHIP, relationship.id, relationship)
        return relationship, self._touched(relationship)

    def _touched(self, relationship: Relationship) -> Changes:
        people = (("person", each) for each in self._ends(relationship))
        return Changes((("relationship", relationship.id), *people))


def _need_words(words: RelationshipWords) -> None:
    if words.kind is Relation.OTHER and not words.words.strip():
        raise refuse(say("Write in your own words how they are related."))

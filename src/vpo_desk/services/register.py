"""The register of people: all of them by pages, and one with everything that names them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Concern
from vpo_desk.domain.person import Person, Role
from vpo_desk.domain.person_changes import FieldChange, changed
from vpo_desk.domain.plan import Notification
from vpo_desk.domain.terms import Term
from vpo_desk.services.ground import Ground
from vpo_desk.services.merges import MergeLine, Merges
from vpo_desk.services.people import People
from vpo_desk.services.relationships import RelationshipLine, Relationships
from vpo_desk.storage.nouns import CASE, CONCERN, PERSON, PLAN, ROLE
from vpo_desk.words import Words, say

_COUNTS = "h.merged_into IS NULL"


class Order(Term):
    """How the list of people is ordered."""

    NEWEST = "newest", "Newest first"
    NAME = "name", "By name"


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """A role somebody has or had, with its case."""

    role: Role
    case: Case


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as lists show them, with their roles in cases."""

    person: Person
    places: tuple[PlaceOf, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what is recorded of a person, when it was entered, and what it was."""

    at: datetime
    what: Words
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with everything that names them, by any of their records.

    `asked_for` is the id the view was asked by: another one than the person's own where that
    record was merged.
    """

    asked_for: str
    person: Person
    places: tuple[PlaceOf, ...]
    about: tuple[Concern, ...]
    brought: tuple[Concern, ...]
    relationships: tuple[RelationshipLine, ...]
    merges: tuple[MergeLine, ...]
    changes: tuple[Change, ...]


class Register:
    """Lists people, and shows one of them."""

    def __init__(
        self, ground: Ground, people: People, relationships: Relationships, merges: Merges
    ) -> None:
        self._ground = ground
        self._people = people
        self._relationships = relationships
        self._merges = merges

    def page(self, order: Order, limit: int = -1, offset: int = 0) -> tuple[PersonLine, ...]:
        """Return a page of all people; merged records are not listed apart."""
        by = {
            Order.NEWEST: "h.rowid DESC",
            Order.NAME: "h.name = '', h.name COLLATE NOCASE, h.rowid",
        }[order]
        found = self._ground.history.select(PERSON, _COUNTS, order=by, limit=limit, offset=offset)
        return self._with_places([each.value for each in found])

    def count(self) -> int:
        """Return how many people there are."""
        return self._ground.history.count(PERSON, _COUNTS)

    def named(self, words: str, limit: int = 8) -> tuple[PersonLine, ...]:
        """Return people whose name holds these words, newest first; none for no words.

        For choosing somebody whose name the officer knows; it guesses no spelling.
        """
        if not words.strip():
            return ()
        escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = self._ground.history.select(
            PERSON,
            f"{_COUNTS} AND h.name LIKE ? ESCAPE '\\'",
            (f"%{escaped}%",),
            order="h.rowid DESC",
            limit=limit,
        )
        return self._with_places([each.value for each in found])

    def view(self, person_id: str) -> PersonView:
        """Return a person with what names them; VpoError when there is no such person."""
        person = self._people.get(person_id)
        (line,) = self._with_places([person])
        about, brought = self._concerns(person.id)
        return PersonView(
            person_id,
            person,
            line.places,
            about,
            brought,
            self._relationships.of_person(person.id),
            self._merges.of_person(person.id),
            self.changes(person.id),
        )

    def changes(self, person_id: str) -> tuple[Change, ...]:
        """Return what was changed of a person's record, newest first."""
        versions = self._ground.history.versions(PERSON, person_id)
        actions = {
            each.sequence: each.action for each in self._ground.history.entries(object_id=person_id)
        }
        merged = {line.merge.after for line in self._merges.of_person(person_id)}
        found: list[Change] = []
        before: Person | None = None
        for each in versions:
            fields = changed(before, each.value)
            action = actions.get(each.sequence)
            if before is None:
                what = say("Entered")
            elif (before.merged_into and not each.value.merged_into) or action == "undo":
                what = say("Merge undone")
            elif each.value.merged_into or each.version in merged:
                what = say("Merge")
            else:
                what = say("Changed")
            found.append(Change(each.recorded_at, what, fields))
            before = each.value
        return tuple(reversed(found))

    def notified(self, case_id: str) -> Notification | None:
        """Return the newest decision whether a possible target is told, from the case's plans."""
        plans = self._ground.history.values(
            PLAN, "h.case_id = ?", (case_id,), order="h.number DESC"
        )
        return next((each.notify for each in plans if each.notify), None)

    def _concerns(self, person_id: str) -> tuple[tuple[Concern, ...], tuple[Concern, ...]]:
        same = json.dumps(self._people.same(person_id))
        history = self._ground.history
        return (
            history.values(
                CONCERN,
                "h.about_id IN (SELECT value FROM json_each(?))",
                (same,),
                order="h.at DESC",
            ),
            history.values(
                CONCERN,
                "h.source_id IN (SELECT value FROM json_each(?))",
                (same,),
                order="h.at DESC",
            ),
        )

    def _with_places(self, people: Sequence[Person]) -> tuple[PersonLine, ...]:
        """Return people with their roles, read at once for a whole page of them."""
        records = self._merged_into(each.id for each in people)
        history = self._ground.history
        roles = history.values(
            ROLE,
            "h.person_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(records)),),
        )
        cases = {each: history.get(CASE, each) for each in {role.case_id for role in roles}}
        places: dict[str, list[PlaceOf]] = {each.id: [] for each in people}
        for role in roles:
            places[records[role.person_id]].append(PlaceOf(role, cases[role.case_id]))
        return tuple(PersonLine(each, tuple(places[each.id])) for each in people)

    def _merged_into(self, ids: Iterable[str]) -> dict[str, str]:
        """Return for these people and for every record merged into one, whose record it is."""
        found = {each: each for each in ids}
        waiting = list(found)
        while waiting:
            merged = self._ground.history.values(
                PERSON,
                "h.merged_into IN (SELECT value FROM json_each(?))",
                (json.dumps(waiting),),
            )
            found.update({each.id: found[each.merged_into] for each in merged})
            waiting = [each.id for each in merged]
        return found

"""Cases: the list of them, one case with its people, and what Today shows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.case import Case
from vpo_desk.domain.person import Person
from vpo_desk.services.ground import IS_OPEN, Ground, refuse
from vpo_desk.services.people import People, RoleLine
from vpo_desk.storage.nouns import CASE, ROLE
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with its subject, as lists show it."""

    case: Case
    subject: Person | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with everybody in it."""

    case: Case
    subject: Person | None
    roles: tuple[RoleLine, ...]


class Cases:
    """Lists and shows cases."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def get(self, case_id: str) -> Case:
        """Return a case; VpoError when there is none such."""
        found = self._ground.history.find(CASE, case_id)
        if found is None:
            raise refuse(say("There is no such case in this case file."))
        return found.value

    def by_number(self, number: str) -> Case:
        """Return the case with this number; VpoError when there is none such."""
        found = self._ground.history.values(CASE, "h.number = ?", (number,))
        if not found:
            raise refuse(say("There is no case {number} in this case file.", number=number))
        return found[0]

    def view(self, case_id: str) -> CaseView:
        """Return a case with its subject and everybody who has a role in it."""
        case = self.get(case_id)
        subject = self._people.get(case.subject_id) if case.subject_id else None
        return CaseView(case, subject, self._people.roles(case_id))

    def newest(self, limit: int = -1, offset: int = 0) -> tuple[CaseLine, ...]:
        """Return a page of all cases, newest first."""
        order = "h.opened_at DESC, h.ordinal DESC"
        return self._lines("1", (), order, limit, offset)

    def to_link(self, people: Iterable[str]) -> tuple[CaseLine, ...]:
        """Return the cases that a concern can be linked to: every open one, newest first.

        Those in which one of these people has or had a role come before the others.
        """
        records = {each for id_ in people for each in self._people.same(id_)}
        theirs = {
            role.case_id
            for role in self._ground.history.values(
                ROLE,
                "h.person_id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(records)),),
            )
        }
        order = "h.opened_at DESC, h.ordinal DESC"
        found = self._lines(f"h.{IS_OPEN}", (), order, -1, 0)
        return tuple(sorted(found, key=lambda line: line.case.id not in theirs))

    def count(self) -> int:
        """Return how many cases there are."""
        return self._ground.history.count(CASE)

    def count_open(self) -> int:
        """Return how many cases are neither closed nor transferred."""
        return self._ground.history.count(CASE, f"h.{IS_OPEN}")

    def reviews_due(self, until: date, limit: int = 50) -> tuple[CaseLine, ...]:
        """Return the cases whose next review falls on or before a day, soonest first."""
        where = f"h.next_review <= ? AND h.{IS_OPEN}"
        return self._lines(where, (until.isoformat(),), "h.next_review, h.ordinal", limit, 0)

    def _lines(
        self, where: str, parameters: tuple[str, ...], order: str, limit: int, offset: int
    ) -> tuple[CaseLine, ...]:
        history = self._ground.history
        found = history.select(CASE, where, parameters, order=order, limit=limit, offset=offset)
        subjects: dict[str, Person] = {}
        for each in found:
            if (id_ := each.value.subject_id) and id_ not in subjects:
                subjects[id_] = person_of(history, id_)
        return tuple(
            CaseLine(each.value, subjects.get(each.value.subject_id or "")) for each in found
        )

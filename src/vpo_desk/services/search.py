"""Searching the whole case file: what holds the words, newest first, and who may be meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from vpo_desk.domain.answer import Answer
from vpo_desk.domain.attachment import Attachment
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Concern, Triage
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.event import Event
from vpo_desk.domain.findable import Excerpt, Sought, excerpt, holds_runs, sought
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.likeness import Why
from vpo_desk.domain.meeting import AgendaItem
from vpo_desk.domain.moments import Moment, centiseconds, from_centiseconds, zone_of
from vpo_desk.domain.person import Person
from vpo_desk.domain.relationship import Relationship
from vpo_desk.domain.statement import Root
from vpo_desk.services.ground import Ground
from vpo_desk.services.known_people import Described, KnownPeople
from vpo_desk.storage.codec import decode
from vpo_desk.storage.nouns import CASE, CONCERN, INTERVIEW, NOUNS, PERSON
from vpo_desk.storage.same_person import same_person
from vpo_desk.storage.search_index import Within, matches
from vpo_desk.storage.search_texts import TEXTS, texts_of

PAGE: Final = 50
SEARCHED: Final = tuple(TEXTS)
"""The kinds that can be found."""
_SHORTEST: Final = 2
_FEWEST_DIGITS: Final = 7
_TYPES: Final = {noun.kind: noun.type for noun in NOUNS}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to: kinds, a case, and days of entry; empty limits nothing."""

    kinds: frozenset[str] = frozenset()
    case_id: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, with its texts and what was sought in them.

    `at` is when it was entered, `happened` when that was of which it tells, where it says so: an
    event's date as said, the time of an interview. `number` is that of the case or concern it is or
    belongs to. `parent_id` is the interview of an answer, the meeting of an agenda item, the concern
    of a decision, or the newest one that names a person; `part` the question. `why` says of a person
    why they may be meant, where the words themselves do not stand there.
    """

    kind: str
    id: str
    number: str
    at: Moment
    texts: tuple[str, ...]
    wanted: tuple[Sought, ...]
    case_id: str = ""
    parent_id: str = ""
    part: str = ""
    why: tuple[Why, ...] = ()
    happened: UncertainDate | Moment | None = None

    @property
    def excerpt(self) -> Excerpt:
        """The piece that shows why it was found.

        Cut only when it is looked at: a page holds more rows than are in sight.
        """
        return excerpt(self.texts, self.wanted)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `next` goes on behind the last entry, 0 when there is no more."""

    hits: tuple[Hit, ...] = ()
    next: int = 0
    counts: tuple[tuple[str, int], ...] = field(default=())


class Search:
    """Finds what is current in the case file by its words, and people by how they are told."""

    def __init__(self, ground: Ground, known: KnownPeople) -> None:
        self._ground = ground
        self._known = known

    def find(
        self, words: str, filters: Filters | None = None, *, before: int = 0, most: int = PAGE
    ) -> Found:
        """Return what holds all the words, newest first; people who may be meant come with it.

        Nothing is found for less than two letters, unless a letter is a word in its script.
        """
        limits, wanted = filters or Filters(), sought(words)
        if not any(each.anywhere or len(each.words) >= _SHORTEST for each in wanted):
            return Found()
        hits: list[Hit] = []
        numbers: dict[str, str] = {}
        held: dict[str, Interview] = {}
        last = more = 0
        zone = self._ground.clock.now().zone
        for sequence, kind, id_, at, content in matches(
            self._ground.file.connection, wanted, self._within(limits), before=before
        ):
            if len(hits) == most:
                more = last
                break
            value = decode(_TYPES[kind], content)
            texts = texts_of(kind, value)
            last = sequence
            if holds_runs(texts, wanted):
                where = self._where(value, id_, numbers, held)
                moment = Moment(from_centiseconds(at), zone)
                happened = _happened(value, held)
                hits.append(
                    Hit(kind, id_, where[0], moment, texts, wanted, *where[1:], happened=happened)
                )
        if not before:
            there = {hit.id for hit in hits if hit.kind == "person"}
            hits = [*self._people(words, wanted, limits, there), *hits]
        counts = Counter(hit.kind for hit in hits)
        return Found(tuple(hits), more, tuple(counts.items()))

    def note(self, counts: Iterable[tuple[str, int]], opened: str = "") -> None:
        """Enter in the audit chain that a search was made: kinds and counts, never the words."""
        parts = [f"{kind}={count}" for kind, count in counts]
        if opened:
            parts.append(f"opened={opened}")
        with self._ground.transaction():
            self._ground.history.record("search", detail=" ".join(parts))

    def _within(self, limits: Filters) -> Within:
        return Within(
            limits.kinds,
            limits.case_id,
            self._midnight(limits.since),
            self._midnight(limits.until + timedelta(days=1)) if limits.until else "",
        )

    def _midnight(self, day: date | None) -> str:
        if day is None:
            return ""
        zone = zone_of(self._ground.clock.now().zone)
        return centiseconds(datetime(day.year, day.month, day.day, tzinfo=zone))

    def _people(
        self, words: str, wanted: tuple[Sought, ...], limits: Filters, there: set[str]
    ) -> Iterable[Hit]:
        """Yield the people who may be meant though the words do not stand in their record."""
        if (limits.kinds and "person" not in limits.kinds) or limits.since or limits.until:
            return
        digits = "".join(char for char in words if char.isdecimal())
        phone = words if len(digits) >= _FEWEST_DIGITS else ""
        told = Described(name="" if phone else words, phone=phone, handle=words)
        for each in self._known.like(told):
            person = each.person
            fits = not limits.case_id or limits.case_id in self._cases_of(person.id)
            if person.id not in there and fits:
                at = self._entered(person.id)
                texts = texts_of("person", person)
                number, case_id, concern_id = self._whereabouts(person.id)
                yield Hit(
                    "person",
                    person.id,
                    number,
                    at,
                    texts,
                    wanted,
                    case_id,
                    concern_id,
                    why=each.why,
                )

    def _where(
        self, value: Any, id_: str, numbers: dict[str, str], held: dict[str, Interview]
    ) -> tuple[str, str, str, str]:
        """Return number, case, parent and part of what was found.

        `numbers` keeps those of cases and `held` the interviews of answers, each read once.
        """
        history = self._ground.history
        match value:
            case Case():
                return value.number, value.id, "", ""
            case Concern():
                return value.number, value.case_id or "", "", ""
            case Triage():
                concern = history.get(CONCERN, value.concern_id)
                return concern.number, concern.case_id or "", concern.id, ""
            case Person():
                return (*self._whereabouts(id_), "")
            case Answer():
                if value.interview_id not in held:
                    held[value.interview_id] = history.get(INTERVIEW, value.interview_id)
                case_id = held[value.interview_id].case_id
                number = self._number(case_id, numbers)
                return number, case_id, value.interview_id, value.question_id
            case Relationship():
                return "", "", value.from_id, ""
            case Attachment() if value.concern_id:
                concern = history.get(CONCERN, value.concern_id)
                return concern.number, concern.case_id or "", concern.id, ""
            case AgendaItem():
                number = self._number(value.case_id, numbers)
                return number, value.case_id, value.meeting_id, ""
            case _:
                case_id = getattr(value, "case_id", None) or ""
                return self._number(case_id, numbers), case_id, "", ""

    def _number(self, case_id: str, known: dict[str, str]) -> str:
        if case_id not in known:
            row = self._ground.file.connection.execute(
                f"SELECT number FROM {CASE.table} WHERE id = ?", (case_id,)
            ).fetchone()
            known[case_id] = str(row[0]) if row else ""
        return known[case_id]

    def _whereabouts(self, person_id: str) -> tuple[str, str, str]:
        """Return number and id of a person's newest case, and the newest concern that names them."""
        connection, records = self._ground.file.connection, self._records(person_id)
        case = connection.execute(
            "SELECT c.number, c.id FROM role_head AS r JOIN case_head AS c ON c.id = r.case_id"
            " WHERE r.person_id IN (SELECT value FROM json_each(?1)) ORDER BY c.year DESC, c.ordinal DESC LIMIT 1",
            (records,),
        ).fetchone()
        concern = connection.execute(
            "SELECT id FROM (SELECT id, at FROM concern_head WHERE about_id IN (SELECT value FROM json_each(?1))"
            " UNION ALL SELECT id, at FROM concern_head WHERE source_id IN (SELECT value FROM json_each(?1)))"
            " ORDER BY at DESC LIMIT 1",
            (records,),
        ).fetchone()
        number, case_id = (str(case[0]), str(case[1])) if case else ("", "")
        return number, case_id, str(concern[0]) if concern else ""

    def _records(self, person_id: str) -> str:
        """Return the ids of all records of one person, as a statement takes a list."""
        return json.dumps(same_person(self._ground.file.connection, person_id))

    def _cases_of(self, person_id: str) -> frozenset[str]:
        rows = self._ground.file.connection.execute(
            "SELECT case_id FROM role_head WHERE person_id IN (SELECT value FROM json_each(?1))",
            (self._records(person_id),),
        )
        return frozenset(str(row[0]) for row in rows.fetchall())

    def _entered(self, id_: str) -> Moment:
        entered = self._ground.history.entered((PERSON,), "h.id = ?", (id_,))
        return Moment(entered[id_], self._ground.clock.now().zone)


def _happened(value: Any, held: Mapping[str, Interview]) -> UncertainDate | Moment | None:
    """Return when that was of which an object tells, apart from its entry."""
    if isinstance(value, Answer):
        return held[value.interview_id].at
    if isinstance(value, Event | Root):
        return value.when
    at = getattr(value, "at", None)
    return at if isinstance(at, Moment) else None

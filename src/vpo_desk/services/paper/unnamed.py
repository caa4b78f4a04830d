"""A consult without identities: which words tell who is meant, and how they are taken out.

Every name, number and place that the desk knows of a case goes from every text, as whole words in
any spelling; what the officer typed in other words only the officer can see (practice: a team
without authority to share may still be asked for advice).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from vpo_desk.documents.content import Sheet
from vpo_desk.documents.packet_content import PacketSeat
from vpo_desk.documents.redacted import redact
from vpo_desk.domain.concern import Concern
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.person import FactKind, Person
from vpo_desk.domain.redaction import Redaction, Removal, block
from vpo_desk.services.ground import Ground
from vpo_desk.services.paper.naming import Naming
from vpo_desk.services.people import People
from vpo_desk.storage.nouns import (
    CASE,
    CONCERN,
    INTERVIEW,
    OWN_NUMBER,
    PERSON,
    RELATIONSHIP,
)
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import Words, say

T = TypeVar("T")

NOT_TELLING: Final = frozenset({FactKind.WEAPONS, FactKind.OTHER})
"""Facts about a person that are told in a consult; all others say who or where it is."""

PLAIN_WORDS: Final = frozenset(
    [
        "a",
        "agency",
        "apartment",
        "at",
        "by",
        "call",
        "car",
        "case",
        "clinic",
        "detective",
        "east",
        "home",
        "hospital",
        "house",
        "his",
        "her",
        "in",
        "jail",
        "lobby",
        "meeting",
        "mobile",
        "north",
        "of",
        "office",
        "officer",
        "on",
        "online",
        "our",
        "over",
        "parking",
        "patrol",
        "phone",
        "place",
        "police",
        "room",
        "school",
        "south",
        "station",
        "street",
        "supervisor",
        "teams",
        "telephone",
        "the",
        "their",
        "video",
        "west",
        "with",
        "work",
        "yard",
        "zoom",
    ]
)
"""Words that alone name no place and nobody."""


@dataclass(frozen=True, slots=True)
class Unnamed(Naming):
    """Names nobody: the people of a case stand by their roles."""

    def subject(self, person: Person | None) -> str:
        """Return that the subject is not named."""
        return str(say("not named")) if person else ""

    def source(self, person_id: str) -> str:
        """Return a person's role."""
        return str(self.role(person_id)).lower()


def letter(place: int) -> str:
    """Return how the case at a place of the agenda, from 0, is called: A to Z, then AA."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


class Identities(Redaction):
    """What tells who is meant: words of any spelling, and initials as they are written."""

    def __init__(self, removals: Iterable[Removal], initials: Iterable[str]) -> None:
        super().__init__(removals)
        self._initials = _written(initials)

    @classmethod
    def of(cls, ground: Ground, people: People, case_ids: Iterable[str]) -> Identities:
        """Gather what the desk knows of some cases."""
        removals: dict[Removal, None] = {}
        initials: set[str] = set()
        for case_id in case_ids:
            for person in _people(ground, people, case_id):
                initials.add(person.initials)
                removals.update(dict.fromkeys(_of_person(person)))
            removals.update(dict.fromkeys(Removal(each) for each in _of_case(ground, case_id)))
        kept = [each for each in removals if each.words.strip()]
        return cls(kept, initials)

    def redact(self, text: str, counts: dict[str, int]) -> str:
        """Return a text with a block for each place, for initials too."""
        clean = super().redact(text, counts)
        if self._initials is not None:
            clean = self._initials.sub(block(""), clean)
        return _IN_A_ROW.sub(block(""), clean)

    def taken_from(self, value: T) -> T:
        """Return any part of a document without them."""
        return redact(value, self)[0]

    def provable(
        self, sheet: Sheet, seats: Iterable[PacketSeat], holders: Iterable[str]
    ) -> tuple[Removal, ...]:
        """Return what must not be found anywhere in the finished file.

        Words that the frame of the pages or the sign-in sheet has of its own are not among them:
        somebody at the table may be of a case too.
        """
        frame = [sheet.agency, sheet.marking, sheet.printed_by, str(sheet.title), *holders]
        # Cells of a row stand beside each other and are read as one line.
        frame += [f"{each.name} {each.agency} {each.role} {each.basis}" for each in seats]
        return tuple(
            each
            for each in self.removals
            if not any(Redaction([each]).find(text) for text in frame)
        )


_IN_A_ROW: Final = re.compile(rf"{re.escape(block(''))}(?:[ ,.]*{re.escape(block(''))})+")
"""Blocks side by side are one: their number would tell how many names somebody has."""


def initialed(text: str, people: Iterable[Person]) -> str:
    """Return who does something with the full names of a case's people as initials."""
    for person in people:
        if not person.initials:
            continue
        family, comma, given = person.name.partition(",")
        names = [Removal(person.name), Removal(f"{given} {family}" if comma else "")]
        for place in reversed(Redaction(names).find(text)):
            found = text[place.start : place.end]
            owned = found[-2:] if found.endswith(("'s", "’s")) else ""
            text = text[: place.start] + person.initials + owned + text[place.end :]
    return text


def _written(initials: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for initials as people write them: M.R., M. R. and MR, but not Mr."""
    several = sorted({each for each in initials if each.count(".") > 1}, key=len, reverse=True)
    if not several:
        return None
    ways: list[str] = []
    for each in several:
        letters = [re.escape(part) for part in each.split(".") if part]
        ways += [r"\.\s?".join(letters) + r"\.?", "".join(letters)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _people(ground: Ground, people: People, case_id: str) -> Iterator[Person]:
    """Yield everybody of a case: who has a role, who reported, and who is tied to any of them."""
    history = ground.history
    ids = {line.person.id for line in people.roles(case_id)}
    case = history.get(CASE, case_id)
    ids |= {case.subject_id} if case.subject_id else set()
    for concern in history.values(CONCERN, "h.case_id = ?", (case_id,)):
        ids |= {each for each in (concern.about_id, concern.source.person_id) if each}
    every = {same for each in ids for same in people.same(each)}
    for tie in history.values(RELATIONSHIP, "1"):
        if {tie.from_id, tie.to_id} & every:
            every |= {tie.from_id, tie.to_id}
    for each in sorted(every):
        found = history.find(PERSON, each)
        if found is not None:
            yield found.value
            yield person_of(history, each)


def _of_person(person: Person) -> Iterator[Removal]:
    yield Removal(person.name, person=True)
    yield from (Removal(phone) for phone in person.phones)
    for fact in person.facts:
        if fact.kind in {FactKind.ALIAS, FactKind.GUARDIAN}:
            yield Removal(fact.text, person=True)
        elif fact.kind not in NOT_TELLING:
            yield Removal(fact.text)


def _of_case(ground: Ground, case_id: str) -> Iterator[str]:
    history = ground.history
    yield history.get(CASE, case_id).number
    concerns: tuple[Concern, ...] = history.values(CONCERN, "h.case_id = ?", (case_id,))
    for concern in concerns:
        yield from (concern.number, concern.incident_number, concern.source.phone)
        yield from _telling(concern.place)
        yield from (each.number for each in concern.numbers)
    held: tuple[Interview, ...] = history.values(INTERVIEW, "h.case_id = ?", (case_id,))
    for interview in held:
        yield from _telling(interview.place, *interview.present)
    numbers: tuple[OwnNumber, ...] = history.values(OWN_NUMBER, "h.case_id = ?", (case_id,))
    yield from (each.number for each in numbers)


def _telling(*said: str) -> Iterator[str]:
    """Yield what tells where it is or who was there: not “by phone”, which would hide a plain word."""
    for each in said:
        words = {word.strip(".,;:()").casefold() for word in each.split()}
        if words - PLAIN_WORDS:
            yield each


def consult_words() -> Words:
    """Return what the officer is told before a consult leaves."""
    return say(
        "Names, initials, numbers and places that the desk knows are left out. Read every page"
        " before it leaves: other words may still tell who is meant."
    )

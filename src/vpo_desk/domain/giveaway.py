"""What would show who somebody is: names, phones, addresses, handles, vehicles, a birth date.

It is found by the rules of redaction, so in any spelling; a paper that must say nothing of a person
is searched with it, and one that names by initials puts them in the place of the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.redaction import Exemption, Redaction, Removal, name_parts, same_words

TELLING_FACTS: Final = (FactKind.ADDRESS, FactKind.EMAIL, FactKind.HANDLE, FactKind.VEHICLE)
"""Facts by which a person is known; where one works or learns is often the target's place too."""

_LOCAL: Final = 7
"""So many last digits of a phone number are looked for as well: how it is said within an area."""
_SHORTEST_PHONE: Final = 5
_SHORTEST_SIGN: Final = 5
"""A plate or handle alone is looked for from so many letters and digits on."""
_BREAKS: Final = re.compile(r"[,;:\n()]")
_WITHIN_NAME: Final = re.compile(r"\s*,?\s*(?:[^\W\d_]\.?\s+)?")
_HOUSE: Final = re.compile(r"^\s*\d+[a-zA-Z]?\s+\S")


class Giveaway:
    """Finds in a text what would show who one person is."""

    def __init__(
        self, person: Person, spared: Iterable[str] = (), exemptions: Collection[Exemption] = ()
    ) -> None:
        """Take a person; words of `spared` names, such as a shared family name, may stand alone."""
        removals = (*_names(person, tuple(spared)), *_numbers(person), *_facts(person))
        self._rules = Redaction(removals, exemptions)
        self._initials = _initials(person)

    def in_text(self, text: str) -> str:
        """Return the first words of a text that give the person away; nothing when none do."""
        for place in self._rules.find(text):
            found = text[place.start : place.end]
            if not self._rules.is_exempt(found):
                return found
        match = self._initials.search(text) if self._initials else None
        return match[0] if match and not self._rules.is_exempt(match[0]) else ""


def with_initials(text: str, person: Person, others: Iterable[str] = ()) -> str:
    """Return a text in which a person's name, and each part of it, is written as initials."""
    return without_name(text, person, person.initials or person.name.strip()[:1], others)


def without_name(text: str, person: Person, instead: str, others: Iterable[str] = ()) -> str:
    """Return a text with other words for a person's name and each part of it.

    A part of the name that is written small, as in “will come” beside Will Young, is another word.
    Whole names of `others`, who may share a family name, stay as they are.
    """
    kept: list[str] = []
    after = 0
    theirs = Redaction(Removal(name) for name in others if name.strip()).find(text)
    for place in Redaction(_names(person)).find(text):
        found = text[place.start : place.end]
        whole = len(place.removal.words.split()) > 1
        small = found[0].islower() and place.removal.words[0].isupper()
        inside = any(each.start <= place.start and place.end <= each.end for each in theirs)
        if not whole and (small or inside):
            continue
        possessive = found[-2:] if found[-2:] in {"'s", "’s", "ʼs"} else ""
        between = text[after : place.start]
        if kept and _WITHIN_NAME.fullmatch(between):
            kept[-1] = instead + possessive  # one name, with a middle initial or the like
        else:
            kept += (between, instead + possessive)
        after = place.end
    return "".join((*kept, text[after:]))


def _names(person: Person, spared: tuple[str, ...] = ()) -> Iterator[Removal]:
    aliases = (fact.text for fact in person.facts_of(FactKind.ALIAS))
    for name in (person.name, *aliases):
        if name.strip():
            yield Removal(name)
        family, comma, given = name.partition(",")
        if comma and given.strip():
            yield Removal(f"{given.strip()} {family.strip()}")
        for part in name_parts(name):
            if not any(same_words(part, each) for other in spared for each in name_parts(other)):
                yield Removal(part)


def _numbers(person: Person) -> Iterator[Removal]:
    for phone in person.phones:
        digits = "".join(each for each in phone if each.isdigit())
        if len(digits) >= _SHORTEST_PHONE:
            yield Removal(phone)
        if len(digits) > _LOCAL:
            yield Removal(f"{digits[-_LOCAL:-4]} {digits[-4:]}")
    born = person.born
    if born is None:
        return
    if len(born.said.split()) > 1:
        yield Removal(born.said)
    if born.is_exact and born.earliest is not None:
        day = born.earliest
        yield Removal(day.isoformat())
        for month in (f"{day:%B}", f"{day:%b}"):
            yield Removal(f"{day.day} {month} {day.year}")
            yield Removal(f"{month} {day.day} {day.year}")
        yield Removal(f"{day.month}/{day.day}/{day.year}")
        yield Removal(f"{day.month:02}/{day.day:02}/{day.year}")


def _facts(person: Person) -> Iterator[Removal]:
    for fact in person.facts_of(*TELLING_FACTS):
        yield from (Removal(words) for words in _pieces(fact) if words.strip())


def _pieces(fact: PersonFact) -> Iterator[str]:
    """Yield a fact as said, and what of it tells alone: a street with its number, a plate."""
    yield fact.text
    for piece in _BREAKS.split(fact.text):
        numbered = any(map(str.isdigit, piece)) and len(piece.split()) > 1
        if _HOUSE.match(piece) or (fact.kind is FactKind.VEHICLE and numbered):
            yield piece
    for word in fact.text.split():
        sign = [each for each in word if each.isalnum()]
        mixed = any(map(str.isdigit, sign)) and any(map(str.isalpha, sign))
        if (mixed and len(sign) >= _SHORTEST_SIGN) or ("@" in word and len(sign) > 2):
            yield word


def _initials(person: Person) -> re.Pattern[str] | None:
    """Return what finds the initials as they are written with dots; one letter alone is no name."""
    letters = [each for each in person.initials if each != "."]
    if len(letters) < 2:
        return None
    dotted = r"\.\s?".join(map(re.escape, letters))
    return re.compile(rf"(?<![^\W_]){dotted}(?:\.|(?![^\W_]))")

"""The keys by which a person is found who is told otherwise: sounds, spellings, phones, handles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.findable import fold
from vpo_desk.domain.person import FactKind, Person
from vpo_desk.storage.names_alike import SHORTEST, name_parts, sounds

_SEPARATORS: Final = re.compile(r"[^\w]+")
_LOCAL: Final = 7
"""Digits of a phone number without its area."""
_WITH_AREA: Final = 10
ALONE: Final = "1"
"""Begins the keys of a name of one part, which one part of a longer name is enough to find."""


def name_keys(name: str) -> dict[str, frozenset[str]]:
    """Return for each part of a name the keys that a like part shares."""
    return {part: _part_keys(part) for part in name_parts(name)}


def _part_keys(part: str) -> frozenset[str]:
    keys = {f"n:{part}", *(f"s:{code}" for code in sounds(part))}
    if len(part) >= SHORTEST:
        # Two spellings one letter apart share what is left when each loses one letter.
        keys.update(f"n:{part[:place]}{part[place + 1 :]}" for place in range(len(part)))
    return frozenset(keys)


def phone_keys(number: str) -> frozenset[str]:
    """Return the keys of a phone number: its last seven digits, and its last ten."""
    digits = "".join(char for char in fold(number) if char.isdecimal())
    lengths = (_LOCAL, _WITH_AREA)
    return frozenset(f"p:{digits[-length:]}" for length in lengths if len(digits) >= length)


def handle_key(text: str) -> str:
    """Return the key of an online name or an email address, without case and a leading @."""
    plain = fold(text.strip()).strip("@ /")
    if "://" in plain or plain.startswith("www."):
        plain = plain.rsplit("/", 1)[-1].lstrip("@")
    return f"h:{plain}" if plain else ""


def address_key(text: str) -> str:
    """Return the key of an address that has a number: the number and the first word of the street.

    Empty where there is no number, because a street alone tells nobody apart.
    """
    words = [word for word in _SEPARATORS.split(fold(text)) if word]
    number = next((word for word in words if word[0].isdecimal()), "")
    names = [word for word in words if word != number and len(word) > 1 and not word.isdecimal()]
    names = [word for word in names if word not in _DIRECTIONS] or names
    return f"a:{number} {names[0]}" if number and names else ""


_DIRECTIONS: Final = frozenset({"north", "south", "east", "west", "ne", "nw", "se", "sw"})


def birth_key(born: UncertainDate | None) -> str:
    """Return the key of a birth date that names one day; empty for any other."""
    if born is None or not born.is_exact or born.earliest is None:
        return ""
    return f"b:{born.earliest.isoformat()}"


def names_of(person: Person) -> tuple[str, ...]:
    """Return every name a person goes by."""
    aliases = (fact.text for fact in person.facts if fact.kind is FactKind.ALIAS)
    return tuple(name for name in (person.name, *aliases) if name.strip())


def keys_of(person: Person) -> frozenset[str]:
    """Return all keys of a person."""
    keys: set[str] = set()
    for name in names_of(person):
        parts = name_keys(name)
        begin = ALONE if len(parts) == 1 else ""
        keys.update(f"{begin}{key}" for each in parts.values() for key in each)
    keys.update(key for phone in person.phones for key in phone_keys(phone))
    keys.update(_fact_keys(person))
    keys.add(birth_key(person.born))
    return frozenset(key.encode("utf-8", "replace").decode() for key in keys if key)


def _fact_keys(person: Person) -> Iterable[str]:
    for fact in person.facts:
        if fact.kind in {FactKind.HANDLE, FactKind.EMAIL}:
            yield handle_key(fact.text)
        elif fact.kind is FactKind.ADDRESS:
            yield address_key(fact.text)

"""When two names may be one: the same parts, one letter apart, or alike by ear."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

import jellyfish

from vpo_desk.domain.findable import fold, tokens

SHORTEST: Final = 4
"""Letters from which on a part may be one letter off."""
_LONG: Final = 8
"""Letters from which on it may be two."""
_CLEAR_CODE: Final = 3
_ALIKE: Final = 0.8
"""How alike two parts of the same short sound must look (Jaro and Winkler), so that a sound of two
consonants such as that of John and Jane does not join them."""


class Degree(IntEnum):
    """How two names or parts of names are alike; the higher the closer."""

    NOT = 0
    SOUNDS = 1
    SPELLED = 2
    SAME = 3


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name, folded, each once; their order does not count.

    Marks inside a part fall away: O'Brien is one part, Smith-Jones two. Initials are left out.
    """
    plain = fold(name).replace("'", "").replace("’", "")
    return tuple(part for part in tokens(plain) if len(part) > 1 or not part.isascii())


@lru_cache(maxsize=4096)
def sounds(part: str) -> frozenset[str]:
    """Return the codes of how a part sounds in English; none for other scripts and for numbers."""
    if not (part.isascii() and part.isalpha()):
        return frozenset()
    return frozenset(each for each in (jellyfish.metaphone(part), jellyfish.nysiis(part)) if each)


def parts_alike(one: str, other: str) -> Degree:
    """Return how two folded parts of names are alike."""
    if one == other:
        return Degree.SAME
    short = min(len(one), len(other))
    if short >= SHORTEST:
        allowed = 2 if short >= _LONG else 1
        if jellyfish.damerau_levenshtein_distance(one, other) <= allowed:
            return Degree.SPELLED
    if not sounds(one) & sounds(other):
        return Degree.NOT
    consonants = jellyfish.metaphone(one)
    clear = len(consonants) >= _CLEAR_CODE and consonants == jellyfish.metaphone(other)
    if clear or jellyfish.jaro_winkler_similarity(one, other) >= _ALIKE:
        return Degree.SOUNDS
    return Degree.NOT


def names_alike(one: str, other: str) -> Degree:
    """Return how two whole names are alike, whatever the order of their parts.

    Two parts of each have to be alike, or the only one that a name has. The degree is that of the
    parts that are least alike.
    """
    mine, theirs = list(name_parts(one)), list(name_parts(other))
    needed = min(2, len(mine), len(theirs))
    if not needed:
        return Degree.NOT
    pairs = sorted(
        ((parts_alike(left, right), left, right) for left in mine for right in theirs), reverse=True
    )
    found: list[Degree] = []
    for degree, left, right in pairs:
        if degree and left in mine and right in theirs:
            mine.remove(left)
            theirs.remove(right)
            found.append(degree)
    if len(found) < needed:
        return Degree.NOT
    whole = not mine and not theirs
    return found[needed - 1] if not whole else min(found)

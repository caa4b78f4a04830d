"""In which direction text reads: the levels of its characters, and a line in the order of the eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

Part = TypeVar("Part")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO"})
_ISOLATES = frozenset({"LRI", "RLI", "FSI", "PDI"})
_UNSEEN = frozenset({"BN", "PDF", "LRE", "LRO", "RLE", "RLO"}) | _ISOLATES


def levels(text: str) -> tuple[bool, list[int]]:
    """Return whether a line reads from right to left, and each character's level (UAX 9).

    An even level reads from left to right, an odd one from right to left. The library knows no
    isolates, so they are passed over; what is not seen has the level of what it follows.
    """
    kinds = [unicodedata.bidirectional(each) for each in text]
    if _RIGHT_TO_LEFT.isdisjoint(kinds) or _UNSEEN.issuperset(kinds):
        return False, [0] * len(text)
    from bidi import algorithm

    steps = cast("Any", algorithm)
    known = "".join(map(_known_to_library, text, kinds))
    base = int(steps.get_base_level(known))
    storage: Any = {**steps.get_empty_storage(), "base_level": base, "base_dir": "LR"[base]}
    steps.get_embedding_levels(known, storage)
    places: list[Any] = list(storage["chars"])
    steps.explicit_embed_and_overrides(storage)  # takes what is not seen out
    steps.resolve_weak_types(storage)
    steps.resolve_neutral_types(storage, debug=False)
    steps.resolve_implicit_levels(storage, debug=False)
    found: list[int] = []
    for place, kind in zip(places, kinds, strict=True):
        unseen = kind in _UNSEEN
        found.append((found[-1] if found else base) if unseen else int(place["level"]))
    return base == 1, found


def kept_in_order(number: str, beside: str) -> str:
    """Return a number so that its groups keep their order beside words that read leftwards.

    Between Arabic words `555 0199` would stand as `0199 555`: right by the rules, and misdialed.
    """
    if _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, beside)):
        return number
    return f"\u202a{number}\u202c"


def _known_to_library(character: str, kind: str) -> str:
    if kind in _ISOLATES:
        return "\u200b"
    return character if kind else "a"


def in_order_of_the_eye(
    line: Sequence[Part], level: Callable[[Part], int], blank: Callable[[Part], bool], base: int
) -> list[Part]:
    """Return the parts of a line from left to right (rules L1 and L2)."""
    parts = list(line)
    found = [level(part) for part in parts]
    for at in range(len(parts) - 1, -1, -1):
        if not blank(parts[at]):
            break
        found[at] = base
    highest = max(found, default=0)
    for turn in range(highest, 0, -1):
        at = 0
        while at < len(parts):
            end = at
            while end < len(parts) and found[end] >= turn:
                end += 1
            if end > at:
                parts[at:end] = parts[at:end][::-1]
                found[at:end] = found[at:end][::-1]
            at = max(end, at + 1)
    return parts

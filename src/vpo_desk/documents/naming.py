"""Names for what no typeface can print: an emoji, a control, half a character, a private sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

JOINER: Final = "\u200d"
BIDI_MARKS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that only say in which direction to read; paper follows them and does not print them."""
# Unicode's Default_Ignorable_Code_Point, where people type them: seen by nobody, kept in the words.
IGNORABLE: Final = frozenset(
    map(
        chr,
        [
            *(0xAD, 0x34F, 0x3164, 0xFEFF, 0xFFA0, 0x115F, 0x1160, 0x17B4, 0x17B5),
            *range(0x180B, 0x180F),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ],
    )
) - BIDI_MARKS  # fmt: skip
_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
_SKIN: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)


def with_names(text: str, prints: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in order, each with whether it stands for what cannot be printed.

    A sequence that shows as one picture, such as a family or a flag, is one piece: its parts are
    joined by a plus.
    """
    at = 0
    while at < len(text):
        character = text[at]
        at += 1
        if prints(character):
            yield character, False
            continue
        names = [name_of(character)]
        if ord(character) in _FLAG_LETTERS and text[at : at + 1] and ord(text[at]) in _FLAG_LETTERS:
            letters = (chr(ord(each) - _FLAG_LETTERS[0] + 65) for each in text[at - 1 : at + 1])
            names = ["flag " + "".join(letters)]
            at += 1
        while at < len(text):
            if text[at] in _SELECTORS:
                at += 1
            elif text[at] in _SKIN:
                names.append(name_of(text[at]))
                at += 1
            elif text[at] == JOINER and at + 1 < len(text) and not text[at + 1].isspace():
                names.append(name_of(text[at + 1]))
                at += 2
            else:
                break
        yield f"‹{' + '.join(names)}›", True


def name_of(character: str) -> str:
    """Return a character's name in Unicode, in small letters; its code where it has none."""
    return unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"

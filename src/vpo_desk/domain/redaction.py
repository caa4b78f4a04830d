"""Redaction: which words go, how they are found in any spelling, and what stands in their place.

Words are compared as whole words after compatibility composition, without case and accents, with a
possessive or plural -s, and joined across spaces, line ends and hyphens. A name is found in the order
of speech and in that of a list: “Peter Novak” takes “Novak, Peter” too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

SHORTEST_PART: Final = 3
"""A person's entry takes each part of the name that has as many letters (“Ann” of “Ann Lee”)."""

_SPLIT_ALONE: Final = 6
"""So many letters a word has that is found even where a line end cuts it without a hyphen."""

_STROKES: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe"}
)
_HYPHENS: Final = frozenset("-\u00ad\u2010\u2011\u2012\u2013\ufe63\uff0d")
_INSIDE: Final = frozenset(".,'’()/_@")
"""What may stand between the words of an entry, beside spaces and hyphens: as in (555) 0142, a_b@c."""

_COMMAS: Final = frozenset(",\u060c\u3001\uff0c")
"""What parts a family name from the given names where it stands first, in any script."""

_LONGEST_NAME: Final = 6
"""An entry of more words is no name, and is looked for as it was typed alone."""

_NO_SPACES: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Scripts that write no spaces between words: there each character counts as a word of its own."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Words that go, and the code of the reason; a `person` loses each part of the name too."""

    words: str
    code: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """Words that may stand although they are to go, and why: “May” the month beside May the name."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text has words that go: from `start` up to `end`, and by which removal."""

    start: int
    end: int
    removal: Removal


@dataclass(frozen=True, slots=True)
class _Token:
    letters: str
    start: int
    end: int


@dataclass(frozen=True)
class Sought:
    """One spelling that is looked for: its letters, and where its own words end within them.

    After so many letters as `comma` says a comma must stand: so “Novak, Peter” is found, and of
    “he told Novak. Peter left” nothing is.
    """

    letters: str
    breaks: frozenset[int]
    removal: Removal
    comma: int = 0


class Redaction:
    """A list of removals, ready to find and replace; `exemptions` are let stand by the check."""

    def __init__(self, removals: Iterable[Removal], exemptions: Iterable[Exemption] = ()) -> None:
        self.removals = tuple(removals)
        self.exemptions = tuple(exemptions)

    @cached_property
    def _sought(self) -> dict[tuple[str, bool], tuple[Sought, ...]]:
        """What is looked for, by its first letter and whether it is in a list's order."""
        found: dict[tuple[str, bool], list[Sought]] = {}
        for removal in self.removals:
            for words, comma in _spellings(removal):
                tokens = [token.letters for token in _tokens(words)]
                letters = "".join(tokens)
                if letters:
                    ends = frozenset(
                        len("".join(tokens[:count])) for count in range(1, len(tokens))
                    )
                    sought = Sought(letters, ends, removal, comma)
                    found.setdefault((letters[0], bool(comma)), []).append(sought)
        return {
            key: tuple(sorted(each, key=lambda one: -len(one.letters)))
            for key, each in found.items()
        }

    def find(self, text: str) -> tuple[Found, ...]:
        """Return every place of a text that has words which go, the longest ones first.

        Entries that overlap in a text make one place: of “Ann Lee” and “Lee Park”, nothing is left of
        “Ann Lee Park”.
        """
        tokens = tuple(_tokens(text))
        spoken, listed = (tuple(self._all(text, tokens, turned=turned)) for turned in (False, True))
        places: list[Found] = []
        for one in sorted(
            (*spoken, *_uncrossed(listed, spoken)),
            key=lambda each: (each.start, -each.end),
        ):
            if not places or one.start >= places[-1].end:
                places.append(one)
            elif one.end > places[-1].end:
                places[-1] = replace(places[-1], end=one.end)
        return tuple(places)

    def _all(self, text: str, tokens: Sequence[_Token], *, turned: bool) -> Iterator[Found]:
        """Yield the longest words that go at each token; those in a list's order if `turned`."""
        for number, token in enumerate(tokens):
            for sought in self._sought.get((token.letters[:1], turned), ()):
                last = _reach(text, tokens, number, sought)
                if last is not None:
                    yield Found(token.start, last, sought.removal)
                    break

    def redact(self, text: str, counts: dict[str, int]) -> str:
        """Return a text with a block for each place; `counts` is added to, by code."""
        kept: list[str] = []
        after = 0
        for place in self.find(text):
            kept += (text[after : place.start], block(place.removal.code))
            after = place.end
            counts[place.removal.code] = counts.get(place.removal.code, 0) + 1
        return "".join((*kept, text[after:]))

    def is_exempt(self, words: str) -> bool:
        """True when what was found in a finished file was let stand by the officer."""
        folded = _letters(words)
        return any(_letters(each.words) == folded for each in self.exemptions)


def block(code: str) -> str:
    """Return what stands in the place of words: the same for every length, with its reason."""
    return f"[REDACTED {code}]" if code else "[REDACTED]"


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name that tell alone, as they are written: “Ann” and “Lee” of Ann Lee.

    Where each character counts as a word, the parts are what blanks part: two characters tell.
    """
    parts = [
        name[token.start : token.end]
        for token in _tokens(name)
        if len(token.letters) >= SHORTEST_PART
    ]
    parts += [word for word in name.split() if _NO_SPACES.match(word) and len(_letters(word)) > 1]
    return tuple(parts)


def same_words(one: str, other: str) -> bool:
    """True when two words are the same but for case, accents and what stands between letters."""
    return _letters(one) == _letters(other)


def _uncrossed(listed: Sequence[Found], spoken: Sequence[Found]) -> Iterator[Found]:
    """Yield what stands in a list's order and not, crossing it, as it is said.

    In “Anna Novak, Peter Novak” no comma turns the name. Both are in the order of the text, so only
    the neighbors are looked at: a finished file is one text with a name on every line.
    """
    starts = [each.start for each in spoken]
    longest = max((each.end - each.start for each in spoken), default=0)
    for one in listed:
        first, last = bisect_left(starts, one.start - longest), bisect_left(starts, one.end)
        if not any(_crosses(spoken[place], one) for place in range(first, last)):
            yield one


def _crosses(spoken: Found, listed: Found) -> bool:
    return (
        spoken.removal == listed.removal
        and listed.start < spoken.end
        and not listed.start <= spoken.start <= spoken.end <= listed.end
    )


def _reach(text: str, tokens: Sequence[_Token], first: int, sought: Sought) -> int | None:
    """Return where a spelling that begins at a token ends in the text; None when it is not there."""
    letters = ""
    for number in range(first, len(tokens)):
        token = tokens[number]
        if number > first and not _joins(
            text[tokens[number - 1].end : token.start], letters, sought
        ):
            return None
        letters += token.letters
        if letters == sought.letters:
            return _with_possessive(text, tokens, number)
        if letters == sought.letters + "s":
            return token.end
        if not sought.letters.startswith(letters):
            return None
    return None


def _joins(between: str, so_far: str, sought: Sought) -> bool:
    """True when what stands between two pieces may stand inside the words that are looked for."""
    if sought.comma == len(so_far):
        return between.strip() in _COMMAS
    if len(so_far) in sought.breaks:
        return all(each.isspace() or each in _HYPHENS | _INSIDE for each in between)
    if not between:
        return True
    if any(each in _HYPHENS for each in between):
        return all(each.isspace() or each in _HYPHENS for each in between)
    cut = between.strip(" \t") in {"\n", "\r", "\r\n"}
    return cut and len(sought.letters) >= _SPLIT_ALONE


def _with_possessive(text: str, tokens: Sequence[_Token], number: int) -> int:
    end = tokens[number].end
    if number + 1 < len(tokens):
        following = tokens[number + 1]
        if following.letters == "s" and text[end : following.start] in {"'", "’", "ʼ"}:
            return following.end
    return end


def _spellings(removal: Removal) -> Iterator[tuple[str, int]]:
    """Yield what is looked for, each with after how many letters a comma must stand (0: nowhere)."""
    yield removal.words, 0
    yield from _other_orders(removal.words)
    if removal.person:
        yield from ((part, 0) for part in name_parts(removal.words))


def _other_orders(words: str) -> Iterator[tuple[str, int]]:
    """Yield a name as a list has it, and one from a list as it is said.

    Where a family name begins cannot be told from “Maria de la Cruz”: each place is taken.
    """
    before, *after = re.split(f"[{''.join(_COMMAS)}]", words.strip())
    if len(after) == 1 and _letters(before) and _letters(after[0]):
        yield f"{after[0].strip()} {before.strip()}", 0
    parts = words.split()
    if after or not 1 < len(parts) <= _LONGEST_NAME:
        return
    for count in range(1, len(parts)):
        family = " ".join(parts[count:])
        if comma := len(_letters(family)):
            yield f"{family} {' '.join(parts[:count])}", comma


def _tokens(text: str) -> Iterator[_Token]:
    """Cut a text into words of folded letters, each with where it stands in the text."""
    letters: list[str] = []
    start = end = 0
    alone_before = False
    for place, character in enumerate(text):
        folded = _fold(character)
        if folded is None:  # a mark over the letter before
            end = place + 1 if letters else end
            continue
        alone = bool(_NO_SPACES.match(character))
        if letters and (not folded or alone or alone_before):
            yield _Token("".join(letters), start, end)
            letters = []
        if folded:
            start = start if letters else place
            letters.append(folded)
            end = place + 1
        alone_before = alone
    if letters:
        yield _Token("".join(letters), start, end)


def _fold(character: str) -> str | None:
    """Return the plain letters of a character, nothing for a separator, None for a mark.

    The vowel signs of Indian and other scripts that take room of their own (Mc) are letters.
    """
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} and character not in _HYPHENS:
        return None
    plain = unicodedata.normalize("NFKD", character).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_STROKES)
    return "".join(each for each in plain if each.isalnum() or unicodedata.category(each) == "Mc")


def _letters(words: str) -> str:
    return "".join(token.letters for token in _tokens(words))

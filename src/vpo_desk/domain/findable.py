"""How words are found: folded and cut alike in what is kept and in what is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

_ASCII_WORD: Final = re.compile(r"[0-9a-z]+")
_SPACE: Final = re.compile(r"\s")
_LONGEST: Final = 64
_SHORTEST_BEGINNING: Final = 3
_MARKS: Final = ((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x6D6, 0x6ED))
"""Accents, and the points and vowel signs of Hebrew and Arabic: words are written without them."""
_SAME: Final = {
    **dict(zip("łøđðħıŋŧĸ", "lodđhintk", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "\u0640": "",
    "\u0670": "",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ٱ": "ا",
}
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul, also below
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # kana
    (0x3130, 0x318F),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts that are found by any run of their characters, because no spaces part their words."""


class _Folded(dict[int, str]):
    """What each character is folded to; worked out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code)).casefold()
        kept = "".join(_SAME.get(each, each) for each in parts if not _within(ord(each), _MARKS))
        folded = self[code] = unicodedata.normalize("NFC", kept)
        return folded


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    """Return text without case and accents, character by character."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, each once, in order.

    Where words have no spaces between them these are its characters and their pairs; an emoji or
    another sign is a word of its own. A token has no space and no ASCII punctuation.
    """
    folded = fold(text if text.isascii() else unicodedata.normalize("NFC", text))
    if folded.isascii():
        return tuple(dict.fromkeys(word[:_LONGEST] for word in _ASCII_WORD.findall(folded)))
    found: dict[str, None] = {}
    for run, unspaced in _runs(folded):
        if unspaced:
            found.update(dict.fromkeys(run))
            found.update(dict.fromkeys(_pairs(run)))
        else:
            found[run[:_LONGEST]] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for: folded, and whether it has to begin a word or stand anywhere.

    `tokens` are those that a text must have, `beginning` is true where a longer word will do too.
    """

    words: str
    tokens: tuple[str, ...]
    beginning: bool
    anywhere: bool


def sought(typed: str) -> tuple[Sought, ...]:
    """Return what typed words look for.

    The last word is looked for as the beginning of one, because it may not be finished; earlier
    ones too, from three letters on.
    """
    folded = fold(typed if typed.isascii() else unicodedata.normalize("NFC", typed))
    runs = list(_runs(folded))
    found: dict[str, Sought] = {}
    for place, (run, unspaced) in enumerate(runs):
        if unspaced:
            found[run] = Sought(run, _pairs(run) or (run,), beginning=False, anywhere=True)
            continue
        last = place == len(runs) - 1 and not typed[-1:].isspace()
        beginning = len(run) >= _SHORTEST_BEGINNING or (last and len(run) > 1)
        word = run[:_LONGEST]
        found[word] = Sought(word, (word,), beginning=beginning, anywhere=False)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text around what was found, and where in it that stands."""

    text: str
    marks: tuple[tuple[int, int], ...]


def holds_runs(texts: Iterable[str], wanted: Iterable[Sought]) -> bool:
    """True when each run that may stand anywhere does so as a whole in one of the texts.

    An index that knows only its pairs finds texts too in which these stand apart.
    """
    runs = [each.words for each in wanted if len(each.tokens) > 1]
    folded = [fold(text) for text in texts] if runs else []
    return all(any(run in text for text in folded) for run in runs)


def excerpt(texts: Iterable[str], wanted: tuple[Sought, ...], *, around: int = 70) -> Excerpt:
    """Return the piece that shows the most of what is sought, marked; the beginning without any."""
    best: tuple[int, str, list[tuple[int, int]]] = (0, "", [])
    for text in texts:
        folded = fold(text)
        found = [_places(each, folded, 2 * around) for each in wanted]
        hits = sum(bool(places) for places in found)
        if hits > best[0] or not best[1].strip():
            best = (hits, text, sorted(place for places in found for place in places))
    _, text, places = best
    if text and not text.isascii():
        places = _in_original(text, places)
    if not places:
        return Excerpt(_one_line(text[: 2 * around]) + ("…" if len(text) > 2 * around else ""), ())
    return _cut(text, places, around)


def _cut(text: str, places: list[tuple[int, int]], around: int) -> Excerpt:
    first = max(0, places[0][0] - around // 2)
    if first:
        space = text.find(" ", first, places[0][0])
        first = space + 1 if space >= 0 else first
    last = min(len(text), max(first + 2 * around, places[0][1]))
    lead, tail = "…" if first else "", "…" if last < len(text) else ""
    marks: list[tuple[int, int]] = []
    for begin, end in places:
        if end <= last and (not marks or begin - first + len(lead) >= marks[-1][1]):
            marks.append((begin - first + len(lead), end - first + len(lead)))
    return Excerpt(lead + _one_line(text[first:last]) + tail, tuple(marks))


def _one_line(text: str) -> str:
    """Return the text with a space for each line end, so that no place in it moves."""
    return _SPACE.sub(" ", text)


def _places(each: Sought, folded: str, reach: int) -> list[tuple[int, int]]:
    """Return where a word stands: the first place, and those that begin within `reach` of it."""
    found: list[tuple[int, int]] = []
    word, begin = each.words, folded.find(each.words)
    while begin >= 0 and not (found and begin > found[0][0] + reach):
        end = begin + len(word)
        if each.anywhere or _stands(folded, begin, end, beginning=each.beginning):
            found.append((begin, end))
            begin = folded.find(word, end)
        else:
            begin = folded.find(word, begin + 1)
    return found


def _stands(folded: str, begin: int, end: int, *, beginning: bool) -> bool:
    """True where no letter or digit stands before a place, nor behind it unless a word begins there."""
    starts = not begin or not folded[begin - 1].isalnum()
    return starts and (beginning or end == len(folded) or not folded[end].isalnum())


def _in_original(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in the folded text as places in the text itself."""
    if not places:
        return places
    origin: list[int] = []
    for place, char in enumerate(text):
        origin += [place] * len(_FOLDED[ord(char)])
        if len(origin) > places[-1][1]:
            break
    origin.append(len(text) if len(origin) <= places[-1][1] else origin[-1])
    return [(origin[begin], origin[end - 1] + 1) for begin, end in places if begin < end]


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[place : place + 2] for place in range(len(run) - 1))


def _runs(folded: str) -> Iterable[tuple[str, bool]]:
    """Yield the words of folded text, and whether each is one that stands anywhere.

    That is a run of a script without spaces, or a single sign such as an emoji.
    """
    if folded.isascii():
        for match in _ASCII_WORD.finditer(folded):
            yield match[0], False
        return
    run, kind = "", ""
    for char in folded:
        now = _kind(char)
        if now == "mark":
            now = kind if kind in {"word", "unspaced"} else ""
        if now != kind or now == "sign":
            if run:
                yield run, kind != "word"
            run, kind = "", now
        if now:
            run += char
    if run:
        yield run, kind != "word"


@cache
def _kind(char: str) -> str:
    """Return which kind of run a character belongs to; a mark goes with what it stands on."""
    category = unicodedata.category(char)
    if _within(ord(char), _UNSPACED) and category[0] in "LNM":
        return "unspaced"
    if category in {"Mn", "Mc"}:
        return "mark"
    return "word" if category[0] in "LN" else "sign" if category == "So" else ""


def _within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)

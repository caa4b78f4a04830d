"""Shapes a line of any script: from characters to clusters of glyphs with a width and a level."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from vpo_desk.documents.bidi import levels
from vpo_desk.documents.breaks import may_end_after
from vpo_desk.documents.fonts import BOLD, REGULAR, Fonts, Typeface
from vpo_desk.documents.naming import BIDI_MARKS, IGNORABLE

Piece = tuple[str, str]
"""Some text, and the name of the face it is set in."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph with its advance and its shift, in units of its typeface."""

    id: int
    advance: int
    right: int
    up: int


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """What is never divided on a line: a word of plain text, or a cluster of glyphs.

    `width` is in points. `typeface` is None for plain text, which ReportLab sets by itself.
    `ends` says that a line may end behind it.
    """

    text: str
    face: str
    width: float
    blank: bool
    ends: bool
    level: int = 0
    typeface: Typeface | None = None
    glyphs: tuple[Glyph, ...] = ()

    @property
    def emboldened(self) -> bool:
        """True where a bold text meets a typeface that has no bold of its own."""
        return self.face == BOLD and self.typeface is not None and "Bold" not in self.typeface.file


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters beside each other that one typeface sets in one direction."""

    start: int
    end: int
    face: str
    typeface: Typeface
    level: int


def shape(pieces: Sequence[Piece], size: float, fonts: Fonts) -> tuple[list[Atom], bool]:
    """Return a line's atoms in the order in which it was said, and whether it reads leftwards."""
    text = "".join(words for words, _ in pieces)
    faces = [face for words, face in pieces for _ in words]
    leftwards, found = levels(text)
    atoms: list[Atom] = []
    for run in _runs(text, faces, found, fonts):
        atoms += _shaped(text, run, size)
    return _with_ends(atoms), leftwards


def _runs(text: str, faces: list[str], found: list[int], fonts: Fonts) -> Iterator[_Run]:
    start = 0
    last: tuple[str, Typeface, int] | None = None
    for begin, typeface in _units(text, faces, fonts):
        if typeface is None and last is not None:
            continue
        here = (faces[begin], typeface or fonts.base(faces[begin]), found[begin])
        if last is not None and here != last:
            yield _Run(start, begin, *last)
            start = begin
        last = here
    if last is not None:
        yield _Run(start, len(text), *last)


def _units(text: str, faces: list[str], fonts: Fonts) -> Iterator[tuple[int, Typeface | None]]:
    """Yield where a base with its marks begins and what sets it; None for what is not seen.

    Where no typeface has a base and all of its marks, each character goes for itself.
    """
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _goes_with_the_last(text[end]):
            continue
        seen = [at for at in range(start, end) if not _unseen(text[at])]
        whole = _typeface_for([ord(text[at]) for at in seen], faces[start], fonts)
        if not seen:
            yield start, None
        elif whole is not None:
            yield start, whole
        else:
            for at in seen:
                yield at, _typeface_for([ord(text[at])], faces[at], fonts)
        start = end


def _unseen(character: str) -> bool:
    return character in IGNORABLE or character in BIDI_MARKS


@cache
def _goes_with_the_last(character: str) -> bool:
    if character in BIDI_MARKS or character == "\u200b":
        return False
    return unicodedata.category(character) in {"Mn", "Mc", "Me"} or character in IGNORABLE


def _typeface_for(codes: Sequence[int], face: str, fonts: Fonts) -> Typeface | None:
    """Return what has all of some characters: the face asked for before any other."""
    candidates = [fonts.base(face), fonts.base(REGULAR), *map(fonts.fallback, codes)]
    return next((each for each in candidates if each and all(map(each.has, codes))), None)


def _shaped(text: str, run: _Run, size: float) -> list[Atom]:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    places = [at for at in range(run.start, run.end) if text[at] not in BIDI_MARKS]
    buffer.add_codepoints([ord(text[at]) for at in places])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(run.typeface.font, buffer)
    clusters: dict[int, list[Glyph]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = Glyph(info.codepoint, position.x_advance, position.x_offset, position.y_offset)
        clusters.setdefault(info.cluster, []).append(glyph)
    # What is not seen has no glyph of its own, also at the beginning.
    starts = [0, *sorted(clusters)[1:], len(places)] if places else []
    first = min(clusters, default=0)
    atoms: list[Atom] = []
    for begin, end in pairwise(starts):
        glyphs = tuple(clusters.get(begin or first, ()))
        words = "".join(text[at] for at in places[begin:end])
        width = sum(each.advance for each in glyphs) * size / run.typeface.units
        atoms.append(
            Atom(
                words,
                run.face,
                width,
                blank=not words.strip(" \u200b\u3000"),
                ends=False,
                level=run.level,
                typeface=run.typeface,
                glyphs=glyphs,
            )
        )
    return atoms


def _with_ends(atoms: Sequence[Atom]) -> list[Atom]:
    return [
        replace(one, ends=True) if may_end_after(one.text, after.text) else one
        for one, after in pairwise(atoms)
    ] + list(atoms[-1:])

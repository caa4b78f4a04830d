"""Fills lines: what was said, as atoms, onto lines of a width; no atom is lost or changes place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, cast

from reportlab.pdfbase import pdfmetrics

from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.shaping import Atom, Piece, shape
from vpo_desk.documents.text import LINE_ENDS

_TOKEN: Final = re.compile(r" +|[^ ]+")
_TOLERANCE: Final = 1e-6  # points; sums of widths are not exact


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line as it stands on paper: atoms in the order in which they were said.

    `hard` says that the words ended the line themselves.
    """

    atoms: tuple[Atom, ...]
    leftwards: bool = False
    hard: bool = True

    @property
    def width(self) -> float:
        """Return how wide the line is without the blanks at its end, in points."""
        atoms = self.atoms
        count = len(atoms)
        while count and atoms[count - 1].blank:
            count -= 1
        return sum(atom.width for atom in atoms[:count])


@dataclass(slots=True)
class Setter:
    """Turns pieces of text into lines; keeps the width of each word it has met."""

    fonts: Fonts
    _plain: set[str] = field(default_factory=set[str])
    _words: dict[tuple[str, str, float], Atom] = field(
        default_factory=dict[tuple[str, str, float], Atom]
    )
    _widths: dict[str, Any] = field(default_factory=dict[str, Any])

    def hard_lines(self, pieces: Sequence[Piece], size: float) -> list[Line]:
        """Return the lines that the words themselves ask for, each as long as it is.

        A blank parts each from the words of the next, for who copies them or has them read.
        """
        rows: list[list[Piece]] = [[]]
        for text, face in pieces:
            first, *more = LINE_ENDS.split(text)
            rows[-1].append((first, face))
            for line in more:
                rows[-1].append((" ", face))
                rows.append([(line, face)])
        return [self._line(row, size) for row in rows]

    def fill(self, line: Line, width: float, size: float) -> list[Line]:
        """Return a line on lines of at most `width`; a word that is too long goes on on the next."""
        if line.width <= width + _TOLERANCE:
            return [line]
        atoms: list[Atom] = []
        for atom in line.atoms:
            too_long = atom.typeface is None and atom.width > width and not atom.blank
            atoms += self._letters(atom, size) if too_long else [atom]
        found: list[Line] = []
        start, end, used = 0, 0, 0.0
        for at, atom in enumerate(atoms):
            if used + atom.width > width + _TOLERANCE and not atom.blank and at > start:
                cut = end if end > start else at
                found.append(Line(tuple(atoms[start:cut]), line.leftwards, hard=False))
                used = sum(each.width for each in atoms[cut:at])
                start = cut
            used += atom.width
            if atom.ends:
                end = at + 1
        found.append(Line(tuple(atoms[start:]), line.leftwards, line.hard))
        return found

    def measure(self, text: str, face: str, size: float) -> float:
        """Return how wide a short text is on one line, in points."""
        return sum(line.width for line in self.hard_lines([(text, face)], size))

    def _line(self, pieces: Sequence[Piece], size: float) -> Line:
        if all(self._is_plain(text) for text, _ in pieces):
            word = self._word
            return Line(
                tuple(word(t, face, size) for text, face in pieces for t in _TOKEN.findall(text))
            )
        atoms, leftwards = shape(pieces, size, self.fonts)
        return Line(tuple(atoms), leftwards)

    def _is_plain(self, text: str) -> bool:
        odd = set(text) - self._plain
        if odd:
            self._plain |= {each for each in odd if self.fonts.plain(each)}
        return odd <= self._plain

    def _word(self, text: str, face: str, size: float) -> Atom:
        key = (text, face, size)
        if key not in self._words:
            blank = text[0] == " "
            self._words[key] = Atom(text, face, self._width(text, face, size), blank, ends=blank)
        return self._words[key]

    def _letters(self, word: Atom, size: float) -> list[Atom]:
        return [
            Atom(each, word.face, self._width(each, word.face, size), blank=False, ends=False)
            for each in word.text
        ]

    def _width(self, text: str, face: str, size: float) -> float:
        if face not in self._widths:
            font = cast("Any", pdfmetrics.getFont(face)).face
            self._widths[face] = partial(_sum_of_widths, font.charWidths.get, font.defaultWidth)
        return self._widths[face](text) * size / 1000


def _sum_of_widths(width_of: Callable[[int, float], float], other: float, text: str) -> float:
    return sum(width_of(ord(each), other) for each in text)

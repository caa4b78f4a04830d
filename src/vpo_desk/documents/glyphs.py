"""Draws shaped lines: glyphs by their number, and beside each cluster the characters it stands for.

ReportLab sets one glyph for one character. What needs more is written here as text of a composite
font, which goes into the file when it is finished.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, cast

from reportlab.pdfgen.canvas import Canvas

from vpo_desk.documents.bidi import in_order_of_the_eye
from vpo_desk.documents.fonts import REGULAR, Fonts, Typeface
from vpo_desk.documents.lines import Line
from vpo_desk.documents.shaping import Atom, Glyph

_NON_JOINER: Final = 0x200C  # its glyph is empty and has no width
_DOUBTFUL: Final = frozenset({"ON", "NSM"})  # signs that belong to either direction
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_RIGHT_TO_LEFT_MARK: Final = "\u200f"
_BOLD_STROKE: Final = 0.035  # of the size; the look of a bold that a typeface does not have


@dataclass(slots=True)
class UsedTypeface:
    """A typeface as one document uses it: its resource's name, and what each glyph stands for."""

    name: str
    typeface: Typeface
    stands_for: dict[int, str] = field(default_factory=dict[int, str])

    def width(self, glyph: int) -> float:
        """Return a glyph's width in thousandths of the size."""
        return round(self.typeface.font.get_glyph_h_advance(glyph) * 1000 / self.typeface.units, 2)

    def note(self, atom: Atom) -> bool:
        """Remember an atom's glyphs; True when they say by themselves what the atom says."""
        letters = self.typeface.letters
        for place, glyph in enumerate(atom.glyphs):
            if glyph.id not in self.stands_for:
                whole = atom.text if not place else ""
                found = atom.text if len(atom.glyphs) == 1 else letters.get(glyph.id, whole)
                self.stands_for[glyph.id] = found
        said = "".join(self.stands_for[glyph.id] for glyph in atom.glyphs)
        return said == atom.text


@dataclass(slots=True)
class Pen:
    """Draws the lines of one document and knows which typefaces they need."""

    fonts: Fonts
    used: dict[str, UsedTypeface] = field(default_factory=dict[str, UsedTypeface])

    def draw(self, canvas: Canvas, line: Line, at: tuple[float, float], size: float) -> None:
        """Draw a line with its left end at a point.

        Words are drawn in the order in which they were said, letters in the order of the eye: so
        every reader expects it, and who reads word after word reads the sentence.
        """
        if all(atom.typeface is None for atom in line.atoms):
            _draw_plain(canvas, line.atoms, at, size)
            return
        left, base = at
        if line.leftwards:  # blanks at the line's end hang out of it on the left
            left -= sum(atom.width for atom in line.atoms) - line.width
        places: dict[Atom, float] = {}
        for atom in in_order_of_the_eye(
            line.atoms, lambda atom: atom.level, lambda atom: atom.blank, int(line.leftwards)
        ):
            places[atom] = left
            left += atom.width
        stroke = _Stroke(self, size)
        before = 0  # the level of what was said before
        for word in _words(line.atoms):
            stroke.move(min(places[atom] for atom in word), base)
            stroke.draw(word, turns=before % 2 == 1)
            before = word[0].level
        code: Any = cast("Any", canvas)._code  # noqa: SLF001 - its only door for raw operators
        code.extend(("BT", *stroke.operators, "0 Tr", "ET"))

    def filler(self) -> tuple[Sequence[Glyph], UsedTypeface]:
        """Return what stands where a character has no glyph of its own: not seen, and no room."""
        used = self.use(self.fonts.base(REGULAR))
        glyph = Glyph(used.typeface.glyph(_NON_JOINER), 0, 0, 0)
        used.stands_for.setdefault(glyph.id, "")
        return (glyph,), used

    def use(self, typeface: Typeface) -> UsedTypeface:
        """Return a typeface as this document uses it."""
        if typeface.file not in self.used:
            self.used[typeface.file] = UsedTypeface(f"G{len(self.used) + 1}", typeface)
        return self.used[typeface.file]


class _Stroke:
    """The operators of one line, written cluster by cluster."""

    def __init__(self, pen: Pen, size: float) -> None:
        self.operators: list[str] = []
        self._pen = pen
        self._size = size
        self._font = ""
        self._bold = False
        self._wanted = self._stands = 0.0  # where the pen should be from where it began, and is

    def move(self, left: float, base: float) -> None:
        """Go on at a point of the page."""
        self.operators.append(f"1 0 0 1 {left:.3f} {base:.3f} Tm")
        self._wanted = self._stands = 0.0

    def draw(self, word: Sequence[Atom], *, turns: bool) -> None:
        """Draw atoms of one level beside each other; `turns` after what reads leftwards.

        Readers put a sign between two directions on the side of the other one: a mark says where it
        belongs.
        """
        backwards = word[0].level % 2 == 1
        mark = _RIGHT_TO_LEFT_MARK if backwards else _LEFT_TO_RIGHT_MARK if turns else ""
        for place, atom in enumerate(reversed(word) if backwards else word):
            if atom.typeface is None:
                continue
            used = self._pen.use(atom.typeface)
            if atom.emboldened is not self._bold:
                self._bold = atom.emboldened
                stroke = f"2 Tr {self._size * _BOLD_STROKE:.3f} w"
                self.operators.append(stroke if self._bold else "0 Tr")
            outer = atom.text[-1] if backwards else atom.text[0]
            leads = "" if place or unicodedata.bidirectional(outer) not in _DOUBTFUL else mark
            if backwards:
                # Readers turn such a line around character by character, those of a cluster too.
                used.note(atom)
                self._span(leads + atom.text[::-1], atom.glyphs, used)
            elif used.note(atom) and not leads:
                self._glyphs(atom.glyphs, used)
            else:
                self._span(leads + atom.text, atom.glyphs, used)

    def _span(self, text: str, glyphs: Sequence[Glyph], used: UsedTypeface) -> None:
        self.operators.append(f"/Span <</ActualText <{_hex(text)}>>> BDC")
        if not glyphs:
            self._fill()
        elif any(glyph.right for glyph in glyphs):
            self._fill()
            self._glyphs(glyphs, used)
            self._fill()
        else:
            self._glyphs(glyphs, used)
        self.operators.append("EMC")

    def _fill(self) -> None:
        """Draw what is not seen where the pen is: readers take a cluster's room from its ends."""
        self._glyphs(*self._pen.filler())

    def _glyphs(self, glyphs: Sequence[Glyph], used: UsedTypeface) -> None:
        if used.name != self._font:
            self._font = used.name
            self.operators.append(f"/{used.name} {self._size:g} Tf")
        scale = self._size / used.typeface.units
        for glyph in glyphs:
            back = round((self._stands - self._wanted - glyph.right * scale) * 1000 / self._size, 1)
            shown = f"[{back:g} <{glyph.id:04X}>] TJ" if back else f"<{glyph.id:04X}> Tj"
            up = f"{glyph.up * scale:.3f} Ts {shown} 0 Ts"
            self.operators.append(up if glyph.up else shown)
            self._stands += (used.width(glyph.id) - back) * self._size / 1000
            self._wanted += glyph.advance * scale


def _words(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield what is drawn in one go: a line that reads rightwards, else its words and blanks."""
    if all(atom.level == 0 for atom in atoms):
        yield list(atoms)
        return
    for _, word in groupby(atoms, lambda atom: (atom.level, atom.blank, _is_sign(atom))):
        yield list(word)


def _is_sign(atom: Atom) -> bool:
    """True for a sign that readers take for part of a number, even in a line that reads leftwards."""
    return atom.level % 2 == 1 and unicodedata.bidirectional(atom.text[0]) in {"ES", "ET", "CS"}


def _draw_plain(
    canvas: Canvas, atoms: Sequence[Atom], at: tuple[float, float], size: float
) -> None:
    text: Any = canvas.beginText(*at)
    for face, run in groupby(atoms, lambda atom: atom.face):
        text.setFont(face, size)
        text.textOut("".join(atom.text for atom in run))
    canvas.drawText(text)


def _hex(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()

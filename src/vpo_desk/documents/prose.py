"""A paragraph in any script: it fills lines, goes on over pages, and says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from vpo_desk.documents.lines import Line, Setter
from vpo_desk.documents.shaping import Atom, Piece

if TYPE_CHECKING:
    from vpo_desk.documents.structure import Node

_ROUNDING = 1e-6
"""Heights in points that are no further apart are the same."""


def ascent(style: ParagraphStyle) -> float:
    """Return how far below its top a paragraph's first line stands, in points."""
    return float(cast("Any", pdfmetrics).getAscentDescent(style.fontName, style.fontSize)[0])


class Prose(Flowable):
    """Pieces of text in one style; with a `label` an item of a list, which hangs beside its label.

    Its parts on several pages keep the `node` of the structure that they are of.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        style: ParagraphStyle,
        setter: Setter,
        *,
        label: str = "",
    ) -> None:
        super().__init__()
        self.pieces = tuple(pieces)
        self.style: Any = style
        self.label = label
        self.node: Node | None = None
        self.label_node: Node | None = None
        self.drawn = False
        self._setter = setter
        self._hang = (
            setter.measure(f"{label}\u00a0", style.fontName, style.fontSize) if label else 0.0
        )
        self._hard = setter.hard_lines(self.pieces, style.fontSize)
        self._lines: list[Line] = []
        self._filled_for: float | None = None

    @property
    def text(self) -> str:
        """Return the words without their faces."""
        return "".join(words for words, _ in self.pieces)

    @property
    def leftwards(self) -> bool:
        """True when its first line reads from right to left."""
        return self._hard[0].leftwards

    @property
    def shaped(self) -> bool:
        """True when its glyphs do not stand one after another for its characters."""
        return any(atom.typeface is not None for line in self._hard for atom in line.atoms)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - its names
        """Fill lines of a width; called by ReportLab."""
        if aW != self._filled_for:
            room = aW - self.style.leftIndent - self.style.rightIndent - self._hang
            size = self.style.fontSize
            self._lines = [
                each for line in _joined(self._hard) for each in self._setter.fill(line, room, size)
            ]
            self._filled_for = aW
        self.width, self.height = aW, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - its names
        """Return what fits and what goes on, without a lone line; called by ReportLab.

        It is cut in the width in which it was last filled: ReportLab splits the cell of a table with
        a width that has the cell's padding in it, and lines cut for that would be more lines when
        they are drawn, over the edge of the page. What is too high by no more than a rounding error
        goes into two parts too: a cell takes one part for a mistake.
        """
        if self._filled_for is None:
            self.wrap(aW, aH)
        count, leading = len(self._lines), self.style.leading
        if count * leading + _ROUNDING < aH:
            return [self]
        fits = min(int((aH + _ROUNDING) / leading), count - 1)
        if fits == count - 1 and count > 3:
            fits -= 1
        if fits <= 1 or (fits == count - 1 and count <= 3):
            return []
        return [self._part(self._lines[:fits], begins=True), self._part(self._lines[fits:])]

    def minWidth(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the width of the widest word; called by ReportLab."""
        widest = word = 0.0
        for line in self._hard:
            word = 0.0
            for atom in line.atoms:
                word = 0.0 if atom.blank else word + atom.width
                widest = max(widest, word)
        return widest + self.style.leftIndent + self.style.rightIndent + self._hang

    def draw(self) -> None:
        """Draw the lines, and mark what they are of; called by ReportLab."""
        canvas: Any = self.canv
        style = self.style
        base = self.height - ascent(style)
        canvas.setFillColor(style.textColor)
        canvas.setStrokeColor(style.textColor)  # of a bold that is drawn
        if self.label:
            self._draw_label(canvas, base)
        canvas.begin(self.node, again=self.drawn, top=self.height)
        for line in self._lines:
            canvas.pen.draw(canvas, line, (self._left(line), base), style.fontSize)
            base -= style.leading
        canvas.end()
        self.drawn = True

    def _draw_label(self, canvas: Any, base: float) -> None:
        style = self.style
        (line,) = self._setter.hard_lines([(f"{self.label} ", style.fontName)], style.fontSize)
        left = style.leftIndent
        if self.leftwards:
            left = self.width - style.rightIndent - line.width
        canvas.begin(self.label_node, again=self.drawn)
        canvas.pen.draw(canvas, line, (left, base), style.fontSize)
        canvas.end()

    def _left(self, line: Line) -> float:
        style = self.style
        left, right = style.leftIndent, self.width - style.rightIndent
        if self.leftwards:
            right -= self._hang
        else:
            left += self._hang
        if style.alignment == TA_CENTER:
            return (left + right - line.width) / 2
        if style.alignment == TA_RIGHT or line.leftwards:
            return right - line.width
        return left

    def _part(self, lines: Sequence[Line], *, begins: bool = False) -> Prose:
        part = Prose((), self.style, self._setter)
        part.pieces, part.node, part.label_node = self.pieces, self.node, self.label_node
        part.label = self.label if begins else ""
        part._hang = self._hang
        part._hard = list(lines)
        part._lines, part._filled_for = list(lines), self._filled_for
        return part


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines as long as their words asked for: a part of a paragraph has them filled."""
    atoms: list[Atom] = []
    for line in lines:
        atoms += line.atoms
        if line.hard:
            yield Line(tuple(atoms), line.leftwards)
            atoms = []
    if atoms:
        yield Line(tuple(atoms), lines[-1].leftwards)

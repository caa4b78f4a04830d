"""Small vector shapes that need no font: tick boxes and the marks of the levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from reportlab.platypus import Flowable

from vpo_desk.documents.styles import INK, LEVELS, RULE
from vpo_desk.domain.assessment import Level
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.documents.structure import Node


class TickBox(Flowable):
    """An empty box to tick by hand; ticked where the thing is done."""

    def __init__(self, *, ticked: bool = False, side: float = 8) -> None:
        super().__init__()
        self.ticked = ticked
        self.node: Node | None = None
        self.width = self.height = self._side = side

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - its names
        """Return its size; called by ReportLab."""
        return self._side, self._side + 2

    @property
    def words(self) -> Words:
        """Say what the box shows, for who cannot see it."""
        return say("ticked") if self.ticked else say("box to tick")

    def draw(self) -> None:
        """Draw it; called by ReportLab."""
        canvas: Any = self.canv
        canvas.begin(self.node, top=self._side)
        self._draw_box()
        canvas.end()

    def _draw_box(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, self._side, self._side)
        if self.ticked:
            self.canv.line(1.5, 4, 3.4, 1.6)
            self.canv.line(3.4, 1.6, self._side - 1, self._side - 1.4)


class LevelShape(Flowable):
    """The shape of a level of concern, filled with its color; it reads without the color."""

    def __init__(self, level: Level, side: float = 8) -> None:
        super().__init__()
        self._level = level
        self.width = self.height = self._side = side

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - its names
        """Return its size; called by ReportLab."""
        return self._side, self._side

    def draw(self) -> None:
        """Draw it; called by ReportLab."""
        side, half = self._side, self._side / 2
        self.canv.setFillColor(LEVELS[self._level])
        self.canv.setStrokeColor(LEVELS[self._level])
        if self._level is Level.LOW:
            self.canv.circle(half, half, half, stroke=0, fill=1)
        elif self._level is Level.UNDETERMINED:
            self.canv.setLineWidth(1.2)
            self.canv.circle(half, half, half - 0.6, stroke=1, fill=0)
        elif self._level is Level.HIGH:
            self.canv.rect(0, 0, side, side, stroke=0, fill=1)
        else:
            path: Any = self.canv.beginPath()
            corners = [(half, side), (side, 0), (0, 0)]
            if self._level is Level.ELEVATED:
                corners = [(half, side), (side, half), (half, 0), (0, half)]
            path.moveTo(*corners[0])
            for corner in corners[1:]:
                path.lineTo(*corner)
            path.close()
            cast("Any", self.canv).drawPath(path, stroke=0, fill=1)


class WritingLines(Flowable):
    """Room to write by hand: dotted lines across the page."""

    def __init__(self, lines: int, gap: float = 19) -> None:
        super().__init__()
        self._lines = lines
        self._gap = gap
        self._wide = 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - its names
        """Take the whole width; called by ReportLab."""
        self._wide = aW
        return aW, self._lines * self._gap + 3

    def draw(self) -> None:
        """Draw the lines; called by ReportLab."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        for line in range(self._lines):
            self.canv.line(0, line * self._gap + 3, self._wide, line * self._gap + 3)

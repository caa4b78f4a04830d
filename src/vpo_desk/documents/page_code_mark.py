"""The square (QR) at the foot of a copy's pages: the same code as beside it, for a scanner to read."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final, cast

from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from vpo_desk.domain.audit import marked_code

SIDE: Final = 46.0
"""Points of the square with its quiet zone, some 16 mm: 2 dots a module at 100 dots an inch."""
FOOT: Final = 18.0
"""Points from the sheet's edge to the dark part: most printers leave the last 6 mm white."""
_LEVEL: Final = "M"  # still readable with 15 % of it gone (ISO/IEC 18004)
_QUIET: Final = 4  # modules that stay white around it (ISO/IEC 18004)


class PageCodeMark:
    """One code as a square, the same on every page; `room` is the width it takes of the foot."""

    def __init__(self, code: str) -> None:
        from reportlab.graphics.barcode.qr import QrCode  # dear, and no preview needs it

        made: Any = QrCode(marked_code(code), qrLevel=_LEVEL)
        made.qr.make()
        self._rows = [[bool(dark) for dark in row] for row in made.qr.modules]
        self._module = SIDE / (len(self._rows) + 2 * _QUIET)
        self.room: Final = SIDE - _QUIET * self._module

    def draw(self, canvas: Canvas, right: float) -> None:
        """Draw it with its dark part ending at `right`: one black shape, without seams."""
        module, count = self._module, len(self._rows)
        path: Any = canvas.beginPath()
        for down, row in enumerate(self._rows):
            start = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left = right - (count - start) * module
                    path.rect(left, FOOT + (count - 1 - down) * module, length * module, module)
                start += length
        canvas.setFillColor(black)
        cast("Any", canvas).drawPath(path, stroke=0, fill=1)

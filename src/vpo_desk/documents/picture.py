"""A picture in a document, with the words that stand for it where it is not seen."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from vpo_desk.words import Words

if TYPE_CHECKING:
    from vpo_desk.documents.structure import Node

_SMALLEST_PIXEL = 0.75  # points: coarser than 96 to the inch, a small logo would print as squares


class Picture(Flowable):
    """A PNG or JPEG within a room of points; never larger than its pixels allow."""

    def __init__(self, data: bytes, words: Words, room: tuple[float, float]) -> None:
        super().__init__()
        self.data = data
        self.words = words
        self.node: Node | None = None
        with Image.open(io.BytesIO(data)) as opened:
            self._photograph = opened.format == "JPEG"
            width, height = opened.size
        scale = min(room[0] / width, room[1] / height, _SMALLEST_PIXEL)
        self.width, self.height = width * scale, height * scale

    @property
    def kind(self) -> str:
        """Return what the bytes are, as media types name it."""
        return "image/jpeg" if self._photograph else "image/png"

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - its names
        """Return its size; called by ReportLab."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, and mark what it is of; called by ReportLab."""
        canvas: Any = self.canv
        canvas.begin(self.node, top=self.height)
        canvas.drawImage(self._reader(), 0, 0, self.width, self.height, mask="auto")
        canvas.end()

    def _reader(self) -> Any:
        """Return the bytes for ReportLab: a JPEG goes in as it is, what shows through as a mask."""
        if self._photograph:
            return ImageReader(io.BytesIO(self.data))
        with Image.open(io.BytesIO(self.data)) as opened:
            return ImageReader(opened.convert("RGBA"))

"""Turns a PDF's bytes into pictures of its pages, for the preview in the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: `pixels` are rows of red, green, blue, one byte each."""

    width: int
    height: int
    pixels: bytes


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def draw_page(pdf: bytes, number: int, scale: float) -> PageImage:
    """Return page `number` (from 0) at `scale` times 72 dots an inch."""
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        row = bitmap.width * bitmap.n_channels
        raw = bytes(bitmap.buffer)
        rows = (raw[at * bitmap.stride : at * bitmap.stride + row] for at in range(bitmap.height))
        picture = PageImage(bitmap.width, bitmap.height, b"".join(rows))
        bitmap.close()
        page.close()
        return picture
    finally:
        document.close()

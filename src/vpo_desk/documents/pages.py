"""Turns a PDF's bytes into pictures of its pages, for the preview in the window."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.errors import VpoError
from vpo_desk.words import say

MOST_PIXELS: Final = 40_000_000
"""Of a page's picture: a file from outside may have pages as large as a house."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: `pixels` are rows of red, green, blue, one byte each."""

    width: int
    height: int
    pixels: bytes


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has; VpoError when it cannot be read."""
    with _opened(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, number: int, scale: float) -> PageImage:
    """Return page `number` (from 0) at `scale` times 72 dots an inch, or less for a huge page.

    VpoError when it cannot be read.
    """
    with _opened(pdf) as document:
        page = document[number]
        width, height = page.get_size()
        scale = min(scale, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        row = bitmap.width * bitmap.n_channels
        raw = bytes(bitmap.buffer)
        rows = (raw[at * bitmap.stride : at * bitmap.stride + row] for at in range(bitmap.height))
        picture = PageImage(bitmap.width, bitmap.height, b"".join(rows))
        bitmap.close()
        page.close()
        return picture


@contextmanager
def _opened(pdf: bytes) -> Generator[Any, None, None]:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise VpoError(
            say("This PDF cannot be shown: it is damaged, or it asks for a password."),
            safe=say("Its bytes are kept as they came."),
            todo=say("Export it to open it with another program."),
        ) from None

"""Looks at scanned paper, a picture or a PDF, for the squares (QR) that copies carry at their foot.

Everything happens in memory. What a square says comes from outside: it is only ever compared with
the form of a page's code.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

import zxingcpp
from PIL import Image

from vpo_desk.documents.pages import count_pages, draw_page
from vpo_desk.domain.audit import code_in_mark
from vpo_desk.domain.file_kind import HEAD, FileKind, tell_kind
from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

MOST_PAGES: Final = 60
MOST_PIXELS: Final = 80_000_000
"""Of one picture: an A3 sheet at 600 dots an inch has fewer."""
_SCALE: Final = 200 / 72  # PDF pages are drawn at 200 dots an inch
_COARSE: Final = 10_000_000  # pixels up to which a picture is also looked at enlarged
_READER: Final = {
    FileKind.PNG: "PNG",
    FileKind.JPEG: "JPEG",
    FileKind.TIFF: "TIFF",
    FileKind.BMP: "BMP",
    FileKind.WEBP: "WEBP",
}
_SQUARES: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGED: Final = (  # what Pillow raises for bytes that are not what they begin as
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RuntimeError,
    MemoryError,
    Warning,  # where warnings are errors
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The codes of copies on one scanned page, each once, and how many squares are of others."""

    codes: tuple[str, ...]
    foreign: int


class Scan:
    """A scanned file, looked at page by page; `count` says how many there are.

    Raises VpoError for what is no scan, is damaged or is too large, each with a sentence of its own.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._kind = tell_kind(content[:HEAD])
        self.count: Final = self._count()

    def look(self, number: int) -> ScannedPage:
        """Return what stands on a page, from 0."""
        picture = self._page(number)
        seen = _squares_on(picture)
        if not seen.codes and picture.width * picture.height <= _COARSE:
            again = _squares_on(_enlarged(picture))
            return again if again.codes or again.foreign > seen.foreign else seen
        return seen

    def _count(self) -> int:
        if self._kind is FileKind.PDF:
            try:
                count = count_pages(self._content)
            except VpoError:
                raise _unreadable_pdf() from None
        elif self._kind is FileKind.TIFF:  # the one kind of picture that scanners put pages into
            with self._picture() as picture:
                count = _count_pages(picture)
        elif self._kind in _READER:
            count = 1
        else:
            raise _refused(
                say("This file is no scan that can be read: {kind}.", kind=self._kind.words),
                say("Choose a picture (PNG, JPEG, TIFF, BMP or WebP) or a PDF."),
            )
        if count > MOST_PAGES:
            raise _refused(
                say("A scan is read with up to {most} pages; this file has more.", most=MOST_PAGES),
                say("Scan only the pages that you want to check."),
            )
        return count

    def _page(self, number: int) -> Image.Image:
        """Return a page in gray."""
        if self._kind is FileKind.PDF:
            try:
                page = draw_page(self._content, number, _SCALE)
            except VpoError:
                raise _unreadable_pdf() from None
            return Image.frombytes("RGB", (page.width, page.height), page.pixels).convert("L")
        with self._picture(number) as picture:
            return _gray(picture)

    @contextmanager
    def _picture(self, number: int = 0) -> Generator[Image.Image, None, None]:
        """Open a picture with its size known and its dots not yet unpacked."""
        stream = io.BytesIO(self._content)
        try:
            with Image.open(stream, formats=(_READER[self._kind],)) as picture:
                picture.seek(number)
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_large()
                yield picture
        except _BOMBS:
            raise _too_large() from None
        except _DAMAGED:
            raise _refused(
                say("This picture cannot be read: it is damaged, or cut off."),
                say("Scan the page again."),
            ) from None


def _count_pages(picture: Image.Image) -> int:
    """Count a picture's pages, and one more than are read at most: a file may name millions."""
    count = 1
    while count <= MOST_PAGES:
        try:
            picture.seek(count)
        except EOFError:
            break
        count += 1
    return count


def _gray(picture: Image.Image) -> Image.Image:
    picture.draft("L", picture.size)  # a JPEG is unpacked to gray at once
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture.convert("RGBA")).convert("L")
    return picture.convert("L")


def _enlarged(picture: Image.Image) -> Image.Image:
    size = (picture.width * 2, picture.height * 2)
    return cast("Any", picture).resize(size, Image.Resampling.BICUBIC)


def _squares_on(picture: Image.Image) -> ScannedPage:
    found = [code_in_mark(each.text) for each in zxingcpp.read_barcodes(picture, formats=_SQUARES)]
    codes = dict.fromkeys(code for code in found if code is not None)
    return ScannedPage(tuple(codes), found.count(None))


def _refused(happened: Words, todo: Words) -> VpoError:
    return VpoError(
        happened,
        safe=say("Nothing of it was kept, and nothing was changed."),
        todo=say("{todo} Or type the code that stands beside the QR code.", todo=todo),
    )


def _unreadable_pdf() -> VpoError:
    return _refused(
        say("This PDF cannot be read: it is damaged, or it asks for a password."),
        say("Save it without a password, or scan the page again."),
    )


def _too_large() -> VpoError:
    return _refused(
        say("This picture is larger than the desk unpacks."),
        say("Scan the page again with 200 to 300 dots an inch."),
    )

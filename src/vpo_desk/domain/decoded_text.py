"""Text out of bytes: which encoding it is in, and pages of it that a window can show."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

PAGE: Final = 20_000
"""Characters of a page at most."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text as pages that follow each other without a gap.

    `assumed` says that the bytes name no encoding and are no UTF-8; `exact` is false where some
    bytes are no text in it and stand as replacement characters.
    """

    pages: tuple[str, ...]
    encoding: str
    assumed: bool = False
    exact: bool = True


def decode_text(content: bytes) -> DecodedText:
    """Return bytes as text; every text has an encoding here, the last one being Windows-1252."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content, codec, name)
    try:
        return DecodedText(pages_of(content.decode("utf-8")), "UTF-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", "Windows-1252", assumed=True)


def pages_of(text: str) -> tuple[str, ...]:
    """Cut a text into pages, behind a line end where there is one; nothing is lost or added."""
    found: list[str] = []
    begin = 0
    while len(text) - begin > PAGE:
        end = text.rfind("\n", begin, begin + PAGE) + 1
        end = end if end > begin else begin + PAGE
        found.append(text[begin:end])
        begin = end
    found.append(text[begin:])
    return tuple(found)


def _decoded(content: bytes, codec: str, name: str, *, assumed: bool = False) -> DecodedText:
    try:
        return DecodedText(pages_of(content.decode(codec)), name, assumed)
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
        return DecodedText(pages_of(text), name, assumed, exact=False)

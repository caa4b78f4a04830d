"""Opens a finished PDF again and searches all of it for words that were to go."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
import pypdfium2

from vpo_desk.domain.redaction import Redaction
from vpo_desk.words import Words, say

MOST_DEPTH = 200
"""Structure and bookmarks deeper than this are not ours, and are refused as unreadable."""

_PICTURE: Final = re.compile(r'" src="data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*">')
"""The pixels of a logo, which are no words, though letters stand for them; its `alt` is searched."""

_TAG: Final = re.compile(r"<[^>]*>")
_INLINE: Final = re.compile(r"</?strong>")
"""Tags that a reader does not see between two letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that was to go and is still there: where, and the code of its removal."""

    where: Words
    words: str
    code: str


class NotReadable(Exception):
    """The finished file cannot be gone through; it must not leave."""


def hits(pdf: bytes, redaction: Redaction) -> tuple[Hit, ...]:
    """Return every place of a finished file that still has a word which was to go.

    Text of each page as another program extracts it, metadata, the XMP packet, bookmarks, attachments' names and contents, annotations, marked content, and the
    structure tree with actual and alternative texts. Raises NotReadable when any of it cannot be read.
    """
    return tuple(_searched(redaction, tuple(_texts(pdf))))


def text_hits(file: bytes, redaction: Redaction) -> tuple[Hit, ...]:
    """Return every place of a file of text, such as HTML or rows, that has a word which was to go."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotReadable from fault
    ways = [text]
    if text.startswith("<!DOCTYPE html>"):  # words within are escaped: this is markup of ours alone
        text = _PICTURE.sub('">', text)
        ways = [text, _TAG.sub(" ", text), _TAG.sub(" ", _INLINE.sub("", text))]
    for way in ways:  # as it stands with all attributes; then as it reads, within cells and across
        found = tuple(_searched(redaction, ((say("the page"), html.unescape(way)),)))
        if found:
            return found
    return ()


def _searched(redaction: Redaction, texts: tuple[tuple[Words, str], ...]) -> Iterator[Hit]:
    for where, text in texts:
        for place in redaction.find(text):
            found = text[place.start : place.end]
            if not redaction.is_exempt(found):
                yield Hit(where, found, place.removal.code)


def _texts(pdf: bytes) -> Iterator[tuple[Words, str]]:
    try:
        yield from _page_texts(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            yield from _inside(opened)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as fault:
        raise NotReadable from fault


def _page_texts(pdf: bytes) -> Iterator[tuple[Words, str]]:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            text = str(page.get_textpage().get_text_range())
            yield say("page {number}", number=number + 1), text
    finally:
        document.close()


def _inside(opened: pikepdf.Pdf) -> Iterator[tuple[Words, str]]:
    for key, value in opened.docinfo.items():
        yield say("metadata"), f"{key} {value}"
    root: Any = opened.Root
    if "/Metadata" in root:
        yield say("metadata"), root.Metadata.read_bytes().decode("utf-8", "replace")
    with opened.open_outline() as outline:
        yield from _bookmarks(outline.root, 0)
    for name, spec in opened.attachments.items():
        yield say("an attachment"), f"{name} {spec.filename}"
        yield say("an attachment"), spec.get_file().read_bytes().decode("utf-8", "replace")
    for number, page in enumerate(opened.pages, start=1):
        pieces = tuple(_actual_texts(page))
        where = say("the actual text of page {number}", number=number)
        # Right-to-left writing stands in the order in which it is seen: look both ways.
        yield from ((where, "".join(order)) for order in (pieces, pieces[::-1]) if pieces)
        for note in page.get("/Annots", ()):
            where = say("a note on page {number}", number=number)
            yield from ((where, text) for text in _strings(note, 0))
    for key in ("/StructTreeRoot", "/AcroForm", "/Names", "/PageLabels"):
        if key in root:
            where = say("the structure of the file")
            yield from ((where, text) for text in _strings(root[key], 0))


def _bookmarks(items: Any, depth: int) -> Iterator[tuple[Words, str]]:
    if depth > MOST_DEPTH:
        raise NotReadable
    for item in items:
        yield say("a bookmark"), str(item.title)
        yield from _bookmarks(item.children, depth + 1)


def _actual_texts(page: Any) -> Iterator[str]:
    """Yield what a page's marked content says for itself, piece by piece."""
    for instruction in pikepdf.parse_content_stream(page, "BDC DP"):
        for operand in instruction.operands:
            if isinstance(operand, pikepdf.Dictionary):
                yield from _strings(operand, 0)


_WAYS_BACK = frozenset({"/P", "/Parent", "/Pg", "/Prev", "/Last", "/Dest", "/ParentTree"})


def _strings(value: Any, depth: int) -> Iterator[str]:
    """Yield every text string below an object; the ways back up and to pages are not taken."""
    if depth > MOST_DEPTH:
        raise NotReadable
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for each in value:  # pyright: ignore[reportUnknownVariableType, reportGeneralTypeIssues]
            yield from _strings(each, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, each in value.items():
            if key not in _WAYS_BACK:
                yield from _strings(each, depth + 1)

"""Reads a tagged PDF back with pypdf, which had no part in writing it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream

SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
PAINTS = SHOWS_TEXT | {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}


@dataclass
class Element:
    """A structure element: its role, what is below it, and its marks as page and number."""

    role: str
    entry: Any
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, role: str) -> list[Element]:
        return [each for each in self.walk() if each.role == role]


@dataclass
class Tagged:
    """A document as its structure tells it."""

    reader: pypdf.PdfReader
    root: Element
    drawn: dict[tuple[int, int], str]
    artifacts: list[str]
    unmarked: int
    catalog: Any

    def text(self, element: Element) -> str:
        """What the element says; the text that stands for it goes before what is drawn."""
        if "/ActualText" in element.entry:
            return str(element.entry["/ActualText"])
        own = "".join(self.drawn[mark] for mark in element.marks)
        return own + "".join(self.text(child) for child in element.children)


def read(pdf: bytes) -> Tagged:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    pages: list[Any] = list(reader.pages)
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(pages)}
    root = _element(catalog["/StructTreeRoot"]["/K"], numbers)
    drawn: dict[tuple[int, int], str] = {}
    artifacts: list[str] = []
    unmarked = 0
    for at, page in enumerate(pages):
        unmarked += _read_page(page, at, reader, drawn, artifacts)
    return Tagged(reader, root, drawn, artifacts, unmarked, catalog)


def _element(entry: Any, numbers: dict[int, int]) -> Element:
    entry = entry.get_object()
    found = Element(str(entry["/S"])[1:], entry)
    kids = entry.get("/K", [])
    for raw in kids if isinstance(kids, list) else [kids]:
        kid = raw.get_object()
        if "/MCID" in kid:
            found.marks.append((numbers[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
        else:
            found.children.append(_element(raw, numbers))
    return found


def _read_page(
    page: Any,
    at: int,
    reader: pypdf.PdfReader,
    drawn: dict[tuple[int, int], str],
    artifacts: list[str],
) -> int:
    """Read which text each mark has; return how much is painted outside every mark."""
    maps = {name: _letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    open_marks: list[Any] = []
    letters: dict[bytes, str] = {}
    wide = False
    unmarked = 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            mark = (at, int(properties["/MCID"])) if "/MCID" in properties else str(operands[0])
            open_marks.append(mark)
            if isinstance(mark, tuple):
                assert mark not in drawn, "a number stands for one mark of a page"
                drawn[mark] = ""
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"Tf":
            letters, wide = maps[operands[0]]
        elif operator in PAINTS:
            outer = next((mark for mark in open_marks if mark != "/Span"), None)
            unmarked += outer is None
            if operator in SHOWS_TEXT:
                text = "".join(_decoded(each, letters, wide) for each in _strings(operands))
                if isinstance(outer, tuple):
                    drawn[outer] += text
                else:
                    artifacts.append(text)
    assert not open_marks, "every mark that begins ends on its page"
    return unmarked


def _strings(operands: Any) -> Iterator[bytes]:
    parts = operands[0] if isinstance(operands[0], list) else operands
    for part in parts:
        if isinstance(part, bytes):
            yield bytes(part)
        elif isinstance(part, str):
            yield part.original_bytes  # type: ignore[attr-defined]


def _decoded(raw: bytes, letters: dict[bytes, str], wide: bool) -> str:
    step = 2 if wide else 1
    return "".join(letters.get(raw[at : at + step], "") for at in range(0, len(raw), step))


def _letters(font: Any) -> tuple[dict[bytes, str], bool]:
    """Read a font's map to Unicode, and whether two bytes make a glyph."""
    lines = font["/ToUnicode"].get_data().decode("latin-1").splitlines()
    pairs = (re.fullmatch(r"<(\w+)>\s*<(\w{4,})>", line.strip()) for line in lines)
    found = {
        bytes.fromhex(pair[1]): bytes.fromhex(pair[2]).decode("utf-16-be") for pair in pairs if pair
    }
    return found, font["/Subtype"] == "/Type0"

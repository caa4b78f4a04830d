"""Puts the typefaces of shaped text into a finished PDF: only the glyphs that it shows."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from vpo_desk.documents.glyphs import Pen, UsedTypeface

_WITHOUT = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "DSIG", "name", "post", "OS/2", "cmap")


def embed(document: Pdf, pen: Pen) -> None:
    """Embed each typeface that a pen used, under the name by which the pages call it."""
    if not pen.used:
        return
    fonts: Any = document.pages[0].obj.Resources.Font  # ReportLab gives all pages the same
    for used in pen.used.values():
        fonts[Name(f"/{used.name}")] = document.make_indirect(_font(document, used))


def _font(document: Any, used: UsedTypeface) -> Dictionary:
    glyphs = sorted(used.stands_for)
    tag = "".join(
        chr(65 + byte % 26) for byte in hashlib.sha256(repr(glyphs).encode()).digest()[:6]
    )
    name = Name(f"/{tag}+{used.typeface.file.rsplit('.')[0]}")
    widths: list[Any] = []
    for glyph in glyphs:
        widths += [glyph, Array([used.width(glyph)])]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array(widths),
        FontDescriptor=document.make_indirect(_descriptor(document, used, name)),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(descendant)]),
        ToUnicode=document.make_stream(_to_unicode(used)),
    )


def _descriptor(document: Any, used: UsedTypeface, name: Name) -> Dictionary:
    import uharfbuzz

    wish = uharfbuzz.SubsetInput()
    wish.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(used.stands_for)
    wish.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(table.encode(), "big") for table in _WITHOUT
    )
    wish.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    data = wish.subset(used.typeface.face).blob.data
    head = used.typeface.face.reference_table("head").data
    scale = 1000 / used.typeface.units
    box = [round(side * scale) for side in struct.unpack(">4h", head[36:44])]
    file: Any = document.make_stream(data)
    file.Length1 = len(data)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=box[3],
        Descent=box[1],
        CapHeight=714,
        StemV=80,
        FontFile2=file,
    )


def _to_unicode(used: UsedTypeface) -> bytes:
    """Return the map from glyphs to characters, in pieces of a hundred as the format asks."""
    said = [(glyph, text) for glyph, text in sorted(used.stands_for.items()) if text]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(said), 100):
        part = said[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{glyph:04X}> <{text.encode('utf-16-be').hex()}>" for glyph, text in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap end end"]).encode()

"""Sizes, colors and paragraph styles of paper, in one place; everything reads in black and white."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

from vpo_desk.documents.fonts import BOLD, ITALIC, MONO, REGULAR
from vpo_desk.domain.agency import Paper
from vpo_desk.domain.assessment import Level

INK: Final = HexColor("#1c2733")
QUIET: Final = HexColor("#4d5963")
HEAD: Final = HexColor("#16324a")
RULE: Final = HexColor("#b9c3cb")
MARK: Final = HexColor("#a3211a")
GROUND: Final = HexColor("#f2f4f6")
LEVELS: Final[dict[Level, Color]] = {
    Level.LOW: HexColor("#4f7a5b"),
    Level.MODERATE: HexColor("#8a6d00"),
    Level.ELEVATED: HexColor("#b25400"),
    Level.HIGH: HexColor("#b3261e"),
    Level.UNDETERMINED: HexColor("#55636f"),
}
MARGIN: Final = 45.0
TOP: Final = 58.0
BOTTOM: Final = 60.0
SIZES: Final = {Paper.LETTER: LETTER, Paper.A4: A4}


FACE: Final = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
"""Part of every table: an empty cell would otherwise ask for a typeface that is not embedded."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document."""

    title: ParagraphStyle
    quiet: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    body: ParagraphStyle
    cell: ParagraphStyle
    cell_strong: ParagraphStyle
    cell_head: ParagraphStyle
    label: ParagraphStyle
    quote: ParagraphStyle
    small: ParagraphStyle
    right: ParagraphStyle
    center: ParagraphStyle
    fact: ParagraphStyle
    fact_label: ParagraphStyle
    code: ParagraphStyle
    key: ParagraphStyle
    share: ParagraphStyle
    call: ParagraphStyle
    call_name: ParagraphStyle
    call_number: ParagraphStyle
    dense: ParagraphStyle
    dense_small: ParagraphStyle
    dense_heading: ParagraphStyle
    dense_subheading: ParagraphStyle


_DENSE_HEADING: Final[dict[str, Any]] = {
    "fontName": BOLD,
    "fontSize": 9,
    "leading": 11.5,
    "textColor": HEAD,
    "spaceBefore": 4,
    "spaceAfter": 1,
    "keepWithNext": 1,
}


def _base() -> ParagraphStyle:
    return ParagraphStyle(
        "body",
        fontName=REGULAR,
        fontSize=9.5,
        leading=13.5,
        textColor=INK,
        spaceAfter=5,
        splitLongWords=True,
        allowWidows=0,
        allowOrphans=0,
    )


@cache
def styles() -> Styles:
    """Return the styles; made at the first document, because ReportLab is dear to import."""
    base = _base()

    def style(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=base, **changes)

    return Styles(
        title=style("title", fontName=BOLD, fontSize=17, leading=21, textColor=INK, spaceAfter=1),
        quiet=style("quiet", fontSize=9, leading=12, textColor=QUIET, spaceAfter=2),
        heading=style(
            "heading",
            fontName=BOLD,
            fontSize=11.5,
            leading=15,
            textColor=HEAD,
            spaceBefore=10,
            spaceAfter=4,
            keepWithNext=1,
        ),
        subheading=style("subheading", fontName=BOLD, spaceBefore=5, spaceAfter=2, keepWithNext=1),
        body=base,
        cell=style("cell", spaceAfter=0, fontSize=9, leading=12),
        cell_strong=style("cell_strong", spaceAfter=0, fontSize=9, leading=12, fontName=BOLD),
        cell_head=style(
            "cell_head", spaceAfter=0, fontSize=8, leading=10, fontName=BOLD, textColor=QUIET
        ),
        label=style("label", fontName=BOLD, fontSize=8, leading=11, textColor=QUIET, spaceAfter=0),
        quote=style(
            "quote",
            fontName=ITALIC,
            leftIndent=12,
            borderColor=RULE,
            spaceBefore=1,
            spaceAfter=4,
        ),
        small=style("small", fontSize=8, leading=11, textColor=QUIET),
        right=style("right", fontSize=8, leading=11, textColor=QUIET, alignment=TA_RIGHT),
        center=style("center", alignment=TA_CENTER),
        fact=style("fact", fontSize=8, leading=11, textColor=QUIET, spaceAfter=1, keepWithNext=1),
        fact_label=style(
            "fact_label",
            fontName=BOLD,
            fontSize=8,
            leading=11,
            textColor=QUIET,
            spaceAfter=0,
            keepWithNext=1,
        ),
        code=style("code", fontName=MONO, fontSize=10.5, leading=15.5, spaceAfter=0),
        call=style("call", fontName=BOLD, fontSize=20, leading=25, spaceAfter=0),
        call_name=style("call_name", fontSize=12.5, leading=16.5, spaceAfter=0),
        call_number=style("call_number", fontName=BOLD, fontSize=14, leading=17, spaceAfter=0),
        share=style("share", fontName=MONO, fontSize=10, leading=12.2, spaceAfter=0),
        dense=style("dense", fontSize=8.5, leading=11.2, spaceAfter=0),
        dense_small=style("dense_small", fontSize=8, leading=11, textColor=QUIET, spaceAfter=2),
        dense_heading=style("dense_heading", **_DENSE_HEADING),
        dense_subheading=style("dense_subheading", **_DENSE_HEADING),
        key=style("key", fontName=MONO, fontSize=8.6, leading=13, spaceAfter=6, splitLongWords=0),
    )


def rows_style(*, header: bool = True) -> TableStyle:
    """Return the look of a table: thin rules between rows, a strong one below the header."""
    commands: list[Any] = [
        FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
    ]
    if header:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1, INK))
    return TableStyle(commands)

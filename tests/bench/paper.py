"""Row 10: a management plan of six pages, against the same text and tables by bare ReportLab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
from tests.bench.measure import Row, compare
from tests.bench.peers import writer_row_10
from tests.documents.contents import plan_of

from vpo_desk.documents.build import render
from vpo_desk.documents.content import PlanContent
from vpo_desk.documents.fonts import BOLD, REGULAR, Fonts
from vpo_desk.resources import find_resources
from vpo_desk.words import Catalog

_SENTENCE = "He named a day and a place, and his sister keeps the rifle since Friday evening. "
Cells = list[Any] | tuple[Any, ...]
_WIDTH = LETTER[0] - 90
_CELLS: tuple[Any, ...] = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#b9c3cb"),
)
_BODY = ParagraphStyle("bare", fontName=REGULAR, fontSize=9.5, leading=13.5, spaceAfter=5)
_HEAD = ParagraphStyle("head", _BODY, fontName=BOLD, fontSize=11.5, leading=15, spaceBefore=10)
_CELL = ParagraphStyle("cell", _BODY, fontSize=9, leading=12, spaceAfter=0)
_STRONG = ParagraphStyle("strong", _CELL, fontName=BOLD)
_SMALL = ParagraphStyle("small", _BODY, fontSize=8, leading=11)
_LABEL = ParagraphStyle("label", _SMALL, fontName=BOLD, spaceAfter=0)


def row_10(rounds: int) -> Row:
    """Make a plan of six pages; the floor sets the same words in the same kinds of tables."""
    fonts = Fonts(find_resources())
    content = six_pages()
    fonts.register()
    catalog = Catalog()

    def ours() -> None:
        render(replace(content), fonts, catalog)

    def floor() -> None:
        bare_plan(content, catalog)

    row = compare(10, "management plan of six pages, tagged", ours, floor, rounds=rounds)
    return replace(row, peers=writer_row_10(words_of(content)))


def six_pages() -> PlanContent:
    """Return what a plan of six pages says."""
    return plan_of("\n".join(_SENTENCE * 6 for _ in range(22)), actions=30)


def words_of(content: PlanContent) -> list[str]:
    """Return the long parts of a plan as lines: nine tenths of its words."""
    actions = [f"{each.what} {each.driver} {each.owner}" for each in content.actions]
    return [*actions, *content.concern.split("\n")]


def bare_plan(content: PlanContent, catalog: Catalog) -> bytes:
    """Return the plan's words and tables as ReportLab sets them when nothing else is wanted.

    Left out on purpose: shapes, the frame of each page but its number, the repair of characters
    that no typeface has, the split of cells over pages. That is what our own words cost.
    """
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=LETTER, leftMargin=45, rightMargin=45, topMargin=58, bottomMargin=60
    )
    document.build(_story(content, catalog), onFirstPage=_number_page, onLaterPages=_number_page)
    return target.getvalue()


def _number_page(canvas: Any, _document: Any) -> None:
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(45, 39, f"Page {canvas.getPageNumber()}")


def _story(content: PlanContent, catalog: Catalog) -> list[Flowable]:
    sheet = content.sheet
    assert content.level is not None
    assert content.notify is not None
    told = f"{catalog.text(content.notify[0])} {content.notify[1]}"
    facts = (
        ("Person of concern", content.person),
        ("Level of concern", catalog.text(content.level.level.words)),
        ("Next review", _day(content.review)),
        ("Imminence", catalog.text(content.imminence) if content.imminence else ""),
        ("Confidence", catalog.text(content.confidence) if content.confidence else ""),
        ("Prepared by", content.prepared_by),
        ("Team", ", ".join(content.team)),
        ("In force", "until the review or a change of level"),
        ("", ""),
    )
    pairs = [[_text(label, _LABEL), _text(value, _CELL)] for label, value in facts]
    actions = [
        (
            _text(catalog.text(each.domain), _CELL),
            [_text(each.what, _STRONG), _text(each.driver, _SMALL)],
            _text(each.owner, _CELL),
            _text(_day(each.due), _CELL),
            _text(catalog.text(each.status), _CELL),
            "",
        )
        for each in content.actions
    ]
    rules = [
        [_text(part, _CELL) for part in (r.condition, r.then, r.within, r.owner, r.sees)]
        for r in content.rules
    ]
    return [
        _text(sheet.agency, _SMALL),
        _text(catalog.text(sheet.title), _HEAD),
        _text(f"{sheet.case_number} {sheet.version}", _SMALL),
        _table([pairs[at : at + 3] for at in (0, 3, 6)], (1, 1, 1)),
        _text("Whom to call", _HEAD),
        _text(" · ".join(f"{each.name}: {each.phone}" for each in content.calls)),
        _text("Who does what by when", _HEAD),
        _headed(("Domain", "Action", "Owner", "Due", "Status", "Done"), actions, _ACTION_SHARES),
        _text("What changes the plan: if … then …", _HEAD),
        _headed(("If this happens", "Then", "Within", "Who acts", "Who sees it"), rules, (1,) * 5),
        _text("Why there is concern", _HEAD),
        *(_text(line) for line in content.concern.split("\n")),
        _text("What protects", _HEAD),
        *(_text(f"• {text}") for text, _ in content.protects),
        _text("Telling the possible target", _HEAD),
        _text(told),
        _text("What is not known", _HEAD),
        _text(content.unknown),
        _text("Limits of this assessment", _HEAD),
        *(_text(each) for each in content.differences),
        *(_text(catalog.text(each), _SMALL) for each in content.limits),
        _text("Sources", _HEAD),
        *(_text(f"[{s.number}] {catalog.text(s.words)}", _SMALL) for s in content.sources),
        _text("Sign-off", _HEAD),
        *(_text(catalog.text(each)) for each in content.signed),
        _headed(
            ("Role", "Name and signature", "Date"),
            [(_text(role, _LABEL), "", "") for role in ("Officer", "Supervisor", "Received by")],
            (20, 55, 25),
        ),
    ]


_ACTION_SHARES = (15, 38, 20, 14, 10, 7)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b} {day.year}" if day else ""


def _text(words: str, style: ParagraphStyle = _BODY) -> Paragraph:
    return Paragraph(escape(words), style)


def _headed(head: Sequence[str], rows: Sequence[Cells], shares: Sequence[float]) -> Table:
    return _table([[_text(each, _LABEL) for each in head], *rows], shares, repeat=1)


def _table(rows: Sequence[Cells], shares: Sequence[float], repeat: int = 0) -> Table:
    widths = [_WIDTH * share / sum(shares) for share in shares]
    return Table(rows, colWidths=widths, style=list(_CELLS), repeatRows=repeat)

"""Row 10: a management plan of several pages, against the same text through bare ReportLab."""

from __future__ import annotations

import io
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
from tests.bench.measure import Row, compare
from tests.documents.contents import plan_of

from vpo_desk.documents.build import render
from vpo_desk.documents.fonts import REGULAR, Fonts
from vpo_desk.resources import find_resources
from vpo_desk.words import Catalog

_SENTENCE = "He named a day and a place, and his sister keeps the rifle since Friday evening. "


def row_10(rounds: int) -> Row:
    """Render a plan of about six pages; the floor sets the same words in bare tables."""
    fonts = Fonts(find_resources())
    content = plan_of("\n".join(_SENTENCE * 6 for _ in range(22)), actions=24)
    fonts.register()
    style = ParagraphStyle("bare", fontName=REGULAR, fontSize=9.5, leading=13.5)
    catalog = Catalog()

    def ours() -> None:
        render(replace(content), fonts, catalog)

    def floor() -> None:
        def cell(value: object) -> Paragraph:
            return Paragraph(str(value), style)

        actions = [
            [cell(x) for x in (a.what, a.owner, a.due, a.driver, a.status)] for a in content.actions
        ]
        rules = [
            [cell(x) for x in (r.condition, r.then, r.within, r.owner, r.sees)]
            for r in content.rules
        ]
        story: list[Flowable] = [cell(line) for line in content.concern.split("\n")]
        story += [Table(rows, colWidths=[104] * 5, repeatRows=0) for rows in (actions, rules)]
        SimpleDocTemplate(io.BytesIO()).build(story)

    return compare(10, "management plan of about six pages (untagged)", ours, floor, rounds=rounds)

"""Slips and certificates: facts, a few sentences, a table, and lines to sign on."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from vpo_desk.documents.content import SlipContent
from vpo_desk.documents.story import Writer

_FEW: Final = 8
"""So many rows stay on one page with their heading."""
_START: Final = 130.0
"""Room in points for a heading, the words above its columns and the first rows."""


def slip_story(content: SlipContent, writer: Writer) -> list[Flowable]:
    """Return a slip as flowables; the signature lines stay together."""
    story = writer.masthead(content.sheet)
    if content.facts:
        story.append(writer.facts(content.facts, columns=2))
        story.append(Spacer(1, 8))
    for part in content.parts:
        long = len(part.rows) > _FEW
        if long:
            story.append(CondPageBreak(_START))
        if part.heading is not None:
            heading = writer.heading(part.heading)
            if long:  # kept with its whole table, it would leave the rest of the page empty
                heading.keepWithNext = 0
            story.append(heading)
        story += [writer.paragraph(each) for each in part.paragraphs]
        if part.head:
            story.append(writer.table(part.head, part.rows, part.shares))
    if content.signatures:
        lines: list[Flowable] = [Spacer(1, 26)]
        for each in content.signatures:
            lines.append(writer.paragraph("_" * 46))
            lines.append(writer.paragraph(each, writer.styles.label))
            lines.append(Spacer(1, 18))
        story.append(KeepTogether(lines))
    return story

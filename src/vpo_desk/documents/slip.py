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
    """Return a slip as flowables; the lines to sign on stay together, and never alone on a page.

    A table before them may be long; sentences before them come along to their page.
    """
    story = writer.masthead(content.sheet)
    if content.facts:
        story.append(writer.facts(content.facts, columns=2))
        story.append(Spacer(1, 8))
    last: list[Flowable] = []
    for part in content.parts:
        story, last = story + last, []
        long = len(part.rows) > _FEW
        if long:
            story.append(CondPageBreak(_START))
        if part.heading is not None:
            heading = writer.heading(part.heading)
            if long:  # kept with its whole table, it would leave the rest of the page empty
                heading.keepWithNext = 0
            last.append(heading)
        last += [writer.paragraph(each) for each in part.paragraphs]
        if part.head:
            story, last = [*story, *last, writer.table(part.head, part.rows, part.shares)], []
    if not content.signatures:
        return story + last
    lines: list[Flowable] = [*last, Spacer(1, 26)]
    for each in content.signatures:
        lines.append(writer.paragraph("_" * 46))
        lines.append(writer.paragraph(each, writer.styles.label))
        lines.append(Spacer(1, 18))
    return [*story, KeepTogether(lines)]

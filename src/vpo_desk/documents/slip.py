"""Slips and certificates: facts, a few sentences, a table, and lines to sign on."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether, Spacer

from vpo_desk.documents.content import SlipContent
from vpo_desk.documents.story import Writer


def slip_story(content: SlipContent, writer: Writer) -> list[Flowable]:
    """Return a slip as flowables; the signature lines stay together."""
    story = writer.masthead(content.sheet)
    if content.facts:
        story.append(writer.facts(content.facts, columns=2))
        story.append(Spacer(1, 8))
    for part in content.parts:
        if part.heading is not None:
            story.append(writer.heading(part.heading))
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

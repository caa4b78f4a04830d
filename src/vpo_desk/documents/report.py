"""A report about a case: facts, then sections of paragraphs, tables and room to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer

from vpo_desk.documents.content import (
    CallLine,
    LevelLine,
    ReportBig,
    ReportCalls,
    ReportContent,
    ReportRoom,
    ReportSection,
    ReportTable,
    ReportText,
)
from vpo_desk.documents.letterhead import sign_off
from vpo_desk.documents.prose import ascent
from vpo_desk.documents.shapes import TickBox, WritingLines
from vpo_desk.documents.story import Writer
from vpo_desk.words import Words, say

Facts = Sequence[tuple[Words, Words | str | LevelLine | None]]


def report_story(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the report as flowables."""
    story = writer.masthead(content.sheet)
    if content.banner is not None:
        story += _banner(content.banner, writer)
    story.append(facts_table(content.facts, writer))
    for section in content.sections:
        story += section_story(section, writer, dense=content.dense)
    if content.signatures:
        story += sign_off(content.signatures, writer, content.sheet, dense=content.dense)
    return story


def facts_table(facts: Facts, writer: Writer) -> Flowable:
    """Return labeled facts in a frame; what is empty is not recorded."""
    return writer.facts([(label, _fact(value, writer)) for label, value in facts])


def _fact(value: Words | str | LevelLine | None, writer: Writer) -> Any:
    if isinstance(value, LevelLine):
        return writer.level(value)
    return writer.say("not recorded") if value is None or value == "" else value


def section_story(
    section: ReportSection, writer: Writer, *, dense: bool, within: bool = False
) -> list[Flowable]:
    """Return a heading with what stands below it; `within` a part that has a heading of its own."""
    style = writer.styles.dense_heading if dense else writer.styles.heading
    if within:
        style = writer.styles.dense_subheading if dense else writer.styles.subheading
    story: list[Flowable] = [writer.paragraph(section.heading, style)]
    for part, following in zip(section.parts, (*section.parts[1:], None), strict=True):
        match part:
            case ReportText():
                story += _text(part, writer, dense=dense)
                if isinstance(following, ReportTable):  # what leads to a table stays with it
                    story[-1].keepWithNext = True
            case ReportTable():
                story.append(writer.table(part.head, part.rows, part.shares))
            case ReportCalls():
                story.append(_calls(part, writer))
            case ReportRoom(tick=None):
                story.append(WritingLines(part.lines))
            case ReportRoom():
                box = [TickBox(), writer.paragraph(part.tick or "", writer.styles.cell)]
                story.append(KeepTogether([writer.beside(box, (4, 96))]))
    return story


def _banner(banner: ReportBig, writer: Writer) -> list[Flowable]:
    parts = [writer.paragraph(banner.text, writer.styles.call)]
    if banner.note is not None:
        parts.append(writer.paragraph(banner.note, writer.styles.call_name))
    return [Spacer(1, 2), *parts, Spacer(1, 6)]


def _calls(part: ReportCalls, writer: Writer) -> Flowable:
    rows = call_rows(part.calls, writer.styles.call_number, writer)
    return writer.table((say("Who"), say("Number")), rows, (64, 36))


def call_rows(
    calls: Sequence[CallLine], number: ParagraphStyle, writer: Writer
) -> list[tuple[list[Flowable], Flowable]]:
    """Return whom to call with the numbers, larger and on the line of the name."""
    name = writer.styles.call_name
    lower = ascent(number) - ascent(name)
    return [
        (
            [*([Spacer(1, lower)] if lower else []), writer.paragraph(call.name, name)],
            writer.paragraph(call.phone, number),
        )
        for call in calls
    ]


def _text(part: ReportText, writer: Writer, *, dense: bool) -> list[Flowable]:
    small = writer.styles.dense_small if dense else writer.styles.small
    style = small if part.small else writer.styles.dense if dense else None
    if not part.label:
        return writer.paragraphs(part.text, style)
    first, *rest = writer.lines(part.text)
    more = writer.paragraphs("\n".join(rest), style) if rest else []
    return [writer.strong(part.label, first, style), *more]

"""A blank protocol to write on by hand: same numbers as on screen, boxes to tick, room to write."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from vpo_desk.documents.content import FormContent, FormQuestion
from vpo_desk.documents.shapes import TickBox, WritingLines
from vpo_desk.documents.story import Writer
from vpo_desk.documents.styles import FACE
from vpo_desk.words import say


def form_story(content: FormContent, writer: Writer) -> list[Flowable]:
    """Return the blank form as flowables."""
    story = writer.masthead(content.sheet)
    if content.purpose:
        story.append(writer.paragraph(content.purpose))
    story.append(_head(writer))
    story += _reminders(content, writer)
    for section in content.sections:
        first: list[Flowable] = [writer.heading(section.title)]
        if section.note:
            first.append(writer.paragraph(section.note, writer.styles.small))
        blocks = [_question(question, content, writer) for question in section.questions]
        if blocks:
            story.append(KeepTogether([*first, *blocks[0]]))
            story += [KeepTogether(block) for block in blocks[1:]]
        else:
            story += first
    if content.after:
        story.append(writer.heading(say("After the interview")))
        story += [
            KeepTogether([writer.paragraph(line), WritingLines(2), Spacer(1, 4)])
            for line in content.after
        ]
    return story


def _head(writer: Writer) -> Flowable:
    lines = (say("Case"), say("With"), say("Date and time"), say("Place"), say("Present"))
    return writer.facts([(line, Spacer(1, 15)) for line in (*lines, say("By"))])


def _reminders(content: FormContent, writer: Writer) -> list[Flowable]:
    story: list[Flowable] = []
    if content.before:
        story.append(writer.heading(say("Before the interview")))
        story += [
            KeepTogether([writer.paragraph(line), WritingLines(1), Spacer(1, 3)])
            for line in content.before
        ]
    if content.conduct:
        story.append(writer.heading(say("Remember")))
        story += [writer.paragraph(f"• {line}") for line in content.conduct]
    return story


def _question(question: FormQuestion, content: FormContent, writer: Writer) -> list[Flowable]:
    block: list[Flowable] = [writer.subheading(f"{question.id}  {question.text}")]
    if question.probes:
        block.append(writer.paragraph(" · ".join(question.probes), writer.styles.small))
    cells: list[object] = []
    for state in content.states:
        cells += [TickBox(), writer.paragraph(state, writer.styles.small)]
    widths = [13, writer.width / len(content.states) - 13] * len(content.states)
    style = TableStyle(
        [
            FACE,
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    block.append(Table([cells], colWidths=widths, style=style))
    block += [WritingLines(question.lines), Spacer(1, 5)]
    return block

"""A blank protocol to write on by hand: same numbers as on screen, boxes to tick, room to write."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, TableStyle

from vpo_desk.documents.content import FormContent, FormQuestion
from vpo_desk.documents.shapes import TickBox, WritingLines
from vpo_desk.documents.story import Writer
from vpo_desk.documents.structure import Grid
from vpo_desk.documents.styles import FACE
from vpo_desk.words import Words, say


def form_story(content: FormContent, writer: Writer) -> list[Flowable]:
    """Return the blank form as flowables."""
    story = writer.masthead(content.sheet)
    if content.purpose:
        story.append(writer.paragraph(content.purpose))
    story.append(_head(content, writer))
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


def _head(content: FormContent, writer: Writer) -> Flowable:
    if content.looks_up:
        lines = (say("Case"), say("About"), say("Begun on"), say("Purpose"), say("Reason"))
        code = say("Form code")
    else:
        lines = (say("Case"), say("With"), say("Date and time"), say("Place"), say("Present"))
        code = say("Form code, to key it in")
    rows: list[tuple[Words, Words | str | Flowable]] = [
        (line, Spacer(1, 15)) for line in (*lines, say("By"))
    ]
    return writer.facts([*rows, (code, content.form_code)])


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
        story += [writer.item("•", line) for line in content.conduct]
    return story


def _question(question: FormQuestion, content: FormContent, writer: Writer) -> list[Flowable]:
    mark = writer.say("  (keyed in twice)") if question.twice else ""
    block: list[Flowable] = [writer.subheading(f"{question.id}  {question.text}{mark}")]
    if question.probes:
        block.append(writer.paragraph(" · ".join(question.probes), writer.styles.small))
    block.append(_boxes(content.states, writer))
    if question.options:
        block.append(_boxes(question.options, writer))
    if content.looks_up:
        block.append(Spacer(1, 4))
        for label in (
            say("Where it was looked up, when, by whom"),
            say("What matters of it, in one line; where the result is held"),
        ):
            block += [writer.paragraph(label, writer.styles.small), WritingLines(1)]
        return [*block, Spacer(1, 5)]
    block += [WritingLines(question.lines), Spacer(1, 5)]
    return block


def _boxes(words: Sequence[Words | str], writer: Writer) -> Flowable:
    """Return a line of boxes to tick, each with its word."""
    cells: list[object] = []
    for each in words:
        cells += [TickBox(), writer.paragraph(each, writer.styles.small)]
    widths = [13, writer.width / len(words) - 13] * len(words)
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
    choices = Grid([cells], colWidths=widths, style=style)
    choices.purpose = "pairs"
    return choices

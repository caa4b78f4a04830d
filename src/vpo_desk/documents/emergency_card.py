"""The emergency card on one page: what to do first, and whom to call in large figures."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable, Spacer

from vpo_desk.documents.case_papers import EmergencyContent
from vpo_desk.documents.report import call_rows
from vpo_desk.documents.shapes import TickBox, WritingLines
from vpo_desk.documents.story import Writer
from vpo_desk.words import say

MOST_LARGE: Final = 6
"""So many numbers stand in large figures; more of them take less room each, to stay on one page."""


def emergency_story(content: EmergencyContent, writer: Writer) -> list[Flowable]:
    """Return the card as flowables; it reads in black and white, without any color."""
    story = writer.masthead(content.sheet)
    story.append(writer.strong(say("Card made:"), content.shown, writer.styles.call_name))
    story.append(writer.heading(say("Do this first")))
    for step in content.steps:
        box = [TickBox(side=11), writer.paragraph(step, writer.styles.call_name)]
        story += [writer.beside(box, (5, 95)), Spacer(1, 4)]
    story.append(writer.heading(say("Whom to call")))
    roomy = len(content.calls) <= MOST_LARGE
    number = writer.styles.call if roomy else writer.styles.call_name
    calls = call_rows(content.calls, number, writer)
    if calls:
        story.append(writer.table((say("Who"), say("Number")), calls, (56, 44)))
    else:
        story.append(writer.paragraph(say("No number is entered. Call 911.")))
    story.append(writer.heading(say("Where, who, what, weapon, who is near")))
    story += [WritingLines(4 if roomy else 2), Spacer(1, 6)]
    story.append(writer.heading(say("Called whom, when")))
    story.append(WritingLines(3 if roomy else 1))
    return story

"""The record of an interview: every question asked, every word of every answer, in order."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from vpo_desk.documents.content import AnswerBlock, InterviewContent
from vpo_desk.documents.story import Writer
from vpo_desk.words import Words, say, say_count

_HEAD: Final = 2
"""The parts that every answer has: the question and the state."""


def interview_story(content: InterviewContent, writer: Writer) -> list[Flowable]:
    """Return the record as flowables."""
    story = writer.masthead(content.sheet)
    story.append(_facts(content, writer))
    story += _lines(say("Before the interview"), content.before, writer)
    for section in content.sections:
        if not section.answers:
            continue
        story.append(CondPageBreak(60))
        story.append(writer.heading(section.title))
        for block in section.answers:
            story += _answer(block, writer)
        if section.left_out:
            story[-1].keepWithNext = True  # a line alone on the next page says nothing
            words = say_count(
                "{count} question of this section was not asked.",
                "{count} questions of this section were not asked.",
                section.left_out,
            )
            story.append(writer.paragraph(words, writer.styles.small))
    untouched = [section.title for section in content.sections if not section.answers]
    if untouched:
        story.append(writer.heading(say("Sections not asked")))
        story.append(writer.paragraph(" · ".join(untouched)))
    story += _lines(say("After the interview"), content.after, writer)
    story += _lines(say("Addenda"), content.addenda, writer)
    return story


def _facts(content: InterviewContent, writer: Writer) -> Flowable:
    nothing = writer.say("not recorded")
    entered: Words | str = content.entered
    if content.form_code:
        entered = say("{when}, from paper {code}", when=content.entered, code=content.form_code)
    return writer.facts(
        (
            (say("Interview with"), f"{content.person} ({writer.catalog.text(content.role)})"),
            (say("Held"), content.held),
            (say("Entered"), entered),
            (say("Protocol"), ", ".join((content.protocol, *content.parts))),
            (say("Place"), content.place or nothing),
            (say("Present"), ", ".join(content.present) or nothing),
            (say("Language"), content.language or nothing),
            (say("Sealed"), content.sealed),
        )
    )


def _answer(block: AnswerBlock, writer: Writer) -> list[Flowable]:
    story: list[Flowable] = [writer.subheading(f"{block.id}  {block.question}")]
    facts = [writer.catalog.text(block.state)]
    if block.corrected:
        facts.append(writer.say("corrected after the first entry"))
    if block.known_by:
        facts.append(writer.catalog.text(block.known_by))
    story.append(writer.paragraph(" · ".join(facts), writer.styles.fact))
    if block.text:
        story += writer.paragraphs(block.text)
    if block.verbatim:
        story.append(writer.paragraph(say("Own words:"), writer.styles.fact_label))
        story += writer.paragraphs(f"“{block.verbatim}”", writer.styles.quote)
    details: tuple[tuple[Words, str], ...] = (
        (say("Told by:"), block.told_by),
        (say("Goes back to:"), block.root),
        (say("Observed:"), block.observation),
        (say("Follow up:"), block.follow_up),
    )
    for label, text in details:
        if text:
            story += _detail(label, text, writer)
    if len(story) == _HEAD:  # nothing follows the state: it is not of the next question
        story.append(Spacer(1, 4))
    return story


def _detail(label: Words, text: str, writer: Writer) -> list[Flowable]:
    """Return a short remark behind its label, or a long one below it, so that it flows."""
    if len(text) < 400 and "\n" not in text:
        return [writer.strong(label, text, writer.styles.small)]
    head = writer.paragraph(label, writer.styles.fact_label)
    return [head, *writer.paragraphs(text, writer.styles.small)]


def _lines(heading: Words, lines: tuple[tuple[str, str], ...], writer: Writer) -> list[Flowable]:
    if not lines:
        return []
    story: list[Flowable] = [writer.heading(heading)]
    for label, text in lines:
        if text.strip():
            story.append(writer.paragraph(label, writer.styles.fact_label))
            story += writer.paragraphs(text)
    empty = " · ".join(label.rstrip(".") for label, text in lines if not text.strip())
    if empty:  # named in one paragraph: twenty times “not recorded” would hide what is
        story.append(writer.strong(say("Not recorded:"), empty, writer.styles.small))
    return story

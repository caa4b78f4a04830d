"""The chronology of a case: everything by the days it may mean, dates printed as they were said."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from vpo_desk.documents.case_papers import ChronologyContent, ChronologyLine
from vpo_desk.documents.story import Writer
from vpo_desk.words import Words, say, say_count


def chronology_story(content: ChronologyContent, writer: Writer) -> list[Flowable]:
    """Return the chronology as flowables."""
    story = writer.masthead(content.sheet)
    story.append(
        writer.facts(
            (
                (say("Person of concern"), content.person or writer.say("not known")),
                (say("State"), content.state),
                (say("Entries"), str(len(content.lines))),
            )
        )
    )
    story.append(Spacer(1, 6))
    if content.held_out:
        story.append(writer.paragraph(held_out_words(content.held_out)))
    if not content.names_sources:
        words = say("Who told something is left out of this chronology.")
        story.append(writer.paragraph(words, writer.styles.small))
    if not content.lines:
        return [*story, writer.paragraph(say("Nothing is entered."))]
    head = (say("When"), say("What"), say("Entered"))
    rows = [
        (_when(line, writer), _what(line, writer), writer.short_day(line.entered))
        for line in content.lines
    ]
    story.append(writer.table(head, rows, (20, 66, 14)))  # no heading: it would drag the table on
    story.append(Spacer(1, 8))
    story += [writer.paragraph(words, writer.styles.small) for words in content.limits]
    return story


def held_out_words(count: int) -> Words:
    """Return that entries are missing from paper, and why, without what they say."""
    return say_count(
        "{count} entry is held out: it is about religion, politics or association, and its link to"
        " conduct is not written down.",
        "{count} entries are held out: they are about religion, politics or association, and their"
        " link to conduct is not written down.",
        count,
    )


def _when(line: ChronologyLine, writer: Writer) -> str:
    ours = line.first is not None and line.when == line.first.isoformat()
    day = writer.short_day(line.first) if ours else line.when  # what somebody said stays as it is
    return f"{day}\n{line.clock}" if line.clock else day


def _what(line: ChronologyLine, writer: Writer) -> list[Flowable]:
    found: list[Flowable] = [writer.paragraph(line.title, writer.styles.cell_strong)]
    if line.text.strip():
        found += writer.paragraphs(line.text, writer.styles.cell)
    if line.told_by.strip():
        found.append(writer.strong(say("Says so:"), line.told_by, writer.styles.cell))
    return found

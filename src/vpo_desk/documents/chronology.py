"""The chronology of a case: everything by the days it may mean, dates printed as they were said."""

from __future__ import annotations

from datetime import date

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
    story += [writer.paragraph(words, writer.styles.small) for words in content.limits]
    if (
        not content.lines
    ):  # what limits it stands above the table: below, it once filled a page alone
        return [*story, writer.paragraph(say("Nothing is entered."))]
    head = (say("When"), say("What"), say("Entered"))
    rows = [
        (_when(line, writer), _what(line, writer), _day(line.entered, writer))
        for line in content.lines
    ]
    story.append(writer.table(head, rows, (20, 61, 19)))  # no heading: it would drag the table on
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
    day = _day(line.first, writer) if ours else line.when  # what somebody said stays as it is
    return f"{day}\n{line.clock}" if line.clock else day


def _day(day: date | None, writer: Writer) -> str:
    """Return a day in full, as most people say and type one; empty without one."""
    return "" if day is None else writer.day(day)


def _what(line: ChronologyLine, writer: Writer) -> list[Flowable]:
    found: list[Flowable] = [writer.paragraph(line.title, writer.styles.cell_strong)]
    if line.text.strip():
        found += writer.paragraphs(line.text, writer.styles.cell)
    if line.told_by.strip():
        found.append(writer.strong(say("Says so:"), line.told_by, writer.styles.cell))
    return found

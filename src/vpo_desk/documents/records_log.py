"""The log of a case's record checks: reference only, as it was looked up."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from vpo_desk.documents.case_papers import RecordLine, RecordsLogContent
from vpo_desk.documents.story import Writer
from vpo_desk.words import say


def records_story(content: RecordsLogContent, writer: Writer) -> list[Flowable]:
    """Return the log as flowables."""
    story = writer.masthead(content.sheet)
    story.append(
        writer.facts(
            (
                (say("Person of concern"), content.person or writer.say("not known")),
                (say("Looked up"), str(len(content.lines))),
                (say("Lines of the checklist not looked up"), str(content.open_lines)),
            )
        )
    )
    if not content.lines:
        story.append(Spacer(1, 6))
        story.append(writer.paragraph(say("Nothing was looked up.")))
        return story
    head = (say("No."), say("What was looked up"), say("Why"), say("Result and where it is"))
    rows = [
        (line.label, _looked(line, writer), _why(line, writer), _result(line, writer))
        for line in content.lines
    ]
    story += [Spacer(1, 6), writer.table(head, rows, (7, 37, 26, 30)), Spacer(1, 8)]
    story += [writer.paragraph(words, writer.styles.small) for words in content.limits]
    return story


def _looked(line: RecordLine, writer: Writer) -> list[Flowable]:
    title = " ".join(part for part in (line.check, line.system) if part)
    return [
        writer.paragraph(title, writer.styles.cell_strong),
        writer.paragraph(line.question, writer.styles.small),
        writer.paragraph(
            say("{when}, by {who}", when=line.at, who=line.by or "–"), writer.styles.cell
        ),
    ]


def _why(line: RecordLine, writer: Writer) -> list[Flowable]:
    missing = writer.say("not recorded")
    return [
        writer.strong(say("Purpose:"), line.purpose or missing, writer.styles.cell),
        writer.strong(say("Reason:"), line.reason or missing, writer.styles.cell),
    ]


def _result(line: RecordLine, writer: Writer) -> list[Flowable]:
    found: list[Flowable] = [writer.paragraph(line.result, writer.styles.cell_strong)]
    if line.note.strip():
        found += writer.paragraphs(line.note, writer.styles.cell)
    held = line.held_at or writer.say("not recorded")
    found.append(writer.strong(say("Held:"), held, writer.styles.cell))
    return found

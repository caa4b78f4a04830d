"""The closing memo: grounds, the five criteria with their evidence, and what would reopen the case."""

from __future__ import annotations

from reportlab.platypus import Flowable

from vpo_desk.documents.case_papers import ClosingContent
from vpo_desk.documents.chronology import held_out_words
from vpo_desk.documents.letterhead import sign_off
from vpo_desk.documents.paper_head import STANDARD_ROLES
from vpo_desk.documents.story import Writer
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.words import say


def closing_story(content: ClosingContent, writer: Writer) -> list[Flowable]:
    """Return the memo as flowables, the rationale first."""
    story = writer.masthead(content.sheet)
    story.append(
        writer.facts(
            (
                (say("Person of concern"), content.person or writer.say("not known")),
                (say("Last level of concern"), writer.level(content.level)),
                (say("Grounds"), content.grounds),
                (say("Opened"), writer.day(content.opened)),
                (say("Closed"), content.closed),
                (say("Second reviewer"), content.second or say("not recorded")),
            )
        )
    )
    story += [writer.paragraph(words) for words in content.reopened]
    story.append(writer.heading(say("Why it is closed")))
    story += writer.paragraphs(content.rationale or writer.say("Not recorded."))
    if content.criteria:
        story.append(writer.heading(say("Closing criteria")))
        for criterion, text in content.criteria:
            story.append(writer.subheading(criterion))
            story += writer.paragraphs(text or writer.say("Not recorded."))
    if content.override:
        words = say("Closed without everything in place, for this reason:")
        story.append(writer.strong(words, content.override))
    story.append(writer.heading(say("What would open it again")))
    story += writer.paragraphs(content.reopen or writer.say("Not recorded."))
    story.append(writer.heading(say("What goes on")))
    standing = content.standing or (writer.say("No order stands and no task is open."),)
    story += [writer.paragraph(f"• {line}") for line in standing]
    if content.held_out:
        story.append(writer.paragraph(held_out_words(content.held_out), writer.styles.small))
    story += [writer.paragraph(words, writer.styles.small) for words in content.limits]
    roles = STANDARD_ROLES[DocumentKind.CLOSING_MEMO]
    return [*story, *sign_off(roles, writer, content.sheet)]

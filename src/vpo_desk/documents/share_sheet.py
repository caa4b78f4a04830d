"""The share sheet: one holder's part of the key, to be sealed and kept apart from the others."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from vpo_desk.documents.content import ShareSheetContent
from vpo_desk.documents.story import Writer
from vpo_desk.words import say


def share_story(content: ShareSheetContent, writer: Writer) -> list[Flowable]:
    """Return the sheet as flowables: who holds it, what it is, and one numbered word a line."""
    story = writer.masthead(content.sheet)
    story.append(
        writer.facts(
            (
                (
                    say("Share"),
                    say("{number} of {count}", number=content.number, count=content.count),
                ),
                (say("Opens with"), say("any {needed} of them", needed=content.needed)),
                (say("Made on"), writer.day(content.made_on)),
                (say("Case file"), content.file_name),
                (say("Key fingerprint"), content.fingerprint),
                (say("Holder"), "_" * 28),
            )
        )
    )
    story.append(Spacer(1, 6))
    story.append(
        writer.paragraph(
            say(
                "Any {needed} of these {count} sheets together open everything in the case file,"
                " without the passphrase; fewer tell nothing. The desk does not keep the words and"
                " cannot show them again. Write the holder’s name above, put this sheet alone into"
                " an envelope, seal it, sign across the flap, and keep it apart from the laptop and"
                " from the other sheets until the desk says that no listed backup needs it.",
                needed=content.needed,
                count=content.count,
            )
        )
    )
    story.append(
        writer.heading(
            say("Words of share {number} of {count}", number=content.number, count=content.count)
        )
    )
    story += [
        writer.item(f"{number}.", word, writer.styles.share)
        for number, word in enumerate(content.words, start=1)
    ]
    story.append(Spacer(1, 6))
    story.append(
        writer.paragraph(
            say(
                "To use it: bring {needed} sheets of one set together (they bear the same date and"
                " begin with the same words). On the unlock page choose “Use recovery words” and"
                " type each share’s words in order, with an empty line between two shares; four"
                " letters of a word are enough. Then choose a new passphrase. If a sheet is lost or"
                " may have been seen, make a new key and new sheets.",
                needed=content.needed,
            ),
            writer.styles.small,
        )
    )
    return story

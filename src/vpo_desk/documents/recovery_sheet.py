"""The recovery sheet: the 24 words and the key they are, to be sealed and kept on paper."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from vpo_desk.documents.content import RecoverySheetContent
from vpo_desk.documents.story import Writer
from vpo_desk.words import say


def recovery_story(content: RecoverySheetContent, writer: Writer) -> list[Flowable]:
    """Return the sheet as flowables; one numbered word a line, the digits on one line."""
    story = writer.masthead(content.sheet)
    story.append(
        writer.facts(
            (
                (say("Case file"), content.file_name),
                (say("Made on"), writer.day(content.made_on)),
                (say("Key fingerprint"), content.fingerprint),
            )
        )
    )
    story.append(writer.heading(say("What this is")))
    story.append(
        writer.paragraph(
            say(
                "These words open everything in the case file, without the passphrase. The desk does"
                " not keep them and cannot show them again. Put this sheet into an envelope, seal it,"
                " sign across the flap, and keep it in the safe, apart from the laptop. Keep it until"
                " the desk says that no listed backup needs it."
            )
        )
    )
    story.append(writer.heading(say("Recovery words")))
    story += [
        writer.item(f"{number}.", word, writer.styles.code)
        for number, word in enumerate(content.words, start=1)
    ]
    story.append(Spacer(1, 4))
    story.append(writer.heading(say("The same key for a technician (64 hexadecimal digits)")))
    story.append(writer.paragraph(content.hex_key, writer.styles.key))
    story.append(
        writer.paragraph(
            say(
                "To use it: on the unlock page choose “Use recovery words” and type the words in"
                " order; four letters of each are enough. Then choose a new passphrase. If anybody"
                " may have seen this sheet, make a new key and a new sheet."
            ),
            writer.styles.small,
        )
    )
    return story

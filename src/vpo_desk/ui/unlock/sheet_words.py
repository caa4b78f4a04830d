"""What the page after a new key says: about one recovery sheet, or about a sheet for each holder."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.shares import SHARE_WORDS, SharePlan
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The page's words: headings, buttons, and what is said after printing or saving."""

    heading: Words
    what_it_is: Words
    how_to_keep: Words
    print_button: Words
    save_button: Words
    save_hint: Words
    have_it: Words
    look: Words
    not_printed: Words
    other_way: Words
    after_saving: Words


def sheet_words(plan: SharePlan | None) -> SheetWords:
    """Return the words for shares, or for the one sheet without a plan."""
    return _of_one_sheet() if plan is None else _of_shares(plan)


def _of_one_sheet() -> SheetWords:
    return SheetWords(
        heading=say("Your recovery sheet"),
        what_it_is=say(
            "If the passphrase is forgotten, the 24 words on this sheet are the only way into"
            " the case file. Nobody can reset it, and the words are never shown again."
        ),
        how_to_keep=say(
            "Keep the sheet sealed in a safe place away from this computer. Anyone who has it"
            " can read everything."
        ),
        print_button=say("Print the sheet"),
        save_button=say("Save the sheet as a PDF…"),
        save_hint=say("A saved sheet can be read without a passphrase: print it, then delete it."),
        have_it=say("I have the sheet on paper, and I will keep it sealed"),
        look=say("Look at the page before you go on: are all 24 words there?"),
        not_printed=say("No printer took the sheet."),
        other_way=say("Set one up and print again, or save the sheet as a PDF."),
        after_saving=say(
            "Print it now and delete the file: it opens the case file to anyone who has it."
        ),
    )


def _of_shares(plan: SharePlan) -> SheetWords:
    count, needed = plan.count, plan.needed
    return SheetWords(
        heading=say("Your share sheets"),
        what_it_is=say(
            "If the passphrase is forgotten, any {needed} of these {count} sheets together are the"
            " only way into the case file. Nobody can reset it, and the words are never shown"
            " again.",
            needed=needed,
            count=count,
        ),
        how_to_keep=say(
            "Give each sheet, sealed, to another holder, away from this computer. Anyone who has"
            " {needed} of them can read everything.",
            needed=needed,
        ),
        print_button=say("Print the sheets"),
        save_button=say("Save the sheets as PDFs…"),
        save_hint=say(
            "Saved sheets can be read without a passphrase: print them, then delete them."
        ),
        have_it=say("I have all {count} sheets on paper, each for another holder", count=count),
        look=say(
            "Look at the pages before you go on: are there {count}, each with all {words} words?",
            count=count,
            words=SHARE_WORDS,
        ),
        not_printed=say("No printer took all of the sheets."),
        other_way=say("Set one up and print them again, or save the sheets as PDFs."),
        after_saving=say(
            "Print them now and delete the files: any {needed} of them open the case file to anyone"
            " who has them.",
            needed=needed,
        ),
    )

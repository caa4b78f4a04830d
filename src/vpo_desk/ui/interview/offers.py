"""What the runner says at the top: unsaved words that are back, answers that a condition left out."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from vpo_desk.domain.answer import Draft
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import moment_words
from vpo_desk.ui.widgets.notice import Notice

Turn = Callable[[str], None]


def offer_unsaved(
    page: Page, drafts: Sequence[Draft], lines_part: str, turn: Turn
) -> dict[str, Notice]:
    """Offer each answer or line with unsaved words, with its time; each leads to its field.

    Returns what was said of each question, to be put away once its words are saved.
    """
    page.notices.clear()
    said: dict[str, Notice] = {}
    for draft in reversed(drafts):
        there = draft.field or lines_part
        when = page.text(moment_words(draft.saved_at, page.ground.clock.now()))
        heading = page.say("Unsaved words from {when}, question {id}", when=when, id=draft.field)
        if not draft.field:
            heading = page.say(
                "Unsaved words from {when}, before or after the interview", when=when
            )
        said[draft.field] = page.notices.add(
            Notice(
                heading,
                page.say("They are back in their field. Leave the field to save them."),
                tone="warning",
                action=(page.say("Go there"), lambda there=there: turn(there)),
                closable=page.say("Later"),
            )
        )
    return said


def put_away_saved(page: Page, said: dict[str, Notice], drafts: Container[str]) -> None:
    """Say no longer that words are unsaved which have been saved, or taken back, since."""
    for question_id, notice in tuple(said.items()):
        if question_id and question_id not in drafts:
            del said[question_id]
            if notice in page.notices.notices():  # it may have been put away before
                page.notices.take(notice)


def tell_left_out(page: Page, question_id: str, turn: Turn) -> None:
    """Say that an answer is kept though its question is no longer asked."""
    page.notices.add(
        Notice(
            page.say("Question {id} is left out now by another answer.", id=question_id),
            page.say("What was said to it is kept, and prints."),
            action=(page.say("Show it"), lambda: turn(question_id)),
            closable=page.say("Later"),
        )
    )

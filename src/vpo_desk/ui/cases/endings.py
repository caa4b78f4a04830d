"""How a case ended, in words: each closing and each transfer, and that it was opened again."""

from __future__ import annotations

from collections.abc import Iterable

from vpo_desk.domain.closing import Closing, Transfer
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words


def stories(page: Page, closings: Iterable[Closing], transfers: Iterable[Transfer]) -> str:
    """Return what is told of every end that a case had."""
    told = [_closing(page, each) for each in closings]
    told += [_transfer(page, each) for each in transfers]
    return "\n\n".join("\n".join(lines) for lines in told)


def _closing(page: Page, closing: Closing) -> list[str]:
    say = page.say
    lines = [
        say(
            "Closed {day}: {grounds}.",
            day=date_words(closing.at.day),
            grounds=closing.grounds.words,
        ),
        closing.rationale,
        *(
            say("{criterion}: {text}", criterion=each.criterion.words, text=each.text)
            for each in closing.criteria
        ),
    ]
    if closing.second is not None:
        lines.append(
            say(
                "Second reviewer: {name}, {role}",
                name=closing.second.name,
                role=", ".join(x for x in (closing.second.role, closing.second.how) if x) or "–",
            )
        )
    if closing.reopen:
        lines.append(say("What would reopen it: {words}", words=closing.reopen))
    if closing.override:
        lines.append(say("Closed all the same, because: {why}", why=closing.override))
    return [*lines, *_again(page, closing)]


def _transfer(page: Page, transfer: Transfer) -> list[str]:
    say = page.say
    lines = [
        say(
            "Handed to {agency} {day}: {reason}",
            agency=transfer.to,
            day=date_words(transfer.at.day),
            reason=transfer.reason,
        )
    ]
    for label, words in (
        (say("Accepted by"), transfer.accepted_by),
        (say("Legal basis"), transfer.basis),
        (say("Sent"), transfer.sent),
    ):
        lines.append(f"{label}: {words or say('not recorded')}")
    if transfer.follow_up is not None:
        lines.append(say("Ask again on {day}", day=date_words(transfer.follow_up)))
    return [*lines, *_again(page, transfer)]


def _again(page: Page, ended: Closing | Transfer) -> list[str]:
    if ended.reopened_at is None:
        return []
    day = date_words(ended.reopened_at.day)
    return [page.say("Opened again {day}: {why}", day=day, why=ended.reopened_for)]

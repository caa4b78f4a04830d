"""What is said at a field about words that are kept all the same: a day that is none, a phone of letters."""

from __future__ import annotations

from collections.abc import Callable

from vpo_desk.domain.dates import is_impossible
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField


def hint_at_days(page: Page, *fields: LabeledField) -> None:
    """Say at fields that take a date as said when no calendar has that day."""
    words = page.say("No calendar has this day. It is kept as you wrote it, and sorts last.")
    for each in fields:
        _hint(each, is_impossible, words)


def hint_at_phones(page: Page, *fields: LabeledField) -> None:
    """Say at fields that take a phone number when it has no digit."""
    words = page.say("There is no digit in it. It is kept as you wrote it; nobody is found by it.")
    for each in fields:
        _hint(each, _has_no_digit, words)


def _has_no_digit(words: str) -> bool:
    return bool(words.strip()) and not any(map(str.isdecimal, words))


def _hint(labeled: LabeledField, is_odd: Callable[[str], bool], words: str) -> None:
    field = labeled.field
    if not isinstance(field, TextField):
        message = "only a field of one line can be watched"
        raise TypeError(message)

    def left(typed: str) -> None:
        if is_odd(typed):
            labeled.show_trouble(words)

    def changed(typed: str) -> None:
        if labeled.trouble.text() == words and not is_odd(typed):
            labeled.show_trouble("")

    field.left.connect(left)
    field.textChanged.connect(changed)

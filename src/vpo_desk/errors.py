"""The errors a person is shown: what happened, what is safe, what to do."""

from __future__ import annotations

from typing import Final

from vpo_desk.words import Catalog, Words


class VpoError(Exception):
    """Something went wrong in a way the officer can understand and act on.

    `happened` is one sentence without case text; `safe` says what was not lost; `todo` says what
    to do next. Front ends show the three in this order and nothing else.
    """

    def __init__(self, happened: Words, *, safe: Words | None = None, todo: Words | None = None):
        super().__init__(happened.id)
        self.happened: Final = happened
        self.safe: Final = safe
        self.todo: Final = todo

    @property
    def sentences(self) -> tuple[Words, ...]:
        """The sentences to show, in order."""
        return tuple(words for words in (self.happened, self.safe, self.todo) if words)

    def text(self, catalog: Catalog) -> str:
        """Return the whole message as one line in the catalog's language."""
        return " ".join(catalog.text(words) for words in self.sentences)

    def __str__(self) -> str:
        return self.text(Catalog())


class Cancelled(Exception):
    """The person called the action off; nothing is shown and nothing was changed."""

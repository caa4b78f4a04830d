"""Unsaved words of any form: journaled while typing, offered again after an interruption."""

from __future__ import annotations

from vpo_desk.domain.answer import Draft
from vpo_desk.services.ground import Ground


class Drafts:
    """Keeps words that are not committed yet, in the encrypted file only."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def keep(self, scope: str, field: str, binding: str, content: str) -> None:
        """Journal a field's words; empty content drops its draft.

        `binding` names the form the words belong to, so that another form never shows them.
        """
        ground = self._ground
        with ground.transaction():
            if content:
                draft = Draft(scope, field, binding, ground.clock.now(), content)
                ground.file.drafts.keep(draft)
            else:
                ground.file.drafts.drop(scope, field)

    def of(self, scope: str) -> tuple[Draft, ...]:
        """Return the drafts of an object or form, by field."""
        return self._ground.file.drafts.of(scope)

    def drop(self, scope: str, field: str = "") -> None:
        """Forget a field's draft, or all of the scope, once the words are committed."""
        with self._ground.transaction():
            self._ground.file.drafts.drop(scope, field)

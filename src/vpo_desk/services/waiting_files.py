"""Files that were dropped on a form which is not saved yet: kept encrypted, then handed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vpo_desk.domain.answer import Draft
from vpo_desk.domain.attachment import FileFacts
from vpo_desk.domain.changes import Changes
from vpo_desk.services.attachments import Attachments, AttachmentWords, Owner
from vpo_desk.services.ground import Ground
from vpo_desk.services.importing import Import
from vpo_desk.storage.codec import decode, encode

BINDING: Final = "file@1"


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that was dropped on a form which is not saved yet."""

    id: str
    facts: FileFacts


class WaitingFiles:
    """Keeps files for forms; a form is named by the scope of its words."""

    def __init__(self, ground: Ground, attachments: Attachments) -> None:
        self._ground = ground
        self._attachments = attachments

    def begin(self, path: Path, scope: str) -> Import[WaitingFile]:
        """Take in a file for a form that is not saved yet; raises as `begin`."""

        def enter(id_: str, facts: FileFacts) -> WaitingFile:
            draft = Draft(
                _waiting_scope(scope), id_, BINDING, self._ground.clock.now(), encode(facts)
            )
            self._ground.file.drafts.keep(draft)
            return WaitingFile(id_, facts)

        return Import(self._ground, path, enter)

    def of(self, scope: str) -> tuple[WaitingFile, ...]:
        """Return the files that wait for a form to be saved, in the order they were dropped."""
        drafts = sorted(
            self._ground.file.drafts.of(_waiting_scope(scope)), key=lambda each: each.saved_at.utc
        )
        return tuple(WaitingFile(each.field, decode(FileFacts, each.content)) for each in drafts)

    def hand_on(self, scope: str, owner: Owner) -> Changes:
        """Attach what waits to what the form became; callers may hold the transaction."""
        changes = Changes()
        with self._ground.transaction():
            for each in self.of(scope):
                changes += self._attachments.enter(each.id, each.facts, owner, AttachmentWords())[1]
            self._ground.file.drafts.drop(_waiting_scope(scope))
        return changes

    def let_go(self, scope: str, ids: Iterable[str] = ()) -> None:
        """Remove files that wait with a form: those named, or all of them."""
        wanted = tuple(ids) or tuple(each.id for each in self.of(scope))
        for id_ in wanted:
            with self._ground.transaction():
                self._ground.file.drafts.drop(_waiting_scope(scope), id_)
            gone = False
            while not gone:
                with self._ground.transaction():
                    gone = self._ground.file.slices.remove(id_)


def _waiting_scope(scope: str) -> str:
    """Return where the files of a form are noted, apart from its words."""
    return f"{scope}:files"

"""What every service stands on: the open case file, the clock and the source of ids."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.case import ENDED, Case
from vpo_desk.domain.ids import Ids
from vpo_desk.domain.moments import Clock
from vpo_desk.errors import VpoError
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.history import History
from vpo_desk.storage.nouns import CASE
from vpo_desk.words import Words, say

_ENDED: Final = ", ".join(f"'{state.value}'" for state in sorted(ENDED))
IS_OPEN: Final = f"state NOT IN ({_ENDED})"
"""Fits the head of a case that has not ended."""

OF_OPEN_CASE: Final = (
    f"EXISTS (SELECT 1 FROM case_head AS c WHERE c.id = h.case_id AND c.{IS_OPEN})"
)
"""Fits the head `h` of what belongs to a case that has not ended."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An open case file with the clock and ids that its services use; no hidden input."""

    file: CaseFile
    clock: Clock
    ids: Ids

    @property
    def history(self) -> History:
        """The append-only history of the file."""
        return self.file.history

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is kept together or not at all; an outer transaction takes it in."""
        return self.file.transaction()


def working_case(ground: Ground, case_id: str) -> Case:
    """Return a case that work can be done in; VpoError when there is none such or it has ended."""
    found = ground.history.find(CASE, case_id)
    if found is None:
        raise refuse(say("There is no such case in this case file."))
    if found.value.state in ENDED:
        raise refuse(
            say("Case {number} has ended; nothing is added to it.", number=found.value.number),
            say("Open a case for what is new, from its concern."),
        )
    return found.value


def refuse(happened: Words, todo: Words | None = None) -> VpoError:
    """Return the error of a step that cannot be taken as asked; nothing was written by it."""
    return VpoError(happened, safe=say("Nothing was changed."), todo=todo)

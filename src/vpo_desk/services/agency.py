"""The agency's own data: who this file belongs to and what stands on its pages."""

from __future__ import annotations

from collections.abc import Callable

from vpo_desk.domain.agency import Agency, CaseFileFacts, prefix_fault
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.letterhead import letterhead_fault
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import AGENCY


class AgencyDesk:
    """Reads and changes the agency's data."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def get(self) -> Agency:
        """Return the agency as recorded; empty fields when nothing is."""
        found = self._ground.history.find(AGENCY, "agency")
        return found.value if found else Agency()

    def facts(self) -> CaseFileFacts:
        """Return what this case file is for ever: its id, and whether it is for training."""
        return self._ground.file.facts

    def set(self, agency: Agency) -> Changes:
        """Record the agency's data; what was recorded before stays in the history.

        Raises VpoError when the case prefix cannot stand in case numbers, or the letterhead not on
        paper.
        """
        if fault := prefix_fault(agency.case_prefix) or letterhead_fault(agency.letterhead):
            raise refuse(fault)
        with self._ground.transaction():
            self._ground.history.append(AGENCY, "agency", agency)
        return Changes((("agency", "agency"),))

    def change(self, edit: Callable[[Agency], Agency]) -> Changes:
        """Record what `edit` makes of the agency's data as they are now; VpoError as `set`.

        Two forms that each know a part of the data cannot undo each other.
        """
        known = self.get()
        edited = edit(known)
        return Changes() if edited == known else self.set(edited)

    def note_policy(self, code: str) -> None:
        """Enter that a rule of this computer was changed; `code` names it and holds no text."""
        with self._ground.transaction():
            self._ground.history.record("policy", "agency", "agency", detail=code)

"""The agency's directory: who can help, whom to call first, and what has to be looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.agency import Contact
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import RESOURCE
from vpo_desk.words import say

GROWS_OLD: Final = timedelta(days=365)
"""An entry nobody looked at for so long is shown as old; this program's own choice."""


class Directory:
    """Keeps the directory."""

    def __init__(self, ground: Ground, agency: AgencyDesk) -> None:
        self._ground = ground
        self._agency = agency

    def all(self, *, retired: bool = False) -> tuple[Resource, ...]:
        """Return the entries by kind and name; with `retired` those that were taken out too."""
        where = "1" if retired else "h.retired = 0"
        found = self._ground.history.values(RESOURCE, where, order="h.name COLLATE NOCASE, h.rowid")
        kinds = list(ResourceKind)
        return tuple(sorted(found, key=lambda each: kinds.index(each.kind)))

    def get(self, resource_id: str) -> Resource:
        """Return an entry; VpoError when there is none such."""
        found = self._ground.history.find(RESOURCE, resource_id)
        if found is None:
            raise refuse(say("There is no such entry in the directory."))
        return found.value

    def calls(self) -> tuple[Contact, ...]:
        """Return whom to call first: the agency's own numbers, then what the directory marks."""
        marked = self._ground.history.values(
            RESOURCE, "h.first_call = 1 AND h.retired = 0", order="h.name COLLATE NOCASE, h.rowid"
        )
        known = self._agency.get().contacts
        return (*known, *(Contact(each.name, each.phone) for each in marked))

    def keep(self, resource: Resource) -> tuple[Resource, Changes]:
        """Enter something in the directory, or enter it anew; an empty id is a new entry.

        Raises VpoError without a name, or when it is to be called first and has no number.
        """
        if not resource.name.strip():
            raise refuse(say("An entry needs a name."))
        if resource.first_call and not resource.phone.strip():
            raise refuse(say("Who is called first needs a phone number."))
        ground = self._ground
        with ground.transaction():
            if not resource.id:
                resource = replace(resource, id=ground.ids.new("resource"))
            else:
                self.get(resource.id)
            ground.history.append(RESOURCE, resource.id, resource)
        return resource, Changes((("resource", resource.id),))

    def note_checked(self, resource_id: str, day: date) -> tuple[Resource, Changes]:
        """Note that an entry was looked at and is right."""
        return self.keep(replace(self.get(resource_id), checked_on=day))

    def retire(self, resource_id: str, *, retired: bool = True) -> tuple[Resource, Changes]:
        """Take an entry out of the lists, or put it back; what names it keeps its name."""
        return self.keep(replace(self.get(resource_id), retired=retired))

    def old(self, today: date) -> tuple[Resource, ...]:
        """Return the entries that nobody looked at for a year."""
        return tuple(
            each
            for each in self.all()
            if each.checked_on is None or each.checked_on < today - GROWS_OLD
        )

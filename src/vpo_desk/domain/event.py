"""Events of a case's timeline that no other entry tells of."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Protected, may_leave


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, when, as said, and who says so; `at` is the time it was entered."""

    id: str
    case_id: str
    at: Moment
    when: UncertainDate
    what: str
    source: str = ""
    protected: Protected | None = None
    link: str = ""

    @property
    def may_leave(self) -> bool:
        """True when it may stand in a document."""
        return may_leave(self.protected, self.link)

"""Meetings of the team: whom, about which cases, what was said, decided and not agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at the table, and on what basis they may hear it (need or right to know)."""

    name: str
    agency: str = ""
    role: str = ""
    basis: str = ""

    @property
    def holder(self) -> str:
        """How a copy names its holder: `L. Ames, County crisis team (signed agreement)`."""
        who = ", ".join(part for part in (self.name.strip(), self.agency.strip()) if part)
        basis = self.basis.strip()
        return " ".join(f"{who} ({basis})".split()) if basis else " ".join(who.split())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `number` counts all of them. `consult` leaves every identity out of its papers.

    `closed_at` is when its minutes were closed: from then on they stay as they are. What is said
    of a case stands in its `AgendaItem`, so that it goes when the case does.
    """

    id: str
    number: int
    at: Moment
    place: str = ""
    attendees: tuple[Attendee, ...] = ()
    notes: str = ""
    consult: bool = False
    closed_at: Moment | None = None

    @property
    def closed(self) -> bool:
        """True when its minutes stay as they are."""
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """What was decided about a case; with a day it is a task too. Dissent is kept with it."""

    what: str
    owner: str = ""
    due: date | None = None
    dissent: str = ""
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A case on the agenda: what is asked of the meeting, what was said, and what was decided.

    `allotted` are the minutes that are given to it; 0 where that is not recorded.
    """

    id: str
    meeting_id: str
    case_id: str
    place: int
    asked: str = ""
    minutes: str = ""
    decisions: tuple[MeetingDecision, ...] = ()
    taken_off: bool = False
    allotted: int = 0

"""What the packet of a meeting says: agenda, who may hear it, its cases, actions and minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vpo_desk.words import Words

if TYPE_CHECKING:
    from vpo_desk.documents.content import LevelLine, ReportSection, Sheet


@dataclass(frozen=True, slots=True)
class PacketItem:
    """A case on the agenda: how it is called, what is asked, how many minutes (0: not recorded)."""

    about: Words
    asked: str
    allotted: int


@dataclass(frozen=True, slots=True)
class PacketAction:
    """Something to be done: for which case, by whom, by when, where it comes from, and how far it is."""

    about: str
    what: str
    owner: str
    due: date | None
    origin: Words
    done: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class PacketRequest:
    """What an agency was asked about a case and has not answered: on what basis, and until when."""

    about: str
    agency: str
    question: str
    basis: str
    due: date | None


@dataclass(frozen=True, slots=True)
class PacketSeat:
    """Somebody at the table, and on what basis they may hear it."""

    name: str
    agency: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class PacketSummary:
    """One case on one page."""

    heading: Words
    facts: tuple[tuple[Words, Words | str | LevelLine | None], ...]
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True, slots=True)
class PacketDecision:
    """What was decided, by whom and by when it is done, and who did not agree."""

    what: str
    owner: str
    due: date | None
    dissent: str


@dataclass(frozen=True, slots=True)
class PacketMinutes:
    """What was asked, said and decided about one case."""

    heading: Words
    asked: str
    said: str
    decisions: tuple[PacketDecision, ...]


@dataclass(frozen=True, slots=True)
class PacketContent:
    """A meeting's packet. `facts` tell of the meeting, `carried` are open from earlier meetings.

    `withheld` says what stays off this paper; `closed` minutes stand as they are, others have room
    to write. A `consult` has no identity in any of its parts.
    """

    sheet: Sheet
    consult: bool
    closed: bool
    facts: tuple[tuple[Words, Words | str | LevelLine | None], ...]
    carried: tuple[PacketAction, ...]
    agenda: tuple[PacketItem, ...]
    seats: tuple[PacketSeat, ...]
    summaries: tuple[PacketSummary, ...]
    actions: tuple[PacketAction, ...]
    withheld: Words | None
    requests: tuple[PacketRequest, ...]
    minutes: tuple[PacketMinutes, ...]
    notes: str

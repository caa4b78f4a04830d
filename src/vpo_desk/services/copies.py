"""Which copies tell of a case: those of its own documents, and of packets that named it."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.disclosure import Copy
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import CASE, COPY, MEETING
from vpo_desk.words import say

NAMED: Final = (
    "h.meeting_id IS NOT NULL AND EXISTS (SELECT 1 FROM version AS n, json_each(n.content, '$.named')"
    " AS c WHERE n.object_id = h.id AND n.version = h.version AND c.value = ?)"
)
"""Fits the head `h` of a packet's copy that named a case."""


def copies_of_case(ground: Ground, case_id: str) -> tuple[Copy, ...]:
    """Return the copies that tell of a case, in order of entry.

    A case that was put on an agenda after the packet was printed is not in it; one that was taken
    off since stays in what was printed.
    """
    where = f"h.case_id = ? OR ({NAMED})"
    return ground.history.values(COPY, where, (case_id, case_id), order="h.rowid")


def copies_of_meeting(ground: Ground, meeting_id: str) -> tuple[Copy, ...]:
    """Return the copies of a meeting's packet, in order of entry."""
    return ground.history.values(COPY, "h.meeting_id = ?", (meeting_id,), order="h.rowid")


def number_of(ground: Ground, copy: Copy) -> str:
    """Return what a copy is listed under: its case's number, or its meeting."""
    if copy.meeting_id:
        meeting = ground.history.find(MEETING, copy.meeting_id)
        return str(say("meeting {number}", number=meeting.value.number)) if meeting else ""
    case = ground.history.find(CASE, copy.case_id or "")
    return case.value.number if case else ""

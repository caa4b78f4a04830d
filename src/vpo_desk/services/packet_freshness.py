"""Whether a meeting's packet on paper still says what is true, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from vpo_desk.domain.disclosure import Copy
from vpo_desk.domain.meeting import AgendaItem, Meeting
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import AGENDA_ITEM, ASSESSMENT, CASE, MEETING, PLAN, Noun
from vpo_desk.words import Words, say

T = TypeVar("T")


class PacketFreshness:
    """Compares a packet with its cases and its agenda.

    What is written in the meeting itself, minutes and decisions, makes no packet old: it was
    handed out to be written about. It is told all the same.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def is_old(self, copy: Copy, sequence: int) -> bool:
        """True when a case of it was judged or planned anew or is gone, or the agenda changed."""
        return any(True for _ in self._telling(copy, sequence))

    def since(self, copy: Copy, sequence: int) -> Iterator[Words]:
        """Yield what changed after a copy was made, most telling first."""
        yield from self._telling(copy, sequence)
        if any(_said(then) != _said(now) for then, now in self._items(copy, sequence)):
            yield say("Minutes or decisions were written since.")

    def _telling(self, copy: Copy, sequence: int) -> Iterator[Words]:
        history = self._ground.history
        for case_id in copy.named:
            case = history.find(CASE, case_id)
            if case is None:
                yield say("A case that it names is no longer in this case file.")
                continue
            for noun, name in ((ASSESSMENT, say("Assessment")), (PLAN, say("Plan"))):
                if newer := self._newer(noun, case_id, sequence):
                    yield say(
                        "Case {number}: {what} {version} is newer.",
                        number=case.value.number,
                        what=name,
                        version=newer,
                    )
        if any(_asked(then) != _asked(now) for then, now in self._items(copy, sequence)):
            yield say("The agenda was changed.")
        meeting = history.find(MEETING, copy.meeting_id or "")
        then = self._then(MEETING, copy.meeting_id or "", sequence)
        if meeting is not None and then is not None and _called(meeting.value) != _called(then):
            yield say("The meeting's time, place, attendees or notes were changed.")

    def _newer(self, noun: Noun[Any], case_id: str, sequence: int) -> int:
        """Return the number of what a packet would be made of today, if that came later; else 0.

        That is the newest sealed one, or an assessment's draft where none is sealed.
        """
        for where in ("h.case_id = ? AND h.sealed = 1", "h.case_id = ?"):
            found = self._ground.history.select(
                noun, where, (case_id,), order="h.number DESC", limit=1
            )
            if found:
                return int(found[0].value.number) if found[0].sequence > sequence else 0
            if noun is PLAN:
                return 0  # a draft of a plan stands in no packet
        return 0

    def _items(
        self, copy: Copy, sequence: int
    ) -> Iterator[tuple[AgendaItem | None, AgendaItem | None]]:
        """Yield each case of the agenda as it stood then and as it stands now."""
        items = self._ground.history.values(AGENDA_ITEM, "h.meeting_id = ?", (copy.meeting_id,))
        for now in items:
            then = self._then(AGENDA_ITEM, now.id, sequence)
            yield (
                None if then is None or then.taken_off else then,
                None if now.taken_off else now,
            )

    def _then(self, noun: Noun[T], id_: str, sequence: int) -> T | None:
        versions = self._ground.history.versions(noun, id_)
        known = [each.value for each in versions if each.sequence < sequence]
        return known[-1] if known else None


def _asked(item: AgendaItem | None) -> AgendaItem | None:
    """Return an item without what is written in the meeting."""
    return replace(item, minutes="", decisions=()) if item else None


def _said(item: AgendaItem | None) -> tuple[object, ...]:
    return (item.minutes, item.decisions) if item else ("", ())


def _called(meeting: Meeting) -> Meeting:
    """Return a meeting without that its minutes were closed."""
    return replace(meeting, closed_at=None)

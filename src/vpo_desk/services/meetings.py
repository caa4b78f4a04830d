"""Meetings: an agenda from the cases that are due, minutes, decisions that become tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.meeting import AgendaItem, Attendee, Meeting, MeetingDecision
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.services.cases import CaseLine, Cases
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.tasks import Tasks
from vpo_desk.storage.nouns import AGENDA_ITEM, CASE, MEETING
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import say

AHEAD: Final = timedelta(days=14)
"""Cases with a review within so long after a meeting are offered for its agenda."""


LONGEST: Final = 480
"""The most minutes that an agenda can give to one case: a working day."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A case on an agenda, as it is listed."""

    item: AgendaItem
    case: Case
    subject: Person | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with its agenda."""

    meeting: Meeting
    agenda: tuple[AgendaLine, ...]


class Meetings:
    """Prepares meetings and keeps their minutes."""

    def __init__(self, ground: Ground, cases: Cases, tasks: Tasks) -> None:
        self._ground = ground
        self._cases = cases
        self._tasks = tasks

    def all(self) -> tuple[Meeting, ...]:
        """Return the meetings, the newest first."""
        return self._ground.history.values(MEETING, "1", order="h.at DESC, h.number DESC")

    def ahead(self) -> tuple[Meeting, ...]:
        """Return the meetings whose minutes are open, the next one first."""
        return self._ground.history.values(MEETING, "h.closed = 0", order="h.at, h.number")

    def by_number(self, number: int) -> Meeting:
        """Return a meeting by its number; VpoError when there is none such."""
        found = self._ground.history.values(MEETING, "h.number = ?", (number,))
        if not found:
            raise refuse(say("There is no meeting {number}.", number=number))
        return found[0]

    def view(self, meeting_id: str) -> MeetingView:
        """Return a meeting with its agenda in order; VpoError when there is none such."""
        meeting = self._get(meeting_id)
        history = self._ground.history
        items = history.values(
            AGENDA_ITEM, "h.meeting_id = ? AND h.taken_off = 0", (meeting_id,), order="h.place"
        )
        lines: list[AgendaLine] = []
        for item in items:
            case = history.get(CASE, item.case_id)
            subject = person_of(history, case.subject_id) if case.subject_id else None
            lines.append(AgendaLine(item, case, subject))
        return MeetingView(meeting, tuple(lines))

    def suggested(self, meeting_id: str) -> tuple[CaseLine, ...]:
        """Return the open cases whose review is due soon after a meeting and not on its agenda."""
        view = self.view(meeting_id)
        known = {line.case.id for line in view.agenda}
        due = self._cases.reviews_due(view.meeting.at.day + AHEAD, limit=50)
        return tuple(line for line in due if line.case.id not in known)

    def plan(
        self,
        at: Moment,
        place: str = "",
        attendees: Sequence[Attendee] = (),
        *,
        consult: bool = False,
    ) -> tuple[Meeting, Changes]:
        """Enter a meeting; those who came last time are at the table again when none is named."""
        ground = self._ground
        with ground.transaction():
            before = ground.history.values(MEETING, "1", order="h.number DESC")
            number = before[0].number + 1 if before else 1
            people = tuple(attendees) or (before[0].attendees if before else ())
            meeting = Meeting(ground.ids.new("meeting"), number, at, place, people, consult=consult)
            ground.history.append(MEETING, meeting.id, meeting)
        return meeting, Changes((("meeting", meeting.id),))

    def change(self, meeting: Meeting) -> tuple[Meeting, Changes]:
        """Keep a meeting's time, place, attendees and notes; VpoError when its minutes are closed."""
        self._open(meeting.id)
        return self._keep(meeting)

    def put_on(self, meeting_id: str, case_id: str, asked: str = "") -> tuple[AgendaItem, Changes]:
        """Put a case on the agenda; one that stands there already is kept, with what is asked."""
        ground = self._ground
        with ground.transaction():
            self._open(meeting_id)
            working_case(ground, case_id)
            known = ground.history.values(AGENDA_ITEM, "h.meeting_id = ?", (meeting_id,))
            item = next((each for each in known if each.case_id == case_id), None)
            if item is None:
                place = max((each.place for each in known), default=0) + 1
                item = AgendaItem(ground.ids.new("agenda"), meeting_id, case_id, place, asked)
            else:
                item = replace(item, asked=asked or item.asked, taken_off=False)
            return item, self._keep_item(item)

    def take_off(self, item_id: str) -> Changes:
        """Take a case off the agenda; VpoError when something was said or decided about it."""
        item = self._item(item_id)
        if item.minutes.strip() or item.decisions:
            raise refuse(say("There are minutes for this case; it stays on the agenda."))
        return self._keep_item(replace(item, taken_off=True))

    def move(self, item_id: str, *, up: bool) -> Changes:
        """Move a case one place up or down on the agenda."""
        item = self._item(item_id)
        lines = [line.item for line in self.view(item.meeting_id).agenda]
        here = next(place for place, each in enumerate(lines) if each.id == item_id)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(lines):
            return Changes()
        other = lines[there]
        with self._ground.transaction():
            changes = self._keep_item(replace(item, place=other.place))
            return changes + self._keep_item(replace(other, place=item.place))

    def write(self, item_id: str, asked: str, minutes: str, allotted: int | None = None) -> Changes:
        """Keep what is asked of the meeting about a case, and what was said.

        `allotted` are the minutes given to it; what was kept stays when it is None. VpoError when
        nobody could meet for that long.
        """
        item = self._item(item_id)
        given = item.allotted if allotted is None else allotted
        if not 0 <= given <= LONGEST:
            raise refuse(
                say("The time for a case is between 1 and {most} minutes.", most=LONGEST),
                say("Leave it empty when no time is given to it."),
            )
        return self._keep_item(replace(item, asked=asked, minutes=minutes, allotted=given))

    def decide(self, item_id: str, decision: MeetingDecision) -> tuple[AgendaItem, Changes]:
        """Enter what was decided about a case; with a day it becomes a task of that case.

        Raises VpoError when it says nothing.
        """
        if not decision.what.strip():
            raise refuse(say("A decision needs to say what was decided."))
        ground = self._ground
        with ground.transaction():
            item = self._item(item_id)
            changes = Changes()
            if decision.due is not None:
                task, changes = self._tasks.add(
                    decision.what, decision.owner, decision.due, item.case_id
                )
                decision = replace(decision, task_id=task.id)
            item = replace(item, decisions=(*item.decisions, decision))
            return item, changes + self._keep_item(item)

    def close(self, meeting_id: str) -> tuple[Meeting, Changes]:
        """Close the minutes: from now on they stay as they are. VpoError without attendees."""
        meeting = self._open(meeting_id)
        if not meeting.attendees:
            raise refuse(say("Minutes need to say who was there."), say("Enter the attendees."))
        now = self._ground.clock.now()
        return self._keep(replace(meeting, closed_at=now), action="seal")

    def of_case(self, case_id: str) -> tuple[tuple[Meeting, AgendaItem], ...]:
        """Return the meetings that had a case on the agenda, oldest first."""
        history = self._ground.history
        items = history.values(AGENDA_ITEM, "h.case_id = ? AND h.taken_off = 0", (case_id,))
        found = [(history.get(MEETING, item.meeting_id), item) for item in items]
        return tuple(sorted(found, key=lambda pair: (pair[0].at.utc, pair[0].number)))

    def _get(self, meeting_id: str) -> Meeting:
        found = self._ground.history.find(MEETING, meeting_id)
        if found is None:
            raise refuse(say("There is no such meeting in this case file."))
        return found.value

    def _open(self, meeting_id: str) -> Meeting:
        meeting = self._get(meeting_id)
        if meeting.closed:
            raise refuse(
                say("The minutes of meeting {number} are closed.", number=meeting.number),
                say("Enter what is new in the case itself."),
            )
        return meeting

    def _item(self, item_id: str) -> AgendaItem:
        found = self._ground.history.find(AGENDA_ITEM, item_id)
        if found is None:
            raise refuse(say("This case is not on that agenda."))
        self._open(found.value.meeting_id)
        return found.value

    def _keep(self, meeting: Meeting, action: str = "") -> tuple[Meeting, Changes]:
        with self._ground.transaction():
            self._ground.history.append(MEETING, meeting.id, meeting, action=action)
        return meeting, Changes((("meeting", meeting.id),))

    def _keep_item(self, item: AgendaItem) -> Changes:
        with self._ground.transaction():
            self._ground.history.append(AGENDA_ITEM, item.id, item)
        return Changes(
            (("agenda_item", item.id), ("meeting", item.meeting_id), ("case", item.case_id))
        )

"""Which dates fall due in the days ahead, by case number and without a word of what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.order import OrderKind
from vpo_desk.services.cases import Cases
from vpo_desk.services.copies import number_of
from vpo_desk.services.ground import Ground
from vpo_desk.services.meetings import Meetings
from vpo_desk.services.orders import Orders
from vpo_desk.services.plans import Plans
from vpo_desk.services.requests import Requests
from vpo_desk.services.tasks import Tasks
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import Words, say

_ALL: Final = 1_000_000  # of each kind: none that is due may be missing


@dataclass(frozen=True, slots=True)
class DateAhead:
    """A day on which something is due; `number` is that of its case, empty where it has none."""

    day: date
    number: str
    what: Words


class DatesAhead:
    """Gathers the dates for somebody who does not know the cases."""

    def __init__(self, ground: Ground, cases: Cases, plans: Plans) -> None:
        self._ground = ground
        self._cases = cases
        self._plans = plans
        self._tasks = Tasks(ground)
        self._orders = Orders(ground)
        self._requests = Requests(ground)
        self._meetings = Meetings(ground, cases, self._tasks)

    def until(self, day: date) -> tuple[DateAhead, ...]:
        """Return what is due by a day, overdue things too, the oldest first."""
        found = (*self._of_cases(day), *self._of_the_desk(day))
        return tuple(sorted(found, key=lambda each: (each.day, each.number)))

    def _of_cases(self, day: date) -> Iterator[DateAhead]:
        for line in self._cases.reviews_due(day, limit=_ALL):
            if line.case.next_review is not None:
                yield DateAhead(line.case.next_review, line.case.number, say("review of the case"))
        for each in self._plans.due(day, limit=_ALL):
            if each.action.due is not None:
                yield DateAhead(each.action.due, each.case.number, say("action of the plan"))
        for each in self._orders.ending(day, limit=_ALL):
            what = say("last day of an order")
            if each.order.kind is OrderKind.CUSTODY:
                what = say("release from custody")
            if each.order.until is not None:
                yield DateAhead(each.order.until, each.case.number, what)

    def _of_the_desk(self, day: date) -> Iterator[DateAhead]:
        for line in self._tasks.due(day, limit=_ALL):
            number = line.case.number if line.case else ""
            yield DateAhead(line.task.shown_from, number, say("task"))
        for meeting in self._meetings.ahead():
            if meeting.at.day <= day:
                yield DateAhead(meeting.at.day, "", say("meeting {number}", number=meeting.number))
        for request in self._requests.open():
            if request.due is not None and request.due <= day:
                yield DateAhead(request.due, "", say("answer to a request for one's own record"))
        for copy in self._ground.history.values(COPY, "TRUE"):
            if copy.is_out and copy.return_by is not None and copy.return_by <= day:
                number = number_of(self._ground, copy)
                yield DateAhead(copy.return_by, number, say("a copy on paper is to come back"))

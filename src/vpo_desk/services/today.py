"""What has to be done by a day: actions of plans in force, tasks, and what runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.case import Case
from vpo_desk.domain.person import Person
from vpo_desk.domain.task import Task
from vpo_desk.services.orders import OrderLine, Orders
from vpo_desk.services.plans import Plans
from vpo_desk.services.tasks import Tasks


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something to do: an action of a plan in force, or a task. An empty owner is the officer."""

    due: date
    what: str
    owner: str
    case: Case | None
    subject: Person | None
    task: Task | None = None


class Today:
    """Gathers what is due from wherever it was entered."""

    def __init__(self, plans: Plans, tasks: Tasks, orders: Orders) -> None:
        self._plans = plans
        self._tasks = tasks
        self._orders = orders

    def due(self, until: date, limit: int = 20) -> tuple[DueLine, ...]:
        """Return what is due by a day, the oldest first; a task put off beyond it is left out."""
        actions = [
            DueLine(
                each.action.due or until,
                each.action.what,
                each.action.owner,
                each.case,
                each.subject,
            )
            for each in self._plans.due(until, limit)
        ]
        tasks = [
            DueLine(
                each.task.shown_from,
                each.task.what,
                each.task.owner,
                each.case,
                each.subject,
                each.task,
            )
            for each in self._tasks.due(until, limit)
        ]
        return tuple(sorted((*actions, *tasks), key=lambda line: line.due)[:limit])

    def running_out(self, today: date) -> tuple[OrderLine, ...]:
        """Return orders and releases from custody that come within 30 days, or came unnoted."""
        return self._orders.running_out(today)

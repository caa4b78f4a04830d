"""Tasks: one's own and others', due on a day, put off with a reason, done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.person import Person
from vpo_desk.domain.task import Snooze, Task
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.storage.nouns import CASE, TASK
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with the case it belongs to, as lists show it."""

    task: Task
    case: Case | None
    subject: Person | None


class Tasks:
    """Keeps what has to be done."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Task, ...]:
        """Return the tasks of a case: open ones first, by day."""
        return self._ground.history.values(
            TASK, "h.case_id = ?", (case_id,), order="h.open DESC, h.due, h.rowid"
        )

    def due(self, until: date, limit: int = 50) -> tuple[TaskLine, ...]:
        """Return open tasks that are due by a day and not put off beyond it, the oldest first."""
        found = self._ground.history.select(
            TASK,
            "h.open = 1 AND h.shown <= ?",
            (until.isoformat(),),
            order="h.due, h.rowid",
            limit=limit,
        )
        return tuple(self._line(each.value) for each in found)

    def open(self) -> tuple[TaskLine, ...]:
        """Return every open task, the one that is due first at the head."""
        found = self._ground.history.values(TASK, "h.open = 1", order="h.shown, h.rowid")
        return tuple(self._line(each) for each in found)

    def add(
        self, what: str, owner: str, due: date, case_id: str | None = None, *, done: bool = False
    ) -> tuple[Task, Changes]:
        """Enter a task, or one that was done already; an empty owner is the officer."""
        if not what.strip():
            raise refuse(say("A task needs to say what is to be done."))
        ground = self._ground
        with ground.transaction():
            if case_id is not None:
                working_case(ground, case_id)
            now = ground.clock.now()
            task = Task(
                ground.ids.new("task"), what, owner, due, now, case_id, now if done else None
            )
            ground.history.append(TASK, task.id, task)
        return task, _touched(task)

    def put_off(self, task_id: str, until: date, reason: str) -> tuple[Task, Changes]:
        """Let a task wait until a day; VpoError without a reason, or for a day that is not later."""
        task = self._open(task_id)
        if not reason.strip():
            raise refuse(say("Putting a task off needs a reason."))
        if until <= max(task.shown_from, self._ground.clock.now().day):
            raise refuse(say("Put it off to a day after today and after the day it has now."))
        snooze = Snooze(until, reason, self._ground.clock.now())
        return self._keep(replace(task, snoozes=(*task.snoozes, snooze)), "put_off")

    def finish(self, task_id: str) -> tuple[Task, Changes]:
        """Note that a task is done."""
        task = self._open(task_id)
        return self._keep(replace(task, done_at=self._ground.clock.now()), "done")

    def reopen(self, task_id: str) -> tuple[Task, Changes]:
        """Take back that a task is done."""
        found = self._ground.history.find(TASK, task_id)
        if found is None or found.value.is_open:
            raise refuse(say("This task is open."))
        return self._keep(replace(found.value, done_at=None), "")

    def _keep(self, task: Task, action: str) -> tuple[Task, Changes]:
        with self._ground.transaction():
            self._ground.history.append(TASK, task.id, task, action=action)
        return task, _touched(task)

    def _open(self, task_id: str) -> Task:
        found = self._ground.history.find(TASK, task_id)
        if found is None or not found.value.is_open:
            raise refuse(say("There is no such open task in this case file."))
        return found.value

    def _line(self, task: Task) -> TaskLine:
        history = self._ground.history
        case = history.get(CASE, task.case_id) if task.case_id else None
        subject = person_of(history, case.subject_id) if case and case.subject_id else None
        return TaskLine(task, case, subject)


def _touched(task: Task) -> Changes:
    case = (("case", task.case_id),) if task.case_id else ()
    return Changes((("task", task.id), *case))

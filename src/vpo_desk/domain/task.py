"""Tasks: what somebody has to do by a day, put off only with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment


@dataclass(frozen=True, slots=True)
class Snooze:
    """That a task was put off until a day, and why."""

    until: date
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Task:
    """A task; an empty owner is the officer. `due` stays what it was when it is put off."""

    id: str
    what: str
    owner: str
    due: date
    entered_at: Moment
    case_id: str | None = None
    done_at: Moment | None = None
    snoozes: tuple[Snooze, ...] = ()

    @property
    def is_open(self) -> bool:
        """True until it is done."""
        return self.done_at is None

    @property
    def shown_from(self) -> date:
        """The day from which it counts as due: that it was put off to, or that it is due."""
        return max([self.due, *(each.until for each in self.snoozes)])

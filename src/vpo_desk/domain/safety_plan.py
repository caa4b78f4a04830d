"""A possible target's own safety plan: what to watch for, what to do where, and who stays in touch.

Every field is written for that person's eyes; on paper it stands without anything of the subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.terms import Term


class SafetyArea(Term):
    """Where a step of a safety plan is taken."""

    HOME = "home", "At home"
    WORK = "work", "At work or school"
    WAY = "way", "On the way"
    CHILDREN = "children", "Children and family"
    ONLINE = "online", "Phone and online"
    OTHER = "other", "Anywhere"


@dataclass(frozen=True, slots=True)
class SafetyStep:
    """One step: in which area, what is done, and the strategy of the library it comes from."""

    area: SafetyArea
    what: str
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class SafetyPlan:
    """The safety plan of one possible target, kept with its management plan and sealed with it.

    `signs` is what to report at once, `channel` the one way in which contact is answered, `log` how
    contacts are written down, `updates` who keeps the person informed and when, `ends` when it ends.
    """

    person_id: str
    signs: str = ""
    steps: tuple[SafetyStep, ...] = ()
    channel: str = ""
    log: str = ""
    advocate: str = ""
    updates: str = ""
    review: date | None = None
    ends: str = ""

    def steps_of(self, area: SafetyArea) -> tuple[SafetyStep, ...]:
        """Return the steps of one area, in order."""
        return tuple(step for step in self.steps if step.area is area)

    def texts(self) -> Iterator[str]:
        """Yield every text that was written, in the order of the paper."""
        yield self.signs
        yield from (step.what for step in self.steps)
        yield from (self.channel, self.log, self.advocate, self.updates, self.ends)

    @property
    def is_written(self) -> bool:
        """True when anything of it is written down."""
        return self.review is not None or any(text.strip() for text in self.texts())

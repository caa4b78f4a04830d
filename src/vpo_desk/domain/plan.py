"""A management plan: who does what by when, and what happens if."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.safety_plan import SafetyPlan
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.terms import Term


class Domain(Term):
    """The eight domains of the strategy library."""

    SUPPORT = "support", "Connect and support"
    LIMITS = "limits", "Limits and accountability"
    MEANS = "means", "Means safety"
    TARGET = "target", "Potential target"
    SETTING = "setting", "Place and setting"
    TRIGGERS = "triggers", "Situation and triggers"
    WATCH = "watch", "Watch and learn"
    TEAM = "team", "Team and process"


class ActionStatus(Term):
    """How far an action is."""

    OPEN = "open", "Open"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class NotifyDecision(Term):
    """Whether a possible target was told."""

    TOLD = "told", "Told"
    NOT_TOLD = "not_told", "Not told"
    LATER = "later", "Later"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done: by whom and by when."""

    domain: Domain
    what: str
    owner: str = ""
    due: date | None = None
    driver: str = ""
    strategy: str = ""
    start: date | None = None
    status: ActionStatus = ActionStatus.OPEN

    @property
    def is_open(self) -> bool:
        """True while it still has to be done."""
        return self.status in {ActionStatus.OPEN, ActionStatus.RUNNING}


@dataclass(frozen=True, slots=True)
class Rule:
    """If something observable happens, then who does what within what time."""

    condition: str
    then: str
    within: str
    owner: str
    sees: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """The decision to tell a possible target, and why."""

    person_id: str
    decision: NotifyDecision
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One numbered management plan of a case; a sealed plan is superseded, never changed."""

    id: str
    case_id: str
    number: int
    at: Moment
    review: date | None = None
    actions: tuple[Action, ...] = ()
    rules: tuple[Rule, ...] = ()
    notify: Notification | None = None
    signed: SignOff | None = None
    override: str = ""
    sealed_at: Moment | None = None
    safety: tuple[SafetyPlan, ...] = ()

    @property
    def sealed(self) -> bool:
        """True when it is immutable."""
        return self.sealed_at is not None

    def safety_of(self, person_ids: Collection[str]) -> SafetyPlan | None:
        """Return the safety plan of a possible target, by any of the person's ids; None without."""
        return next((each for each in self.safety if each.person_id in person_ids), None)

    @property
    def next_due(self) -> date | None:
        """The day on which the first action not yet done or stopped is due."""
        days = [action.due for action in self.actions if action.due and action.is_open]
        return min(days, default=None)

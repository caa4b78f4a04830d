"""A case: its number, state, level and next review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.assessment import Level
from vpo_desk.domain.concern import Priority
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class CaseState(Term):
    """Where a case stands on its way from inquiry to closing."""

    PRELIMINARY = "preliminary", "Preliminary inquiry"
    GATHERING = "gathering", "Gathering information"
    ASSESSED = "assessed", "Assessed"
    MANAGED = "managed", "Plan in force"
    MONITORING = "monitoring", "Monitoring"
    CLOSED = "closed", "Closed"
    TRANSFERRED = "transferred", "Transferred"


ENDED: Final = frozenset({CaseState.CLOSED, CaseState.TRANSFERRED})
"""The states in which a case takes no more work."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as lists show it.

    `level` and `assessed_on` come from the newest sealed assessment, `next_review` from the newest
    sealed plan, or from triage while an inquiry runs.
    """

    id: str
    number: str
    opened_at: Moment
    state: CaseState
    priority: Priority
    subject_id: str | None = None
    level: Level | None = None
    assessed_on: date | None = None
    next_review: date | None = None

    @property
    def is_open(self) -> bool:
        """True until it is closed or handed over."""
        return self.state not in ENDED

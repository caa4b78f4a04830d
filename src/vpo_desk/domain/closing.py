"""Closing a case deliberately, opening it again, and handing it to another agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.assessment import Level
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.terms import Term


class Grounds(Term):
    """Why a case is closed."""

    RESOLVED = "resolved", "Resolved"
    UNFOUNDED = "unfounded", "Unfounded"
    MOVED = "moved", "Moved away"
    CUSTODY = "custody", "Long custody"
    DEATH = "death", "Death"
    REFERRED = "referred", "Referred elsewhere"


class Criterion(Term):
    """What must be true of a case that is resolved, each with its evidence.

    Built on the FBI's Making Prevention a Reality (2015) and NTAC's Behavioral Threat Assessment
    Units guide (2024): documented by the officer in words, never counted.
    """

    DRIVER = "driver", "What drove it is resolved or managed for good"
    BEHAVIOR = "behavior", "No warning behavior for the time agreed"
    PROTECTIVE = "protective", "What protects holds without our effort"
    OTHERS = "others", "Possible target and others report nothing new"
    LOOKOUT = "lookout", "Somebody named keeps a lookout, or why nobody needs to"


@dataclass(frozen=True, slots=True)
class CriterionText:
    """The evidence for one criterion."""

    criterion: Criterion
    text: str


@dataclass(frozen=True, slots=True)
class Closing:
    """That a case was closed: why, on what evidence, who looked at it too, what would reopen it.

    `reopened_at` and `reopened_for` are filled when the case is opened again.
    """

    id: str
    case_id: str
    at: Moment
    grounds: Grounds
    rationale: str
    criteria: tuple[CriterionText, ...] = ()
    second: SignOff | None = None
    reopen: str = ""
    override: str = ""
    reopened_at: Moment | None = None
    reopened_for: str = ""

    def text_of(self, criterion: Criterion) -> str:
        """Return the evidence for a criterion; empty when none is given."""
        return next((each.text for each in self.criteria if each.criterion is criterion), "")


@dataclass(frozen=True, slots=True)
class Transfer:
    """That a case was handed to another agency: to whom, on what basis, what was sent."""

    id: str
    case_id: str
    at: Moment
    to: str
    reason: str
    accepted_by: str = ""
    basis: str = ""
    sent: str = ""
    follow_up: date | None = None
    reopened_at: Moment | None = None
    reopened_for: str = ""


EVER_RAISED: Final = frozenset({Level.MODERATE, Level.ELEVATED, Level.HIGH})
"""The levels after which a second person looks at the closing."""

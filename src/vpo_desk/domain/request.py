"""Requests of persons for what is kept about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """That somebody asked for their own record, and what they were told."""

    id: str
    at: Moment
    asked_on: date
    person: str
    what: str
    due: date | None = None
    answered_on: date | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """True until it is answered."""
        return self.answered_on is None

"""Reviews of a case: what is new, which way it goes, and when it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.assessment import Trend
from vpo_desk.domain.moments import Moment


@dataclass(frozen=True, slots=True)
class Review:
    """One look at an open case; the next one can never be left out."""

    id: str
    case_id: str
    at: Moment
    what: str
    next: date
    trend: Trend | None = None

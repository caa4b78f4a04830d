"""What an officer chooses for a paper that is written for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Chosen:
    """For which possible target, of which referral, by full name or not, and until which day.

    What is left empty has a default: the first possible target with a safety plan, the newest
    referral, initials, the plan's next review. A document takes only what is its own.
    """

    person_id: str = ""
    referral_id: str = ""
    named: bool = False
    until: date | None = None


NOTHING_CHOSEN = Chosen()

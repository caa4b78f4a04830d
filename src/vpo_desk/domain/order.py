"""Orders with dates, and releases from custody, that warn before they run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class OrderKind(Term):
    """What was ordered, or what ends on a date."""

    PROTECTIVE = "protective", "Protective order"
    EXTREME_RISK = "extreme_risk", "Extreme risk order"
    BAIL = "bail", "Bail condition"
    PROBATION = "probation", "Probation"
    TRESPASS = "trespass", "Trespass notice"
    CUSTODY = "custody", "In custody"


@dataclass(frozen=True, slots=True)
class Order:
    """An order or a time in custody; `until` is its last day, for custody the day of release."""

    id: str
    case_id: str
    kind: OrderKind
    at: Moment
    since: date | None = None
    until: date | None = None
    number: str = ""
    issued_by: str = ""
    terms: str = ""
    ended: str = ""

    @property
    def stands(self) -> bool:
        """True until it is noted why it no longer does."""
        return not self.ended.strip()

"""Referrals: that somebody was pointed to help, and how far that went."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class ReferralStatus(Term):
    """How far a referral went."""

    MADE = "made", "Made"
    ACCEPTED = "accepted", "Accepted"
    ENGAGED = "engaged", "Engaged"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"


OPEN_REFERRALS = frozenset({ReferralStatus.MADE, ReferralStatus.ACCEPTED, ReferralStatus.ENGAGED})


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral of a case's person to somebody: `to` as said, a directory's entry where known."""

    id: str
    case_id: str
    at: Moment
    to: str
    what: str = ""
    status: ReferralStatus = ReferralStatus.MADE
    outcome: str = ""
    resource_id: str | None = None
    person_id: str | None = None

    @property
    def is_open(self) -> bool:
        """True until it has ended or was declined."""
        return self.status in OPEN_REFERRALS

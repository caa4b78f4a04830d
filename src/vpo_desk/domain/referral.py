"""Referrals: that somebody was pointed to help, and how far that went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class ReferralStatus(Term):
    """How far a referral went."""

    MADE = "made", "Made"
    ACCEPTED = "accepted", "Accepted"
    ENGAGED = "engaged", "Engaged"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"


class LetterKind(Term):
    """What a referral's letter asks for."""

    HELP = "help", "Referral to help"
    ASSISTANCE = "assistance", "Request for assistance"


class Urgency(Term):
    """How soon the receiver is asked to act."""

    NOW = "now", "Today"
    SOON = "soon", "Within days"
    ROUTINE = "routine", "In the usual time"


@dataclass(frozen=True, slots=True)
class ReferralLetter:
    """What a referral says on paper: no more than the receiver needs.

    `consent` is the person's consent or the authority to share without it, `share` what may be
    passed on, `safety` what the receiver has to mind; `question`, `done` and `unknown` are asked of
    a state unit beside it.
    """

    kind: LetterKind = LetterKind.HELP
    urgency: Urgency | None = None
    consent: str = ""
    share: str = ""
    background: str = ""
    safety: str = ""
    answer_by: date | None = None
    answer_how: str = ""
    question: str = ""
    done: str = ""
    unknown: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return every text that was written, in the order of the paper."""
        asked = (self.question, self.done, self.unknown)
        return (self.consent, self.share, self.background, *asked, self.safety, self.answer_how)


NO_LETTER = ReferralLetter()
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
    letter: ReferralLetter = NO_LETTER

    @property
    def is_open(self) -> bool:
        """True until it has ended or was declined."""
        return self.status in OPEN_REFERRALS

"""Paper that leaves the desk: each numbered copy, to whom, why, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class DocumentKind(Term):
    """The documents the desk can make of a case."""

    PLAN = "plan", "Management plan"
    SUMMARY = "summary", "Case summary"
    ASSESSMENT = "assessment", "Assessment report"
    INTERVIEW = "interview", "Interview record"
    CHRONOLOGY = "chronology", "Chronology"
    SAFETY_PLAN = "safety_plan", "Safety plan"
    SHIFT_CARD = "shift_card", "Shift briefing card"
    REFERRAL = "referral", "Referral"
    CLOSING_MEMO = "closing_memo", "Closing memo"
    RECORDS_LOG = "records_log", "Records check log"
    PACKET = "packet", "Meeting packet"


class Outcome(Term):
    """What became of a prepared copy."""

    PREPARED = "prepared", "Prepared"
    PRINTED = "printed", "Printed"
    SAVED = "saved", "Saved as a file"
    NOT_PRODUCED = "not_produced", "Entered, not produced"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Called off"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a document for one holder (28 CFR 23.20(e) to (g), followed voluntarily).

    `number` of `of` counts the copies of one release; a draft's copies carry no number on paper.
    """

    id: str
    case_id: str
    document: DocumentKind
    object_id: str
    document_version: int
    draft: bool
    purpose: str
    holder: str
    number: int
    of: int
    prepared_at: Moment
    outcome: Outcome = Outcome.PREPARED

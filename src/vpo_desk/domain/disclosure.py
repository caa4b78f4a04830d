"""Paper that leaves the desk: each numbered copy, to whom, why, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

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


READERS: Final = frozenset(
    {DocumentKind.SAFETY_PLAN, DocumentKind.SHIFT_CARD, DocumentKind.REFERRAL}
)
"""The papers that are written for one reader."""


class Outcome(Term):
    """What became of a prepared copy.

    A print system takes a document and prints it later: PRINTED says that it was taken, because
    what the printer then did is not told to us.
    """

    PREPARED = "prepared", "Prepared"
    PRINTED = "printed", "Sent to the printer"
    SAVED = "saved", "Saved as a file"
    NOT_PRODUCED = "not_produced", "Entered, not produced"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Called off"


class CopyEnd(Term):
    """What a holder did with a copy in the end."""

    RETURNED = "returned", "Returned"
    DESTROYED = "destroyed", "Destroyed"
    LOST = "lost", "Lost"


NEVER_LEFT: Final = frozenset({Outcome.FAILED, Outcome.CANCELLED, Outcome.NOT_PRODUCED})
"""Outcomes after which no paper exists. A copy whose outcome is missing may exist."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a document for one holder (28 CFR 23.20(e) to (g), followed voluntarily).

    `number` of `of` counts the copies of one release; a draft's copies carry no number on paper.
    `return_by` is the day on which it is to be returned or destroyed; `end` says what became of it
    in its holder's hands, on the day `ended_on`. `table` says that it is a file of rows (CSV)
    instead of pages; `names_sources` that it says who told something.

    A copy of a meeting's packet has no case of its own: `meeting_id` is that of the meeting, and
    `named` are the ids of the cases that stood on the agenda when it was made.

    After `valid_until`, which a shift briefing card has, it is old whatever the case file says.
    """

    id: str
    case_id: str | None
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
    return_by: date | None = None
    end: CopyEnd | None = None
    ended_on: date | None = None
    end_note: str = ""
    redacted: bool = False
    table: bool = False
    names_sources: bool = False
    meeting_id: str | None = None
    named: tuple[str, ...] = ()
    valid_until: date | None = None

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of the cases that it tells of."""
        return (self.case_id,) if self.case_id else self.named

    @property
    def touched(self) -> tuple[tuple[str, str], ...]:
        """The kinds and ids that change with it: itself, its cases, its meeting."""
        meeting = (("meeting", self.meeting_id),) if self.meeting_id else ()
        return (("copy", self.id), *(("case", each) for each in self.cases), *meeting)

    @property
    def is_out(self) -> bool:
        """True while the paper may be in somebody's hands; a lost copy is out."""
        return self.outcome not in NEVER_LEFT and self.end in {None, CopyEnd.LOST}

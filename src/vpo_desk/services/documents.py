"""Documents: preparing numbered copies in the ledger, rendering them, noting what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vpo_desk.documents.content import CopyMark, DocumentContent, InForce, Sheet
from vpo_desk.documents.packet_content import PacketContent
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.audit import AuditEntry, page_code
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import READERS, Copy, DocumentKind, Outcome
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.cases import Cases
from vpo_desk.services.copies import copies_of_case
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.meetings import Meetings
from vpo_desk.services.paper.assessment_paper import AssessmentPaper
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.case_papers import PAPERS, CasePapers
from vpo_desk.services.paper.chosen import NOTHING_CHOSEN, Chosen
from vpo_desk.services.paper.interview_record import InterviewRecord
from vpo_desk.services.paper.meeting_actions import MeetingActions
from vpo_desk.services.paper.packet_paper import PacketPaper
from vpo_desk.services.paper.plan_paper import PlanPaper
from vpo_desk.services.paper.reader_papers import ReaderPapers
from vpo_desk.services.paper.summary_paper import SummaryPaper
from vpo_desk.services.redactions import NOTHING, Edition, need_own_blanks, redacted, with_people
from vpo_desk.services.tasks import Tasks
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What is to be printed: a document of a case, and for an interview record of which one.

    A packet is of a meeting: `case_id` is empty then.

    A plan or assessment is the one in force, and its draft where none is; `draft` asks for the draft
    in any case, `version` for a sealed one by its number. `sources` puts in who told something;
    `table` asks for rows (CSV) instead of pages; `edition` names what goes from a redacted edition,
    `chosen` what a paper for one reader asks for.
    """

    case_id: str
    document: DocumentKind
    interview_id: str | None = None
    draft: bool = False
    sources: bool = False
    table: bool = False
    edition: Edition = NOTHING
    meeting_id: str = ""
    chosen: Chosen = NOTHING_CHOSEN
    version: int | None = None


TABLES: Final = frozenset({DocumentKind.CHRONOLOGY, DocumentKind.RECORDS_LOG})
"""The documents that can also be saved as rows."""

VERSIONED: Final = frozenset({DocumentKind.PLAN, DocumentKind.ASSESSMENT})
"""The documents of which an older version can be printed again."""


@dataclass(frozen=True, slots=True)
class PreparedCopy:
    """A copy that stands in the ledger and can be rendered on any thread."""

    copy: Copy
    content: DocumentContent
    edition: Edition = NOTHING


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy as the ledger shows it, with the code that stands on its pages."""

    copy: Copy
    code: str


class Documents:
    """Prepares copies and notes their outcome (28 CFR 23.20(e) to (g), followed voluntarily)."""

    def __init__(
        self,
        ground: Ground,
        agency: AgencyDesk,
        cases: Cases,
        plans: PlanPaper,
        interviews: InterviewRecord,
        papers: CasePapers,
        desk: CaseDesk,
        readers: ReaderPapers,
    ) -> None:
        self._ground = ground
        self._agency = agency
        self._cases = cases
        self._plans = plans
        self._interviews = interviews
        self._papers = papers
        self._people = desk.people
        self._readers = readers
        self._assessments = AssessmentPaper(desk)
        self._summaries = SummaryPaper(desk)
        meetings = Meetings(ground, cases, Tasks(ground))
        self._packets = PacketPaper(desk, meetings, MeetingActions(ground, desk.plans))

    def instead(self, wish: PaperWish) -> InForce | None:
        """Return what is in force instead of the version that is wished for; None for that itself.

        Raises VpoError when there is no such version.
        """
        if wish.version is None:
            return None
        version = self._state(wish)[1]
        papers = self._plans if wish.document is DocumentKind.PLAN else self._assessments
        return papers.instead(wish.case_id, version)

    def preview(self, wish: PaperWish) -> DocumentContent:
        """Return a document as it would print, marked PREVIEW and without a code."""
        draft, version, _ = self._state(wish)
        sheet = replace(self._sheet(wish, version, draft=draft), preview=True)
        return self._edited(wish, self._content(wish, sheet, leaves=False))

    def prepare(
        self,
        wish: PaperWish,
        purpose: str,
        holders: tuple[str, ...],
        return_by: date | None = None,
    ) -> tuple[tuple[PreparedCopy, ...], Changes]:
        """Enter a copy for each holder in the ledger and return what to render.

        No holders mean one copy for the officer. Paper for others names the subject by initials;
        `return_by` is the day by which they return or destroy it; a shift briefing card's is its
        last day where none is given.
        Raises VpoError without a purpose, or when there is nothing to print yet.
        """
        _need_releasable(wish, purpose, holders)
        draft, version, object_id = self._state(wish)
        sheet = self._sheet(wish, version, draft=draft)
        named = self._packets.cases(wish.meeting_id) if wish.meeting_id else ()
        officer = self._agency.get().officer or str(say("the officer"))
        names = holders or (officer,)
        until = self._readers.valid_until(
            wish.case_id, wish.document, wish.chosen, draft=wish.draft
        )
        prepared: list[PreparedCopy] = []
        with self._ground.transaction():
            whole = self._content(wish, sheet, leaves=bool(holders))
            proof = self._proof(wish, whole, names)
            for number, holder in enumerate(names, start=1):
                copy = Copy(
                    id=self._ground.ids.new("copy"),
                    case_id=wish.case_id or None,
                    document=wish.document,
                    object_id=object_id,
                    document_version=version,
                    draft=draft,
                    purpose=purpose,
                    holder=holder,
                    number=number,
                    of=len(names),
                    prepared_at=self._ground.clock.now(),
                    return_by=(return_by or until) if holders else None,
                    valid_until=until,
                    table=wish.table,
                    names_sources=wish.sources,
                    redacted=bool(wish.edition),
                    meeting_id=wish.meeting_id or None,
                    named=named,
                )
                self._ground.history.append(COPY, copy.id, copy, action="prepare")
                marked = replace(
                    sheet,
                    copy=CopyMark(number, len(names), holder),
                    code=page_code(self._entry(copy.id)),
                )
                content = self._edited(wish, self._copied(wish, whole, marked))
                prepared.append(PreparedCopy(copy, content, proof))
        touched = dict.fromkeys(pair for each in prepared for pair in each.copy.touched)
        return tuple(prepared), Changes(tuple(touched))

    def _copied(self, wish: PaperWish, whole: DocumentContent, sheet: Sheet) -> DocumentContent:
        """Return one copy's content; a paper for one reader is gathered anew, its holder seen too."""
        if wish.document in READERS:
            return self._content(wish, sheet, leaves=True)
        return replace(whole, sheet=sheet)

    def note_outcome(self, copy_id: str, outcome: Outcome) -> Changes:
        """Note what became of a prepared copy: the ledger says what really happened.

        Raises VpoError when there is no such copy, or it exists: paper that left stays in the
        ledger as it left.
        """
        with self._ground.transaction():
            found = self._ground.history.find(COPY, copy_id)
            if found is None:
                raise refuse(say("There is no such copy in the ledger."))
            copy = found.value
            if copy.outcome in {Outcome.PRINTED, Outcome.SAVED} - {outcome}:
                raise refuse(
                    say("What became of this copy is noted: {outcome}.", outcome=copy.outcome.words)
                )
            changed = replace(copy, outcome=outcome)
            self._ground.history.append(COPY, copy_id, changed, action="outcome")
        return Changes(copy.touched)

    def copies(self, case_id: str) -> tuple[CopyLine, ...]:
        """Return the copies of a case's documents and of packets that named it, newest first."""
        found = copies_of_case(self._ground, case_id)[::-1]
        return tuple(CopyLine(copy, page_code(self._entry(copy.id))) for copy in found)

    def _edition(self, wish: PaperWish) -> Edition:
        cases = self._packets.cases(wish.meeting_id) if wish.meeting_id else (wish.case_id,)
        edition = wish.edition
        for case_id in cases:
            edition = with_people(edition, self._people, case_id)
        need_own_blanks(edition)
        return edition

    def _proof(
        self, wish: PaperWish, content: DocumentContent, holders: tuple[str, ...]
    ) -> Edition:
        """Return what must not be found in the finished file: of a consult every identity too."""
        edition = self._edition(wish)
        if not isinstance(content, PacketContent) or not content.consult:
            return edition
        hidden = self._packets.identities(wish.meeting_id)
        removals = hidden.provable(content.sheet, content.seats, holders) if hidden else ()
        return replace(edition, removals=(*edition.removals, *removals))

    def _edited(self, wish: PaperWish, content: DocumentContent) -> DocumentContent:
        return redacted(content, self._edition(wish)) if wish.edition else content

    def _entry(self, copy_id: str) -> AuditEntry:
        return self._ground.history.entries(object_id=copy_id)[0]

    def _sheet(self, wish: PaperWish, version: int, *, draft: bool) -> Sheet:
        agency = self._agency.get()
        packet = wish.document is DocumentKind.PACKET
        return Sheet(
            agency=agency.name,
            marking=agency.marking_of(wish.document),
            title=self._packets.title(wish.meeting_id) if packet else wish.document.words,
            paper=agency.paper,
            printed_at=self._ground.clock.now().local,
            printed_by=agency.officer,
            case_number="" if packet else self._cases.get(wish.case_id).number,
            version=version,
            draft=draft,
            superseded=self.instead(wish),
            training=self._agency.facts().training,
            head=paper_head(agency, wish.document),
        )

    def _state(self, wish: PaperWish) -> tuple[bool, int, str]:
        """Return whether the document is a draft, its version, and what it is made from."""
        if wish.version is not None and wish.document not in VERSIONED:
            raise refuse(
                say(
                    "The document “{kind}” is printed as it is now, not by version.",
                    kind=wish.document.words,
                )
            )
        if wish.document is DocumentKind.PACKET:
            if not wish.meeting_id:
                raise refuse(say("A meeting packet needs the meeting it is of."))
            return self._packets.state(wish.meeting_id)
        self._cases.get(wish.case_id)
        if wish.document is DocumentKind.PLAN:
            return self._plans.state(wish.case_id, draft=wish.draft, version=wish.version)
        if wish.document is DocumentKind.ASSESSMENT:
            return self._assessments.state(wish.case_id, draft=wish.draft, version=wish.version)
        if wish.document is DocumentKind.SUMMARY:
            return self._summaries.state(wish.case_id, draft=wish.draft)
        if wish.document is DocumentKind.INTERVIEW:
            if wish.interview_id is None:
                raise refuse(say("An interview record needs the interview it is of."))
            return self._interviews.state(wish.case_id, wish.interview_id)
        if wish.document in PAPERS:
            return self._papers.state(wish.case_id, wish.document)
        return self._readers.state(wish.case_id, wish.document, wish.chosen, draft=wish.draft)

    def _content(self, wish: PaperWish, sheet: Sheet, *, leaves: bool) -> DocumentContent:
        if wish.document is DocumentKind.PACKET:
            return self._packets.content(wish.meeting_id, sheet)
        if wish.document is DocumentKind.INTERVIEW and wish.interview_id is not None:
            return self._interviews.content(wish.interview_id, sheet, leaves=leaves)
        if wish.document in PAPERS:
            return self._papers.content(
                wish.case_id, wish.document, sheet, leaves=leaves, sources=wish.sources
            )
        if wish.document in READERS:
            return self._readers.content(
                wish.case_id,
                wish.document,
                wish.chosen,
                sheet,
                draft=wish.draft,
                exemptions=wish.edition.exemptions,
            )
        if wish.document is DocumentKind.ASSESSMENT:
            return self._assessments.content(
                wish.case_id, sheet, leaves=leaves, draft=wish.draft, version=wish.version
            )
        if wish.document is DocumentKind.SUMMARY:
            return self._summaries.content(wish.case_id, sheet, draft=wish.draft)
        return self._plans.content(
            wish.case_id, sheet, leaves=leaves, draft=wish.draft, version=wish.version
        )


def _need_releasable(wish: PaperWish, purpose: str, holders: tuple[str, ...]) -> None:
    if not purpose.strip():
        raise refuse(say("A document that leaves the desk needs its purpose."))
    if any(not holder.strip() for holder in holders):
        raise refuse(say("Each copy needs the name of its holder."))
    if wish.table and wish.document not in TABLES:
        raise refuse(
            say("The document “{kind}” cannot be saved as rows.", kind=wish.document.words)
        )
    if wish.meeting_id and wish.sources:
        raise refuse(say("A meeting packet never says who told something."))

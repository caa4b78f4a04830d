"""Documents: preparing numbered copies in the ledger, rendering them, noting what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vpo_desk.documents.content import CopyMark, DocumentContent, Sheet
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.audit import AuditEntry, page_code
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Copy, DocumentKind, Outcome
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.cases import Cases
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.paper.assessment_paper import AssessmentPaper
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.case_papers import PAPERS, CasePapers
from vpo_desk.services.paper.interview_record import InterviewRecord
from vpo_desk.services.paper.plan_paper import PlanPaper
from vpo_desk.services.paper.summary_paper import SummaryPaper
from vpo_desk.services.redactions import NOTHING, Edition, redacted, with_people
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What is to be printed: a document of a case, and for an interview record of which one.

    A plan or assessment is the one in force, and its draft where none is; `draft` asks for the draft
    in any case. `sources` puts in who told something; `table` asks for rows (CSV) instead of pages;
    `edition` names what goes from a redacted edition.
    """

    case_id: str
    document: DocumentKind
    interview_id: str | None = None
    draft: bool = False
    sources: bool = False
    table: bool = False
    edition: Edition = NOTHING


TABLES: Final = frozenset({DocumentKind.CHRONOLOGY, DocumentKind.RECORDS_LOG})
"""The documents that can also be saved as rows."""


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
    ) -> None:
        self._ground = ground
        self._agency = agency
        self._cases = cases
        self._plans = plans
        self._interviews = interviews
        self._papers = papers
        self._people = desk.people
        self._assessments = AssessmentPaper(desk)
        self._summaries = SummaryPaper(desk)

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
        `return_by` is the day by which they return or destroy it.
        Raises VpoError without a purpose, or when there is nothing to print yet.
        """
        if not purpose.strip():
            raise refuse(say("A document that leaves the desk needs its purpose."))
        if any(not holder.strip() for holder in holders):
            raise refuse(say("Each copy needs the name of its holder."))
        if wish.table and wish.document not in TABLES:
            raise refuse(
                say("The document “{kind}” cannot be saved as rows.", kind=wish.document.words)
            )
        draft, version, object_id = self._state(wish)
        sheet = self._sheet(wish, version, draft=draft)
        officer = self._agency.get().officer or str(say("the officer"))
        names = holders or (officer,)
        prepared: list[PreparedCopy] = []
        with self._ground.transaction():
            for number, holder in enumerate(names, start=1):
                copy = Copy(
                    id=self._ground.ids.new("copy"),
                    case_id=wish.case_id,
                    document=wish.document,
                    object_id=object_id,
                    document_version=version,
                    draft=draft,
                    purpose=purpose,
                    holder=holder,
                    number=number,
                    of=len(names),
                    prepared_at=self._ground.clock.now(),
                    return_by=return_by if holders else None,
                    table=wish.table,
                    names_sources=wish.sources,
                    redacted=bool(wish.edition),
                )
                self._ground.history.append(COPY, copy.id, copy, action="prepare")
                marked = replace(
                    sheet,
                    copy=CopyMark(number, len(names), holder),
                    code=page_code(self._entry(copy.id)),
                )
                content = self._edited(wish, self._content(wish, marked, leaves=bool(holders)))
                prepared.append(PreparedCopy(copy, content, self._edition(wish)))
        touched = tuple(("copy", each.copy.id) for each in prepared)
        return tuple(prepared), Changes((*touched, ("case", wish.case_id)))

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
        return Changes((("copy", copy_id), ("case", copy.case_id)))

    def copies(self, case_id: str) -> tuple[CopyLine, ...]:
        """Return the copies of a case's documents, newest first."""
        found = self._ground.history.values(COPY, "h.case_id = ?", (case_id,), order="h.rowid DESC")
        return tuple(CopyLine(copy, page_code(self._entry(copy.id))) for copy in found)

    def _edition(self, wish: PaperWish) -> Edition:
        return with_people(wish.edition, self._people, wish.case_id)

    def _edited(self, wish: PaperWish, content: DocumentContent) -> DocumentContent:
        return redacted(content, self._edition(wish)) if wish.edition else content

    def _entry(self, copy_id: str) -> AuditEntry:
        return self._ground.history.entries(object_id=copy_id)[0]

    def _sheet(self, wish: PaperWish, version: int, *, draft: bool) -> Sheet:
        agency = self._agency.get()
        case: Case = self._cases.get(wish.case_id)
        return Sheet(
            agency=agency.name,
            marking=agency.marking_of(wish.document),
            title=wish.document.words,
            paper=agency.paper,
            printed_at=self._ground.clock.now().local,
            printed_by=agency.officer,
            case_number=case.number,
            version=version,
            draft=draft,
            training=self._agency.facts().training,
            head=paper_head(agency, wish.document),
        )

    def _state(self, wish: PaperWish) -> tuple[bool, int, str]:
        """Return whether the document is a draft, its version, and what it is made from."""
        self._cases.get(wish.case_id)
        if wish.document is DocumentKind.PLAN:
            return self._plans.state(wish.case_id, draft=wish.draft)
        if wish.document is DocumentKind.ASSESSMENT:
            return self._assessments.state(wish.case_id, draft=wish.draft)
        if wish.document is DocumentKind.SUMMARY:
            return self._summaries.state(wish.case_id, draft=wish.draft)
        if wish.document is DocumentKind.INTERVIEW:
            if wish.interview_id is None:
                raise refuse(say("An interview record needs the interview it is of."))
            return self._interviews.state(wish.case_id, wish.interview_id)
        if wish.document in PAPERS:
            return self._papers.state(wish.case_id, wish.document)
        raise refuse(
            say(
                "The document “{kind}” is not available in this version yet.",
                kind=wish.document.words,
            )
        )

    def _content(self, wish: PaperWish, sheet: Sheet, *, leaves: bool) -> DocumentContent:
        if wish.document is DocumentKind.INTERVIEW and wish.interview_id is not None:
            return self._interviews.content(wish.interview_id, sheet, leaves=leaves)
        if wish.document in PAPERS:
            return self._papers.content(
                wish.case_id, wish.document, sheet, leaves=leaves, sources=wish.sources
            )
        if wish.document is DocumentKind.ASSESSMENT:
            return self._assessments.content(wish.case_id, sheet, leaves=leaves, draft=wish.draft)
        if wish.document is DocumentKind.SUMMARY:
            return self._summaries.content(wish.case_id, sheet, draft=wish.draft)
        return self._plans.content(wish.case_id, sheet, leaves=leaves, draft=wish.draft)

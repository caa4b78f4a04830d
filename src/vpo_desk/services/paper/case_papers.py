"""Gathers the papers of a case's life: its chronology, its record checks, its closing."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.documents.case_papers import (
    ChronologyContent,
    ChronologyLine,
    ClosingContent,
    RecordLine,
    RecordsLogContent,
)
from vpo_desk.documents.content import LevelLine, Sheet
from vpo_desk.domain.closing import Closing, Criterion, Grounds
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.person import RoleName
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.cases import Cases
from vpo_desk.services.closings import Closings
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.held_out import HeldOuts
from vpo_desk.services.orders import Orders
from vpo_desk.services.paper.naming import Naming, day_text, moment_text, signed_by
from vpo_desk.services.people import People
from vpo_desk.services.records import Records
from vpo_desk.services.tasks import Tasks
from vpo_desk.services.timeline import Timeline
from vpo_desk.services.timeline_lines import TimelineKind, TimelineLine
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import Words, say

LIMITS = (
    say(
        "This paper holds what was entered until it was printed, as it was said. It is not written"
        " as evidence for court, and it predicts nothing."
    ),
    say(
        "It belongs to the agency named above. Do not copy it or pass it on without that agency's"
        " agreement. When it is no longer needed, return it, cross-cut shred it or burn it."
    ),
)
PAPERS = frozenset({DocumentKind.CHRONOLOGY, DocumentKind.RECORDS_LOG, DocumentKind.CLOSING_MEMO})


@dataclass(frozen=True, slots=True)
class CasePapers:
    """Fills the chronology, the records log and the closing memo."""

    ground: Ground
    people: People
    cases: Cases
    timeline: Timeline
    records: Records
    closings: Closings
    assessments: Assessments
    orders: Orders
    tasks: Tasks
    held_outs: HeldOuts

    def state(self, case_id: str, kind: DocumentKind) -> tuple[bool, int, str]:
        """Return that it is no draft, its version and what it is made from.

        The version of a memo is the closing's number in its case; that of the others counts how
        often one was released. VpoError where there is no closing.
        """
        if kind is DocumentKind.CLOSING_MEMO:
            closings = self.closings.of_case(case_id)
            if not closings:
                raise refuse(
                    say("This case was never closed on its grounds."),
                    say("Close it under “Review” first."),
                )
            return False, len(closings), closings[-1].id
        copies = self.ground.history.values(
            COPY, "h.case_id = ? AND h.document = ?", (case_id, kind)
        )
        return False, max((each.document_version for each in copies), default=0) + 1, case_id

    def content(
        self, case_id: str, kind: DocumentKind, sheet: Sheet, *, leaves: bool, sources: bool
    ) -> ChronologyContent | RecordsLogContent | ClosingContent:
        """Return everything that the paper says; `sources` puts in who told something."""
        if kind is DocumentKind.CHRONOLOGY:
            return self._chronology(case_id, sheet, leaves=leaves, sources=sources)
        if kind is DocumentKind.RECORDS_LOG:
            return self._records_log(case_id, sheet, leaves=leaves)
        return self._closing(case_id, sheet, leaves=leaves)

    def _chronology(
        self, case_id: str, sheet: Sheet, *, leaves: bool, sources: bool
    ) -> ChronologyContent:
        naming = Naming(self.people, case_id, leaves)
        view = self.cases.view(case_id)
        reporting = {
            line.person.id for line in view.roles if line.role.role is RoleName.REPORTING_PERSON
        }

        def name(person_id: str) -> str | Words:
            if person_id in reporting and not sources:
                return say("the reporting person")
            return naming.source(person_id)

        lines = [
            line
            for line in self.timeline.of_case(case_id, naming=name)
            if line.kind is not TimelineKind.PAPER  # the ledger has it
        ]
        return ChronologyContent(
            sheet,
            naming.subject(view.subject),
            view.case.state.words,
            tuple(_told(line, sources=sources) for line in lines if line.leaves),
            len(self.held_outs.of_case(case_id)),
            sources,
            LIMITS,
        )

    def _records_log(self, case_id: str, sheet: Sheet, *, leaves: bool) -> RecordsLogContent:
        naming = Naming(self.people, case_id, leaves)
        looks = self.records.of_case(case_id)
        open_lines = sum(
            not line.looks for section in self.records.checklist(case_id) for line in section.lines
        )
        return RecordsLogContent(
            sheet,
            naming.subject(self.cases.view(case_id).subject),
            tuple(
                RecordLine(
                    f"R{place}",
                    each.check,
                    self.records.question(each).text,
                    moment_text(each.at),
                    each.by,
                    each.system,
                    each.purpose,
                    each.reason,
                    each.result.words,
                    each.note,
                    each.held_at,
                )
                for place, each in enumerate(looks, start=1)
            ),
            open_lines,
            LIMITS,
        )

    def _closing(self, case_id: str, sheet: Sheet, *, leaves: bool) -> ClosingContent:
        naming = Naming(self.people, case_id, leaves)
        view = self.cases.view(case_id)
        closing = self.closings.of_case(case_id)[-1]
        judged = self.assessments.sealed(case_id)
        return ClosingContent(
            sheet=sheet,
            person=naming.subject(view.subject),
            level=LevelLine(judged.level) if judged and judged.level else None,
            opened=view.case.opened_at.day,
            closed=moment_text(closing.at),
            grounds=closing.grounds.words,
            rationale=closing.rationale,
            criteria=_criteria(closing),
            second=_second(closing),
            reopen=closing.reopen,
            override=closing.override,
            reopened=_reopened(closing),
            standing=(*self._orders(case_id), *self._tasks(case_id)),
            held_out=len(self.held_outs.of_case(case_id)),
            limits=LIMITS,
        )

    def _orders(self, case_id: str) -> list[str]:
        return [
            str(
                say(
                    "{kind}{number}, last day {day}",
                    kind=each.kind.words,
                    number=f" {each.number}" if each.number else "",
                    day=day_text(each.until),
                )
            )
            for each in self.orders.of_case(case_id)
            if each.stands
        ]

    def _tasks(self, case_id: str) -> list[str]:
        return [
            str(say("Task, due {day}: {what}", day=day_text(each.due), what=each.what))
            for each in self.tasks.of_case(case_id)
            if each.is_open
        ]


def _told(line: TimelineLine, *, sources: bool) -> ChronologyLine:
    return ChronologyLine(
        line.when.said,
        line.when.earliest,
        line.when.latest,
        f"{line.at.local:%H:%M %Z}".strip() if line.at else "",
        line.kind.words,
        line.title,
        line.text,
        line.told_by if sources else "",
        line.entered.day if line.entered else None,
    )


def _criteria(closing: Closing) -> tuple[tuple[Words, str], ...]:
    """Return every criterion of a resolved case, and those that have words of any other."""
    return tuple(
        (each.words, closing.text_of(each))
        for each in Criterion
        if closing.grounds is Grounds.RESOLVED or closing.text_of(each)
    )


def _second(closing: Closing) -> Words | None:
    if closing.second is None:
        return None
    return say("{who}, as typed by the officer", who=signed_by(closing.second))


def _reopened(closing: Closing) -> tuple[Words, ...]:
    if closing.reopened_at is None:
        return ()
    words = say(
        "This case was opened again {when}, because: {why}",
        when=moment_text(closing.reopened_at),
        why=closing.reopened_for,
    )
    return (words,)

"""The evidence of a case, gathered by itself: what was said, records, and notes that may be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.cited import Citation
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.record_check import RecordCheck
from vpo_desk.domain.reliance import Caution, ReliedOn, before_you_rely
from vpo_desk.domain.statement import Knows, Statement, Theme
from vpo_desk.services.cases import Cases
from vpo_desk.services.citations import Citations
from vpo_desk.services.forms import Forms
from vpo_desk.services.ground import Ground
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.storage.nouns import ANSWER, INTERVIEW, NOTE, RECORD
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that can be cited: where it comes from, what it says, and how it is known.

    A note has no theme: it may bear on any. `parent_id` is the interview of an answer, else the
    thing itself; `place` is its question, checklist line or number.
    """

    citation: Citation
    theme: Theme | None
    who: str
    role: str
    at: Moment
    place: str
    text: str
    verbatim: str = ""
    known: Words | None = None
    root_id: str | None = None
    parent_id: str = ""

    @property
    def short(self) -> str:
        """Its words in one line, the person's own first."""
        words = f"“{self.verbatim}”" if self.verbatim.strip() else self.text
        return " ".join(words.split())


class Evidences:
    """Gathers evidence, and what to know before relying on a judgment made of it."""

    def __init__(
        self, ground: Ground, cases: Cases, knowledge: Knowledge, citations: Citations, forms: Forms
    ) -> None:
        self._ground = ground
        self._cases = cases
        self._knowledge = knowledge
        self._citations = citations
        self._forms = forms

    def of_case(self, case_id: str) -> tuple[Evidence, ...]:
        """Return everything of a case that can be cited, in order of time.

        A note about religion, politics or association is left out until its link to conduct is
        written down (28 CFR 23.20(b), followed voluntarily).
        """
        labels = {each.id: each for each in self._citations.citable(case_id).values()}
        found = [
            *self._statements(case_id, labels),
            *self._records(case_id, labels),
            *self._notes(case_id, labels),
        ]
        return tuple(sorted(found, key=lambda each: each.at.utc))

    def cautions(self, assessment: Assessment, today: date) -> tuple[Caution, ...]:
        """Return what to know before relying on an assessment, as the case stands on a day."""
        return before_you_rely(assessment, self.relied_on(assessment.case_id, today))

    def relied_on(self, case_id: str, today: date) -> ReliedOn:
        """Return what an assessment of the case rests on, as the case stands on a day."""
        case = self._cases.get(case_id)
        return ReliedOn(
            case.subject_id,
            self._knowledge.statements(case.id),
            self._knowledge.roots(case.id),
            self._knowledge.differences(case.id),
            self._asked(case.id),
            case.next_review,
            today,
        )

    def _asked(self, case_id: str) -> frozenset[Theme]:
        history = self._ground.history
        asked: set[Theme] = set()
        for interview in history.values(INTERVIEW, "h.case_id = ?", (case_id,)):
            answers = history.values(
                ANSWER,
                "h.interview_id = ? AND h.state <> ?",
                (interview.id, AnswerState.NOT_ASKED),
            )
            asked |= {self._forms.theme(interview, each.question_id) for each in answers}
        return frozenset(asked)

    def _statements(self, case_id: str, labels: dict[str, Citation]) -> Iterable[Evidence]:
        for each in self._knowledge.statements(case_id):
            if (citation := labels.get(each.source_id)) is not None:
                yield _of_statement(each, citation)

    def _records(self, case_id: str, labels: dict[str, Citation]) -> Iterable[Evidence]:
        themes: dict[str, dict[str, Theme]] = {}
        for record in self._ground.history.values(RECORD, "h.case_id = ?", (case_id,)):
            if record.protocol not in themes:
                checklist = self._forms.kept(record.protocol)
                themes[record.protocol] = {
                    question.id: question.theme
                    for section in checklist.sections
                    for question in section.questions
                }
            theme = themes[record.protocol].get(record.check)
            yield _of_record(record, labels[record.id], theme)

    def _notes(self, case_id: str, labels: dict[str, Citation]) -> Iterable[Evidence]:
        for note in self._ground.history.values(NOTE, "h.case_id = ?", (case_id,)):
            if (citation := labels.get(note.id)) is not None:
                yield Evidence(citation, None, "", "", note.at, "", note.text, parent_id=note.id)


def _of_statement(each: Statement, citation: Citation) -> Evidence:
    return Evidence(
        citation,
        each.theme,
        each.said_by,
        each.role,
        each.at,
        each.place,
        each.text,
        each.verbatim,
        None if each.knows is Knows.UNKNOWN else each.knows.words,
        each.root_id,
        each.parent_id,
    )


def _of_record(record: RecordCheck, citation: Citation, theme: Theme | None) -> Evidence:
    known = say("{result}, {system}", result=record.result.words, system=record.system)
    return Evidence(
        citation,
        theme,
        record.by,
        "",
        record.at,
        record.check,
        record.note,
        known=known if record.system.strip() else record.result.words,
        parent_id=record.id,
    )

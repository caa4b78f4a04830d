"""Citations: what can be cited in a case, and where the brackets of a text lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vpo_desk.domain.cited import Citation, CitedText, labels_in
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Note
from vpo_desk.domain.record_check import RecordCheck
from vpo_desk.services.attachments import OF_CASE
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import ANSWER, ATTACHMENT, CONCERN, INTERVIEW, NOTE, RECORD
from vpo_desk.words import Words


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as a document's list names it: who said it, where, when. No text of it.

    `sort` is what kind of file an attachment is.
    """

    kind: str
    person_id: str
    title: str
    place: str
    at: Moment
    sort: Words | None = None


class Citations:
    """Resolves the citations of a case."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def citable(self, case_id: str) -> dict[str, Citation]:
        """Return every label that leads somewhere in this case.

        These are `C-2026-001`, `I1`, `I1 SU-B3`, `R1`, the first record check by time, `N1`, the
        first note, and `A1`, the first attachment by time. A note that lacks its link to conduct
        has a number and cannot be cited.
        """
        history = self._ground.history
        found: dict[str, Citation] = {}
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,)):
            found[concern.number] = Citation(concern.number, "concern", concern.id)
        for number, interview in enumerate(self._interviews(case_id), start=1):
            label = f"I{number}"
            found[label] = Citation(label, "interview", interview.id)
            for answer in history.values(ANSWER, "h.interview_id = ?", (interview.id,)):
                label = f"I{number} {answer.question_id}"
                found[label] = Citation(label, "answer", answer.id)
        for number, record in enumerate(self._records(case_id), start=1):
            found[f"R{number}"] = Citation(f"R{number}", "record", record.id)
        for number, note in enumerate(self._notes(case_id), start=1):
            if note.may_leave:
                found[f"N{number}"] = Citation(f"N{number}", "note", note.id)
        files = history.values(ATTACHMENT, OF_CASE, (case_id,), order="h.at, h.rowid")
        for number, attachment in enumerate(files, start=1):
            found[f"A{number}"] = Citation(f"A{number}", "attachment", attachment.id)
        return found

    def cite(self, case_id: str, text: str, known: Iterable[Citation] = ()) -> CitedText:
        """Return a typed text with its citations; brackets that lead nowhere are text.

        `known` are the citations the text had before: their labels keep their meaning.
        """
        labels = labels_in(text)
        targets = {citation.label: citation for citation in known}
        if any(label not in targets for label in labels):
            targets = self.citable(case_id) | targets
        return CitedText(text, tuple(targets[label] for label in labels if label in targets))

    def describe(self, citation: Citation) -> CitedSource:
        """Return how a document names a cited source."""
        history = self._ground.history
        if citation.kind == "concern":
            concern = history.get(CONCERN, citation.id)
            return CitedSource("concern", "", concern.number, "", concern.at)
        if citation.kind == "record":
            record = history.get(RECORD, citation.id)
            return CitedSource("record", "", record.system, record.check, record.at)
        if citation.kind == "note":
            note = history.get(NOTE, citation.id)
            return CitedSource("note", "", "", "", note.at)
        if citation.kind == "attachment":
            attachment = history.get(ATTACHMENT, citation.id)
            return CitedSource(
                "attachment",
                "",
                attachment.caption,
                attachment.evidence_number,
                attachment.at,
                attachment.file.kind.words,
            )
        if citation.kind == "interview":
            return self._from_interview(history.get(INTERVIEW, citation.id), "")
        answer = history.get(ANSWER, citation.id)
        interview = history.get(INTERVIEW, answer.interview_id)
        return self._from_interview(interview, answer.question_id)

    def _from_interview(self, interview: Interview, place: str) -> CitedSource:
        return CitedSource("interview", interview.with_id, interview.protocol, place, interview.at)

    def _records(self, case_id: str) -> tuple[RecordCheck, ...]:
        return self._ground.history.values(
            RECORD, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def _notes(self, case_id: str) -> tuple[Note, ...]:
        return self._ground.history.values(NOTE, "h.case_id = ?", (case_id,), order="h.at, h.rowid")

    def _interviews(self, case_id: str) -> tuple[Interview, ...]:
        return self._ground.history.values(
            INTERVIEW, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

"""Record checks: the checklist of a case, what was looked up and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.record_check import RecordCheck, RecordResult
from vpo_desk.protocols.schema import Question
from vpo_desk.services.forms import Forms
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.storage.nouns import RECORD
from vpo_desk.words import Words, say

LONGEST_NOTE: Final = 600
"""Characters of a record check's note: enough for what matters, too short for a printout."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look into a record as it is entered."""

    check: str
    at: Moment
    result: RecordResult
    by: str = ""
    system: str = ""
    purpose: str = ""
    reason: str = ""
    note: str = ""
    held_at: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line of the checklist with the looks into it, oldest first."""

    question: Question
    looks: tuple[RecordCheck, ...]


@dataclass(frozen=True, slots=True)
class CheckSection:
    """A section of the checklist."""

    id: str
    title: str
    note: str
    lines: tuple[CheckLine, ...]

    @property
    def done(self) -> int:
        """How many of its lines were looked up."""
        return sum(bool(line.looks) for line in self.lines)


class Records:
    """Keeps the records checklist of a case (reference only: CJIS Security Policy 4.2.5.1)."""

    def __init__(self, ground: Ground, forms: Forms, officer: Callable[[], str]) -> None:
        self._ground = ground
        self._forms = forms
        self._officer = officer

    def of_case(self, case_id: str) -> tuple[RecordCheck, ...]:
        """Return the record checks of a case by time; their places from 1 are their labels."""
        return self._ground.history.values(
            RECORD, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def get(self, record_id: str) -> RecordCheck:
        """Return a record check; VpoError when there is none such."""
        found = self._ground.history.find(RECORD, record_id)
        if found is None:
            raise refuse(say("There is no such record check in this case file."))
        return found.value

    def checklist(self, case_id: str) -> tuple[CheckSection, ...]:
        """Return the newest checklist with what was looked up; older lines stand behind it."""
        looks = self.of_case(case_id)
        protocol = self._forms.checklist()
        sections = [
            CheckSection(
                section.id,
                section.title,
                section.note,
                tuple(
                    CheckLine(question, tuple(each for each in looks if each.check == question.id))
                    for question in section.questions
                ),
            )
            for section in protocol.sections
        ]
        return tuple(sections)

    def question(self, record: RecordCheck) -> Question:
        """Return the line of the checklist that a check was made by, from the kept text."""
        protocol = self._forms.kept(record.protocol)
        return next(
            question
            for section in protocol.sections
            for question in section.questions
            if question.id == record.check
        )

    def missing(self, look: Look) -> tuple[Words, ...]:
        """Return what a look lacks that should be there; nothing of it stops an entry."""
        wanted = (
            (look.purpose, say("purpose")),
            (look.reason, say("reason")),
            (look.system, say("system")),
            (look.held_at or look.result is not RecordResult.RELEVANT, say("where it is held")),
        )
        return tuple(words for value, words in wanted if not value)

    def add(self, case_id: str, look: Look) -> tuple[RecordCheck, Changes]:
        """Enter a look into a record.

        Raises VpoError for a line that the checklist does not have, and for a note that is as long
        as a printout.
        """
        need_reference_only(look.note)
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            protocol = self._forms.take_checklist()
            known = {question.id for section in protocol.sections for question in section.questions}
            if look.check not in known:
                raise refuse(say("The records checklist has no line {id}.", id=look.check))
            record = RecordCheck(
                ground.ids.new("record"),
                case_id,
                protocol.ref,
                look.check,
                look.at,
                look.result,
                look.by or self._officer(),
                look.system,
                look.purpose,
                look.reason,
                look.note,
                look.held_at,
            )
            ground.history.append(RECORD, record.id, record)
        return record, Changes((("record", record.id), ("case", case_id)))

    def correct(self, record_id: str, look: Look) -> tuple[RecordCheck, Changes]:
        """Enter a check anew as it should have been; the version before stays in the history."""
        need_reference_only(look.note)
        ground, known = self._ground, self.get(record_id)
        with ground.transaction():
            working_case(ground, known.case_id)
            record = replace(
                known,
                at=look.at,
                result=look.result,
                by=look.by or known.by,
                system=look.system,
                purpose=look.purpose,
                reason=look.reason,
                note=look.note,
                held_at=look.held_at,
            )
            ground.history.append(RECORD, record_id, record)
        return record, Changes((("record", record_id), ("case", known.case_id)))


def need_reference_only(note: str) -> None:
    """Raise VpoError for a note that looks like a copied record rather than a reference to it."""
    if len(note) > LONGEST_NOTE:
        raise refuse(
            say(
                "A record check takes a note of at most {count} characters, and this one has"
                " {length}: reference only.",
                count=LONGEST_NOTE,
                length=len(note),
            ),
            say("Say in a line what matters, and where the record is held."),
        )

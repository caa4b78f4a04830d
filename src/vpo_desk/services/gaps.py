"""Gaps: the map of themes by sources, who could best be asked, and the questions left for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.gap_map import (
    Askable,
    Candidate,
    GapMap,
    GapSource,
    Put,
    SourceKind,
    gap_map,
    who_to_ask,
)
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.record_check import RecordCheck, RecordResult
from vpo_desk.domain.statement import CORE_THEMES, DifferenceState, Statement, Theme
from vpo_desk.protocols.schema import Protocol, Question
from vpo_desk.services.forms import Forms, written_for
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.interviews import Interviews, InterviewStart
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.people import People
from vpo_desk.services.records import Records
from vpo_desk.storage.nouns import ANSWER, INTERVIEW
from vpo_desk.words import say

RECORDS = "records"


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody of the case: their roles, and what was put to them in which form."""

    person: Person
    roles: tuple[RoleName, ...]
    put: tuple[Put, ...]
    forms: tuple[Askable, ...]


class Gaps:
    """Looks over what was asked of whom in a case; it stores nothing."""

    def __init__(
        self,
        ground: Ground,
        people: People,
        forms: Forms,
        interviews: Interviews,
        knowledge: Knowledge,
        records: Records,
    ) -> None:
        self._ground = ground
        self._people = people
        self._forms = forms
        self._interviews = interviews
        self._knowledge = knowledge
        self._records = records

    def map(self, case_id: str) -> GapMap:
        """Return the thirteen themes by sources: people asked, people who reported, records."""
        people = self._of_case(case_id)
        sources: dict[str, GapSource] = {}
        for said in self._knowledge.statements(case_id):
            if said.is_answer or said.person_id in sources:
                continue
            key = said.person_id or said.source_id
            reported = Put("", said.theme, AnswerState.ANSWERED, said.source_id)
            sources[key] = self._reporter(key, said, people.get(key), reported)
        for key, each in people.items():
            if each.put or key in sources:
                before = sources[key].put if key in sources else ()
                sources[key] = self._source(each, before)
        differing = [
            id_
            for each in self._knowledge.differences(case_id)
            if each.state is DifferenceState.OPEN
            for id_ in each.answer_ids
        ]
        every = (*sources.values(), self._records_source(case_id))
        return gap_map(CORE_THEMES, every, differing)

    def candidates(self, case_id: str, theme: Theme) -> tuple[Candidate, ...]:
        """Return who of the case could be asked on a theme, and by which protocol."""
        found: list[Candidate] = []
        for each in self._of_case(case_id).values():
            dealt_with = {put.question_id for put in each.put}
            before = any(put.theme is theme for put in each.put)
            for protocol in self._protocols_for(each.roles):
                left = tuple(
                    ask
                    for ask in _askable(protocol)
                    if ask.theme is theme and ask.question_id not in dealt_with
                )
                role = _role_words(each.roles)
                person = each.person
                found.append(
                    Candidate(
                        person.id, person.name, role, protocol.ref, protocol.title, left, before
                    )
                )
        return who_to_ask(found)

    def unknown(
        self, case_id: str, person_id: str, protocol: str, addons: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Return the questions of a protocol that were never dealt with by this person, in order."""
        people = self._of_case(case_id)
        if person_id not in people:
            raise refuse(say("This person has no role in the case."))
        done = {put.question_id for put in people[person_id].put}
        form = self._forms.blank(protocol, addons)
        return tuple(each.id for each in form.questions() if each.id not in done)

    def by_name(self, case_id: str, name: str) -> Person:
        """Return the one person of a case with this name; VpoError when none or several have it."""
        wanted = " ".join(name.split()).casefold()
        found = {
            each.person.id: each.person
            for each in self._people.roles(case_id)
            if " ".join(each.person.name.split()).casefold() == wanted
        }
        if len(found) != 1:
            words = say("This case has nobody of that name.")
            if found:
                words = say("Several people of this case have that name.")
            raise refuse(words)
        return next(iter(found.values()))

    def begin(
        self, case_id: str, person_id: str, protocol: str, questions: Sequence[str], at: Moment
    ) -> tuple[tuple[Interview, str], Changes]:
        """Begin an interview at these questions, or go on with one that is still open.

        Returns the interview and the question to begin with.
        """
        for line in self._interviews.of_case(case_id):
            held = line.interview
            if line.person.id == person_id and held.protocol == protocol and not held.sealed:
                return (held, questions[0]), Changes()
        started, changes = self._interviews.start(case_id, InterviewStart(protocol, person_id, at))
        return (started, questions[0]), changes

    def _of_case(self, case_id: str) -> dict[str, _Person]:
        history = self._ground.history
        roles: dict[str, list[RoleName]] = {}
        people: dict[str, Person] = {}
        for line in self._people.roles(case_id):
            roles.setdefault(line.person.id, []).append(line.role.role)
            people[line.person.id] = line.person
        put: dict[str, list[Put]] = {}
        forms: dict[str, list[Askable]] = {}
        for held in history.values(INTERVIEW, "h.case_id = ?", (case_id,), order="h.at, h.rowid"):
            person = self._people.get(held.with_id)
            people.setdefault(person.id, person)
            answers = history.values(ANSWER, "h.interview_id = ?", (held.id,))
            put.setdefault(person.id, []).extend(self._put(held, answers))
            form = self._forms.of(held)
            asks = forms.setdefault(person.id, [])
            for part in (form.protocol, *form.addons):
                asks.extend(_askable(part))
        return {
            key: _Person(
                person,
                tuple(roles.get(key, ())),
                tuple(put.get(key, ())),
                tuple(forms.get(key, ())),
            )
            for key, person in people.items()
        }

    def _put(self, interview: Interview, answers: Iterable[Answer]) -> list[Put]:
        return [
            Put(
                each.question_id,
                self._forms.theme(interview, each.question_id),
                each.state,
                each.id,
            )
            for each in answers
            if each.state is not AnswerState.NOT_ASKED
        ]

    def _protocols_for(self, roles: Iterable[RoleName]) -> tuple[Protocol, ...]:
        wanted = set(roles)
        return tuple(each for each, _ in self._forms.at_hand() if wanted & written_for(each))

    def _source(self, each: _Person, reported: tuple[Put, ...]) -> GapSource:
        asks = {ask.question_id: ask for ask in each.forms}
        for protocol in self._protocols_for(each.roles):
            for ask in _askable(protocol):
                asks.setdefault(ask.question_id, ask)
        return GapSource(
            each.person.id,
            SourceKind.PERSON if each.put else SourceKind.REPORTER,
            each.person.name,
            _role_words(each.roles),
            tuple(asks.values()),
            (*reported, *each.put),
        )

    def _reporter(
        self, key: str, said: Statement, person: _Person | None, reported: Put
    ) -> GapSource:
        """Return somebody who reported; who stayed anonymous can be asked nothing."""
        if person is not None:
            return self._source(person, (reported,))
        return GapSource(key, SourceKind.REPORTER, said.said_by, said.role, (), (reported,))

    def _records_source(self, case_id: str) -> GapSource:
        checks = self._records.of_case(case_id)
        put = tuple(
            Put(each.check, self._records.question(each).theme, _looked(each), each.id)
            for each in checks
        )
        asks = _askable(self._forms.checklist())
        return GapSource(RECORDS, SourceKind.RECORDS, "", "", asks, put)


def _looked(check: RecordCheck) -> AnswerState:
    """A look that found nothing is knowledge too; a record that could not be seen is none."""
    if check.result is RecordResult.NOT_AVAILABLE:
        return AnswerState.UNKNOWN
    return AnswerState.ANSWERED


def _askable(protocol: Protocol) -> tuple[Askable, ...]:
    return tuple(_ask(question, protocol.ref) for question in protocol.questions())


def _ask(question: Question, ref: str) -> Askable:
    return Askable(question.id, question.theme, question.text, ref)


def _role_words(roles: Sequence[RoleName]) -> str:
    return roles[0].label if roles else ""

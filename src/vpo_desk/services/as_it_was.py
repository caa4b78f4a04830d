"""A case as it stood at the end of any day: read from the history, and never written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.case import Case
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import zone_of
from vpo_desk.domain.person import Person
from vpo_desk.services import past
from vpo_desk.services.forms import Forms
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.past import PastLine, PastSection
from vpo_desk.storage.nouns import (
    AGENDA_ITEM,
    ANSWER,
    ASSESSMENT,
    CASE,
    CLOSING,
    CONCERN,
    EVENT,
    INTERVIEW,
    MEETING,
    NOTE,
    ORDER,
    OWN_NUMBER,
    PERSON,
    PLAN,
    RECORD,
    REFERRAL,
    REVIEW,
    ROLE,
    RULE_ANSWER,
    TASK,
    TRANSFER,
    TRIAGE,
    Noun,
)
from vpo_desk.words import Words, say

T = TypeVar("T")
_OF_CASE: Final[tuple[Noun[Any], ...]] = (
    ROLE,
    INTERVIEW,
    RECORD,
    ASSESSMENT,
    PLAN,
    NOTE,
    EVENT,
    TASK,
    ORDER,
    OWN_NUMBER,
    REVIEW,
    CLOSING,
    TRANSFER,
    REFERRAL,
    AGENDA_ITEM,
    RULE_ANSWER,
)
_CONCERNS: Final = (
    "h.id IN (SELECT t.concern_id FROM triage_head AS t JOIN version AS v"
    " ON v.object_id = t.id WHERE json_extract(v.content, '$.case_id') = ?)"
)
"""The concerns that any decision ever brought to a case."""

_ANSWERS: Final = "h.interview_id IN (SELECT id FROM interview_head WHERE case_id = ?)"


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case as it stood at the end of `day`; `purged` counts what was there and is gone since."""

    day: date
    until: datetime
    case: Case
    subject: Person | None
    sections: tuple[PastSection, ...]
    purged: int


class AsItWas:
    """Shows the past of a case."""

    def __init__(self, ground: Ground, forms: Forms) -> None:
        self._ground = ground
        self._forms = forms

    def on(self, case_id: str, day: date) -> PastCase:
        """Return a case as it stood when `day` ended in the desk's zone.

        What counts is when something was entered, not when it happened. Raises VpoError for a day
        that is to come, and for one on which the case was not there yet.
        """
        now = self._ground.clock.now()
        if day > now.day:
            raise refuse(say("That day lies in the future."), say("Choose today or a day before."))
        end = end_of(day, now.zone)
        found = self._ground.history.before(CASE, "h.id = ?", (case_id,), end)
        if not found:
            raise refuse(
                say("The case was not in this case file on that day."),
                say("Choose a day on or after the one on which it was opened."),
            )
        case = found[0].value
        return PastCase(
            day,
            end,
            case,
            self._person(case.subject_id, end) if case.subject_id else None,
            tuple(each for each in self._sections(case_id, end) if each.lines),
            self._purged(case_id, end),
        )

    def _then(self, noun: Noun[T], case_id: str, end: datetime) -> tuple[T, ...]:
        found = self._ground.history.before(noun, "h.case_id = ?", (case_id,), end)
        return tuple(each.value for each in found)

    def _person(self, person_id: str, end: datetime) -> Person | None:
        found = self._ground.history.before(PERSON, "h.id = ?", (person_id,), end)
        return found[0].value if found else None

    def _sections(self, case_id: str, end: datetime) -> Iterator[PastSection]:
        history = self._ground.history
        roles = self._then(ROLE, case_id, end)
        people = ((role, self._person(role.person_id, end)) for role in roles)
        concerns = [
            each.value
            for each in history.before(CONCERN, _CONCERNS, (case_id,), end)
            if each.value.case_id == case_id
        ]
        triages = [
            each.value
            for concern in concerns
            for each in history.before(TRIAGE, "h.concern_id = ?", (concern.id,), end)
        ]
        yield _section(say("People"), past.of_people(people))
        yield _section(say("Concerns"), past.of_concerns(concerns))
        yield _section(say("Triage"), past.of_triage(triages))
        for interview in self._then(INTERVIEW, case_id, end):
            yield self._interview(interview, end)
        yield from self._kinds(case_id, end)
        agenda = [
            (item, meeting[0].value)
            for item in self._then(AGENDA_ITEM, case_id, end)
            if (meeting := history.before(MEETING, "h.id = ?", (item.meeting_id,), end))
        ]
        yield _section(say("Meetings"), past.of_agenda(agenda))
        endings = past.of_endings(
            self._then(CLOSING, case_id, end), self._then(TRANSFER, case_id, end)
        )
        yield _section(say("How it ended"), endings)

    def _kinds(self, case_id: str, end: datetime) -> Iterator[PastSection]:
        def of(
            heading: Words, noun: Noun[T], lines_of: Callable[[Iterable[T]], Iterable[PastLine]]
        ) -> PastSection:
            return _section(heading, lines_of(self._then(noun, case_id, end)))

        yield of(say("Record checks"), RECORD, past.of_records)
        yield of(say("Assessments"), ASSESSMENT, past.of_assessments)
        yield of(say("Plans"), PLAN, past.of_plans)
        yield of(say("Rules of the plan"), RULE_ANSWER, past.of_rule_answers)
        yield of(say("Notes"), NOTE, past.of_notes)
        yield of(say("Events"), EVENT, past.of_events)
        yield of(say("Tasks"), TASK, past.of_tasks)
        yield of(say("Orders and custody"), ORDER, past.of_orders)
        yield of(say("Your agency's own numbers"), OWN_NUMBER, past.of_numbers)
        yield of(say("Referrals"), REFERRAL, past.of_referrals)
        yield of(say("Reviews"), REVIEW, past.of_reviews)

    def _interview(self, interview: Interview, end: datetime) -> PastSection:
        found = self._ground.history.before(ANSWER, "h.interview_id = ?", (interview.id,), end)
        person = self._person(interview.with_id, end)
        form = self._forms.of(interview)
        answers = {each.value.question_id: each.value for each in found}
        given = [
            (answers[question.id], question.text)
            for question in form.questions()
            if question.id in answers and answers[question.id].state is not AnswerState.NOT_ASKED
        ]
        heading = say(
            "Interview with {who}, {when}",
            who=person.name if person and person.name else say("name not known"),
            when=past.time_of(interview.at),
        )
        remarks = (
            PastLine(say("Remark, {when}", when=past.time_of(each.at)), None, each.text)
            for each in interview.addenda
        )
        begun = PastLine(say("Sealed") if interview.sealed else say("Not sealed yet"))
        return PastSection(heading, (begun, *past.of_answers(given), *remarks))

    def _purged(self, case_id: str, end: datetime) -> int:
        gone = self._ground.history.gone_before
        return (
            sum(gone(noun, "h.case_id = ?", (case_id,), end) for noun in _OF_CASE)
            + gone(CONCERN, "h.case_id = ?", (case_id,), end)
            + gone(ANSWER, _ANSWERS, (case_id,), end)
            + gone(
                PERSON,
                "h.id IN (SELECT person_id FROM role_head WHERE case_id = ?)",
                (case_id,),
                end,
            )
        )


def end_of(day: date, zone: str) -> datetime:
    """Return when a day ends in a zone, in UTC, however long the day was there."""
    following = datetime.combine(day + timedelta(days=1), time(), zone_of(zone))
    return following.astimezone(UTC)


def _section(heading: Words, lines: Iterable[PastLine]) -> PastSection:
    return PastSection(heading, tuple(lines))

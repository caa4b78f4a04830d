"""A case file with many cases, made through the services in one transaction."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.moments import Moment
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.keyring import suggest_passphrase


@dataclass(frozen=True)
class LargeFile:
    """A case file at rest, what opens it, and in it a case and an interview with much in them."""

    folder: Path
    passphrase: str
    interview_id: str
    case_id: str


def make_large(
    place: Path, *, cases: int, answers: int, said: str = "", entries: int = 0
) -> LargeFile:
    """Make a case file with this many cases; the last one holds `answers` answers.

    `said` stands in each answer as the person's own words; `entries` are added to its timeline.
    """
    folder, passphrase = place / "Large.vpodesk", suggest_passphrase()
    desk, _ = bootstrap.create_case_file(folder, passphrase, Agency("Bench PD"))
    services = desk.services
    now = services.ground.clock.now()
    interview_id = case_id = ""
    with services.ground.transaction(), services.ground.history.index.later():
        for number in range(cases):
            when = Moment(now.utc - timedelta(hours=cases - number), now.zone)
            case_id, subject_id = _open_case(services, when, number)
            if number == cases - 1:
                interview_id = _answer(services, case_id, subject_id, when, answers, said)
                _happen(services, case_id, when, entries)
    desk.close()
    return LargeFile(folder, passphrase, interview_id, case_id)


def _open_case(services: Services, when: Moment, number: int) -> tuple[str, str]:
    intake = Intake(
        when,
        Route.PHONE,
        Danger.NO,
        Informant(Identity.NAMED, details=PersonDetails(f"Caller {number}")),
        about=PersonDetails(f"Person {number}"),
        words=f"He said on day {number} that everyone will remember Friday.",
    )
    concern, _ = services.concerns.take_in(intake)
    wish = TriageDecision(when, Decision.OPEN_CASE, "He named a day.", priority=Priority.ROUTINE)
    _, case, _ = services.triage.decide(concern.id, wish)
    assert case is not None
    assert case.subject_id is not None
    return case.id, case.subject_id


def _answer(
    services: Services, case_id: str, subject_id: str, when: Moment, answers: int, said: str
) -> str:
    """Hold interviews until there are this many answers; return the last one's id."""
    left, held_id = answers, ""
    for turn in itertools.count():
        at = Moment(when.utc + timedelta(minutes=turn), when.zone)
        held, _ = services.interviews.start(case_id, InterviewStart("subject", subject_id, at))
        held_id = held.id
        for question in services.forms.of(held).questions():
            if not left:
                return held_id
            text = f"He answers at some length, for the {left}th time, what he did."
            given = Given(text=text, verbatim=said)
            services.interviews.record(held.id, question.id, given)
            left -= 1
    return held_id


def _happen(services: Services, case_id: str, when: Moment, entries: int) -> None:
    """Add events and notes in turn, over some years."""
    for number in range(entries):
        text = f"He was seen for the {number}th time, and somebody wrote down where and with whom."
        day = when.day - timedelta(days=3 * number)
        if number % 2:
            services.timeline.add_event(case_id, day.isoformat(), text, "Neighbor")
        else:
            at = Moment(when.utc - timedelta(days=3 * number), when.zone)
            services.notes.add(case_id, NoteWords(at, text))

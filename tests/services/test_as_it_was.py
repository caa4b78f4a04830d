"""As it was on: corrections, zones, linked concerns and purged items; nothing is ever written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conftest import AT, OPENING, TODAY, ZONE, Desk, later
from services.test_case_life import WHOLE
from services.test_casework import LOOK
from vpo_desk.domain.case import CaseState
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.errors import VpoError
from vpo_desk.services.as_it_was import PastCase, end_of
from vpo_desk.services.notes import NoteWords

DAY = timedelta(days=1)


def words(shown: PastCase) -> str:
    return "\n".join(
        f"{section.heading} {line.title} {line.beside or ''} {line.text}"
        for section in shown.sections
        for line in section.lines
    )


def at_hour(desk: Desk, hours: int) -> None:
    desk.clock.moment = later(hours)


def test_a_correction_is_seen_from_its_own_day_on(desk: Desk) -> None:
    case = desk.case()
    note, _ = desk.services.notes.add(case.id, NoteWords(AT, "He has one rifle."))
    at_hour(desk, 48)
    desk.services.notes.correct(note.id, NoteWords(AT, "He has three rifles."))
    was = desk.services.as_it_was
    assert "one rifle" in words(was.on(case.id, TODAY))
    assert "one rifle" in words(was.on(case.id, TODAY + DAY))
    assert "three rifles" in words(was.on(case.id, TODAY + 2 * DAY))
    assert "one rifle" not in words(was.on(case.id, TODAY + 2 * DAY))


def test_the_whole_case_stands_as_it_stood(desk: Desk) -> None:
    case = desk.case()
    desk.answer(desk.interview(case), "SU-B3", "Calls it a joke.")
    desk.services.records.add(case.id, LOOK)
    task, _ = desk.services.tasks.add("Call back", "", TODAY, case.id)
    desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    at_hour(desk, 24)
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    desk.services.tasks.finish(task.id)
    at_hour(desk, 48)
    desk.services.closings.close(case.id, replace(WHOLE, at=later(48)))
    was = desk.services.as_it_was
    first, second, third = (was.on(case.id, TODAY + n * DAY) for n in range(3))
    assert [each.case.state for each in (first, second, third)] == [
        CaseState.GATHERING,
        CaseState.MANAGED,
        CaseState.CLOSED,
    ]
    for told in ("everyone will remember", "Calls it a joke.", "RMS", "Greg Tolan", "open"):
        assert told in words(first), told
    assert "Crisis evaluation" not in words(first)
    assert "Crisis evaluation" in words(second)
    assert "Nothing for a year." in words(third)
    assert "Nothing for a year." not in words(second)


def test_a_name_is_the_one_that_was_known_then(desk: Desk) -> None:
    case = desk.case()
    person = desk.services.people.get(case.subject_id or "")
    at_hour(desk, 24)
    desk.services.people.correct(replace(person, name="Piotr Nowak"))
    was = desk.services.as_it_was
    subjects = [was.on(case.id, day).subject for day in (TODAY, TODAY + DAY)]
    assert [each.name if each else "" for each in subjects] == ["Peter Novak", "Piotr Nowak"]


def test_a_concern_that_moved_to_another_case_stood_in_the_first_one_before(desk: Desk) -> None:
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=TODAY + 5 * DAY)
    first, other = desk.case(decision=inquiry), desk.case()
    (line,) = desk.services.concerns.of_case(first.id)
    at_hour(desk, 24)
    link = replace(OPENING, decision=Decision.LINK, case_id=other.id)
    desk.services.triage.decide(line.concern.id, link)
    was = desk.services.as_it_was
    number = line.concern.number
    assert number in words(was.on(first.id, TODAY))
    assert number not in words(was.on(other.id, TODAY))
    assert number in words(was.on(other.id, TODAY + DAY))
    assert number not in words(was.on(first.id, TODAY + DAY))


def test_a_day_ends_at_midnight_of_the_desks_own_zone(desk: Desk) -> None:
    case = desk.case()
    midnight = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # in New York
    for minutes, text in ((-1, "before"), (0, "after")):
        desk.clock.moment = Moment(midnight + timedelta(minutes=minutes), ZONE)
        desk.services.notes.add(case.id, NoteWords(desk.clock.moment, f"Written {text}."))
    was = desk.services.as_it_was
    assert "Written before." in words(was.on(case.id, date(2026, 11, 19)))
    assert "Written after." not in words(was.on(case.id, date(2026, 11, 19)))
    assert "Written after." in words(was.on(case.id, date(2026, 11, 20)))
    desk.clock.moment = Moment(desk.clock.moment.utc, "America/Los_Angeles")
    assert "Written after." in words(was.on(case.id, date(2026, 11, 19)))


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.sampled_from([ZONE, "Europe/Berlin", "UTC"])
)
def test_the_end_of_a_day_is_the_beginning_of_the_next(day: date, zone: str) -> None:
    end = end_of(day, zone)
    assert Moment(end, zone).day == day + DAY
    assert Moment(end - timedelta(microseconds=1), zone).day == day


def test_what_was_purged_since_is_counted_and_not_shown(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    answer = desk.answer(interview, "SU-B3", "His record says theft.")
    at_hour(desk, 24)
    purge, _ = desk.services.purges.ask(
        Scope.ANSWER, answer.id, basis=Basis.SPILL, reason="Criminal history"
    )
    desk.services.purges.confirm(purge.id, Decided("Sgt. Lund", desk.clock.moment.day))
    then = desk.services.as_it_was.on(case.id, TODAY)
    assert "theft" not in words(then)
    assert then.purged == 1
    assert desk.services.as_it_was.on(case.id, TODAY + DAY).purged == 0


def test_a_day_to_come_and_one_before_the_case_are_refused(desk: Desk) -> None:
    case = desk.case()
    with pytest.raises(VpoError, match="future"):
        desk.services.as_it_was.on(case.id, TODAY + DAY)
    with pytest.raises(VpoError, match="not in this case file on that day"):
        desk.services.as_it_was.on(case.id, TODAY - DAY)


def test_looking_back_writes_nothing(desk: Desk) -> None:
    case = desk.case()
    before = desk.services.upkeep.chain_head()
    desk.services.as_it_was.on(case.id, TODAY)
    assert desk.services.upkeep.chain_head() == before

"""Cases: their numbers, their lists, and the state that the work gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.services.conftest import INTAKE, OPENING, REVIEW, ZONE, Desk, later

from vpo_desk.domain.assessment import Level
from vpo_desk.domain.case import CaseState
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.errors import VpoError
from vpo_desk.services.people import PersonDetails

NEW_YEARS_EVE = Moment(datetime(2026, 1, 1, 3, 0, tzinfo=UTC), ZONE)  # 10 p.m. of the 31st


def set_prefix(desk: Desk, prefix: str) -> None:
    agency = desk.services.agency
    agency.set(replace(agency.get(), case_prefix=prefix))


def test_numbers_run_by_the_year_of_the_opening(desk: Desk) -> None:
    moments = (OPENING.at, later(1), NEW_YEARS_EVE, later(2))
    numbers = [desk.case(decision=replace(OPENING, at=at)).number for at in moments]
    assert numbers == ["2026-001", "2026-002", "2025-001", "2026-003"]


def test_a_prefix_goes_before_the_number_and_the_count_goes_on(desk: Desk) -> None:
    first = desk.case()
    set_prefix(desk, "HF")
    second = desk.case()
    set_prefix(desk, "NORTH-2")
    third = desk.case()
    assert (second.number, third.number) == ("HF-2026-002", "NORTH-2-2026-003")
    assert desk.reopen().cases.get(first.id).number == "2026-001"


def test_a_thousandth_case_keeps_its_whole_number(desk: Desk) -> None:
    with desk.services.ground.transaction():
        case = [desk.case(replace(INTAKE, about=PersonDetails())) for _ in range(1000)][-1]
    assert case.number == "2026-1000"
    assert desk.services.cases.by_number("2026-1000") == case
    assert desk.services.cases.newest(1)[0].case == case


def test_a_case_is_found_by_its_whole_number_only(desk: Desk) -> None:
    case = desk.case()
    assert desk.services.cases.by_number("2026-001") == case
    for number in ("2026-1", "001", "", "2026-002", "%"):
        with pytest.raises(VpoError, match="no case"):
            desk.services.cases.by_number(number)


def test_a_case_that_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such case"):
        desk.services.cases.view("case-0")


def test_cases_are_listed_newest_first_page_by_page_with_their_subjects(desk: Desk) -> None:
    intakes = [INTAKE, replace(INTAKE, about=PersonDetails()), INTAKE]
    ids = [
        desk.case(intake, replace(OPENING, at=later(hour))).id
        for intake, hour in zip(intakes, (1, 3, 2), strict=True)
    ]
    pages = [desk.services.cases.newest(2), desk.services.cases.newest(2, 2)]
    assert [[line.case.id for line in page] for page in pages] == [[ids[1], ids[2]], [ids[0]]]
    names = [line.subject.name if line.subject else None for line in desk.services.cases.newest()]
    assert names == [None, "Peter Novak", "Peter Novak"]
    assert desk.services.cases.count() == 3


def test_a_case_shows_everybody_in_it(desk: Desk) -> None:
    case = desk.case()
    desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    desk.case()
    view = desk.services.cases.view(case.id)
    assert view.subject is not None
    assert view.subject.name == "Peter Novak"
    assert [line.person.name for line in view.roles] == ["Peter Novak", "B. Hale", "Greg Tolan"]


def test_the_work_moves_a_case_on(desk: Desk) -> None:
    case = desk.case()
    states = [case.state]
    desk.services.assessments.seal(desk.judgment(case))
    assessed = desk.services.cases.get(case.id)
    desk.services.plans.seal(desk.plan(case))
    managed = desk.services.cases.get(case.id)
    states += [assessed.state, managed.state]
    assert states == [CaseState.GATHERING, CaseState.ASSESSED, CaseState.MANAGED]
    assert (managed.level, managed.assessed_on) == (Level.ELEVATED, OPENING.at.day)
    assert managed.next_review == REVIEW


def test_a_later_assessment_changes_the_level_and_not_the_state_of_a_managed_case(
    desk: Desk,
) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    desk.services.assessments.seal(replace(desk.judgment(case, later(48)), level=Level.LOW))
    found = desk.services.cases.get(case.id)
    assert (found.state, found.level) == (CaseState.MANAGED, Level.LOW)
    assert (found.assessed_on, found.next_review) == (later(48).day, REVIEW)


def test_reviews_due_are_listed_soonest_first_without_ended_cases(desk: Desk) -> None:
    days = (date(2026, 11, 25), date(2026, 11, 23), date(2026, 12, 9), date(2026, 11, 22))
    cases = [
        desk.case(decision=replace(OPENING, decision=Decision.PRELIMINARY, until=day))
        for day in days
    ]
    concern = desk.services.concerns.of_case(cases[3].id)[0].concern
    desk.services.triage.decide(concern.id, replace(OPENING, decision=Decision.NO_ACTION))
    due = desk.services.cases.reviews_due(date(2026, 11, 25))
    assert [line.case.id for line in due] == [cases[1].id, cases[0].id]
    assert desk.services.cases.reviews_due(date(2026, 11, 22)) == ()
    assert len(desk.services.cases.reviews_due(date(2026, 11, 25), limit=1)) == 1
    assert desk.services.cases.count_open() == 3


def test_every_state_a_case_had_stays_in_the_history(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    assert [(entry.kind, entry.action) for entry in desk.log(case.id)] == [
        ("case", "open"),
        ("case", "change"),
        ("case", "change"),
    ]


def test_a_concern_can_be_linked_to_every_open_case_and_those_of_the_person_come_first(
    desk: Desk,
) -> None:
    about = desk.concern().about_id
    assert about is not None
    theirs = desk.case(replace(INTAKE, about_id=about, about=PersonDetails()))
    others = [desk.case() for _ in range(25)]
    ended = desk.concern()
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=REVIEW)
    _, closed, _ = desk.services.triage.decide(ended.id, inquiry)
    desk.services.triage.decide(ended.id, replace(OPENING, decision=Decision.NO_ACTION))
    assert closed is not None
    assert desk.services.cases.get(closed.id).state is CaseState.CLOSED
    found = [line.case.id for line in desk.services.cases.to_link([about])]
    assert found[0] == theirs.id
    assert found[1:] == [each.id for each in reversed(others)]

"""The pure rules of retention: the clock, its reasons, and everything that stops a purge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.concern import Decision, Priority
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.purge import (
    Basis,
    Decided,
    Scope,
    ask_stops,
    purge_stops,
    second_step_stops,
)
from vpo_desk.domain.recorded import Recorded
from vpo_desk.domain.retention import (
    Ending,
    Hold,
    Period,
    Retention,
    RetentionReview,
    Schedule,
    end_of,
    ending_of,
    review_clock,
    schedule_faults,
    years_after,
)

ZONE = "America/New_York"
OPENED = Moment(datetime(2020, 2, 3, 12, tzinfo=UTC), ZONE)
TODAY = date(2026, 11, 23)
SCHEDULE = Schedule(
    "City clerk",
    date(2026, 1, 2),
    (Period(Ending.NO_ACTION, 2), Period(Ending.CLOSED, 5)),
    review_years=5,
)
HOLD = Hold("hold-1", "case-1", "Subpoena", "R. Okafor", OPENED)


def states(*names: CaseState) -> list[Recorded[Case]]:
    case = Case("case-1", "2020-001", OPENED, CaseState.PRELIMINARY, Priority.ROUTINE)
    return [
        Recorded(replace(case, state=name), place, datetime(2021, place, 1, 3, tzinfo=UTC), place)
        for place, name in enumerate(names, start=1)
    ]


def test_a_case_ended_on_the_day_it_last_came_to_its_end() -> None:
    preliminary, gathering, closed = (
        CaseState.PRELIMINARY,
        CaseState.GATHERING,
        CaseState.CLOSED,
    )
    assert end_of(states(preliminary, gathering), ZONE) is None
    assert end_of(states(preliminary, closed, closed), ZONE) == date(2021, 1, 31)
    assert end_of(states(closed, gathering, closed), ZONE) == date(2021, 2, 28)
    assert end_of(states(closed, gathering), ZONE) is None


@pytest.mark.parametrize(
    ("path", "decision", "juvenile", "ending"),
    [
        ((CaseState.GATHERING,), None, True, None),
        ((CaseState.PRELIMINARY, CaseState.CLOSED), Decision.NO_ACTION, False, Ending.NO_ACTION),
        ((CaseState.PRELIMINARY, CaseState.CLOSED), Decision.REFER, False, Ending.REFERRED),
        ((CaseState.GATHERING, CaseState.CLOSED), Decision.REFER, False, Ending.CLOSED),
        ((CaseState.GATHERING, CaseState.TRANSFERRED), None, False, Ending.TRANSFERRED),
        ((CaseState.GATHERING, CaseState.CLOSED), None, True, Ending.JUVENILE),
    ],
)
def test_how_a_case_ended(
    path: tuple[CaseState, ...],
    decision: Decision | None,
    juvenile: bool,
    ending: Ending | None,
) -> None:
    assert ending_of(states(*path), decision, juvenile=juvenile) is ending


def test_a_leap_day_is_never_kept_shorter() -> None:
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_after(date(2024, 2, 29), 5) == date(2029, 3, 1)


class TestTheClock:
    def test_says_that_retention_is_not_set(self) -> None:
        clock = review_clock(None, OPENED.day, date(2021, 1, 1), Ending.CLOSED, None)
        assert (clock.keep_until, clock.review_due) == (None, None)
        assert "not set" in str(clock.reasons[0])

    def test_of_an_open_case_asks_for_a_review_after_the_agencys_years(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, None, None, None)
        assert (clock.keep_until, clock.review_due) == (None, date(2025, 2, 3))
        assert len(clock.reasons) == 2

    def test_of_an_ended_case_adds_the_years_of_its_outcome(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 3, 1), Ending.CLOSED, None)
        assert (clock.keep_until, clock.review_due) == (date(2026, 3, 1), date(2026, 3, 1))

    def test_goes_on_until_the_day_of_a_review_and_never_ends_sooner_for_it(self) -> None:
        for until, kept in ((date(2032, 1, 1), date(2032, 1, 1)), (TODAY, date(2030, 3, 1))):
            review = RetentionReview(TODAY, "Sgt. Lee", "An appeal is open.", until)
            ended = date(2025, 3, 1)
            clock = review_clock(
                SCHEDULE, OPENED.day, ended, Ending.CLOSED, Retention("r", "c", None, (review,))
            )
            assert clock.keep_until == kept
            assert "An appeal is open." in str(clock.reasons[-1])

    def test_takes_the_outcome_that_a_person_entered(self) -> None:
        kept = Retention("r", "c", Ending.NO_ACTION)
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 3, 1), Ending.CLOSED, kept)
        assert clock.keep_until == date(2023, 3, 1)

    def test_has_no_end_without_years_for_the_outcome(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 3, 1), Ending.JUVENILE, None)
        assert (clock.keep_until, clock.review_due) == (None, date(2021, 3, 1))


class TestAPurgeIsStopped:
    def test_by_nothing_once_the_period_is_over(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 11, 22), Ending.CLOSED, None)
        assert purge_stops(Scope.CASE, SCHEDULE, clock, (), TODAY) == ()

    def test_on_the_last_day_of_the_period_still(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 11, 23), Ending.CLOSED, None)
        (words,) = purge_stops(Scope.CASE, SCHEDULE, clock, (), TODAY)
        assert str(words) == "It is kept until 23 Nov 2026."

    def test_by_a_hold_until_it_is_lifted_an_item_too(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2021, 1, 1), Ending.CLOSED, None)
        for scope in Scope:
            assert len(purge_stops(scope, SCHEDULE, clock, (HOLD,), TODAY)) == 1
            lifted = replace(HOLD, lifted_at=OPENED)
            assert purge_stops(scope, SCHEDULE, clock, (lifted,), TODAY) == ()

    def test_without_a_schedule_where_it_is_a_whole_case(self) -> None:
        clock = review_clock(None, OPENED.day, date(2001, 1, 1), Ending.CLOSED, None)
        for scope in Scope:
            stops = purge_stops(scope, None, clock, (), TODAY)
            if scope is not Scope.CASE:  # what must not be in the file must not wait
                assert stops == ()
                continue
            (words,) = stops
            assert "schedule" in str(words)

    def test_while_the_case_goes_on_but_not_for_one_item(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, None, None, None)
        (words,) = purge_stops(Scope.CASE, SCHEDULE, clock, (), TODAY)
        assert str(words) == "The case has not ended."
        assert purge_stops(Scope.ANSWER, SCHEDULE, clock, (), TODAY) == ()

    def test_where_the_schedule_is_silent(self) -> None:
        clock = review_clock(SCHEDULE, OPENED.day, date(2001, 1, 1), Ending.JUVENILE, None)
        assert len(purge_stops(Scope.CASE, SCHEDULE, clock, (), TODAY)) == 1

    def test_while_the_second_step_is_missing(self) -> None:
        assert len(second_step_stops(Decided(), TODAY)) == 2
        assert len(second_step_stops(Decided("Lt. Ames", date(2026, 11, 24)), TODAY)) == 1
        assert second_step_stops(Decided("Lt. Ames", TODAY), TODAY) == ()

    def test_when_the_basis_does_not_fit_or_the_reason_is_missing(self) -> None:
        assert ask_stops(Scope.CASE, Basis.PERIOD_ENDED, "Over.") == ()
        assert ask_stops(Scope.PERSON, Basis.WRONG_PERSON, "A namesake.") == ()
        assert len(ask_stops(Scope.CASE, Basis.SPILL, " ")) == 2
        assert len(ask_stops(Scope.ANSWER, Basis.PERIOD_ENDED, "Over.")) == 1


def test_a_schedule_is_the_agencys_only_with_who_approved_it_and_sound_years() -> None:
    assert schedule_faults(SCHEDULE, TODAY) == ()
    for wrong in (
        replace(SCHEDULE, approved_by=" "),
        replace(SCHEDULE, approved_on=date(2026, 11, 24)),
        replace(SCHEDULE, periods=()),
        replace(SCHEDULE, periods=(*SCHEDULE.periods, Period(Ending.CLOSED, 9))),
        replace(SCHEDULE, periods=(Period(Ending.CLOSED, -1),)),
        replace(SCHEDULE, review_years=0),
    ):
        assert len(schedule_faults(wrong, TODAY)) == 1

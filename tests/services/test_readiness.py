"""Readiness through the services: what is entered is no longer missing, and nothing of it stops."""

from __future__ import annotations

from dataclasses import replace

from services.conftest import AT, OPENING, TODAY, Desk, later
from services.test_casework import LOOK
from vpo_desk.domain.case import CaseState
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.note import Protected
from vpo_desk.services.notes import NoteWords


def codes(desk: Desk, case_id: str) -> list[str]:
    return [lack.code for lack in desk.services.readiness.lacks(case_id)]


def test_what_is_entered_is_no_longer_missing(desk: Desk) -> None:
    case = desk.case()
    before = codes(desk, case.id)
    assert {"themes", "records", "subject", "gaps", "bias", "scenarios"} <= set(before)
    desk.services.records.add(case.id, LOOK)
    desk.interview(case)
    assert set(before) - set(codes(desk, case.id)) == {"records", "subject"}
    desk.services.notes.add(case.id, NoteWords(AT, "He prays.", Protected.RELIGION))
    assert "protected" in codes(desk, case.id)


def test_nothing_of_it_stops_a_step(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    assert codes(desk, case.id)
    desk.services.plans.seal(desk.plan(case))
    assert desk.services.cases.get(case.id).state is CaseState.MANAGED


def test_an_entry_after_the_assessment_is_told_of(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    assert "stale" not in codes(desk, case.id)
    desk.services.notes.add(case.id, NoteWords(later(1), "A new call"))
    assert "stale" in codes(desk, case.id)


def test_the_opening_decision_is_the_newest_one_that_opened_the_case(desk: Desk) -> None:
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=TODAY)
    case = desk.case(decision=inquiry)
    assert "supervisor" in codes(desk, case.id)
    (line,) = desk.services.concerns.of_case(case.id)
    desk.services.triage.decide(line.concern.id, replace(OPENING, at=later(2)))
    opening = desk.services.readiness.opening(case.id)
    assert opening is not None
    assert opening.decision is Decision.OPEN_CASE


def test_receipt_to_triage_is_from_the_first_concern_to_its_first_decision(desk: Desk) -> None:
    concern = desk.concern()
    _, case, _ = desk.services.triage.decide(concern.id, replace(OPENING, at=later(3)))
    assert case is not None
    assert desk.services.triage.first_decision(case.id) == (AT, later(3))

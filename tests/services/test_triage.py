"""Triage: what each decision needs, what it does, and that nothing is done by half."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.services.conftest import INTAKE, OPENING, Desk, later

from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.concern import Decision, Identity, Priority, Threshold
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision

UNTIL = date(2026, 11, 24)
INQUIRY = replace(OPENING, decision=Decision.PRELIMINARY, until=UNTIL)
REFERRAL = replace(OPENING, decision=Decision.REFER, to="County crisis team", priority=None)
NO_ACTION = replace(OPENING, decision=Decision.NO_ACTION, priority=None)
NO_SUBJECT = replace(INTAKE, about=PersonDetails())


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        (replace(OPENING, reason=" \n"), "needs a reason"),
        (replace(NO_ACTION, reason=""), "needs a reason"),
        (replace(OPENING, priority=None), "needs a priority"),
        (replace(INQUIRY, priority=None), "needs a priority"),
        (replace(INQUIRY, until=None), "date it ends"),
        (replace(REFERRAL, to=" "), "to whom"),
        (replace(OPENING, decision=Decision.LINK), "case that exists"),
    ],
)
def test_each_decision_needs_what_the_contract_says(
    desk: Desk, wish: TriageDecision, missing: str
) -> None:
    concern = desk.concern()
    with pytest.raises(VpoError, match=missing):
        desk.services.triage.decide(concern.id, wish)
    assert desk.services.triage.of_concern(concern.id) == ()
    assert desk.services.concerns.get(concern.id).concern == concern
    assert desk.services.cases.count() == 0


@pytest.mark.parametrize("wish", [OPENING, INQUIRY, REFERRAL, NO_ACTION])
def test_nothing_else_stops_a_decision(desk: Desk, wish: TriageDecision) -> None:
    assert desk.services.triage.missing(wish) == ()


def test_everything_missing_is_listed_at_once(desk: Desk) -> None:
    wish = replace(INQUIRY, reason="", priority=None, until=None)
    assert [str(words) for words in desk.services.triage.missing(wish)] == [
        "A triage decision needs a reason.",
        "Opening a case needs a priority.",
        "A preliminary inquiry needs the date it ends.",
    ]


def test_a_decision_is_kept_with_its_reason_thresholds_and_sign_off(desk: Desk) -> None:
    concern = desk.concern()
    wish = replace(
        OPENING,
        threshold=Threshold("Named a day", "Works there", "The plant", "Prevent harm"),
        signed=SignOff("L. Marsh", "Sergeant", date(2026, 11, 19), "by phone"),
    )
    triage, _, _ = desk.services.triage.decide(concern.id, wish)
    assert desk.reopen().triage.of_concern(concern.id) == (triage,)
    for name in ("at", "decision", "reason", "priority", "threshold", "signed"):
        assert getattr(triage, name) == getattr(wish, name)


def test_opening_makes_a_case_with_its_subject_and_reporting_person(desk: Desk) -> None:
    concern = desk.concern()
    _, case, _ = desk.services.triage.decide(concern.id, OPENING)
    assert case is not None
    assert (case.state, case.priority) == (CaseState.GATHERING, Priority.URGENT)
    assert (case.opened_at, case.subject_id) == (OPENING.at, concern.about_id)
    assert case.next_review is None
    roles = {line.person.name: line.role for line in desk.services.people.roles(case.id)}
    assert roles["Peter Novak"].role is RoleName.SUBJECT
    assert roles["B. Hale"].role is RoleName.REPORTING_PERSON
    assert roles["B. Hale"].confidential
    assert roles["B. Hale"].relation == "co-worker"


def test_an_anonymous_source_gets_no_role(desk: Desk) -> None:
    case = desk.case(replace(INTAKE, source=Informant(Identity.ANONYMOUS)))
    assert [line.role.role for line in desk.services.people.roles(case.id)] == [RoleName.SUBJECT]


def test_a_case_may_be_opened_before_anybody_knows_about_whom(desk: Desk) -> None:
    case = desk.case(NO_SUBJECT)
    assert case.subject_id is None
    person = desk.person(case, "Peter Novak", RoleName.SUBJECT)
    assert desk.services.cases.get(case.id).subject_id == person.id


def test_somebody_in_the_case_turns_out_to_be_its_subject(desk: Desk) -> None:
    case = desk.case(NO_SUBJECT)
    person = desk.person(case, "Peter Novak", RoleName.CO_WORKER)
    (role,) = [
        line.role for line in desk.services.people.roles(case.id) if line.person.id == person.id
    ]
    desk.services.people.change_role(role.id, RoleName.SUBJECT)
    assert desk.reopen().cases.get(case.id).subject_id == person.id
    other = desk.person(case, "Greg Tolan", RoleName.CO_WORKER)
    (second,) = [
        line.role for line in desk.services.people.roles(case.id) if line.person.id == other.id
    ]
    with pytest.raises(VpoError, match="has its subject already"):
        desk.services.people.change_role(second.id, RoleName.SUBJECT)


def test_an_opened_case_comes_up_on_the_day_of_its_next_look(desk: Desk) -> None:
    case = desk.case(decision=replace(OPENING, until=UNTIL))
    assert case.next_review == UNTIL
    assert [line.case.id for line in desk.services.cases.reviews_due(UNTIL)] == [case.id]


def test_a_preliminary_inquiry_runs_until_its_date(desk: Desk) -> None:
    case = desk.case(decision=INQUIRY)
    assert (case.state, case.next_review) == (CaseState.PRELIMINARY, UNTIL)


def test_an_inquiry_goes_on_by_another_decision(desk: Desk) -> None:
    case, concern_id = inquiry(desk)
    wish = replace(INQUIRY, until=date(2026, 12, 1))
    _, again, _ = desk.services.triage.decide(concern_id, wish)
    assert again == replace(case, next_review=date(2026, 12, 1))
    assert desk.services.cases.count() == 1


def test_an_inquiry_becomes_an_open_case_by_a_second_decision(desk: Desk) -> None:
    case, concern_id = inquiry(desk)
    wish = replace(OPENING, at=later(20), priority=Priority.ROUTINE)
    _, opened, _ = desk.services.triage.decide(concern_id, wish)
    assert opened == replace(
        case, state=CaseState.GATHERING, priority=Priority.ROUTINE, next_review=None
    )
    decisions = [each.decision for each in desk.services.triage.of_concern(concern_id)]
    assert decisions == [Decision.PRELIMINARY, Decision.OPEN_CASE]


@pytest.mark.parametrize("wish", [REFERRAL, NO_ACTION])
def test_an_inquiry_ends_when_it_is_referred_or_needs_nothing(
    desk: Desk, wish: TriageDecision
) -> None:
    case, concern_id = inquiry(desk)
    _, ended, _ = desk.services.triage.decide(concern_id, wish)
    assert ended == replace(case, state=CaseState.CLOSED, next_review=None)
    assert desk.services.cases.count_open() == 0


@pytest.mark.parametrize("wish", [REFERRAL, NO_ACTION])
def test_a_linked_concern_leaves_and_ends_nothing_of_others(
    desk: Desk, wish: TriageDecision
) -> None:
    case, _ = inquiry(desk)
    second = desk.concern(replace(INTAKE, at=later(3)))
    linking = replace(OPENING, decision=Decision.LINK, case_id=case.id, priority=None)
    desk.services.triage.decide(second.id, linking)
    desk.services.triage.decide(second.id, wish)
    assert desk.services.cases.get(case.id) == case
    assert desk.services.concerns.get(second.id).concern.case_id is None


def test_linking_a_concern_elsewhere_ends_the_inquiry_that_it_opened(desk: Desk) -> None:
    case, concern_id = inquiry(desk)
    other = desk.case()
    linking = replace(OPENING, decision=Decision.LINK, case_id=other.id, priority=None)
    _, linked, _ = desk.services.triage.decide(concern_id, linking)
    assert linked == other
    assert desk.services.cases.get(case.id).state is CaseState.CLOSED


def test_an_open_case_never_loses_the_concern_that_opened_it(desk: Desk) -> None:
    case, other = desk.case(), desk.case()
    concern = desk.services.concerns.of_case(case.id)[0].concern
    linking = replace(OPENING, decision=Decision.LINK, case_id=other.id, priority=None)
    with pytest.raises(VpoError, match="open already"):
        desk.services.triage.decide(concern.id, linking)
    assert desk.services.concerns.of_case(case.id)[0].concern == concern


def test_an_inquiry_that_ended_is_taken_up_as_a_case_of_its_own(desk: Desk) -> None:
    case, concern_id = inquiry(desk)
    desk.services.triage.decide(concern_id, NO_ACTION)
    _, opened, _ = desk.services.triage.decide(concern_id, OPENING)
    assert opened is not None
    assert opened.id != case.id
    assert opened.state is CaseState.GATHERING
    linking = replace(OPENING, decision=Decision.LINK, case_id=case.id, priority=None)
    third = desk.concern(replace(INTAKE, at=later(4)))
    with pytest.raises(VpoError, match="closed"):
        desk.services.triage.decide(third.id, linking)


def test_an_ended_case_takes_no_more_work(desk: Desk) -> None:
    case, concern_id = inquiry(desk)
    desk.services.triage.decide(concern_id, NO_ACTION)
    services = desk.services
    at = later(9)
    with pytest.raises(VpoError, match="has ended"):
        services.interviews.start(case.id, InterviewStart("subject", case.subject_id or "", at))
    with pytest.raises(VpoError, match="has ended"):
        services.assessments.save(services.assessments.open_draft(case.id, at))
    with pytest.raises(VpoError, match="has ended"):
        services.plans.save(services.plans.open_draft(case.id, at))


@pytest.mark.parametrize("wish", [REFERRAL, NO_ACTION])
def test_referring_or_doing_nothing_opens_no_case(desk: Desk, wish: TriageDecision) -> None:
    concern = desk.concern()
    triage, case, _ = desk.services.triage.decide(concern.id, wish)
    assert case is None
    assert (triage.to, triage.case_id) == (wish.to, None)
    assert desk.services.concerns.get(concern.id).concern.decision is wish.decision
    assert desk.services.cases.count() == 0


@pytest.mark.parametrize("wish", [REFERRAL, NO_ACTION, OPENING, INQUIRY])
def test_a_concern_with_an_open_case_is_not_decided_away(desk: Desk, wish: TriageDecision) -> None:
    case = desk.case()
    concern = desk.services.concerns.of_case(case.id)[0].concern
    with pytest.raises(VpoError, match=r"open case|open already"):
        desk.services.triage.decide(concern.id, wish)
    assert desk.services.concerns.get(concern.id).concern == concern
    assert desk.services.cases.get(case.id) == case


def test_linking_adds_the_concern_and_its_source_to_the_case_and_no_subject(desk: Desk) -> None:
    case = desk.case()
    source = Informant(Identity.NAMED, None, PersonDetails("C. Diaz"), "neighbor")
    second = desk.concern(replace(INTAKE, at=later(3), source=source))
    wish = replace(OPENING, decision=Decision.LINK, case_id=case.id, priority=None)
    _, linked, _ = desk.services.triage.decide(second.id, wish)
    assert linked == case
    assert [line.concern.id for line in desk.services.concerns.of_case(case.id)][-1] == second.id
    names = [(line.person.name, line.role.role) for line in desk.services.people.roles(case.id)]
    assert names == [
        ("Peter Novak", RoleName.SUBJECT),
        ("B. Hale", RoleName.REPORTING_PERSON),
        ("C. Diaz", RoleName.REPORTING_PERSON),
    ]


@pytest.mark.parametrize("decision", [Decision.LINK, Decision.OPEN_CASE])
def test_a_case_that_is_not_there_is_refused(desk: Desk, decision: Decision) -> None:
    concern = desk.concern()
    with pytest.raises(VpoError, match="no such case"):
        desk.services.triage.decide(
            concern.id, replace(OPENING, decision=decision, case_id="case-0")
        )
    assert desk.services.concerns.count_waiting() == 1


def test_a_concern_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such concern"):
        desk.services.triage.decide("concern-0", OPENING)
    assert desk.services.cases.count() == 0


def inquiry(desk: Desk) -> tuple[Case, str]:
    """Open a preliminary inquiry; return it and the concern it is about."""
    case = desk.case(decision=INQUIRY)
    return case, desk.services.concerns.of_case(case.id)[0].concern.id

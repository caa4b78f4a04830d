"""Plans: what a plan needs, which one is in force, and what it makes due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.services.conftest import AT, REVIEW, Desk, later

from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.plan import (
    Action,
    ActionStatus,
    Domain,
    Notification,
    NotifyDecision,
    Plan,
    Rule,
)
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.errors import VpoError
from vpo_desk.services.orders import OrderWords
from vpo_desk.storage.nouns import CASE


def action(due: date | None, what: str = "Visit", **more: object) -> Action:
    return replace(Action(Domain.WATCH, what, "R. Okafor", due), **more)


def in_force(desk: Desk, case: Case) -> Plan:
    found = desk.services.plans.sealed(case.id)
    assert found is not None
    return found


# --- gates ---------------------------------------------------------------------------------------


def test_a_plan_without_a_sealed_assessment_is_not_sealed(desk: Desk) -> None:
    case = desk.case()
    desk.services.assessments.save(desk.judgment(case))
    with pytest.raises(VpoError, match="no sealed assessment"):
        desk.services.plans.seal(desk.plan(case))
    assert desk.services.plans.of_case(case.id) == ()
    assert desk.services.cases.get(case.id) == case


def test_every_action_needs_an_owner_and_a_due_date(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    actions = (action(REVIEW), action(None), action(REVIEW, owner=" "))
    wanting = replace(desk.plan(case), actions=actions)
    codes = [gate.code for gate in desk.services.plans.gates(wanting)]
    assert codes == ["due:2", "owner:3"]
    with pytest.raises(VpoError, match="Action 2 has no due date"):
        desk.services.plans.seal(wanting)
    assert desk.services.plans.sealed(case.id) is None


def test_a_written_reason_passes_the_gates_and_each_is_logged(desk: Desk) -> None:
    case = desk.case()
    plan = replace(desk.plan(case), actions=(action(None),), override="Tonight.")
    desk.services.plans.seal(plan)
    assert in_force(desk, case).override == "Tonight."
    entry = desk.log(plan.id)[-1]
    assert (entry.action, entry.detail) == ("seal", "override assessment due:1")


def test_no_reason_passes_a_missing_review_date(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    with pytest.raises(VpoError, match="next review"):
        desk.services.plans.seal(replace(desk.plan(case), review=None, override="Tonight."))
    assert desk.services.plans.of_case(case.id) == ()


def test_a_plan_may_hold_no_action_and_no_rule(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), actions=()))
    assert in_force(desk, case).actions == ()


# --- in force ------------------------------------------------------------------------------------


def test_a_sealed_plan_is_in_force_as_written(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    plan = replace(
        desk.plan(case),
        actions=(action(REVIEW, driver="Debt", strategy="lookout", start=date(2026, 11, 20)),),
        rules=(Rule("Misses it", "Welfare visit", "same day", "R. Okafor", "The team"),),
        notify=Notification(case.subject_id or "", NotifyDecision.LATER, "Not named yet."),
        signed=SignOff("L. Marsh", "Sergeant", date(2026, 11, 19), "by phone"),
    )
    desk.services.plans.seal(plan)
    assert desk.reopen().plans.sealed(case.id) == replace(plan, sealed_at=AT)


def test_a_sealed_plan_never_changes(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    sealed = in_force(desk, case)
    changed = replace(sealed, actions=(), sealed_at=None)
    for step in (desk.services.plans.save, desk.services.plans.seal):
        with pytest.raises(VpoError, match="Plan version 1 is sealed"):
            step(changed)
    assert desk.reopen().plans.sealed(case.id) == sealed


def test_saving_never_seals(desk: Desk) -> None:
    case = desk.case()
    desk.services.plans.save(replace(desk.plan(case), sealed_at=AT))
    assert desk.services.plans.sealed(case.id) is None


def test_a_draft_does_not_put_a_plan_out_of_force_and_its_seal_does(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), signed=SignOff("L. Marsh"), override="x"))
    first = in_force(desk, case)
    second = desk.services.plans.open_draft(case.id, later(48))
    assert second == replace(
        first, id=second.id, number=2, at=later(48), signed=None, override="", sealed_at=None
    )
    desk.services.plans.save(replace(second, review=date(2026, 12, 24)))
    newest = desk.services.plans.newest(case.id)
    assert newest is not None
    assert newest.value.number == 2
    assert in_force(desk, case) == first
    assert desk.services.cases.get(case.id).next_review == REVIEW
    desk.services.plans.seal(newest.value)
    assert in_force(desk, case).number == 2
    assert desk.services.plans.of_case(case.id)[0].value == first


def test_the_review_date_of_the_plan_in_force_is_the_cases(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    for review in (REVIEW, date(2026, 12, 24)):
        desk.services.plans.seal(replace(desk.plan(case), review=review))
        found = desk.services.cases.get(case.id)
        assert (found.next_review, found.state) == (review, CaseState.MANAGED)


def test_a_draft_under_way_is_taken_up_again(desk: Desk) -> None:
    case = desk.case()
    draft = replace(desk.plan(case), actions=(action(None, "Call the sister"),))
    desk.services.plans.save(draft)
    assert desk.reopen().plans.open_draft(case.id, later(1)) == draft


def test_a_plan_without_a_case_is_refused(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such case"):
        desk.services.plans.save(replace(desk.plan(desk.case()), case_id="case-0"))


# --- what is due ---------------------------------------------------------------------------------


def test_what_is_due_is_listed_soonest_first(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    days = [date(2026, 11, day) for day in (25, 23, 27)]
    plan = replace(desk.plan(case), actions=tuple(action(day, str(day.day)) for day in days))
    desk.services.plans.seal(plan)
    due = desk.services.plans.due(date(2026, 11, 25))
    assert [each.action.what for each in due] == ["23", "25"]
    assert {each.plan_id for each in due} == {plan.id}
    assert due[0].subject is not None
    assert due[0].subject.name == "Peter Novak"
    assert len(desk.services.plans.due(date(2026, 11, 25), limit=1)) == 1


@pytest.mark.parametrize(
    ("status", "listed"),
    [
        (ActionStatus.OPEN, True),
        (ActionStatus.RUNNING, True),
        (ActionStatus.DONE, False),
        (ActionStatus.STOPPED, False),
    ],
)
def test_what_is_done_or_stopped_is_not_due(
    desk: Desk, status: ActionStatus, *, listed: bool
) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), actions=(action(REVIEW, status=status),)))
    assert bool(desk.services.plans.due(REVIEW)) is listed


def test_only_the_plan_in_force_makes_anything_due(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    for what in ("Old", "New"):
        actions = (action(REVIEW, what),)
        desk.services.plans.seal(replace(desk.plan(case), actions=actions))
    desk.services.plans.save(replace(desk.plan(case), actions=(action(REVIEW, "Draft"),)))
    assert [each.action.what for each in desk.services.plans.due(REVIEW)] == ["New"]


def test_an_ended_case_makes_nothing_due(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), actions=(action(REVIEW),)))
    assert len(desk.services.plans.due(REVIEW)) == 1
    history = desk.services.ground.history
    with desk.services.ground.transaction():
        history.append(CASE, case.id, replace(history.get(CASE, case.id), state=CaseState.CLOSED))
    assert desk.services.plans.due(REVIEW) == ()


def test_ended_cases_do_not_crowd_out_an_open_one(desk: Desk) -> None:
    history = desk.services.ground.history
    for what in ("Ended", "Open"):
        case = desk.case()
        desk.judged(case)
        actions = (action(REVIEW, what),)
        desk.services.plans.seal(replace(desk.plan(case), actions=actions))
        desk.services.orders.add(case.id, OrderWords(OrderKind.BAIL, until=REVIEW, terms=what))
        if what == "Ended":
            ended = replace(history.get(CASE, case.id), state=CaseState.CLOSED)
            with desk.services.ground.transaction():
                history.append(CASE, case.id, ended)
    assert [each.action.what for each in desk.services.plans.due(REVIEW, limit=1)] == ["Open"]
    found = desk.services.orders.running_out(REVIEW, limit=1)
    assert [line.order.terms for line in found] == ["Open"]

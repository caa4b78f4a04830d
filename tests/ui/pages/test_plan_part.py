"""The plan tab: who does what by when, what changes it, and a review that is never left open."""

from __future__ import annotations

import pytest

from ui.pages.hands import (
    Desk,
    button,
    choose,
    drop_down,
    field,
    fill,
    leave,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.plan import ActionStatus, Domain, Plan
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage

ACTIONS = "Actions of the plan"
RULES = "Rules of the plan"
WHAT = "What is done"


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "plan")


def newest(desk: Desk) -> Plan:
    def ask(services: Services) -> Plan:
        found = services.plans.newest(desk.page.place.id)
        assert found is not None
        return found.value

    plan = desk.ask(ask)
    assert isinstance(plan, Plan)
    return plan


def add_action(desk: Desk, what: str, *, owner: str = "", due: str = "") -> None:
    page = desk.page
    first = "Add the first action" in desk.reads()
    desk.click("Add the first action" if first else "Add an action")
    choose(page, "Domain", "Means safety")
    fill(page, WHAT, what)
    fill(page, "Owner: a person, here or elsewhere", owner)
    fill(page, "Due", due)
    desk.click("Keep in the plan")


def add_rule(desk: Desk) -> None:
    desk.click("Add a rule")
    texts = {
        "If this can be seen or heard to happen": "He comes to the school",
        "Who sees it": "The front desk",
        "Then": "Patrol meets him outside",
        "Within what time": "10 minutes",
        "Who acts": "Dispatch",
    }
    for name, words in texts.items():
        fill(desk.page, name, words)
    desk.click("Keep in the plan")


def test_actions_are_kept_in_order_with_owner_and_day(desk: Desk, page: CasePage) -> None:
    add_action(
        desk,
        "Ask the uncle to lock the rifle away & keep the key",
        owner="M. Reyes",
        due="24 Nov 2026",
    )
    add_action(desk, "Call <weekly>")
    read = rows(table(page, ACTIONS))
    assert "lock the rifle away & keep the key" in read[0]
    assert "Call <weekly>" in read[1]
    plan = newest(desk)
    assert [each.what for each in plan.actions] == [
        "Ask the uncle to lock the rifle away & keep the key",
        "Call <weekly>",
    ]
    assert plan.actions[0].domain is Domain.MEANS
    assert str(plan.actions[0].due) == "2026-11-24"
    assert plan.actions[0].owner == "M. Reyes"


def test_two_actions_one_right_after_the_other_are_both_kept(desk: Desk, page: CasePage) -> None:
    for opens, what in (("Add the first action", "First"), ("Add an action", "Second")):
        button(page, opens).click()  # without waiting for anything
        choose(page, "Domain", "Means safety")
        fill(page, WHAT, what)
        button(page, "Keep in the plan").click()
    desk.settle()
    assert [each.what for each in newest(desk).actions] == ["First", "Second"]


def test_what_is_missing_is_said_at_its_field(desk: Desk, page: CasePage) -> None:
    desk.click("Add the first action")
    fill(page, "Due", "soon")
    desk.click("Keep in the plan")
    assert trouble(page, "Domain") == "Choose the domain."
    assert trouble(page, WHAT) == "Write what is done."
    assert "27 Nov 2026" in trouble(page, "Due")
    desk.click("Leave it")
    desk.click("Add a rule")
    desk.click("Keep in the plan")
    assert trouble(page, "Then") == "Write it here."
    assert trouble(page, "Who sees it") == ""


def test_an_action_is_changed_and_taken_out(desk: Desk, page: CasePage) -> None:
    add_action(desk, "Ask the uncle")
    open_row(table(page, ACTIONS), 0)
    assert field(page, WHAT).words() == "Ask the uncle"
    fill(page, "Owner: a person, here or elsewhere", "M. Reyes")
    choose(page, "Status", "Running")
    desk.click("Keep in the plan")
    assert newest(desk).actions[0].status is ActionStatus.RUNNING
    assert newest(desk).actions[0].owner == "M. Reyes"
    open_row(table(page, ACTIONS), 0)
    desk.click("Take out of the plan")
    assert newest(desk).actions == ()


def test_a_strategy_of_the_library_fills_in_what_is_done(desk: Desk, page: CasePage) -> None:
    desk.click("Add the first action")
    choose(page, "Domain", "Means safety")
    box = drop_down(page, "From the strategy library")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert field(page, WHAT).words() == box.itemText(1)
    assert "Cautions:" in desk.reads()
    desk.click("Keep in the plan")
    assert newest(desk).actions[0].strategy == box.itemData(1)


def test_a_rule_says_what_would_change_the_plan(desk: Desk, page: CasePage) -> None:
    add_rule(desk)
    assert "He comes to the school" in rows(table(page, RULES))[0]
    rule = newest(desk).rules[0]
    assert rule.sees == "The front desk"
    assert rule.within == "10 minutes"


def test_a_plan_is_never_sealed_without_its_review_date(desk: Desk, page: CasePage) -> None:
    add_action(desk, "Ask the uncle", owner="M. Reyes", due="24 Nov 2026")
    fill(page, "Reason to seal without it", "The assessment follows tomorrow.")
    desk.click("Seal version 1")
    assert trouble(page, "Next review") == "A plan needs the date of its review."
    fill(page, "Next review", "whenever")
    leave()
    assert "27 Nov 2026" in trouble(page, "Next review")
    desk.click("Seal version 1")
    assert not newest(desk).sealed


def test_gates_are_named_and_passed_with_a_reason_only(desk: Desk, page: CasePage) -> None:
    add_action(desk, "Ask the uncle")
    assert "The case has no sealed assessment." in desk.reads()
    assert "Action 1 has no owner." in desk.reads()
    fill(page, "Next review", "27 Nov 2026")
    leave()
    desk.click("Seal version 1")
    assert "write the reason" in trouble(page, "Reason to seal without it")
    assert not newest(desk).sealed
    fill(page, "Reason to seal without it", "Tonight's decision cannot wait.")
    fill(page, "Agreed to by (may be left out)", "Lt. Ames")
    fill(page, "Role of who agreed", "Supervisor")
    desk.click("Seal version 1")
    plan = newest(desk)
    assert plan.sealed
    assert plan.signed == SignOff("Lt. Ames", "Supervisor")
    assert plan.override == "Tonight's decision cannot wait."
    entries = desk.ask(lambda services: services.upkeep.entries(plan.id))
    assert any("owner:1" in each.detail for each in entries)
    case = desk.ask(lambda services: services.cases.get(page.place.id))
    assert str(case.next_review) == "2026-11-27"


def test_a_sealed_plan_is_changed_by_a_new_version(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "plan")
    before = newest(desk)
    assert before.sealed
    assert "in force" in desk.reads()
    open_row(table(page, ACTIONS), 0)
    assert "Keep in the plan" not in desk.reads()
    desk.click("Start a new version")
    desk.settle()
    add_action(desk, "Call the sister", owner="M. Reyes", due="25 Nov 2026")
    draft = newest(desk)
    assert draft.number == before.number + 1
    assert [each.what for each in draft.actions[:-1]] == [each.what for each in before.actions]
    assert draft.actions[-1].what == "Call the sister"
    in_force = desk.ask(lambda services: services.plans.sealed(school.id))
    assert in_force == before

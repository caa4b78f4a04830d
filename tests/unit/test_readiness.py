"""What a case lacks for its next state: each thing is named once, leads somewhere, and goes away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vpo_desk.domain.assessment import Assessment, Finding, Level, ThemeFinding, Trend
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.closing import Closing, Grounds, Transfer
from vpo_desk.domain.concern import Decision, Priority, Threshold, Triage
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Action, Domain, Notification, NotifyDecision, Plan, Rule
from vpo_desk.domain.readiness import TARGET_STATE, Standing, lacks
from vpo_desk.domain.review import Review
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import CORE_THEMES

AT = Moment(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
TODAY = AT.day
SIGNED = SignOff("Sgt. Lund", "Supervisor")
TABS = {"overview", "timeline", "interviews", "records", "dates", "assessment", "plan", "life"}


def of(state: CaseState, **known: object) -> Standing:
    case = Case("case-1", "2026-001", AT, state, Priority.ROUTINE)
    return replace(Standing(case, TODAY), **known)


def codes(standing: Standing) -> list[str]:
    return [lack.code for lack in lacks(standing)]


WHOLE_TRIAGE = Triage(
    "t",
    "c",
    AT,
    Decision.PRELIMINARY,
    "A day",
    threshold=Threshold("a", "b", "c", "d"),
    signed=SIGNED,
)
WHOLE_JUDGMENT = Assessment(
    "a",
    "case-1",
    1,
    AT,
    themes=tuple(ThemeFinding(theme, Finding.UNKNOWN) for theme in CORE_THEMES),
    level=Level.ELEVATED,
    gaps=CitedText("Weapons"),
    scenarios=("He goes away",),
    bias="Same",
    signed=SIGNED,
)
WHOLE_PLAN = Plan(
    "p",
    "case-1",
    1,
    AT,
    actions=(Action(Domain.TEAM, "Ask the county team", "Officer", TODAY, driver="Despair"),),
    rules=(Rule("Misses it", "Visit", "same day", "Officer"),),
    notify=Notification("person-2", NotifyDecision.TOLD, "Named"),
)


@pytest.mark.parametrize("state", list(CaseState))
def test_each_lack_leads_to_a_part_of_the_case_and_has_its_own_code(state: CaseState) -> None:
    bare = of(
        state,
        held_out=1,
        open_differences=2,
        closing=Closing("x", "case-1", AT, Grounds.RESOLVED, "")
        if state is CaseState.CLOSED
        else None,
        transfer=Transfer("x", "case-1", AT, "County", "He moved"),
    )
    found = lacks(bare)
    assert found
    assert len({lack.code for lack in found}) == len(found)
    assert {lack.tab for lack in found} <= TABS | {"retention"}
    assert str(TARGET_STATE[state])


def test_before_opening_the_four_questions_two_sources_and_a_supervisor_are_asked_for() -> None:
    bare = of(CaseState.PRELIMINARY, source_kinds=1)
    assert codes(bare) == [
        "threshold:behavior",
        "threshold:link",
        "threshold:scope",
        "threshold:purpose",
        "sources",
        "supervisor",
    ]
    assert codes(replace(bare, triage=WHOLE_TRIAGE, source_kinds=2)) == []


def test_before_the_assessment_everything_of_it_but_its_dials_is_asked_for() -> None:
    bare = of(CaseState.GATHERING, roles=frozenset({RoleName.SUBJECT, RoleName.POSSIBLE_TARGET}))
    assert codes(bare) == ["themes", "records", "subject", "target", "gaps", "bias", "scenarios"]
    assert "13 themes" in str(lacks(bare)[0].words)
    whole = replace(bare, draft=WHOLE_JUDGMENT, records=3, heard=bare.roles)
    assert codes(whole) == []
    assert codes(replace(whole, open_differences=1)) == ["differences"]


def test_a_possible_target_is_asked_for_only_where_there_is_one() -> None:
    assert "target" not in codes(of(CaseState.GATHERING, roles=frozenset({RoleName.SUBJECT})))


def test_before_the_plan_the_decision_to_tell_a_target_and_the_team_are_asked_for() -> None:
    bare = of(
        CaseState.ASSESSED,
        roles=frozenset({RoleName.POSSIBLE_TARGET}),
        sealed=replace(WHOLE_JUDGMENT, scenarios=(), signed=None),
    )
    assert codes(bare) == ["scenarios", "actions", "notify", "supervisor", "team"]
    assert codes(replace(bare, sealed=WHOLE_JUDGMENT, plan=WHOLE_PLAN, meetings=1)) == []


def test_a_plan_in_force_is_asked_for_rules_reviews_and_what_came_since() -> None:
    case = replace(of(CaseState.MANAGED).case, next_review=date(2026, 11, 20))
    standing = Standing(
        case,
        TODAY,
        sealed=WHOLE_JUDGMENT,
        plan=replace(WHOLE_PLAN, rules=()),
        last_review=Review("r", "case-1", AT, "Nothing new", TODAY),
        entries_since=2,
        meetings=1,
    )
    assert codes(standing) == ["rules", "review", "trend", "stale"]
    good = replace(
        standing,
        case=replace(case, next_review=TODAY),
        plan=WHOLE_PLAN,
        last_review=Review("r", "case-1", AT, "Nothing new", TODAY, Trend.STEADY),
        entries_since=0,
    )
    assert codes(good) == []


def test_before_closing_open_actions_and_the_schedule_are_asked_for() -> None:
    standing = of(CaseState.MONITORING, plan=WHOLE_PLAN)
    assert codes(standing) == ["open actions", "schedule"]


def test_after_the_end_what_was_left_out_is_still_asked_for() -> None:
    jailed = Closing("x", "case-1", AT, Grounds.CUSTODY, "Ten years")
    assert "release" in codes(of(CaseState.CLOSED, closing=jailed))
    assert "release" not in codes(of(CaseState.CLOSED, closing=jailed, release_known=True))
    closing = Closing("x", "case-1", AT, Grounds.UNFOUNDED, "A rumor")
    assert codes(of(CaseState.CLOSED, closing=closing)) == ["supervisor", "reopen", "schedule"]
    handed = Transfer("x", "case-1", AT, "County", "He moved")
    assert codes(of(CaseState.TRANSFERRED, transfer=handed, schedule_set=True)) == [
        "accepted",
        "sent",
        "basis",
        "follow up",
    ]

"""Reviews, closing, handing over and opening again; and the whole life by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.conftest import AT, OPENING, TODAY, Desk, later
from vpo_desk.domain.assessment import Level, Trend
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.closing import Criterion, CriterionText, Grounds
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.errors import VpoError
from vpo_desk.services.closings import ClosingWords, TransferWords
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.timeline_lines import Filter, TimelineKind

SOON = TODAY + timedelta(days=10)
WHOLE = ClosingWords(
    AT,
    Grounds.RESOLVED,
    "Nothing for a year.",
    tuple(CriterionText(each, "Evidence") for each in Criterion),
    SignOff("Lt. Ames"),
)
TO_COUNTY = TransferWords(AT, "County", "He moved there", "Sgt. Lee", "MOU", "Plan", SOON)


def state(desk: Desk, case: Case) -> CaseState:
    return desk.services.cases.get(case.id).state


class TestAReview:
    def test_moves_the_next_one_and_keeps_the_state(self, desk: Desk) -> None:
        case = desk.case()
        review, _ = desk.services.reviews.add(case.id, AT, "Nothing new.", SOON, Trend.STEADY)
        assert desk.services.reviews.of_case(case.id) == (review,)
        found = desk.services.cases.get(case.id)
        assert (found.state, found.next_review) == (CaseState.GATHERING, SOON)

    def test_says_something_and_names_a_later_day(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="what is new"):
            desk.services.reviews.add(case.id, AT, " ", SOON)
        with pytest.raises(VpoError, match="after this one"):
            desk.services.reviews.add(case.id, AT, "x", TODAY)

    def test_only_a_plan_in_force_can_be_watched(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="cannot be done while"):
            desk.services.reviews.monitor(case.id, SOON)
        desk.judged(case)
        desk.services.plans.seal(desk.plan(case))
        desk.services.reviews.monitor(case.id, SOON)
        assert state(desk, case) is CaseState.MONITORING


class TestClosing:
    def test_ends_the_case_and_its_reviews(self, desk: Desk) -> None:
        case = desk.case()
        desk.judged(case)
        closing, _ = desk.services.closings.close(case.id, WHOLE)
        found = desk.services.cases.get(case.id)
        assert (found.state, found.next_review) == (CaseState.CLOSED, None)
        assert [entry.action for entry in desk.log(closing.id)] == ["close"]
        with pytest.raises(VpoError, match="has ended"):
            desk.services.notes.add(case.id, NoteWords(AT, "More"))

    def test_asks_for_a_second_reviewer_after_a_raised_level(self, desk: Desk) -> None:
        case = desk.case()
        alone = replace(WHOLE, second=None)
        assert desk.services.closings.gates(case.id, alone) == ()
        desk.judged(case)
        low = replace(desk.judgment(case, later(2)), level=Level.LOW)
        desk.services.assessments.seal(low)
        assert desk.services.closings.ever_raised(case.id)
        with pytest.raises(VpoError, match="second reviewer"):
            desk.services.closings.close(case.id, alone)
        assert state(desk, case) is CaseState.ASSESSED

    def test_passes_unmet_gates_with_a_reason_that_is_logged(self, desk: Desk) -> None:
        case = desk.case()
        words = ClosingWords(AT, Grounds.RESOLVED, "", override="The court took it over.")
        closing, _ = desk.services.closings.close(case.id, words)
        (entry,) = desk.log(closing.id)
        assert entry.detail.startswith("override criterion:driver")
        assert "rationale" in entry.detail

    def test_is_taken_back_with_a_reason_and_stays_in_the_history(self, desk: Desk) -> None:
        case = desk.case()
        desk.services.closings.close(case.id, WHOLE)
        with pytest.raises(VpoError, match="needs a reason"):
            desk.services.closings.reopen(case.id, " ", SOON)
        desk.services.closings.reopen(case.id, "A new call.", SOON)
        found = desk.services.cases.get(case.id)
        assert (found.state, found.next_review) == (CaseState.GATHERING, SOON)
        (closing,) = desk.services.closings.of_case(case.id)
        assert (closing.rationale, closing.reopened_for) == ("Nothing for a year.", "A new call.")

    def test_is_handed_over_with_its_receiver(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="to whom"):
            desk.services.closings.hand_over(case.id, replace(TO_COUNTY, to=" "))
        desk.services.closings.hand_over(case.id, TO_COUNTY)
        assert state(desk, case) is CaseState.TRANSFERRED
        (asked,) = desk.services.today.due(SOON)
        assert (asked.due, asked.what) == (SOON, "Ask County what became of it")
        assert desk.services.today.due(SOON - timedelta(days=1)) == ()
        desk.services.closings.reopen(case.id, "He came back.", SOON)
        assert desk.services.closings.transfers(case.id)[0].reopened_for == "He came back."


class TestTheTimeline:
    def test_sorts_by_the_range_and_prints_as_said(self, desk: Desk) -> None:
        case = desk.case()
        timeline = desk.services.timeline
        timeline.add_event(case.id, "about two weeks before graduation", "Bought a van")
        timeline.add_event(case.id, "early May", "Lost his job <b>& more</b>", "Sister")
        timeline.add_event(case.id, "before 3 June", "Was seen at the plant")
        lines = timeline.of_case(case.id, Filter(frozenset({TimelineKind.EVENT})))
        assert [line.when.said for line in lines] == [
            "early May",
            "before 3 June",
            "about two weeks before graduation",
        ]
        assert (lines[0].text, lines[0].told_by) == ("Lost his job <b>& more</b>", "Sister")
        assert all(line.entered is not None and line.entered.utc == AT.utc for line in lines)

    def test_holds_everything_that_happened_and_can_be_filtered(self, desk: Desk) -> None:
        case = desk.case()
        desk.interview(case)
        desk.judged(case)
        desk.services.plans.seal(desk.plan(case))
        desk.services.notes.add(case.id, NoteWords(AT, "Sister called: he sleeps again"))
        lines = desk.services.timeline.of_case(case.id)
        kinds = {line.kind for line in lines}
        assert kinds >= {
            TimelineKind.CONCERN,
            TimelineKind.INTERVIEW,
            TimelineKind.JUDGMENT,
            TimelineKind.NOTE,
        }
        (found,) = desk.services.timeline.of_case(case.id, Filter(text="SLEEPS"))
        assert found.kind is TimelineKind.NOTE

    def test_an_event_is_understood_from_the_day_it_was_entered(self, desk: Desk) -> None:
        case = desk.case()
        event, _ = desk.services.timeline.add_event(case.id, "yesterday", "Seen")
        desk.clock.moment = later(24 * 30)
        corrected, _ = desk.services.timeline.correct_event(event.id, "two days ago", "Seen")
        assert corrected.when.latest == TODAY - timedelta(days=2)

    def test_needs_a_date_and_words(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="what happened"):
            desk.services.timeline.add_event(case.id, "May", " ")
        with pytest.raises(VpoError, match="its date"):
            desk.services.timeline.add_event(case.id, " ", "Seen")


INQUIRY = replace(OPENING, decision=Decision.PRELIMINARY, until=SOON)
GATED = {"assess", "plan", "close"}


def act(desk: Desk, case: Case, concern_id: str, what: str, *, whole: bool, override: str) -> None:
    """Take a step with all that its gate asks for, or with next to nothing."""
    services = desk.services
    match what:
        case "open" | "end":
            decision = Decision.OPEN_CASE if what == "open" else Decision.NO_ACTION
            services.triage.decide(concern_id, replace(OPENING, decision=decision))
        case "assess":
            draft = desk.judgment(case)
            draft = draft if whole else replace(draft, themes=(), bias="")
            services.assessments.seal(replace(draft, override=override))
        case "plan":
            draft = desk.plan(case)
            actions = tuple(replace(each, owner="") for each in draft.actions)
            draft = draft if whole else replace(draft, actions=actions)
            services.plans.seal(replace(draft, override=override))
        case "close":
            words = WHOLE if whole else replace(WHOLE, criteria=(), rationale="")
            services.closings.close(case.id, replace(words, override=override))
        case "review":
            services.reviews.add(case.id, AT, "Nothing new.", SOON)
        case "monitor":
            services.reviews.monitor(case.id, SOON)
        case "hand over":
            services.closings.hand_over(case.id, TO_COUNTY)
        case _:
            services.closings.reopen(case.id, "A new call.", SOON)


ACTS = ("open", "end", "assess", "plan", "review", "monitor", "close", "hand over", "reopen")
TAKEN = st.tuples(st.sampled_from(ACTS), st.booleans(), st.booleans())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TAKEN, max_size=12))
def test_no_sequence_of_steps_passes_a_gate_that_was_neither_met_nor_overridden(
    desk: Desk, taken: list[tuple[str, bool, bool]]
) -> None:
    case = desk.case(decision=INQUIRY)
    (line,) = desk.services.concerns.of_case(case.id)
    has_assessment = False
    done: set[str] = set()
    for what, whole, reason in taken:
        before = desk.services.cases.get(case.id)
        newest = desk.services.upkeep.chain_head()
        assert newest is not None
        try:
            act(
                desk,
                case,
                line.concern.id,
                what,
                whole=whole,
                override="Written reason" if reason else "",
            )
        except VpoError:
            assert desk.services.cases.get(case.id) == before
            continue
        done.add(what)
        if what in GATED:
            met = whole and (what != "plan" or has_assessment)
            assert met or reason, what
            entered = desk.services.ground.history.entries(newest.sequence)
            passed = [each for each in entered if each.detail.startswith("override ")]
            assert len(passed) == (0 if met else 1), what
        has_assessment = has_assessment or what == "assess"
        reached = state(desk, case)
        needed = {
            CaseState.ASSESSED: {"assess"},
            CaseState.MANAGED: {"plan"},
            CaseState.MONITORING: {"monitor"},
            CaseState.CLOSED: {"close", "end"},
            CaseState.TRANSFERRED: {"hand over"},
        }.get(reached)
        assert needed is None or needed & done, reached

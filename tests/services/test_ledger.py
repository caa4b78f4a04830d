"""The print ledger: which paper is out, which of it is old, and what a code on it stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.services.conftest import AT, REVIEW, TODAY, Desk, later

from vpo_desk.documents.content import SlipContent
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import CopyEnd, DocumentKind, Outcome
from vpo_desk.domain.plan import Action, Domain, Rule
from vpo_desk.domain.plan_changes import plan_changes
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.interviews import Given


def planned(desk: Desk) -> Case:
    case = desk.case()
    desk.answer(desk.interview(case), "SU-B3")
    desk.services.assessments.seal(desk.judgment(case))
    desk.services.plans.seal(desk.plan(case))
    return case


def printed(
    desk: Desk, case: Case, *holders: str, return_by: date | None = None, interview: str = ""
) -> tuple[PreparedCopy, ...]:
    kind = DocumentKind.INTERVIEW if interview else DocumentKind.PLAN
    wish = PaperWish(case.id, kind, interview or None)
    copies, _ = desk.services.documents.prepare(wish, "Team meeting", holders, return_by)
    for each in copies:
        desk.services.documents.note_outcome(each.copy.id, Outcome.PRINTED)
    return copies


def new_plan(desk: Desk, case: Case) -> None:
    draft = desk.services.plans.open_draft(case.id, later(5))
    actions = (*draft.actions, Action(Domain.WATCH, "Call him", "R. Okafor", REVIEW))
    desk.services.plans.seal(replace(draft, actions=actions, review=REVIEW + timedelta(days=7)))


def test_a_copy_is_out_until_it_came_back_and_a_lost_one_stays_out(desk: Desk) -> None:
    case = planned(desk)
    first, second, third = printed(desk, case, "School", "Crisis team", "Advocate")
    ledger = desk.services.ledger
    ledger.note_end(first.copy.id, CopyEnd.RETURNED, TODAY, "Seen by Sgt. Lund")
    ledger.note_end(second.copy.id, CopyEnd.LOST, TODAY)
    out = desk.reopen().ledger.out()
    assert {line.copy.holder for line in out} == {"Crisis team", "Advocate"}
    desk.services.ledger.take_back_end(first.copy.id)
    back = {line.copy.id: line.copy for line in desk.services.ledger.lines(case.id)}
    assert back[first.copy.id].end is None
    assert back[first.copy.id].is_out
    assert third.copy.id in back


def test_what_never_left_is_not_out_and_cannot_come_back(desk: Desk) -> None:
    case = planned(desk)
    wish = PaperWish(case.id, DocumentKind.PLAN)
    (copy,) = desk.services.documents.prepare(wish, "Meeting", ("School",))[0]
    desk.services.documents.note_outcome(copy.copy.id, Outcome.FAILED)
    assert desk.services.ledger.out() == ()
    with pytest.raises(VpoError, match="never left"):
        desk.services.ledger.note_end(copy.copy.id, CopyEnd.RETURNED, TODAY)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_copy_cannot_come_back_before_it_was_made_or_tomorrow(desk: Desk, days: int) -> None:
    (copy,) = printed(desk, planned(desk), "School")
    with pytest.raises(VpoError, match="cannot be right"):
        desk.services.ledger.note_end(copy.copy.id, CopyEnd.RETURNED, TODAY + timedelta(days=days))


def test_a_copy_is_late_the_day_after_it_should_be_back(desk: Desk) -> None:
    case = planned(desk)
    printed(desk, case, "School", return_by=TODAY)
    ledger = desk.services.ledger
    assert ledger.late(TODAY) == ()
    (line,) = ledger.late(TODAY + timedelta(days=1))
    assert line.copy.holder == "School"
    ledger.set_return(line.copy.id, TODAY + timedelta(days=9))
    assert ledger.late(TODAY + timedelta(days=1)) == ()


def test_a_new_plan_makes_copies_of_the_old_one_old_and_no_others(desk: Desk) -> None:
    case = planned(desk)
    (old,) = printed(desk, case, "School")
    assert desk.services.ledger.to_recall() == ()
    new_plan(desk, case)
    (new,) = printed(desk, case, "School")
    assert [line.copy.id for line in desk.services.ledger.to_recall()] == [old.copy.id]
    assert not next(
        line for line in desk.services.ledger.lines() if line.copy.id == new.copy.id
    ).old


def test_a_draft_of_the_next_plan_makes_nothing_old(desk: Desk) -> None:
    case = planned(desk)
    printed(desk, case, "School")
    desk.services.plans.save(desk.services.plans.open_draft(case.id, later(2)))
    assert desk.services.ledger.to_recall() == ()


def test_a_corrected_answer_makes_the_record_old(desk: Desk) -> None:
    case = planned(desk)
    interview = desk.interview(case)
    desk.answer(interview, "SU-B3")
    printed(desk, case, "School", interview=interview.id)
    assert desk.services.ledger.to_recall() == ()
    desk.services.interviews.record(interview.id, "SU-B3", Given(text="He did not say so."))
    assert [line.old for line in desk.services.ledger.lines()] == [True]


def test_a_code_says_whose_copy_it_was_and_what_changed(desk: Desk) -> None:
    case = planned(desk)
    (copy,) = printed(desk, case, "School")
    code = copy.content.sheet.code
    check = desk.services.ledger.check(code)
    assert check.line is not None
    assert (check.line.copy.holder, check.line.old) == ("School", False)
    new_plan(desk, case)
    check = desk.reopen().ledger.check(f" {code.lower().replace('-', ' ')} ")
    assert check.line is not None
    assert check.line.old
    told = "\n".join(str(words) for words in check.since)
    assert "Plan version 2 is in force." in told
    assert "New action: Call him (R. Okafor)" in told
    assert f"The next review was {REVIEW}, now it is {REVIEW + timedelta(days=7)}." in told


def test_a_code_without_its_number_is_found_too(desk: Desk) -> None:
    (copy,) = printed(desk, planned(desk), "School")
    digits = copy.content.sheet.code.split("-", 1)[1]
    check = desk.services.ledger.check(digits)
    assert check.line is not None
    assert check.line.copy.id == copy.copy.id


def test_a_typing_error_and_another_files_code_are_told_apart(desk: Desk) -> None:
    (copy,) = printed(desk, planned(desk), "School")
    code = copy.content.sheet.code
    number, rest = code.split("-", 1)
    with pytest.raises(VpoError, match="not a code"):
        desk.services.ledger.check(code[:-1] + ("0" if code[-1] != "0" else "1"))
    with pytest.raises(VpoError, match="No page"):
        desk.services.ledger.check(f"{int(number) + 1}-{rest}")
    with pytest.raises(VpoError, match="not a code"):
        desk.services.ledger.check("everyone will remember")


def test_an_anchor_slips_code_is_right_and_no_copys(desk: Desk) -> None:
    planned(desk)
    content, _ = desk.services.audit_log.prepare_anchor()
    code = next(value for name, value in content.facts if str(name) == "Code")
    assert desk.services.ledger.check(str(code)).line is None


def test_a_recall_note_lists_what_is_old_and_out_and_is_logged(desk: Desk) -> None:
    case = planned(desk)
    with pytest.raises(VpoError, match="No copy"):
        desk.services.ledger.prepare_recall()
    printed(desk, case, "School", "Advocate")
    new_plan(desk, case)
    content, _ = desk.services.ledger.prepare_recall(case.id)
    assert isinstance(content, SlipContent)
    assert {row[0] for row in content.parts[1].rows} == {"School", "Advocate"}
    log = desk.services.audit_log.since(AT)
    assert "Recall note made" in [str(line.words) for line in log]


def test_plans_are_compared_line_by_line(desk: Desk) -> None:
    before = replace(
        desk.plan(desk.case()),
        actions=(Action(Domain.WATCH, "Call", "me", TODAY), Action(Domain.MEANS, "Ask", "")),
        rules=(Rule("He comes", "Call 911", "now", "desk"), Rule("He moves", "Tell", "1 d", "me")),
    )
    after = replace(
        before,
        actions=(Action(Domain.WATCH, "Call", "you", REVIEW), Action(Domain.LIMITS, "Write", "me")),
        rules=(
            Rule("He comes", "Call 911", "at once", "desk"),
            Rule("He calls", "Log", "1 d", "me"),
        ),
    )
    told = [str(words) for words in plan_changes(before, after)]
    assert told == [
        "Call: the owner was me, now you.",
        f"Call: was due {TODAY}, now {REVIEW}.",
        "New action: Write (me)",
        "No longer in the plan: Ask",
        "Rule changed: if He comes: desk, at once",
        "New rule: if He calls, then Log",
        "Rule taken out: if He moves",
    ]
    assert plan_changes(before, before) == ()

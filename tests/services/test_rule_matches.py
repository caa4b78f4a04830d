"""Rules that may match: what is asked, in which version, what is kept, and what stays open."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date

import pytest
from tests.services.conftest import AT, INTAKE, OPENING, Desk, later

from vpo_desk.domain.case import Case
from vpo_desk.domain.closing import Grounds
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.plan import Plan, Rule
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.referral import ReferralStatus
from vpo_desk.domain.rule_match import Touch
from vpo_desk.errors import VpoError
from vpo_desk.services.closings import ClosingWords
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.records import Look
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.rule_matches import RuleKey, RuleQuestion, RuleTask
from vpo_desk.services.timeline_lines import TimelineKind
from vpo_desk.storage.nouns import RULE_ANSWER

MISSES = Rule("Misses the evaluation", "Welfare visit", "same day", "R. Okafor", "County team")
WEAPON = Rule("New weapon seen", "Judge again", "next workday", "Lt. Ames")
RULES = (WEAPON, MISSES)


def in_force(desk: Desk, case: Case, rules: tuple[Rule, ...] = RULES) -> Plan:
    """Seal a plan with these rules and return it."""
    if desk.services.assessments.sealed(case.id) is None:
        desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), rules=rules))
    sealed = desk.services.plans.sealed(case.id)
    assert sealed is not None
    return sealed


def note(desk: Desk, case: Case, text: str = "Nothing to do with it") -> str:
    return desk.services.notes.add(case.id, NoteWords(AT, text))[0].id


def asked(desk: Desk, case: Case) -> tuple[RuleQuestion, ...]:
    return desk.services.rule_matches.questions(case.id)


def keys(question: RuleQuestion) -> list[RuleKey]:
    return [each.key for each in question.rules]


# --- what is asked -------------------------------------------------------------------------------


def test_nothing_is_asked_without_a_sealed_plan_or_before_it(desk: Desk) -> None:
    case = desk.case()
    note(desk, case)
    assert asked(desk, case) == ()
    desk.services.plans.save(replace(desk.plan(case), rules=RULES))
    note(desk, case)
    assert asked(desk, case) == ()
    in_force(desk, case)
    assert asked(desk, case) == ()
    assert desk.services.rule_matches.waiting_cases() == ()


def test_a_plan_without_rules_asks_nothing(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case, ())
    note(desk, case)
    assert asked(desk, case) == ()
    assert desk.services.rule_matches.waiting_cases() == ()


def test_every_rule_is_asked_and_those_with_shared_words_come_first(desk: Desk) -> None:
    case = desk.case()
    plan = in_force(desk, case)
    text = "He did not go to his Évaluation <b>\ud83d"
    note(desk, case, text)
    (question,) = asked(desk, case)
    assert [each.rule for each in question.rules] == [MISSES, WEAPON]
    assert [each.shared for each in question.rules] == [("evaluation",), ()]
    assert [each.due for each in question.rules] == [AT.day, None]
    assert [each.key.place for each in question.rules] == [1, 0]
    assert (question.words.text, question.plan_number) == (text, plan.number)
    assert question.in_force
    assert desk.services.rule_matches.waiting(case.id) == 1
    assert desk.services.rule_matches.waiting_cases() == ((desk.services.cases.get(case.id), 1),)


def test_each_kind_of_new_entry_is_asked_once_the_newest_first(desk: Desk) -> None:
    case = desk.case()
    services = desk.services
    referral, _ = services.referrals.add(case.id, ReferralWords(AT, "County team"))
    interview = desk.interview(case)
    desk.answer(interview, "SU-A1", "They took me off the evaluation list.")
    in_force(desk, case)
    note(desk, case, "A note")
    services.timeline.add_event(case.id, "yesterday", "An event")
    services.records.add(case.id, Look("RR-A1", AT, RecordResult.RELEVANT, note="A record"))
    services.orders.add(case.id, OrderWords(OrderKind.TRESPASS, AT.day, terms="An order"))
    services.referrals.add(case.id, ReferralWords(AT, "A clinic"))
    services.referrals.follow(referral.id, ReferralStatus.ACCEPTED, "")
    services.referrals.follow(referral.id, ReferralStatus.ENDED, "Did not come")
    desk.answer(interview, "SU-B3", "It was a joke.")
    services.interviews.seal(interview.id)
    services.interviews.add_remark(interview.id, "He called back.")
    concern = desk.concern(replace(INTAKE, words="He stood at the gate."))
    linked = replace(OPENING, decision=Decision.LINK, case_id=case.id, priority=None)
    services.triage.decide(concern.id, linked)
    found = asked(desk, case)
    assert [(each.entry.kind, each.words.text) for each in found] == [
        ("triage", "He stood at the gate."),
        ("interview", "He called back."),
        ("interview", ""),
        ("referral", "Did not come"),
        ("referral", ""),
        ("order", "An order"),
        ("record", "A record"),
        ("event", "An event"),
        ("note", "A note"),
    ]
    assert [each.shared for each in found[2].rules] == [("evaluation",), ()]
    assert services.rule_matches.waiting(case.id) == len(found)
    assert services.rule_matches.waiting_cases()[0][1] == len(found)


def test_what_is_corrected_is_not_asked_again_and_reads_as_it_was_entered(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    id_ = note(desk, case, "First words")
    desk.services.notes.correct(id_, NoteWords(AT, "Other words", Protected.RELIGION))
    (question,) = asked(desk, case)
    assert question.words.text == "First words"


def test_a_concern_linked_again_was_new_when_it_first_came_to_the_case(desk: Desk) -> None:
    case = desk.case()
    link = replace(OPENING, decision=Decision.LINK, case_id=case.id, priority=None)
    before, after = desk.concern(), desk.concern()
    desk.services.triage.decide(before.id, link)
    in_force(desk, case)
    desk.services.triage.decide(before.id, replace(link, reason="Looked at again."))
    assert asked(desk, case) == ()
    for reason in ("The same man.", "Looked at again."):
        desk.services.triage.decide(after.id, replace(link, reason=reason))
    assert [str(each.words.title) for each in asked(desk, case)] == [f"Concern {after.number}"]


def test_the_rules_are_those_of_the_version_in_force_when_it_was_entered(desk: Desk) -> None:
    case = desk.case()
    first = in_force(desk, case)
    note(desk, case, "Under the first")
    second = in_force(desk, case, (MISSES,))
    note(desk, case, "Under the second")
    desk.clock.moment = later(-48)  # a clock that is set back changes nothing
    note(desk, case, "Under the second too")
    found = asked(desk, case)
    told = [(each.words.text, each.plan_number, len(each.rules), each.in_force) for each in found]
    assert told == [
        ("Under the second too", second.number, 1, True),
        ("Under the second", second.number, 1, True),
        ("Under the first", first.number, 2, False),
    ]


def test_a_case_that_has_ended_asks_nothing_and_takes_no_answer(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    words = ClosingWords(AT, Grounds.MOVED, "He left.", override="Moved away.")
    desk.services.closings.close(case.id, words)
    assert asked(desk, case) == ()
    assert desk.services.rule_matches.waiting(case.id) == 0
    assert desk.services.rule_matches.waiting_cases() == ()
    with pytest.raises(VpoError, match="has ended"):
        desk.services.rule_matches.say_no(case.id, keys(question))


# --- what is kept --------------------------------------------------------------------------------


def test_a_yes_keeps_who_when_which_rule_and_makes_the_task(desk: Desk) -> None:
    case = desk.case()
    agency = replace(desk.services.agency.get(), officer="R. Okafor")
    desk.services.agency.set(agency)
    plan = in_force(desk, case)
    id_ = note(desk, case, "Missed the evaluation")
    (question,) = asked(desk, case)
    task = RuleTask("Welfare visit", "R. Okafor", AT.day)
    answer, changes = desk.services.rule_matches.say_yes(case.id, keys(question)[0], task)
    services = desk.reopen()
    (kept,) = services.rule_matches.of_case(case.id)
    assert kept == answer
    assert (kept.touch, kept.by, kept.at) == (Touch.YES, "R. Okafor", AT)
    assert (kept.rule, kept.plan_id, kept.plan_number, kept.place) == (MISSES, plan.id, 1, 1)
    assert (kept.entry_kind, kept.entry_id, kept.entry_version) == ("note", id_, 1)
    (made,) = services.tasks.of_case(case.id)
    assert (made.id, made.what, made.owner) == (kept.task_id, "Welfare visit", "")
    assert changes.touches(case.id)
    assert changes.kinds() == {"rule_answer", "task", "case"}
    assert [entry.action for entry in desk.log(kept.id)] == ["yes"]
    (line,) = services.timeline.of_case(case.id)[-1:]
    judged = [x for x in services.timeline.of_case(case.id) if x.source == ("rule_answer", kept.id)]
    assert [each.kind for each in judged] == [TimelineKind.JUDGMENT]
    assert judged[0].text == "Misses the evaluation: Welfare visit"
    assert line is not None


def test_a_yes_without_a_task_makes_none_and_another_owner_stays_as_written(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    first, second = keys(question)
    desk.services.rule_matches.say_yes(case.id, first)
    assert desk.services.tasks.of_case(case.id) == ()
    desk.services.rule_matches.say_yes(case.id, second, RuleTask("Call", "Lt. Ames", AT.day))
    (task,) = desk.services.tasks.of_case(case.id)
    assert task.owner == "Lt. Ames"
    assert asked(desk, case) == ()


def test_a_task_that_says_nothing_takes_the_yes_back_with_it(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    with pytest.raises(VpoError, match="what is to be done"):
        desk.services.rule_matches.say_yes(case.id, keys(question)[0], RuleTask(" ", "", AT.day))
    assert desk.services.rule_matches.of_case(case.id) == ()
    assert asked(desk, case) == (question,)


def test_a_no_is_kept_and_what_is_left_stays_open_over_a_restart(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    desk.services.rule_matches.say_no(case.id, keys(question)[:1])
    services = desk.reopen()
    (left,) = asked(desk, case)
    assert keys(left) == keys(question)[1:]
    assert services.rule_matches.waiting_cases()[0][1] == 1
    services.rule_matches.say_no(case.id, keys(left))
    assert asked(desk, case) == ()
    assert [each.touch for each in services.rule_matches.of_case(case.id)] == [Touch.NO] * 2
    assert services.rule_matches.waiting_cases() == ()
    sources = {line.source[0] for line in services.timeline.of_case(case.id)}
    assert "rule_answer" not in sources


def test_nothing_is_answered_twice_or_for_another_plan(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    key = keys(question)[0]
    matches = desk.services.rule_matches
    matches.say_no(case.id, (key,))
    for wrong in (key, replace(key, plan_id="plan-x"), replace(key, place=7)):
        with pytest.raises(VpoError, match="answered already"):
            matches.say_no(case.id, (keys(question)[1], wrong))
    assert len(matches.of_case(case.id)) == 1


def test_a_mind_can_be_changed_and_both_words_stay(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    matches = desk.services.rule_matches
    answer, _ = matches.say_yes(case.id, keys(question)[0])
    desk.clock.moment = later(2)
    changed, _ = matches.change(answer.id)
    assert (changed.touch, changed.at) == (Touch.NO, later(2))
    versions = desk.services.ground.history.versions(RULE_ANSWER, answer.id)
    assert [each.value.touch for each in versions] == [Touch.YES, Touch.NO]
    assert [entry.action for entry in desk.log(answer.id)] == ["yes", "no"]
    assert matches.change(answer.id)[0].touch is Touch.YES
    with pytest.raises(VpoError, match="no such answer"):
        matches.change("rule_answer-x")


def test_a_rule_says_how_often_it_happened_and_was_denied_in_all_versions(desk: Desk) -> None:
    case = desk.case()
    first = in_force(desk, case)
    matches = desk.services.rule_matches
    for _ in range(2):
        note(desk, case, "evaluation")
        (question,) = asked(desk, case)
        matches.say_yes(case.id, keys(question)[0])
        matches.say_no(case.id, keys(question)[1:])
    second = in_force(desk, case, (replace(MISSES, within="1 h"), WEAPON))
    note(desk, case)
    matches.say_no(case.id, keys(asked(desk, case)[0]))
    told = [(len(each.yes), each.denied) for each in matches.tallies(second)]
    assert told == [(0, 1), (0, 3)]
    assert [(len(each.yes), each.denied) for each in matches.tallies(first)] == [(0, 2), (2, 0)]


# --- elsewhere -----------------------------------------------------------------------------------


def test_the_past_shows_what_was_said_by_then(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    answer, _ = desk.services.rule_matches.say_yes(case.id, keys(question)[0])
    desk.clock.moment = later(48)
    desk.services.rule_matches.change(answer.id)
    past = desk.services.as_it_was.on(case.id, AT.day)
    (section,) = [each for each in past.sections if str(each.heading) == "Rules of the plan"]
    assert [(str(each.beside), each.text) for each in section.lines] == [
        ("touched", "New weapon seen\nJudge again")
    ]
    today = desk.services.as_it_was.on(case.id, later(48).day)
    (section,) = [each for each in today.sections if str(each.heading) == "Rules of the plan"]
    assert [str(each.beside) for each in section.lines] == ["not touched"]


def test_other_cases_are_left_alone(desk: Desk) -> None:
    case, other = desk.case(), desk.case(replace(INTAKE, about=None))
    in_force(desk, case)
    in_force(desk, other, (MISSES,))
    note(desk, case)
    assert asked(desk, other) == ()
    note(desk, other)
    note(desk, other)
    found = {each.number: count for each, count in desk.services.rule_matches.waiting_cases()}
    assert found == {case.number: 1, other.number: 2}
    (question,) = asked(desk, case)
    with pytest.raises(VpoError, match="answered already"):
        desk.services.rule_matches.say_no(other.id, keys(question))


def test_a_day_can_be_given_that_no_rule_names(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    due = date(2026, 12, 1)
    desk.services.rule_matches.say_yes(case.id, keys(question)[0], RuleTask("Visit", "", due))
    assert [each.due for each in desk.services.tasks.of_case(case.id)] == [due]


def test_the_printed_plan_says_what_happened_since_the_version_before(desk: Desk) -> None:
    case = desk.case()
    in_force(desk, case)
    note(desk, case)
    (question,) = asked(desk, case)
    desk.services.rule_matches.say_yes(case.id, keys(question)[0])
    desk.services.rule_matches.say_no(case.id, keys(question)[1:])
    text = plan_text(desk, case)
    assert "Rules that something has touched" in text
    assert "New weapon seen (version 1). Then: Judge again" in text
    assert text.count("Misses the evaluation") == 1
    in_force(desk, case, (MISSES,))
    assert "New weapon seen (version 1)" in plan_text(desk, case)
    in_force(desk, case, (MISSES,))
    assert "Rules that something" not in plan_text(desk, case)


def plan_text(desk: Desk, case: Case) -> str:
    """Return the words of the printed plan as poppler reads them, on one line."""
    wish = PaperWish(case.id, DocumentKind.PLAN)
    prepared, _ = desk.services.documents.prepare(wish, "Meeting", ())
    pdf = desk.services.paper.make(prepared[0])
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())

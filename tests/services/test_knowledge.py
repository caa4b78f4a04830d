"""What is known: statements by theme, the roots they go back to, and where sources differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.conftest import INTAKE, OPENING, Desk, later

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Decision, Identity
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.statement import CORE_THEMES, DifferenceState, Theme
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant
from vpo_desk.services.interviews import Given
from vpo_desk.services.knowledge import ThemeKnowledge
from vpo_desk.services.people import PersonDetails
from vpo_desk.storage.nouns import DIFFERENCE


def on_theme(desk: Desk, case: Case, theme: Theme) -> ThemeKnowledge:
    return next(each for each in desk.services.knowledge.themes(case.id) if each.theme is theme)


def two_answers(desk: Desk, case: Case) -> tuple[Answer, Answer]:
    """Answers of two people to questions of the same theme."""
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    questions = desk.services.forms.blank("collateral").questions()
    same = next(each.id for each in questions if each.theme is Theme.COM)
    return (
        desk.answer(desk.interview(case), "SU-B3", "It was a joke."),
        desk.answer(desk.interview(case, "collateral", friend.id), same, "It was no joke."),
    )


# --- statements ----------------------------------------------------------------------------------


def test_everything_said_in_a_case_is_there_in_order_of_time_with_who_said_it(desk: Desk) -> None:
    case = desk.case()
    late, early = (desk.interview(case, at=later(hour)) for hour in (9, 4))
    desk.answer(late, "SU-B3", "Late.")
    desk.answer(early, "SU-B3", "Early.")
    said = [
        (each.text or each.verbatim, each.said_by, each.role)
        for each in desk.services.knowledge.statements(case.id)
    ]
    assert said == [
        (INTAKE.words, "B. Hale", "Reporting person"),
        ("Early.", "Peter Novak", "Subject"),
        ("Late.", "Peter Novak", "Subject"),
    ]


def test_only_the_newest_version_of_an_answer_is_a_statement(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    desk.answer(interview, "SU-B3", "It was a joke.")
    desk.answer(interview, "SU-B3", "It was no joke.")
    desk.answer(interview, "SU-B4", "So he said.")
    desk.services.interviews.record(interview.id, "SU-B4", Given(AnswerState.DECLINED))
    assert [each.text for each in desk.services.knowledge.statements(case.id)[1:]] == [
        "It was no joke."
    ]


def test_another_case_adds_nothing(desk: Desk) -> None:
    case = desk.case()
    desk.answer(desk.interview(desk.case()), "SU-B3")
    assert len(desk.services.knowledge.statements(case.id)) == 1


def test_an_answer_counts_for_the_theme_of_its_question(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    for question in ("SU-A1", "SU-B3", "SU-C1"):
        desk.answer(interview, question)
    places = {
        each.theme: [statement.place for statement in each.statements]
        for each in desk.services.knowledge.themes(case.id)
    }
    assert tuple(places) == CORE_THEMES
    assert {theme: held for theme, held in places.items() if held} == {
        Theme.COM: ["SU-B3"],
        Theme.MOT: ["SU-C1"],
        Theme.OTH: ["C-2026-001"],
    }
    unknown = desk.services.knowledge.unknown_themes(case.id)
    assert set(CORE_THEMES) - set(unknown) == {Theme.COM, Theme.MOT, Theme.OTH}


# --- roots ---------------------------------------------------------------------------------------


def test_a_root_is_kept_as_said(desk: Desk) -> None:
    case = desk.case()
    root, _ = desk.services.knowledge.add_root(case.id, "The post", read_date("early May"))
    desk.services.knowledge.add_root(desk.case().id, "Another case's post")
    assert desk.reopen().knowledge.roots(case.id) == (root,)
    assert (root.what, root.when) == (
        "The post",
        replace(read_date("early May 2026"), said="early May"),
    )


def test_a_root_needs_words_and_a_case(desk: Desk) -> None:
    case = desk.case()
    with pytest.raises(VpoError, match="few words"):
        desk.services.knowledge.add_root(case.id, " \n")
    with pytest.raises(VpoError, match="no such case"):
        desk.services.knowledge.add_root("case-0", "The post")
    assert desk.services.knowledge.roots(case.id) == ()


def test_two_people_who_saw_the_same_post_are_one_source(desk: Desk) -> None:
    case = desk.case()
    answers = two_answers(desk, case)
    assert on_theme(desk, case, Theme.COM).sources == 2
    root, _ = desk.services.knowledge.add_root(case.id, "The post")
    for answer in answers:
        desk.services.interviews.record(
            answer.interview_id, answer.question_id, Given(text=answer.text, root_id=root.id)
        )
    assert on_theme(desk, case, Theme.COM).sources == 1


def test_one_person_is_one_source_however_often_they_say_it(desk: Desk) -> None:
    case = desk.case()
    for interview in (desk.interview(case), desk.interview(case)):
        desk.answer(interview, "SU-B3")
    assert on_theme(desk, case, Theme.COM).sources == 1


def test_each_anonymous_concern_is_a_source_of_its_own(desk: Desk) -> None:
    nameless = replace(INTAKE, source=Informant(Identity.ANONYMOUS))
    case = desk.case(nameless)
    link = replace(OPENING, decision=Decision.LINK, case_id=case.id)
    desk.services.triage.decide(desk.concern(nameless).id, link)
    assert on_theme(desk, case, Theme.OTH).sources == 2


# --- differences ---------------------------------------------------------------------------------


def test_a_difference_shows_on_the_theme_of_its_answers(desk: Desk) -> None:
    case = desk.case()
    ids = tuple(answer.id for answer in two_answers(desk, case))
    noted, _ = desk.services.knowledge.note_difference(
        case.id, ids, DifferenceState.OPEN, "Both were there."
    )
    assert desk.reopen().knowledge.differences(case.id) == (noted,)
    assert on_theme(desk, case, Theme.COM).differences == (noted,)
    assert on_theme(desk, case, Theme.MOT).differences == ()


def test_resolving_a_difference_keeps_what_it_was(desk: Desk) -> None:
    case = desk.case()
    ids = tuple(answer.id for answer in two_answers(desk, case))
    note = desk.services.knowledge.note_difference
    first, _ = note(case.id, ids, DifferenceState.OPEN, "Both were there.")
    then, _ = note(case.id, ids, DifferenceState.RESOLVED, "The recording settles it.")
    assert desk.services.knowledge.differences(case.id) == (then,)
    versions = desk.services.ground.history.versions(DIFFERENCE, first.id)
    assert [each.value for each in versions] == [first, then]


def test_a_difference_needs_a_reason_and_two_answers(desk: Desk) -> None:
    case = desk.case()
    one, two = (answer.id for answer in two_answers(desk, case))
    note = desk.services.knowledge.note_difference
    with pytest.raises(VpoError, match="needs a reason"):
        note(case.id, (one, two), DifferenceState.OPEN, " ")
    for ids in ((), (one,), (one, one)):
        with pytest.raises(VpoError, match="needs two answers"):
            note(case.id, ids, DifferenceState.OPEN, "Why")
    assert desk.services.knowledge.differences(case.id) == ()


def test_a_difference_is_between_answers_of_its_own_case(desk: Desk) -> None:
    case = desk.case()
    one, _ = two_answers(desk, case)
    elsewhere = desk.answer(desk.interview(desk.case()), "SU-B3")
    for other in (elsewhere.id, "answer-0", case.id):
        with pytest.raises(VpoError, match="answers of this case"):
            desk.services.knowledge.note_difference(
                case.id, (one.id, other), DifferenceState.OPEN, "Why"
            )


# --- changing a root, and what is traced to it ----------------------------------------------------


def test_changing_a_root_changes_it_for_everything_that_rests_on_it(desk: Desk) -> None:
    case = desk.case()
    root, _ = desk.services.knowledge.add_root(case.id, "The post")
    concern = desk.services.knowledge.statements(case.id)[0]
    desk.services.knowledge.trace(root.id, concern.source_id, rests=True)
    desk.services.knowledge.change_root(root.id, "The screenshot", read_date("early May 2026"))
    (after,) = desk.reopen().knowledge.roots(case.id)
    assert (after.what, after.when, after.rests) == (
        "The screenshot",
        read_date("early May 2026"),
        (concern.source_id,),
    )
    with pytest.raises(VpoError, match="few words"):
        desk.services.knowledge.change_root(root.id, " ")
    with pytest.raises(VpoError, match="no such root"):
        desk.services.knowledge.change_root("root-0", "The post")


def test_three_callers_and_one_screenshot_are_one_source(desk: Desk) -> None:
    case = desk.case()
    for name in ("C. Dorn", "E. Falk"):
        caller = replace(INTAKE, source=Informant(Identity.NAMED, None, PersonDetails(name)))
        link = replace(OPENING, decision=Decision.LINK, case_id=case.id)
        desk.services.triage.decide(desk.concern(caller).id, link)
    knowledge = desk.services.knowledge
    assert on_theme(desk, case, Theme.OTH).sources == 3
    root, _ = knowledge.add_root(case.id, "One screenshot")
    for each in knowledge.statements(case.id):
        knowledge.trace(root.id, each.source_id, rests=True)
    assert on_theme(desk, case, Theme.OTH).sources == 1
    last = knowledge.statements(case.id)[-1]
    knowledge.trace(root.id, last.source_id, rests=False)
    assert on_theme(desk, case, Theme.OTH).sources == 2


def test_what_is_traced_to_another_root_leaves_the_first_and_a_sealed_answer_stays_as_given(
    desk: Desk,
) -> None:
    case = desk.case()
    interview = desk.interview(case)
    answer = desk.answer(interview, "SU-B3")
    desk.services.interviews.seal(interview.id)
    knowledge = desk.services.knowledge
    one, two = (knowledge.add_root(case.id, what)[0] for what in ("The post", "The quarrel"))
    knowledge.trace(one.id, answer.id, rests=True)
    knowledge.trace(two.id, answer.id, rests=True)
    assert [each.rests for each in knowledge.roots(case.id)] == [(), (answer.id,)]
    (statement,) = [each for each in knowledge.statements(case.id) if each.is_answer]
    assert (statement.root_id, statement.traced) == (two.id, True)
    assert desk.services.interviews.answers(interview.id)["SU-B3"] == answer


def test_an_answer_that_names_its_root_itself_is_traced_to_no_other(desk: Desk) -> None:
    case = desk.case()
    knowledge = desk.services.knowledge
    one, two = (knowledge.add_root(case.id, what)[0] for what in ("The post", "The quarrel"))
    interview = desk.interview(case)
    given = Given(text="It was a joke.", root_id=one.id)
    answer, _ = desk.services.interviews.record(interview.id, "SU-B3", given)
    with pytest.raises(VpoError, match="names its root itself"):
        knowledge.trace(two.id, answer.id, rests=True)
    with pytest.raises(VpoError, match="Only what was said in this case"):
        knowledge.trace(two.id, "answer-0", rests=True)


# --- side by side --------------------------------------------------------------------------------


def test_answers_to_the_same_question_stand_side_by_side_until_something_is_noted(
    desk: Desk,
) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    one = desk.answer(desk.interview(case), "SU-G1", "None.")
    two = desk.answer(desk.interview(case, "collateral", friend.id), "CO-E1", "His uncle's rifle.")
    (found,) = desk.services.comparisons.to_look_at(case.id)
    assert [(each.statement.source_id, bool(each.question)) for each in found.sides] == [
        (one.id, True),
        (two.id, True),
    ]
    assert found.difference is None
    note = desk.services.knowledge.note_difference
    note(case.id, (one.id, two.id), DifferenceState.OPEN, "He has not been asked of it.")
    assert desk.services.comparisons.to_look_at(case.id) == ()
    (left,) = desk.services.comparisons.still_open(case.id)
    assert (left.title, left.difference is not None) == (found.title, True)
    note(case.id, (one.id, two.id), DifferenceState.RESOLVED, "The uncle has it locked away.")
    assert desk.services.comparisons.still_open(case.id) == ()
    assert len(desk.services.comparisons.noted(case.id)) == 1


def test_answers_to_different_questions_are_put_side_by_side_by_the_officer_alone(
    desk: Desk,
) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    one = desk.answer(desk.interview(case), "SU-A1")
    two = desk.answer(desk.interview(case, "collateral", friend.id), "CO-E1")
    assert desk.services.comparisons.to_look_at(case.id) == ()
    desk.services.knowledge.note_difference(
        case.id, (one.id, two.id), DifferenceState.OPEN, "They do not fit."
    )
    (noted,) = desk.services.comparisons.noted(case.id)
    assert noted.title == Theme.LOG.label

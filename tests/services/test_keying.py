"""Keying in paper: the code finds the very form, no word of the sheet is lost, critical ones twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import AT, Desk, later

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.keyed import Keyed
from vpo_desk.domain.person import RoleName
from vpo_desk.errors import VpoError
from vpo_desk.services.interviews import Given, misfit
from vpo_desk.services.keying import PaperHeld, given_of, keyed_of

ANSWERED, DECLINED = AnswerState.ANSWERED, AnswerState.DECLINED


def code_of(desk: Desk, *only: str) -> str:
    return desk.services.protocols.form("subject@1", only=only).form_code


def begun(desk: Desk, *only: str) -> Interview:
    case = desk.case()
    desk.clock.moment = later(30)
    held = PaperHeld(case.subject_id or "", AT, "Community center", ("L. Ortiz",))
    return desk.services.keying.begin(case.id, code_of(desk, *only), held)[0]


def test_a_sheet_opens_its_own_questions_section_by_section(desk: Desk) -> None:
    interview = begun(desk, "SU-B3", "SU-E2", "SU-G1")
    sheet = desk.services.keying.view(interview.id)
    assert [[each.id for each in part.questions] for part in sheet.sections] == [
        ["SU-B3"],
        ["SU-E2"],
        ["SU-G1"],
    ]
    assert [each.id for each in sheet.left_to_repeat] == ["SU-E2"]
    whole = desk.services.keying.view(begun(desk).id)
    assert sum(len(part.questions) for part in whole.sections) == 70


def test_the_time_held_and_the_time_entered_are_both_kept(desk: Desk) -> None:
    interview = begun(desk)
    view = desk.reopen().interviews.view(interview.id)
    assert view.line.interview.at == AT
    assert view.entered_at == later(30).utc
    assert (interview.place, interview.present) == ("Community center", ("L. Ortiz",))


def test_a_code_of_another_edition_or_of_nothing_begins_nothing(desk: Desk) -> None:
    case = desk.case()
    held = PaperHeld(case.subject_id or "", AT)
    for typed, words in (
        ("", "not a form code"),
        ("subject@1/0000", "does not fit the questions"),
        ("subject@9/0000", "no protocol"),
    ):
        with pytest.raises(VpoError, match=words):
            desk.services.keying.begin(case.id, typed, held)
    with pytest.raises(VpoError, match="before it is keyed in"):
        desk.services.keying.begin(
            case.id, code_of(desk), PaperHeld(case.subject_id or "", later(9))
        )
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    with pytest.raises(VpoError, match="needs the subject"):
        desk.services.keying.begin(case.id, code_of(desk), PaperHeld(friend.id, AT))
    assert desk.services.interviews.of_case(case.id) == ()
    with pytest.raises(VpoError, match="not keyed in from paper"):
        desk.services.keying.view(desk.interview(case).id)


def test_what_is_keyed_is_an_answer_like_any_other(desk: Desk) -> None:
    interview = begun(desk)
    key = desk.services.keying.key
    key(interview.id, "SU-B3", Keyed(ANSWERED, "It was a joke."))
    key(interview.id, "SU-G1", Keyed(DECLINED, "Shook his head."))
    key(interview.id, "SU-A1", Keyed(text="Words without a tick."))
    answers = desk.services.interviews.answers(interview.id)
    assert (answers["SU-B3"].state, answers["SU-B3"].text) == (ANSWERED, "It was a joke.")
    assert (answers["SU-G1"].state, answers["SU-G1"].text) == (DECLINED, "")
    assert answers["SU-G1"].observation == "Shook his head."
    assert answers["SU-A1"].state is ANSWERED
    assert desk.services.keying.view(interview.id).keyed["SU-G1"].text == "Shook his head."


def test_keying_leaves_what_else_is_known_of_an_answer(desk: Desk) -> None:
    interview = begun(desk)
    given = Given(ANSWERED, "A joke.", "just talking", told_by="Ben", observation="Calm.")
    desk.services.interviews.record(interview.id, "SU-B3", given)
    desk.services.keying.key(interview.id, "SU-B3", Keyed(ANSWERED, "It was a joke."))
    after = desk.services.interviews.answers(interview.id)["SU-B3"]
    assert (after.verbatim, after.told_by, after.observation) == ("just talking", "Ben", "Calm.")
    with pytest.raises(VpoError, match="cannot hold an answer's words"):
        desk.services.keying.key(interview.id, "SU-B3", Keyed(DECLINED))


def test_critical_answers_are_keyed_twice_and_what_differs_is_listed(desk: Desk) -> None:
    interview = begun(desk, "SU-B3", "SU-E2", "SU-E3", "SU-I2")
    keying = desk.services.keying
    keying.key(interview.id, "SU-E2", Keyed(ANSWERED, "Never."))
    keying.key(interview.id, "SU-I2", Keyed(ANSWERED, "No."))
    twice = [each.id for each in keying.view(interview.id).twice]
    assert {"SU-E2", "SU-I2"} <= set(twice)
    second = {"SU-E2": Keyed(ANSWERED, "Never. "), "SU-I2": Keyed(ANSWERED, "Now.")}
    found, _ = keying.compare(interview.id, second)
    assert [(each.question_id, each.first.text, each.second.text) for each in found] == [
        ("SU-I2", "No.", "Now.")
    ]
    assert [each.id for each in keying.view(interview.id).left_to_repeat] == ["SU-I2"]
    keying.settle(interview.id, "SU-I2", found[0].second)
    sheet = keying.view(interview.id)
    assert (sheet.left_to_repeat, sheet.keyed["SU-I2"].text) == ((), "Now.")


def test_the_printed_record_says_that_it_came_from_paper(desk: Desk) -> None:
    interview = begun(desk)
    case_id = interview.case_id
    from vpo_desk.domain.disclosure import DocumentKind
    from vpo_desk.services.documents import PaperWish

    wish = PaperWish(case_id, DocumentKind.INTERVIEW, interview.id)
    content = desk.services.documents.preview(wish)
    assert getattr(content, "form_code") == code_of(desk)  # noqa: B009 - one kind of content has it


KEYED = st.builds(Keyed, st.sampled_from(AnswerState), st.text(max_size=12))
ANSWERS = st.builds(
    Answer,
    st.just("a"),
    st.just("i"),
    st.just("SU-B3"),
    st.sampled_from([state for state in AnswerState if state is not ANSWERED]),
    observation=st.text(max_size=8),
) | st.builds(
    Answer,
    st.just("a"),
    st.just("i"),
    st.just("SU-B3"),
    st.just(ANSWERED),
    st.text(min_size=1, max_size=8),
    observation=st.text(max_size=8),
)


@given(KEYED, st.none() | ANSWERS)
def test_no_word_that_is_keyed_is_lost_whatever_box_is_ticked(
    keyed: Keyed, known: Answer | None
) -> None:
    given_ = given_of(keyed, known)
    if keyed.text.strip():  # a blank beside a box is no word
        assert keyed.text in {given_.text, given_.observation} or keyed.text in given_.observation
    if misfit(given_) is None and known is None:
        answer = Answer("a", "i", "q", given_.state, given_.text, observation=given_.observation)
        assert keyed_of(answer).text == keyed.text

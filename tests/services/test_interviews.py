"""Interviews: answers, corrections and states; nothing changes after the seal, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.conftest import AT, Desk, later

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.interview import Line
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.statement import Knows
from vpo_desk.errors import VpoError
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.storage.nouns import ANSWER, INTERVIEW

UNANSWERED = [state for state in AnswerState if state is not AnswerState.ANSWERED]


# --- beginning -----------------------------------------------------------------------------------


def test_an_interview_begins_with_what_is_known_of_it(desk: Desk) -> None:
    case = desk.case()
    wish = InterviewStart(
        "subject",
        case.subject_id or "",
        AT,
        language="Slovak",
        place="Community center",
        present=("R. Okafor", "An interpreter"),
        before=(Line("safety", "Second officer outside."),),
    )
    interview, _ = desk.services.interviews.start(case.id, wish)
    kept = desk.reopen().interviews.get(interview.id)
    assert kept == interview
    for name in ("with_id", "at", "language", "place", "present", "before"):
        assert getattr(kept, name) == getattr(wish, name)
    assert (kept.protocol, kept.sealed) == ("subject@1", False)


def test_each_protocol_needs_the_role_it_is_for(desk: Desk) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    target = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    for protocol, person in (("subject", friend), ("target", friend)):
        with pytest.raises(VpoError, match=protocol):
            desk.interview(case, protocol, person.id)
    desk.interview(case, "collateral", friend.id)
    desk.interview(case, "target", target.id)
    assert len(desk.services.interviews.of_case(case.id)) == 2


def test_a_person_without_a_role_in_this_case_is_refused(desk: Desk) -> None:
    case, other = desk.case(), desk.case()
    stranger = desk.person(other, "Ana Novak", RoleName.FRIEND)
    with pytest.raises(VpoError, match="no role in the case"):
        desk.interview(case, "collateral", stranger.id)


@pytest.mark.parametrize("protocol", ["records", "school", "suspect", "subject@7"])
def test_what_is_no_interview_protocol_is_refused(desk: Desk, protocol: str) -> None:
    with pytest.raises(VpoError):
        desk.interview(desk.case(), protocol)


def test_an_add_on_goes_only_with_its_protocols(desk: Desk) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    with pytest.raises(VpoError, match="does not go with"):
        desk.services.interviews.start(
            case.id, InterviewStart("subject", case.subject_id or "", AT, ("school",))
        )
    held, _ = desk.services.interviews.start(
        case.id, InterviewStart("collateral", friend.id, AT, ("school",))
    )
    assert desk.answer(held, "SC-1").question_id == "SC-1"


def test_interviews_are_numbered_by_time_then_by_entry(desk: Desk) -> None:
    case = desk.case()
    ids = [desk.interview(case, at=later(hour)).id for hour in (5, 1, 5)]
    lines = desk.services.interviews.of_case(case.id)
    assert [(line.number, line.interview.id) for line in lines] == [
        (1, ids[1]),
        (2, ids[0]),
        (3, ids[2]),
    ]
    assert [desk.services.interviews.view(id_).line.number for id_ in ids] == [2, 1, 3]


# --- answers -------------------------------------------------------------------------------------


def test_an_answer_is_kept_as_given(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    root, _ = desk.services.knowledge.add_root(case.id, "The post of 2 May")
    given = Given(
        text="Says it was a joke.",
        verbatim="I was just talking",
        knows=Knows.SECOND_HAND,
        told_by="His cousin",
        root_id=root.id,
        observation="Looked away.",
        follow_up="Ask the cousin.",
    )
    answer, _ = desk.services.interviews.record(interview.id, "SU-B3", given)
    kept = desk.reopen().interviews.answers(interview.id)["SU-B3"]
    assert kept == answer
    for name in ("state", "text", "verbatim", "knows", "told_by", "root_id", "observation"):
        assert getattr(kept, name) == getattr(given, name)
    assert kept.follow_up == given.follow_up


def test_a_corrected_answer_keeps_every_earlier_one(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    texts = ["It was a joke.", "It was no joke.", "It was a joke."]
    answers = []
    for hour, text in enumerate(texts):
        desk.clock.moment = later(hour)
        answers.append(desk.answer(interview, "SU-B3", text))
    services = desk.reopen()
    versions = services.ground.history.versions(ANSWER, answers[0].id)
    assert [each.value.text for each in versions] == texts
    assert [each.recorded_at for each in versions] == [later(hour).utc for hour in range(3)]
    assert list(services.interviews.answers(interview.id).values()) == [answers[-1]]
    assert services.upkeep.info().answers == 1


@pytest.mark.parametrize("state", UNANSWERED)
def test_a_question_may_stay_unanswered_and_holds_no_words_then(
    desk: Desk, state: AnswerState
) -> None:
    interview = desk.interview(desk.case())
    record = desk.services.interviews.record
    record(interview.id, "SU-G1", Given(state, observation="Looked away."))
    for words in (Given(state, text="No."), Given(state, verbatim="No.")):
        with pytest.raises(VpoError, match="cannot hold"):
            record(interview.id, "SU-G1", words)
    kept = desk.services.interviews.answers(interview.id)["SU-G1"]
    assert (kept.state, kept.text, kept.observation) == (state, "", "Looked away.")


@pytest.mark.parametrize("given", [Given(), Given(text=" \n"), Given(observation="Nodded.")])
def test_an_answer_needs_words(desk: Desk, given: Given) -> None:
    interview = desk.interview(desk.case())
    with pytest.raises(VpoError, match="needs a summary"):
        desk.services.interviews.record(interview.id, "SU-B3", given)
    assert desk.services.interviews.answers(interview.id) == {}


def test_own_words_alone_are_an_answer(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    answer, _ = desk.services.interviews.record(interview.id, "SU-B3", Given(verbatim="No."))
    assert (answer.state, answer.verbatim) == (AnswerState.ANSWERED, "No.")


def test_counts_leave_out_what_was_not_asked(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    for question, state in zip(
        ("SU-A1", "SU-A2", "SU-A3", "SU-A4"), reversed(UNANSWERED), strict=True
    ):
        desk.services.interviews.record(interview.id, question, Given(state))
    desk.answer(interview, "SU-A5")
    assert desk.services.upkeep.info().answers == 4


def test_a_question_of_another_protocol_is_refused(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    for question in ("TV-A1", "SU-Z9", "su-b3", ""):
        with pytest.raises(VpoError, match="no question"):
            desk.answer(interview, question)


def test_a_root_of_another_case_is_refused(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    root, _ = desk.services.knowledge.add_root(desk.case().id, "The post")
    for root_id in (root.id, "root-0"):
        with pytest.raises(VpoError, match="no such root"):
            desk.services.interviews.record(
                interview.id, "SU-B3", Given(text="So.", root_id=root_id)
            )


def test_the_card_after_an_interview_leaves_the_lines_before_it(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    before, after = (Line("safety", "Fine."),), (Line("urgency", "None."),)
    desk.services.interviews.set_lines(interview.id, before=before)
    desk.services.interviews.set_lines(interview.id, after=after)
    kept = desk.services.interviews.get(interview.id)
    assert (kept.before, kept.after) == (before, after)


# --- words not yet committed -----------------------------------------------------------------------


def test_words_being_typed_are_offered_again_after_an_interruption(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "He said th")
    desk.clock.moment = later(1)
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "He said that")
    (draft,) = desk.reopen().interviews.view(interview.id).drafts
    assert (draft.field, draft.binding, draft.content) == ("SU-B3", "subject@1", "He said that")
    assert draft.saved_at == later(1)
    assert desk.services.interviews.answers(interview.id) == {}


def test_committing_an_answer_drops_its_draft_and_no_other(desk: Desk) -> None:
    case = desk.case()
    first, second = desk.interview(case), desk.interview(case)
    for interview, question in ((first, "SU-B3"), (first, "SU-B4"), (second, "SU-B3")):
        desk.services.drafts.keep(interview.id, question, "subject@1", "He")
    desk.answer(first, "SU-B3")
    fields = [
        [each.field for each in desk.services.drafts.of(id_)] for id_ in (first.id, second.id)
    ]
    assert fields == [["SU-B4"], ["SU-B3"]]


def test_a_refused_answer_keeps_its_draft(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "He")
    with pytest.raises(VpoError):
        desk.services.interviews.record(interview.id, "SU-B3", Given())
    assert len(desk.services.drafts.of(interview.id)) == 1


def test_emptying_a_field_drops_its_draft_and_drafts_are_no_history(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    before = desk.services.upkeep.info().audit_entries
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "He")
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "")
    assert desk.services.drafts.of(interview.id) == ()
    assert desk.services.upkeep.info().audit_entries == before


# --- the seal ------------------------------------------------------------------------------------


def test_a_sealed_interview_never_changes(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    answer = desk.answer(interview, "SU-B3")
    desk.clock.moment = later(3)
    desk.services.interviews.seal(interview.id)
    interviews = desk.reopen().interviews
    sealed = interviews.get(interview.id)
    assert sealed == replace(interview, sealed_at=later(3))
    for change in (
        lambda: desk.answer(interview, "SU-B3", "Otherwise."),
        lambda: desk.answer(interview, "SU-B4"),
        lambda: interviews.set_lines(interview.id, after=(Line("urgency", "None."),)),
        lambda: interviews.seal(interview.id),
    ):
        with pytest.raises(VpoError, match="is sealed"):
            change()
    assert interviews.answers(interview.id) == {"SU-B3": answer}
    assert interviews.get(interview.id) == sealed


def test_an_interview_with_uncommitted_words_is_not_sealed(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    desk.services.drafts.keep(interview.id, "SU-B3", "subject@1", "He")
    with pytest.raises(VpoError, match="unsaved words"):
        desk.services.interviews.seal(interview.id)
    desk.services.drafts.drop(interview.id, "SU-B3")
    desk.services.interviews.seal(interview.id)
    assert desk.services.interviews.get(interview.id).sealed


def test_remarks_are_added_to_a_sealed_interview_and_never_take_one_away(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    interviews = desk.services.interviews
    with pytest.raises(VpoError, match="not sealed"):
        interviews.add_remark(interview.id, "Too early.")
    interviews.seal(interview.id)
    for hour, text in ((1, "He called back."), (2, "He called again.")):
        desk.clock.moment = later(hour)
        interviews.add_remark(interview.id, text)
    with pytest.raises(VpoError, match="empty"):
        interviews.add_remark(interview.id, " \n")
    addenda = desk.reopen().interviews.get(interview.id).addenda
    assert [(each.at, each.text) for each in addenda] == [
        (later(1), "He called back."),
        (later(2), "He called again."),
    ]


def test_what_is_unfinished_is_listed_newest_first(desk: Desk) -> None:
    case = desk.case()
    old, young, done = (desk.interview(case, at=later(hour)) for hour in (1, 3, 2))
    desk.services.interviews.seal(done.id)
    lines = desk.services.interviews.unfinished()
    assert [line.interview.id for line in lines] == [young.id, old.id]
    assert [line.number for line in lines] == [3, 1]


def test_each_step_of_an_interview_is_in_the_audit_chain(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    answer = desk.answer(interview, "SU-B3")
    desk.answer(interview, "SU-B3", "Otherwise.")
    desk.services.interviews.seal(interview.id)
    desk.services.interviews.add_remark(interview.id, "He called back.")
    assert [entry.action for entry in desk.log(interview.id)] == ["start", "seal", "addendum"]
    assert [entry.action for entry in desk.log(answer.id)] == ["create", "change"]


def test_the_protocol_of_an_interview_is_kept_word_for_word(desk: Desk) -> None:
    interview = desk.interview(desk.case())
    form = desk.reopen().interviews.view(interview.id).form
    assert form.question("SU-B3") == desk.services.forms.blank("subject@1").question("SU-B3")
    assert len(form.questions()) == 70
    kept = [entry.object_id for entry in desk.log("") if entry.kind == "protocol"]
    assert kept == ["subject@1", "frame@1"]
    assert len(desk.services.ground.history.versions(INTERVIEW, interview.id)) == 1


def test_an_interview_that_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such interview"):
        desk.services.interviews.view("interview-0")

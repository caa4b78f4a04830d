"""Whatever a person says comes back exactly: any script, any sign, any length."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.services.conftest import INTAKE, Desk

from vpo_desk.services.interviews import Given

MARKUP = [
    "<b>",
    "</para>",
    "&amp;",
    "{name}",
    "%s",
    "[C-2026-001]",
    "\\u0000",
    "'; --",
    "\r\n",
    "\t",
]
CHARACTERS = st.characters() | st.characters(max_codepoint=0x9F) | st.characters(categories=["Cs"])


def whole(text: str) -> str:
    """Join surrogate halves that meet, as every source of text does that the program reads."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


TEXTS = st.lists(st.text(CHARACTERS) | st.sampled_from(MARKUP)).map("".join).map(whole)


# One case file serves all examples of a test: an append-only history is meant to grow.
exactly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@exactly
@given(TEXTS)
@example("")
@example(" \n")
@example("\ufeff e\u0301 é \u202eabc\u202c \x00\x1b[31m\x7f\x85\u2028\U0001f46e\u200d\U0001f3fd")
@example("他说周五大家都会记住。كل شيء سيتغير. Всё. ทุกคน " * 8000)
def test_an_answer_comes_back_exactly_also_from_a_reopened_file(desk: Desk, said: str) -> None:
    interview = desk.interview(desk.case())
    # One of the two must hold words; the other then holds whatever it is given.
    answers = {
        "SU-B3": Given(text=said, verbatim="Yes.", told_by=said, observation=said, follow_up=said),
        "SU-B4": Given(text="Yes.", verbatim=said),
    }
    for question, each in answers.items():
        desk.services.interviews.record(interview.id, question, each)
    services = desk.reopen()
    kept = services.interviews.answers(interview.id)
    first, second = kept["SU-B3"], kept["SU-B4"]
    assert [first.text, first.told_by, first.observation, first.follow_up] == [said] * 4
    assert second.verbatim == said
    statements = services.knowledge.statements(interview.case_id)[1:]
    assert [(each.text, each.verbatim) for each in statements] == [(said, "Yes."), ("Yes.", said)]


@exactly
@given(TEXTS.filter(bool))
def test_words_being_typed_come_back_exactly(desk: Desk, said: str) -> None:
    desk.services.drafts.keep("a form", "SU-B3", "subject@1", said)
    assert [draft.content for draft in desk.reopen().drafts.of("a form")] == [said]


@exactly
@given(TEXTS)
def test_the_words_of_a_concern_come_back_exactly(desk: Desk, said: str) -> None:
    first = desk.concern(replace(INTAKE, words=said, summary="Yes.", place=said))
    second = desk.concern(replace(INTAKE, words="Yes.", summary=said))
    concerns = desk.reopen().concerns
    assert concerns.get(first.id).concern == first
    assert (first.words, first.place) == (said, said)
    assert concerns.get(second.id).concern == second
    assert second.summary == said

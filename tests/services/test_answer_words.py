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
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
@example("")
@example("\ufeff e\u0301 é \u202eabc\u202c \x00\x1b[31m\x7f\x85\u2028\U0001f46e\u200d\U0001f3fd")
@example("他说周五大家都会记住。كل شيء سيتغير. Всё. ทุกคน " * 8000)
def test_an_answer_comes_back_exactly_also_from_a_reopened_file(desk: Desk, said: str) -> None:
    interview = desk.interview(desk.case())
    given_ = Given(text=f"“{said}”", verbatim=said, told_by=said, observation=said, follow_up=said)
    answer, _ = desk.services.interviews.record(interview.id, "SU-B3", given_)
    desk.services.drafts.keep(interview.id, "SU-B4", "subject@1", f"“{said}")
    assert desk.services.interviews.answers(interview.id)["SU-B3"] == answer
    services = desk.reopen()
    kept = services.interviews.answers(interview.id)["SU-B3"]
    assert kept == answer
    assert kept.text == f"“{said}”"
    assert [kept.verbatim, kept.told_by, kept.observation, kept.follow_up] == [said] * 4
    assert [draft.content for draft in services.drafts.of(interview.id)] == [f"“{said}"]
    (statement,) = services.knowledge.statements(interview.case_id)[1:]
    assert (statement.text, statement.verbatim) == (f"“{said}”", said)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
def test_the_words_of_a_concern_come_back_exactly(desk: Desk, said: str) -> None:
    concern = desk.concern(replace(INTAKE, words=said, summary=f"“{said}”", place=said))
    kept = desk.reopen().concerns.get(concern.id).concern
    assert kept == concern
    assert (kept.words, kept.summary, kept.place) == (said, f"“{said}”", said)

"""What is keyed in twice is compared letter by letter; spacing is not on paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.keyed import Keyed, Unequal, unequal

QUESTIONS = ("SU-E2", "SU-I2")
KEYED = st.builds(Keyed, st.sampled_from(AnswerState), st.text("ab \n", max_size=4))
ENTRIES = st.dictionaries(st.sampled_from(QUESTIONS), KEYED)


def test_a_letter_or_another_box_differs_and_a_line_break_does_not() -> None:
    first = {
        "SU-E2": Keyed(AnswerState.ANSWERED, "No. Never."),
        "SU-I2": Keyed(AnswerState.DECLINED),
    }
    same = {"SU-E2": Keyed(AnswerState.ANSWERED, "No.\n Never. "), "SU-I2": first["SU-I2"]}
    assert unequal(QUESTIONS, first, same) == ()
    other = {
        "SU-E2": Keyed(AnswerState.ANSWERED, "no. Never."),
        "SU-I2": Keyed(AnswerState.UNKNOWN),
    }
    assert unequal(QUESTIONS, first, other) == (
        Unequal("SU-E2", first["SU-E2"], other["SU-E2"]),
        Unequal("SU-I2", first["SU-I2"], other["SU-I2"]),
    )


@given(ENTRIES)
def test_an_entry_agrees_with_itself(first: dict[str, Keyed]) -> None:
    assert unequal(QUESTIONS, first, first) == ()


@given(ENTRIES, ENTRIES)
def test_who_keyed_first_makes_no_difference_to_what_differs(
    first: dict[str, Keyed], second: dict[str, Keyed]
) -> None:
    there = [each.question_id for each in unequal(QUESTIONS, first, second)]
    back = [each.question_id for each in unequal(QUESTIONS, second, first)]
    assert there == back


def test_a_question_that_was_keyed_once_only_differs() -> None:
    once = {"SU-E2": Keyed(AnswerState.ANSWERED, "No.")}
    assert [each.question_id for each in unequal(QUESTIONS, once, {})] == ["SU-E2"]

"""A protocol file that cannot be used is refused with one precise sentence for each fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.protocols.conditions import holds
from vpo_desk.protocols.load import MOST_BYTES, ProtocolError, check_text, load_text
from vpo_desk.protocols.outline import outline
from vpo_desk.protocols.schema import All, Answered, AnyOf, Condition, Is, Not, OneOf

HEAD = 'format = 1\nid = "own"\nversion = 1\nkind = "interview"\ntitle = "Own"\n'
SECTION = '[[section]]\nid = "A"\ntitle = "First"\n'


def question(id_: str, more: str = "") -> str:
    return f'[[section.question]]\nid = "{id_}"\ntext = "?"\ntheme = "COM"\n{more}\n'


def faults(text: str) -> list[str]:
    return [str(fault.words) for fault in check_text(text.encode(), "own.v1.toml")]


def test_a_good_file_loads() -> None:
    text = HEAD + SECTION + question("OW-A1")
    assert faults(text) == []
    assert load_text(text.encode(), "own.v1.toml").ref == "own@1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("= 1", "own.v1.toml is not TOML"),
        (HEAD + SECTION + question("OW-A1") * 2, "question OW-A1: this id is there twice"),
        (HEAD + SECTION + SECTION + question("OW-A1"), "own.v1.toml: section A"),
        (
            HEAD + SECTION + question("OW-A1").replace("COM", "XYZ"),
            "section A, question OW-A1: theme: there is no theme “XYZ”",
        ),
        (
            HEAD + SECTION + question("OW-A1", 'colour = "red"'),
            "section A, question OW-A1: unknown key “colour”",
        ),
        (HEAD + SECTION + question("OW-A1", "help = 7"), "section A, question OW-A1: help"),
        (
            HEAD + SECTION + question("OW-A1", 'kind = { type = "choice" }'),
            "section A, question OW-A1",
        ),
        (
            HEAD + SECTION + question("OW-A1", 'kind = { type = "choice", options = [] }'),
            "question OW-A1: a choice without options",
        ),
        (
            HEAD
            + SECTION
            + question("OW-A1", 'show_when = { op = "answered", question = "OW-A2" }')
            + question("OW-A2"),
            "question OW-A1: its condition looks forward to OW-A2",
        ),
        (
            HEAD
            + SECTION
            + question("OW-A1", 'show_when = { op = "is", question = "OW-A1", value = "x" }'),
            "question OW-A1: its condition looks forward to OW-A1",
        ),
        (
            HEAD
            + SECTION
            + question(
                "OW-A1", 'show_when = { op = "not", that = { op = "answered", question = "ZZ-1" } }'
            ),
            "question OW-A1: there is no question ZZ-1",
        ),
        (HEAD.replace("format = 1", "format = 2") + SECTION + question("OW-A1"), "format"),
    ],
)
def test_each_fault_is_one_sentence_that_names_its_place(text: str, sentence: str) -> None:
    found = faults(text)
    assert found, "it was accepted"
    assert any(sentence in each for each in found), found
    with pytest.raises(ProtocolError):
        load_text(text.encode(), "own.v1.toml")


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = HEAD + SECTION + question("OW-A1", "foo = 1") + question("OW-A2").replace("COM", "XYZ")
    assert len(faults(text)) == 2


def test_a_file_too_large_or_nested_too_deep_is_refused() -> None:
    assert "larger than" in faults(HEAD + "#" * MOST_BYTES)[0]
    deep = '{ op = "not", that = ' * 400 + '{ op = "answered", question = "A" }' + " }" * 400
    assert faults(HEAD + SECTION + question("OW-A1", f"show_when = {deep}"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_at_all_raise_anything_but_a_protocol_error(content: bytes) -> None:
    assert check_text(content, "x.toml")
    with pytest.raises(ProtocolError):
        load_text(content, "x.toml")


def answer(question_id: str, state: AnswerState, text: str = "") -> Answer:
    return Answer("a", "i", question_id, state, text)


def is_one(question_id: str, value: str) -> Condition:
    return Is(op="is", question=question_id, value=value)


def one_of(question_id: str, values: str) -> Condition:
    return OneOf(op="one_of", question=question_id, values=tuple(values))


def answered(question_id: str, state: AnswerState) -> Condition:
    return Answered(op="answered", question=question_id, state=state)


def not_that(that: Condition) -> Condition:
    return Not(op="not", that=that)


def all_of(each: list[Condition]) -> Condition:
    return All(op="all", of=tuple(each))


def any_of(each: list[Condition]) -> Condition:
    return AnyOf(op="any", of=tuple(each))


def conditions() -> st.SearchStrategy[Condition]:
    ids = st.sampled_from(["Q-1", "Q-2"])
    leaf = (
        st.builds(is_one, ids, st.sampled_from("xy"))
        | st.builds(one_of, ids, st.text("xy"))
        | st.builds(answered, ids, st.sampled_from(AnswerState))
    )
    return st.recursive(
        leaf,
        lambda inner: (
            st.builds(not_that, inner)
            | st.builds(all_of, st.lists(inner, max_size=3))
            | st.builds(any_of, st.lists(inner, max_size=3))
        ),
        max_leaves=6,
    )


@settings(max_examples=150, deadline=None)
@given(conditions(), st.sampled_from(AnswerState), st.sampled_from(["", "x", "y"]))
def test_conditions_always_have_an_answer_and_not_turns_it(
    condition: Condition, state: AnswerState, text: str
) -> None:
    answers = {"Q-1": answer("Q-1", state, text)}
    assert holds(Not(op="not", that=condition), answers) is not holds(condition, answers)


def test_a_hidden_question_keeps_its_answer_and_says_so() -> None:
    text = (
        HEAD
        + SECTION
        + question("OW-A1", 'kind = { type = "yes_no" }')
        + question("OW-A2", 'show_when = { op = "is", question = "OW-A1", value = "yes" }')
    )
    protocol = load_text(text.encode(), "own.v1.toml")
    both = {
        "OW-A1": answer("OW-A1", AnswerState.ANSWERED, "yes"),
        "OW-A2": answer("OW-A2", AnswerState.ANSWERED, "why"),
    }
    assert outline(protocol, (), both).total == 2
    now_no = {**both, "OW-A1": answer("OW-A1", AnswerState.ANSWERED, "no")}
    drawn = outline(protocol, (), now_no)
    assert (drawn.total, drawn.answered) == (1, 1)
    assert drawn.parts[0].lines[1].hidden
    assert drawn.parts[0].lines[1].keeps_answer

"""The code of a paper form: it leads back to its own questions and to no other form's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.form_code import form_code, questions_of_code, read_form_code

ASKED = tuple((f"SU-A{number}", f"Question {number}?") for number in range(1, 71))
REFS = st.sampled_from([("subject@1",), ("collateral@1", "workplace@2"), ("own-one@12",)])
ONLY = st.sets(st.integers(0, 69)).map(lambda found: tuple(ASKED[at][0] for at in sorted(found)))
LOOKS_LIKE = {"0": "O", "1": "l"}


@given(REFS, ONLY)
def test_a_code_leads_back_to_its_releases_and_questions(
    refs: tuple[str, ...], only: tuple[str, ...]
) -> None:
    code = read_form_code(form_code(refs, ASKED, only))
    assert code is not None
    assert code.refs == refs
    assert questions_of_code(code, ASKED) == (only or tuple(id_ for id_, _ in ASKED))


@given(ONLY, st.randoms())
def test_it_reads_however_it_is_typed(only: tuple[str, ...], chance: object) -> None:
    printed = form_code(("subject@1",), ASKED, only)
    head, _, tail = printed.partition("/")
    typed = "".join(LOOKS_LIKE.get(each, each) for each in tail).lower().replace("-", " ")
    assert read_form_code(f" {head.upper()} / {typed} ") == read_form_code(printed)


@given(ONLY, st.data())
def test_a_slip_of_the_hand_leads_to_no_other_form(
    only: tuple[str, ...], data: st.DataObject
) -> None:
    head, _, tail = form_code(("subject@1",), ASKED, only).partition("/")
    at = data.draw(st.sampled_from([place for place, each in enumerate(tail) if each.isalnum()]))
    other = data.draw(
        st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ").filter(lambda x: x != tail[at])
    )
    code = read_form_code(f"{head}/{tail[:at]}{other}{tail[at + 1 :]}")
    assert code is None or questions_of_code(code, ASKED) is None


def test_a_form_whose_words_changed_since_is_another_form() -> None:
    code = read_form_code(form_code(("own@1",), ASKED))
    changed = (("SU-A1", "Another question?"), *ASKED[1:])
    assert code is not None
    assert questions_of_code(code, changed) is None
    assert questions_of_code(code, ASKED[:-1]) is None


@pytest.mark.parametrize(
    "typed",
    ["", "subject@1", "subject/7QK2", "subject@1/7Q", "subject@1/7QKU", "@1/7QK2", "a@1/b/c/d"],
)
def test_what_is_no_code_is_not_read_as_one(typed: str) -> None:
    assert read_form_code(typed) is None


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    code = read_form_code(typed)
    assert code is None or questions_of_code(code, ASKED) is None

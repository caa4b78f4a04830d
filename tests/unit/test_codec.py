"""Content goes to canonical JSON and back without loss."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.assessment import Assessment, Finding, ThemeFinding
from vpo_desk.domain.cited import Citation, CitedText
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import Theme
from vpo_desk.storage.codec import ContentError, decode, decode_whole, encode

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_survives_even_nul_and_lone_surrogates(text: str, verbatim: str) -> None:
    answer = Answer("answer-1", "interview-1", "SU-A1", AnswerState.ANSWERED, text, verbatim)
    content = encode(answer)
    assert content.isascii()
    assert decode(Answer, content) == answer


def test_nested_values_come_back_as_they_were() -> None:
    assessment = Assessment(
        "assessment-1",
        "case-1",
        1,
        Moment(datetime(2026, 11, 19, 14, 30, 7, 310_000, tzinfo=UTC), "America/New_York"),
        themes=(
            ThemeFinding(
                Theme.COM,
                Finding.PRESENT,
                CitedText("Told two [i1 SU-B3].", (Citation("i1 SU-B3", "answer", "answer-9"),)),
            ),
        ),
        until=date(2026, 12, 1),
        signed=SignOff("Sgt. Lund", on=date(2026, 11, 19)),
    )
    assert decode(Assessment, encode(assessment)) == assessment


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"id":"person-1","nmae":"A"}',
        '{"id":7}',
        '{"id":"person-1","phones":"555"}x',
        '{"id":null}',
    ],
)
def test_content_of_another_shape_is_told_and_never_guessed(content: str) -> None:
    with pytest.raises(ContentError):
        decode(Person, content)


@dataclass(frozen=True)
class Part:
    text: str
    later: int = 0


@dataclass(frozen=True)
class Whole:
    id: str
    parts: tuple[Part, ...] = ()
    later: str = ""


def test_what_was_written_before_a_field_came_is_read_whole() -> None:
    older = '{"id":"a","parts":[{"text":"x"},{"text":"y","later":0}]}'
    value = decode_whole(Whole, older)
    assert value == decode(Whole, older) == Whole("a", (Part("x"), Part("y")))
    assert decode_whole(Whole, encode(value)) == value


@pytest.mark.parametrize(
    "other",
    [
        '{"id":"a","parts":[{"text":"x"}],"unknown":1}',
        '{"id":"a","id":"a","parts":[{"text":"x"}]}',
        '{"id":"a","parts":[{"text":"x","text":"y"}]}',
        '{"id":"a","parts":[{"text":"x","later":true}]}',
        '{"id":"a","parts":[{"text":"x","later":1.0}]}',
        '{"id":"a"',
    ],
)
def test_what_would_go_unread_is_told(other: str) -> None:
    with pytest.raises(ContentError):
        decode_whole(Whole, other)


@dataclass(frozen=True)
class Dated:
    day: date
    at: datetime


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("20260203", "2026-02-03T04:05:06.07Z"),
        ("2026-W06-2", "2026-02-03T04:05:06.07Z"),
        ("2026-02-03", "2026-02-03 04:05:06.07Z"),
        ("2026-02-03", "2026-W06-2T04:05:06.07Z"),
        ("2026-02-03", "2026-02-03T04:05:06.070Z"),
        ("2026-02-03", "2026-02-03T04:05:06Z"),
        ("2026-02-03", "20260203T040506.070000Z"),
        ("2026-02-03", ""),
    ],
)
def test_a_date_in_another_form_was_not_written_here(day: str, at: str) -> None:
    with pytest.raises(ContentError):
        decode(Dated, f'{{"day":"{day}","at":"{at}"}}')


LOOSE = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.floats(0, 3) | st.sampled_from(["x", ""]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "text", "later", "parts"]), inner, max_size=3)
    ),
    max_leaves=6,
)
SHAPED = st.fixed_dictionaries(
    {"id": st.just("a") | LOOSE},
    optional={
        "parts": st.lists(st.fixed_dictionaries({"text": st.just("x")}, optional={"later": LOOSE}))
        | LOOSE,
        "later": LOOSE,
        "other": LOOSE,
    },
)


@given(SHAPED)
def test_what_is_read_is_all_there_was(kept: dict[str, object]) -> None:
    try:
        value = decode(Whole, json.dumps(kept))
    except ContentError:
        return
    assert repr(_cut_to(kept, json.loads(encode(value)))) == repr(kept)


def _cut_to(kept: object, written: object) -> object:
    """Return what was written without the fields that were not there when it was read."""
    if isinstance(kept, dict) and isinstance(written, dict):
        return {name: _cut_to(each, written[name]) for name, each in kept.items()}
    if isinstance(kept, list) and isinstance(written, list) and len(kept) == len(written):
        return [_cut_to(*pair) for pair in zip(kept, written, strict=True)]
    return written

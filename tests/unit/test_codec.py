"""Content goes to canonical JSON and back without loss."""

from __future__ import annotations

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
from vpo_desk.storage.codec import ContentError, decode, encode, is_written

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


def test_what_was_written_before_a_field_came_is_still_how_the_value_is_written() -> None:
    older = '{"id":"a","parts":[{"text":"x"},{"text":"y","later":0}]}'
    value = decode(Whole, older)
    assert value == Whole("a", (Part("x"), Part("y")))
    assert is_written(value, older)
    assert is_written(value, encode(value))


@pytest.mark.parametrize(
    "other",
    [
        '{"id":"b","parts":[{"text":"x"}]}',
        '{"id":"a","parts":[{"text":"z"}]}',
        '{"id":"a","parts":[{"text":"x"},{"text":"x"}]}',
        '{"id":"a","parts":[]}',
        '{"parts":[{"text":"x"}],"id":"a"}',
        '{"id":"a","parts":[{"text":"x"}],"unknown":1}',
        '{"id":"a", "parts":[{"text":"x"}]}',
        '{"id":"a","id":"a","parts":[{"text":"x"}]}',
        '{"id":"a","parts":[{"text":"x","later":true}]}',
        '{"id":"a","parts":[{"text":"x","later":1}]}',
    ],
)
def test_anything_else_is_not_how_it_is_written(other: str) -> None:
    assert not is_written(Whole("a", (Part("x"),)), other)

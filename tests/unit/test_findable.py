"""How words are found: every script, without case and accents, and marked where they stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.findable import Excerpt, excerpt, fold, holds_runs, sought, tokens


def found(typed: str, text: str) -> bool:
    """Say whether the index and the text hold what is typed, as a search does."""
    kept = tokens(text)
    wanted = sought(typed)
    return (
        bool(wanted)
        and all(
            any(word.startswith(token) if each.beginning else word == token for word in kept)
            for each in wanted
            for token in each.tokens
        )
        and holds_runs((text,), wanted)
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("jose", "José García came"),
        ("JOSE\u0301", "José García came"),
        ("garc", "José García came"),
        ("strasse", "Lange Straße 5"),
        ("lodz", "from Łódź"),
        ("москв", "Он живёт в Москве"),
        ("живет", "Он живёт в Москве"),
        ("שלום", "הוא אמר שָׁלוֹם"),
        ("عليكم", "السلام عَلَيْكُم"),
        ("東京", "昨日東京タワーで会った"),
        ("東", "昨日東京タワーで会った"),
        ("会った", "昨日東京タワーで会った"),
        ("ตำรวจ", "เขาโทรหาตำรวจเมื่อคืน"),
        ("국어", "한국어 공부"),
        ("🔫", "he sent 🔫🔫 at night"),
        ("2026-001", "Case HF-2026-001"),
        ("26-118", "incident 26-11873"),
        ("threat", "several threats were made"),
    ],
)
def test_words_are_found_in_every_script(typed: str, text: str) -> None:
    assert found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("nual", "the annual report, said Bo"),
        ("京東", "昨日東京タワーで会った"),
        ("東タ", "東京タワー"),
        ("mosque", "Москва"),
    ],
)
def test_other_words_are_not(typed: str, text: str) -> None:
    assert not found(typed + " ", text)


def test_an_earlier_word_of_two_letters_is_a_whole_word() -> None:
    assert found("he wa", "he was there")
    assert not found("he wa", "hello was there")


@given(st.text(max_size=200))
def test_no_token_has_a_space_or_can_be_taken_for_the_index_s_own_language(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not set(token) & set(' "*^():+-\x00\ue000\ue001\ue002')
        token.encode()


@given(st.text(st.characters(categories=["L", "N"]), min_size=2, max_size=30))
def test_every_word_finds_itself(word: str) -> None:
    if sought(word):
        assert found(word, f"before {word} after")
        assert found(unicodedata.normalize("NFD", word), word)


@given(st.text(max_size=300), st.text(min_size=1, max_size=6))
def test_a_mark_lies_inside_the_excerpt(text: str, typed: str) -> None:
    piece = excerpt((text,), sought(typed))
    for begin, end in piece.marks:
        assert 0 <= begin < end <= len(piece.text)


@given(st.lists(st.sampled_from(["José", "said", "ﬁre", "Straße", "東京", "x"]), max_size=60))
def test_what_is_marked_is_what_was_sought(words: list[str]) -> None:
    text = " ".join(words)
    for typed in ("jose", "fire", "strasse", "東京"):
        piece = excerpt((text,), sought(typed))
        for begin, end in piece.marks:
            assert fold(piece.text[begin:end]) == typed
        assert bool(piece.marks) == (typed in fold(text))


def test_the_excerpt_stands_around_the_first_hit() -> None:
    text = "word " * 100 + "he named the school\nand a day " + "word " * 100
    piece = excerpt((text,), sought("school"))
    assert piece.text.startswith("…")
    assert piece.text.endswith("…")
    assert "\n" not in piece.text
    ((begin, end),) = piece.marks
    assert piece.text[begin:end] == "school"


def test_of_several_texts_the_one_with_most_of_it_is_shown() -> None:
    piece = excerpt(("a school", "a day at school"), sought("day school"))
    assert piece == Excerpt("a day at school", ((2, 5), (9, 15)))

"""Shares: any few of them are the key, fewer are nothing, and what is mistyped is named."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from shamir_mnemonic import Share, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST
from tests.storage.slip39 import secret_of

from vpo_desk.domain.shares import SHARE_WORDS, SharePlan, read_share_plan
from vpo_desk.storage.keyring import words_of_key
from vpo_desk.storage.shares import WrongShares, are_shares, key_of_shares, shares_of_key

Shares = tuple[tuple[str, ...], ...]
WayToType = Callable[[tuple[str, ...], tuple[str, ...]], str]


@pytest.fixture(scope="module")
def three() -> Shares:
    return shares_of_key(bytes(range(32)), SharePlan())


def typed(shares: Sequence[Sequence[str]]) -> str:
    return "\n".join(" ".join(words) for words in shares)


def numbered(words: Sequence[str]) -> str:
    return "\n".join(f"{place}. {word}" for place, word in enumerate(words, start=1))


def changed(words: Sequence[str], place: int, word: str) -> tuple[str, ...]:
    return (*words[: place - 1], word, *words[place:])


def other_word(word: str) -> str:
    return WORDLIST[(WORDLIST.index(word) + 500) % len(WORDLIST)]


def complaint(text: str) -> str:
    with pytest.raises(WrongShares) as told:
        key_of_shares(text)
    assert str(told.value.safe) == "Nothing was changed."
    return str(told.value.happened)


# Making


def test_a_share_has_33_words_and_a_set_begins_alike(three: Shares) -> None:
    assert [len(words) for words in three] == [SHARE_WORDS] * 3
    assert len({words[:3] for words in three}) == 1
    assert len(set(three)) == 3


def test_two_sets_of_one_key_are_different(key: bytes) -> None:
    assert shares_of_key(key, SharePlan())[0][:2] != shares_of_key(key, SharePlan())[0][:2]


def test_only_a_whole_key_is_shared() -> None:
    with pytest.raises(ValueError, match="16"):
        shares_of_key(bytes(16), SharePlan())


@pytest.mark.parametrize(("needed", "count"), [(1, 1), (1, 3), (0, 2), (4, 3), (2, 17), (17, 17)])
def test_a_set_needs_more_than_one_and_has_at_most_sixteen(needed: int, count: int) -> None:
    with pytest.raises(ValueError, match=f"{needed}-of-{count}"):
        SharePlan(needed, count)


def test_a_plan_is_read_as_it_is_written() -> None:
    assert read_share_plan("2-of-3") == SharePlan()
    assert read_share_plan(str(SharePlan(5, 16))) == SharePlan(5, 16)
    for wrong in ("3", "2/3", "2-of-", "2-of-3-of-4", "two-of-three", "-2-of-3", "2-of-300"):
        with pytest.raises(ValueError, match=re.escape(wrong)):
            read_share_plan(wrong)


# Combining


@hypothesis_settings(deadline=None, max_examples=25)
@given(
    key=st.binary(min_size=32, max_size=32),
    plan=st.integers(2, 16).flatmap(
        lambda count: st.builds(SharePlan, st.integers(2, count), st.just(count))
    ),
    chance=st.randoms(use_true_random=False),
)
def test_any_needed_shares_in_any_order_are_the_key(
    key: bytes, plan: SharePlan, chance: random.Random
) -> None:
    shares = shares_of_key(key, plan)
    numbers = list(range(plan.count))
    chance.shuffle(numbers)
    given_in = numbers[: plan.needed]
    combined = key_of_shares(typed([shares[number] for number in given_in]))
    assert combined.key == key
    assert combined.used == tuple(sorted(number + 1 for number in given_in))
    assert combined.needed == plan.needed
    too_few = complaint(typed([shares[number] for number in given_in[:-1]]))
    assert f"{plan.needed} shares of this set are wanted" in too_few


def test_the_specification_alone_puts_them_together(key: bytes) -> None:
    for plan in (SharePlan(), SharePlan(3, 5), SharePlan(16, 16)):
        shares = shares_of_key(key, plan)
        assert secret_of(shares[-plan.needed :]) == key
    pairs = combinations(shares_of_key(key, SharePlan()), 2)
    assert {secret_of(pair) for pair in pairs} == {key}


def test_more_than_needed_are_each_proved_and_named(three: Shares, key: bytes) -> None:
    combined = key_of_shares(typed(three))
    assert (combined.key, combined.used) == (key, (1, 2, 3))


def test_the_key_is_in_no_representation(three: Shares, key: bytes) -> None:
    combined = key_of_shares(typed(three))
    assert combined.key == key
    assert repr(combined) == "CombinedShares((1, 2, 3))"


# Typing


WAYS: dict[str, WayToType] = {
    "a line each": lambda one, two: f"{' '.join(one)}\n{' '.join(two)}\n",
    "Windows lines": lambda one, two: f"\ufeff{' '.join(one)}\r\n\r\n{' '.join(two)}",
    "a word a line": lambda one, two: f"{numbered(one)}\n\n{numbered(two)}",
    "with headings": lambda one, two: f"Share 1 of 3\n{numbered(one)}\nSHARE 3:\n{numbered(two)}",
    "a drawn line between": lambda one, two: f"{numbered(one)}\n---\n{numbered(two)}",
    "nothing between": lambda one, two: f"{numbered(one)}\n{numbered(two)}",
    "all on one line": lambda one, two: " ".join((*one, *two)),
    "four letters": lambda one, two: " ".join(word[:4] for word in (*one, *two)),
    "capitals and commas": lambda one, two: ", ".join(word.upper() for word in (*one, *two)),
    "numbers alone": lambda one, two: "\n".join(
        f"{number}.\n{word}" for number, word in enumerate((*one, *two), start=1)
    ),
    "lines of 22": lambda one, two: "\n".join(
        " ".join((*one, *two)[at : at + 22]) for at in (0, 22, 44)
    ),
    "broken lines": lambda one, two: "\n\n\n".join(
        " ".join(words[:20]) + "\n" + " ".join(words[20:]) for words in (one, two)
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_shares_may_be_typed_in_many_ways(way: str, three: Shares, key: bytes) -> None:
    combined = key_of_shares(WAYS[way](three[0], three[2]))
    assert (combined.key, combined.used) == (key, (1, 3))


@pytest.mark.parametrize("place", [1, 17, 33])
def test_a_word_that_is_none_is_named_by_its_place(three: Shares, place: int) -> None:
    said = complaint(typed([three[0], changed(three[1], place, "zzzzz")]))
    assert said == (f"In share 2 of those typed, word {place} is not one of the list of words.")
    assert "zzzzz" not in said


@pytest.mark.parametrize("place", [1, 2, 4, 20])
def test_a_word_that_is_another_of_the_list_is_named_by_its_place(
    three: Shares, place: int
) -> None:
    misread = changed(three[0], place, other_word(three[0][place - 1]))
    said = complaint(typed([misread, three[1]]))
    assert said == f"In share 1 of those typed, word {place} is misread."


def test_two_swapped_words_are_found_without_naming_an_innocent_one(three: Shares) -> None:
    words = list(three[0])
    words[6], words[7] = "academic", "acid"
    assert "do not fit together" in complaint(typed([words, three[1]]))


@pytest.mark.parametrize("cut", [1, 20, 32])
def test_a_share_with_too_few_words_is_named_with_its_number_of_words(
    three: Shares, cut: int
) -> None:
    said = complaint(f"{' '.join(three[0])}\n\n{' '.join(three[1][:cut])}")
    assert said == f"Share 2 of those typed has {cut} words, and a share has 33."


def test_a_word_too_many_is_named_on_its_own_line(three: Shares) -> None:
    said = complaint(typed([three[0], (*three[1], "acid")]))
    assert said == "Share 2 of those typed has 34 words, and a share has 33."


def test_shares_of_different_sets_are_told_apart(three: Shares, key: bytes) -> None:
    other = shares_of_key(key, SharePlan())
    said = complaint(typed([three[0], three[1], other[2]]))
    assert said == "Share 3 of those typed is of another set than share 1."


@pytest.mark.parametrize("genuine", [(0,), (0, 1), (1, 0), (2,)])
def test_a_share_that_was_made_to_look_right_does_not_pass(
    three: Shares, genuine: tuple[int, ...]
) -> None:
    share = Share.from_mnemonic(" ".join(three[2]))
    forged = replace(share, value=bytes(32)).mnemonic().split()
    said = complaint(typed([*(three[number] for number in genuine), forged]))
    assert said == "These shares do not fit together."


def test_one_share_twice_is_one_share(three: Shares) -> None:
    said = complaint(typed([three[0], three[0]]))
    assert said == "2 shares of this set are wanted, and 1 was typed."
    combined = key_of_shares(typed([three[0], three[1], three[0]]))
    assert combined.used == (1, 2)


@pytest.mark.parametrize("text", ["", " \n\n", "1. 2. 3.", "Share 1 of 3\n\n"])
def test_nothing_typed_is_said(text: str) -> None:
    assert complaint(text) == "No shares were typed."


def test_shares_of_something_else_are_refused() -> None:
    short = generate_mnemonics(1, [(2, 3)], bytes(16))[0]
    assert "20 words" in complaint("\n\n".join(short[:2]))
    grouped = generate_mnemonics(2, [(2, 3), (2, 2)], bytes(32))
    wallet = [words for group in grouped for words in group[:2]]
    assert complaint("\n".join(wallet)) == (
        "Share 1 of those typed is no share of a case file's key."
    )
    alone = generate_mnemonics(1, [(1, 1)], bytes(32))[0]
    assert "no share of a case file's key" in complaint(alone[0])


def test_what_was_typed_is_shares_or_recovery_words(three: Shares, key: bytes) -> None:
    assert are_shares(typed(three[:1]))
    assert are_shares(numbered([word[:4] for word in three[0]]))
    assert are_shares(" ".join(three[0][:31]))
    words = words_of_key(key)
    assert not are_shares(" ".join(words))
    assert not are_shares(" ".join((*words, *words[:4])))
    for step in (1, 2, 4, 8):
        digits = ("abcdef" * 11)[:64]
        assert not are_shares(" ".join(digits[at : at + step] for at in range(0, 64, step)))

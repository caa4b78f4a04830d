"""The passphrase policy: long enough, not among those tried first, not the desk's own names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from vpo_desk.errors import VpoError
from vpo_desk.resources import find_resources
from vpo_desk.storage.keyring import suggest_passphrase
from vpo_desk.storage.passphrases import advise, need_accepted

CONTEXT = ("Harlow Falls Police Department", "R. Okafor")
TOO_SHORT = "It has fewer than 8 characters."
TRIED_FIRST = "It is on the list of passphrases that are tried first."
OWN_NAMES = "It is little more than names that belong to this desk."
LONGER = "Accepted, but 15 characters or five words are safer."
GUESSABLE = "It is easy to guess for a program that has a copy of the file."


def listed() -> list[str]:
    lines = find_resources().read_text("passphrases/blocked.txt").splitlines()
    return [line for line in lines if not line.startswith("#")]


def reasons(passphrase: str, *, blocked: frozenset[str] = frozenset()) -> tuple[bool, list[str]]:
    advice = advise(passphrase, CONTEXT, blocked)
    return advice.ok, [str(words) for words in advice.words]


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", TOO_SHORT),
        ("kT9#mQ2", TOO_SHORT),
        ("        ", TOO_SHORT),
        ("  kT9#mQ2  ", TOO_SHORT),
        ("aaaaaaaaaaaaaaaaaaaa", TRIED_FIRST),
        ("abcdefghijklmnop", TRIED_FIRST),
        ("password1234", TRIED_FIRST),
        ("dragonfly", TRIED_FIRST),
        ("Harlow Falls PD", OWN_NAMES),
        ("harlowfalls2026!", OWN_NAMES),
        ("Okafor-Police-99", OWN_NAMES),
        ("VpoDesk#2026", OWN_NAMES),
    ],
)
def test_what_is_refused_and_why(passphrase: str, words: str) -> None:
    assert reasons(passphrase) == (False, [words])


@pytest.mark.parametrize(
    ("passphrase", "warnings"),
    [
        ("otter ladder quiet harvest moon", []),
        ("okafor otter ladder quiet harvest", []),
        ("8f#2k9!x7", [LONGER]),
        ("kT9#mQ2x", [LONGER, GUESSABLE]),
        ("Пароль для стола", []),
    ],
)
def test_what_is_accepted_and_what_to_mind(passphrase: str, warnings: list[str]) -> None:
    assert reasons(passphrase) == (True, warnings)


def test_no_character_is_asked_for() -> None:
    assert reasons("quietly harvested moons over ladders") == (True, [])


def test_the_block_list_ignores_case_spaces_and_signs() -> None:
    blocked = frozenset({"correct horse battery staple", ""})
    for typed in ("Correct Horse Battery Staple", "correct-horse-battery-staple!"):
        assert reasons(typed, blocked=blocked) == (False, [TRIED_FIRST])
    assert reasons("correct horse battery stapler", blocked=blocked) == (True, [])
    assert reasons("!&%)(=?§#+*~", blocked=blocked)[0]  # an empty line blocks nothing


def test_every_line_of_the_shipped_list_is_refused() -> None:
    blocked = frozenset(listed())
    assert len(blocked) > 50
    for passphrase in listed():
        assert reasons(passphrase.upper(), blocked=blocked)[0] is False, passphrase


def test_the_shipped_list_is_tidy() -> None:
    lines = listed()
    assert lines == sorted(set(lines))
    assert all(line == line.casefold().strip() and len(line) >= 8 for line in lines)


def test_both_spellings_of_an_accent_are_judged_alike() -> None:
    for passphrase in ("zw\u00f6lf B\u00e4r", "caf\u00e9s"):
        spelled = unicodedata.normalize("NFD", passphrase)
        assert spelled != passphrase
        assert advise(spelled, CONTEXT) == advise(passphrase, CONTEXT)


def test_a_refused_one_is_an_error_with_a_way_out() -> None:
    with pytest.raises(VpoError) as told:
        need_accepted(advise("short"))
    assert str(told.value) == (
        "This passphrase cannot be used. It has fewer than 8 characters. Nothing was changed."
        " Choose five words or more that nobody knows."
    )
    need_accepted(advise("otter ladder quiet harvest moon"))


def test_every_suggestion_is_as_strong_as_can_be() -> None:
    for _ in range(20):
        suggestion = suggest_passphrase()
        advice = advise(suggestion, CONTEXT, frozenset(listed()))
        assert (advice.ok, advice.words, advice.strength) == (True, (), 4), suggestion


@hypothesis_settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=40))
@example("\0" * 9, "")
@example("\ud800" * 20, "\ud800")
@example("x" * 5000, "x")
def test_any_text_is_judged(passphrase: str, agency: str) -> None:
    advice = advise(passphrase, (agency,), frozenset(listed()))
    assert advice.ok or len(advice.words) == 1
    assert not advice.ok or len(unicodedata.normalize("NFC", passphrase)) >= 8
    assert 0 <= advice.strength <= 4

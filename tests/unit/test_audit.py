"""The audit chain's hashes and the codes that pages carry."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.audit import (
    AuditEntry,
    anchor_code,
    code_in_mark,
    content_digest,
    entry_hash,
    marked_code,
    page_code,
    read_code,
)


def entry(sequence: int = 1042, detail: str = "") -> AuditEntry:
    fields = (sequence, "2026-11-23T16:42:07.31Z", "passphrase-1", "prepare", "copy", "copy-1")
    rest = (detail, "", "0" * 64)
    return AuditEntry(*fields, *rest, entry_hash(*fields, *rest))


def test_the_hash_is_the_documented_one() -> None:
    canonical = (
        '[1042,"2026-11-23T16:42:07.31Z","passphrase-1","prepare","copy","copy-1","","","'
        + "0" * 64
        + '"]'
    )
    assert entry().hash == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_digest_is_over_salt_and_content() -> None:
    assert content_digest(b"s" * 16, "é") == hashlib.sha256(b"s" * 16 + "é".encode()).hexdigest()


@given(st.integers(min_value=1, max_value=10**9), st.text())
def test_a_code_is_read_back_however_it_is_typed(sequence: int, detail: str) -> None:
    printed = entry(sequence, detail)
    code = page_code(printed)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code} ", code.replace("-", "")):
        assert read_code(typed) == (sequence, printed.hash[:10])
    short = code.split("-", 1)[1]
    assert read_code(short) == (None, printed.hash[:10])


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = page_code(entry(detail="x"))
    swapped = code.replace("0", "O").replace("1", "I")
    sequence, _, rest = swapped.partition("-")
    assert read_code(f"{code.split('-')[0]}-{rest}") == read_code(code)
    assert sequence


@given(st.integers(min_value=0, max_value=7), st.integers(min_value=1, max_value=31))
def test_one_wrong_character_is_noticed(place: int, shift: int) -> None:
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = page_code(entry()).split("-", 1)[1].replace("-", "")
    wrong = symbols[(symbols.index(code[place]) + shift) % 32]
    assert read_code(code[:place] + wrong + code[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "K7Q2", "hello world", "----", "1042-K7Q2-9XMD-", "ü" * 9])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.integers(min_value=1, max_value=10**9), st.text())
def test_an_anchor_slips_code_holds_a_hundred_and_twenty_eight_bits(
    sequence: int, detail: str
) -> None:
    printed = entry(sequence, detail)
    code = anchor_code(printed)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert read_code(typed) == (sequence, printed.hash[:32])
    short = code.split("-", 1)[1]
    assert read_code(short) == (None, printed.hash[:32])
    assert len(short.replace("-", "")) == 27


def test_one_wrong_character_of_an_anchor_slips_code_is_noticed() -> None:
    code = anchor_code(entry())
    for place in range(len("1042-"), len(code)):
        if code[place] != "-":
            wrong = "0" if code[place] != "0" else "2"
            assert read_code(code[:place] + wrong + code[place + 1 :]) is None


@given(st.integers(min_value=1, max_value=10**9), st.text())
def test_what_a_square_holds_is_the_code_and_nothing_more(sequence: int, detail: str) -> None:
    printed = entry(sequence, detail)
    code = page_code(printed)
    assert code_in_mark(marked_code(code)) == code
    assert code_in_mark(code) is None
    assert code_in_mark(f"{marked_code(code)} and more") is None
    for typed in (marked_code(code), marked_code(code).lower(), f" {marked_code(code)}\n"):
        assert read_code(typed) == (sequence, printed.hash[:10]), "a hand scanner types it whole"


@given(st.text())
def test_any_other_text_of_a_square_is_no_code(text: str) -> None:
    assert code_in_mark(text) is None


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "²", "١٢"])
def test_a_number_that_no_entry_can_have_is_no_code(number: str) -> None:
    rest = page_code(entry()).split("-", 1)[1]
    assert read_code(f"{number}-{rest}") is None
    assert read_code(number + rest.replace("-", "")) is None
    assert code_in_mark(marked_code(f"{number}-{rest}")) is None

"""The audit chain: what one entry holds, how it is hashed, and the code a page carries."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

GENESIS: Final = "0" * 64
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK: Final = _CROCKFORD + "*~$=U"
_PAGE_DIGITS: Final = 10
_ANCHOR_DIGITS: Final = 32
_READ_AS: Final = str.maketrans("OIL", "011")
_MARKED: Final = "VPO:"
_LONGEST_NUMBER: Final = 18  # digits of a sequence number that a database can hold


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the chain: ids and codes only, never names or text (CJIS 6.0 AU-3(3)).

    `at` is UTC in centiseconds; `digest` is the hex digest of the content version it records, or
    empty; `previous` and `hash` are hex.
    """

    sequence: int
    at: str
    actor: str
    action: str
    kind: str
    object_id: str
    detail: str
    digest: str
    previous: str
    hash: str


def entry_hash(
    sequence: int,
    at: str,
    actor: str,
    action: str,
    kind: str,
    object_id: str,
    detail: str,
    digest: str,
    previous: str,
) -> str:
    """Return the hex SHA-256 over the entry's canonical form (docs/case-file-format.md).

    The canonical form is the JSON array of the nine values in this order, without spaces, ASCII
    only, so that any other program can compute it.
    """
    fields = [sequence, at, actor, action, kind, object_id, detail, digest, previous]
    canonical = json.dumps(fields, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def content_digest(salt: bytes, content: str) -> str:
    """Return the hex SHA-256 over the version's 16 random bytes and its canonical content.

    With the salt gone after a purge, nothing can be guessed from the digest that stays.
    """
    return hashlib.sha256(salt + content.encode("utf-8")).hexdigest()


def page_code(entry: AuditEntry) -> str:
    """Return the code that a printed copy carries, such as `1042-K7Q2-9XMD-3`.

    The entry's sequence number, then the first 40 bits of its hash in Crockford's base 32, then
    Crockford's check character over those 40 bits.
    """
    return head_code(entry.sequence, entry.hash)


def head_code(sequence: int, hash_: str) -> str:
    """Return the code of a page for the number and the hash of the chain's head, as `page_code`."""
    return _code(sequence, hash_, _PAGE_DIGITS)


def anchor_code(entry: AuditEntry) -> str:
    """Return the code of a signed anchor slip: as a page's, but of 128 bits.

    Forty bits find mistakes; a hundred and twenty-eight also hold against somebody with the key
    who computes another history.
    """
    return _code(entry.sequence, entry.hash, _ANCHOR_DIGITS)


def marked_code(code: str) -> str:
    """Return what the square (QR) beside a page's code holds: the code, and whose code it is."""
    return _MARKED + code


def code_in_mark(text: str) -> str | None:
    """Return the code that a square read from paper holds; None for anything else.

    The text comes from outside: what is no code to the last character is nobody's.
    """
    code = text.removeprefix(_MARKED)
    return code if code != text and len(code) < 64 and read_code(code) is not None else None


def read_code(text: str) -> tuple[int | None, str] | None:
    """Read a typed code of a page or an anchor slip: its sequence number, when given, and hex digits.

    The digits are the first ten or thirty-two of the entry's hash. Returns None when it is not a
    code or its check character is wrong. O, I and L are read as the digits they look like; case,
    spaces and hyphens do not matter, nor does the mark that a hand scanner types before a code.
    """
    parts = text.upper().strip().removeprefix(_MARKED).replace("-", " ").split()
    joined = "".join(parts)
    for digits in (_ANCHOR_DIGITS, _PAGE_DIGITS):
        length = _symbols_of(digits) + 1
        if len(parts) > 1 and _is_number(parts[0]) and len(joined) - len(parts[0]) == length:
            return _read(int(parts[0]), "".join(parts[1:]), digits)
        if len(joined) == length:
            return _read(None, joined, digits)
        if len(joined) > length and _is_number(joined[:-length]):
            return _read(int(joined[:-length]), joined[-length:], digits)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _code(sequence: int, hash_: str, digits: int) -> str:
    value = int(hash_[:digits], 16)
    count = _symbols_of(digits)
    symbols = "".join(_CROCKFORD[value >> 5 * place & 31] for place in range(count - 1, -1, -1))
    groups = "-".join(symbols[start : start + 4] for start in range(0, count, 4))
    return f"{sequence}-{groups}-{_CHECK[value % 37]}"


def _read(sequence: int | None, typed: str, digits: int) -> tuple[int | None, str] | None:
    body = typed[:-1].translate(_READ_AS)
    if any(symbol not in _CROCKFORD for symbol in body):
        return None
    value = 0
    for symbol in body:
        value = value * 32 + _CROCKFORD.index(symbol)
    check = typed[-1] if typed[-1] in _CHECK else typed[-1].translate(_READ_AS)
    if _CHECK[value % 37] != check or value >> 4 * digits:
        return None
    return sequence, f"{value:0{digits}x}"


def _symbols_of(digits: int) -> int:
    """Return how many symbols of five bits hold so many hex digits."""
    return -(-4 * digits // 5)

"""The audit chain: what one entry holds, how it is hashed, and the code a page carries."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

GENESIS: Final = "0" * 64
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK: Final = _CROCKFORD + "*~$=U"
_READ_AS: Final = str.maketrans("OIL", "011")


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
    value = int(entry.hash[:10], 16)
    symbols = _symbols(value)
    return f"{entry.sequence}-{symbols[:4]}-{symbols[4:]}-{_CHECK[value % 37]}"


def read_code(text: str) -> tuple[int | None, str] | None:
    """Read a typed page code: its sequence number, when given, and ten hex digits.

    Returns None when it is not a code or its check character is wrong. O, I and L are read as the
    digits they look like; case, spaces and hyphens do not matter.
    """
    parts = text.upper().replace("-", " ").split()
    joined = "".join(parts)
    sequence: int | None = None
    if len(parts) > 1 and len(joined) > 9 and parts[0].isdigit():
        sequence, joined = int(parts[0]), "".join(parts[1:])
    elif len(joined) > 9 and joined[:-9].isdigit():
        sequence, joined = int(joined[:-9]), joined[-9:]
    if len(joined) != 9:
        return None
    body = joined[:8].translate(_READ_AS)
    if any(symbol not in _CROCKFORD for symbol in body):
        return None
    value = 0
    for symbol in body:
        value = value * 32 + _CROCKFORD.index(symbol)
    check = joined[8] if joined[8] in _CHECK else joined[8].translate(_READ_AS)
    return (sequence, f"{value:010x}") if _CHECK[value % 37] == check else None


def _symbols(value: int) -> str:
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(35, -5, -5))

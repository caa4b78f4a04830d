"""The code on each page of a blank form: which release of which protocol, and which questions.

`subject@1/7QK2` is a whole form, `subject@1/G03K2-91HXA-4/7QK2` one with some of its questions. The
middle part has a bit for each question of the form in order, in Crockford's base 32; the last part is
the first 20 bits of a SHA-256 over releases, question ids, their words and the choice, so that a form
whose words were changed since, or a code that was typed wrong, is not taken for another one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011")
_CHECKED: Final = 4
_REFS: Final = re.compile(
    r"[a-z][a-z0-9_-]{0,39}@[1-9][0-9]{0,5}(\+[a-z][a-z0-9_-]{0,39}@[1-9][0-9]{0,5})*"
)

Asked = Sequence[tuple[str, str]]
"""The questions of a form in order: id and words."""


@dataclass(frozen=True, slots=True)
class FormCode:
    """A code as typed: the releases it names, and the two parts that only fit their own form."""

    refs: tuple[str, ...]
    chosen: str
    check: str


def form_code(refs: Sequence[str], asked: Asked, only: Sequence[str] = ()) -> str:
    """Return the code of a form with all its questions, or with `only` some of them."""
    chosen = _chosen(asked, only) if only else ""
    check = _check(refs, asked, chosen)
    grouped = "-".join(chosen[start : start + 5] for start in range(0, len(chosen), 5))
    return "/".join(part for part in ("+".join(refs), grouped, check) if part)


def read_form_code(typed: str) -> FormCode | None:
    """Return what a typed code names; None when it has not the shape of one.

    Case, spaces and hyphens in its last parts do not matter; O, I and L are read as the digits they
    look like.
    """
    parts = "".join(typed.split()).split("/")
    refs = parts[0].lower()
    if len(parts) not in {2, 3} or not _REFS.fullmatch(refs):
        return None
    symbols = [part.upper().replace("-", "").translate(_READ_AS) for part in parts[1:]]
    if any(not part or any(each not in _CROCKFORD for each in part) for part in symbols):
        return None
    if len(symbols[-1]) != _CHECKED:
        return None
    return FormCode(tuple(refs.split("+")), symbols[0] if len(symbols) > 1 else "", symbols[-1])


def questions_of_code(code: FormCode, asked: Asked) -> tuple[str, ...] | None:
    """Return the ids of the questions on the sheet; None when the code is of another form."""
    if code.check != _check(code.refs, asked, code.chosen):
        return None
    if not code.chosen:
        return tuple(id_ for id_, _ in asked)
    bits = "".join(f"{_CROCKFORD.index(each):05b}" for each in code.chosen)
    return tuple(id_ for (id_, _), bit in zip(asked, bits, strict=False) if bit == "1")


def _chosen(asked: Asked, only: Sequence[str]) -> str:
    wanted = set(only)
    bits = "".join("1" if id_ in wanted else "0" for id_, _ in asked)
    bits += "0" * (-len(bits) % 5)
    return "".join(_CROCKFORD[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def _check(refs: Sequence[str], asked: Asked, chosen: str) -> str:
    form = [list(refs), [list(each) for each in asked], chosen]
    digest = hashlib.sha256(json.dumps(form, separators=(",", ":")).encode("ascii")).digest()
    value = int.from_bytes(digest[:3], "big") >> 4
    return "".join(_CROCKFORD[value >> 5 * place & 31] for place in (3, 2, 1, 0))

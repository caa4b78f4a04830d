"""The redacted edition of a document: built from its content, so that nothing lies underneath."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Any, TypeVar, cast

from vpo_desk.domain.redaction import Redaction
from vpo_desk.words import Words, say

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a redacted edition says of itself: places removed by code, entries let stand by their reason."""

    removed: tuple[tuple[str, int], ...]
    exempted: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many places were redacted."""
        return sum(count for _, count in self.removed)


def redact(content: T, redaction: Redaction) -> tuple[T, Certificate]:
    """Return a document's content without the words that go, and what was done to it.

    Every text of the content is gone through, the head of its pages too; our own fixed sentences
    are not, which the check of the finished file looks at.
    """
    counts: dict[str, int] = {}
    clean = cast("T", _redacted(content, redaction, counts))
    reasons = Counter(each.reason for each in redaction.exemptions)
    return clean, Certificate(tuple(sorted(counts.items())), tuple(reasons.items()))


def certificate_words(certificate: Certificate) -> tuple[Words, ...]:
    """Return the certificate as sentences, for the last page."""
    lines = [say("Places redacted in this edition: {count}", count=certificate.total)]
    lines += _by_code(certificate)
    if certificate.exempted:
        entries = sum(count for _, count in certificate.exempted)
        lines.append(say("Entries let stand where they are another word: {count}", count=entries))
        lines += [
            say("{reason}: {count}", reason=reason, count=count)
            for reason, count in certificate.exempted
        ]
    lines.append(
        say(
            "The finished file was opened again and searched for every word to be removed and its"
            " spellings: in its text, metadata, bookmarks, attachments and structure."
        )
    )
    return tuple(lines)


def _by_code(certificate: Certificate) -> Iterator[Words]:
    """Yield how often each code stands, in one line, then how often none does."""
    if not certificate.removed:
        yield say("No word that was to go stood in this document.")
    codes = [
        say("{code}: {count}", code=code, count=count)
        for code, count in certificate.removed
        if code
    ]
    if codes:
        yield say("By code: {codes}", codes=reduce(_beside, codes))
    bare = sum(count for code, count in certificate.removed if not code)
    if bare:
        yield say("Without a code: {count}", count=bare)


def _beside(those: Words, this: Words) -> Words:
    return say("{those} · {this}", those=those, this=this)


def _redacted(value: object, redaction: Redaction, counts: dict[str, int]) -> object:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return redaction.redact(value, counts)
    if isinstance(value, Words):
        values = tuple((name, _redacted(each, redaction, counts)) for name, each in value.values)
        return dataclasses.replace(value, values=values)
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        return tuple(_redacted(each, redaction, counts) for each in items)
    if isinstance(value, Mapping):
        known = cast("Mapping[object, object]", value)
        return {name: _redacted(each, redaction, counts) for name, each in known.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {
            field.name: _redacted(getattr(value, field.name), redaction, counts)
            for field in dataclasses.fields(value)
            if field.init
        }
        return dataclasses.replace(value, **changed)
    return value

"""Text that cites its evidence: the words as typed, and what each bracket leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BRACKET: Final = re.compile(r"\[([^\[\]\n]{1,80})\]")
_GONE: Final = "\ufdd0"  # no character: nothing that is typed has it
_ROW: Final = re.compile(f"[ \\t]*{_GONE}(?:[ \\t]*(?:[,;]|and)?[ \\t]*{_GONE})*")
"""Marks that follow one another, as in “[1], [2] and [3]”, with the blank before them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """That a bracket's label leads to an answer, a record, an attachment or a concern."""

    label: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class CitedText:
    """What was written, unchanged, and where its brackets lead."""

    text: str = ""
    citations: tuple[Citation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def numbered(self, numbers: dict[tuple[str, str], int]) -> str:
        """Return the text with each known bracket as `[n]`; new sources get the next number.

        `numbers` is filled in order of first citation and shared by all texts of a document.
        """
        targets = {citation.label: (citation.kind, citation.id) for citation in self.citations}

        def number(match: re.Match[str]) -> str:
            target = targets.get(match[1])
            if target is None:
                return match[0]
            return f"[{numbers.setdefault(target, len(numbers) + 1)}]"

        return BRACKET.sub(number, self.text)

    def bare(self) -> str:
        """Return the text without its known brackets, for paper that lists no sources."""
        known = {citation.label for citation in self.citations}

        def marked(match: re.Match[str]) -> str:
            return _GONE if match[1] in known else match[0]

        return _ROW.sub("", BRACKET.sub(marked, self.text.replace(_GONE, ""))).lstrip()


def labels_in(text: str) -> tuple[str, ...]:
    """Return what stands in the text's square brackets, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in BRACKET.finditer(text)))


def sources_of(texts: Iterable[CitedText]) -> tuple[Citation, ...]:
    """Return every source cited in the texts, each once, in order of first citation."""
    found: dict[tuple[str, str], Citation] = {}
    for text in texts:
        known = {citation.label: citation for citation in text.citations}
        for label in labels_in(text.text):
            if citation := known.get(label):
                found.setdefault((citation.kind, citation.id), citation)
    return tuple(found.values())

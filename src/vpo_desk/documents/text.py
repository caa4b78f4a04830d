"""The one door through which case text enters a document: nothing in it is taken for markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from xml.sax.saxutils import escape

Covers = Callable[[int], bool]


class Script:
    """Prepares text for paper, and counts the characters that no bundled font can print."""

    def __init__(self, covers: Covers) -> None:
        self._covers = covers
        self.missing: dict[str, int] = {}
        self._known: set[str] = set()  # characters that print as they are

    def plain(self, text: str) -> str:
        """Return text as it prints: composed (NFC), characters without a glyph by their code.

        `U+0642` in pointed brackets stands for a character that cannot be printed, so that none is
        ever left out silently.
        """
        composed = unicodedata.normalize("NFC", text)
        odd = set(composed) - self._known
        self._known |= {each for each in odd if self._prints_as_it_is(each)}
        if odd <= self._known:  # nearly every text
            return composed
        return "".join(each if each in self._known else self._printed(each) for each in composed)

    def markup(self, text: str) -> str:
        """Return text for a paragraph: escaped, with its line ends and its runs of spaces kept."""
        lines = self.plain(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "<br/>".join(_spaced(escape(line)) for line in lines)

    def _printed(self, character: str) -> str:
        if character == "\t":
            return "    "
        if unicodedata.category(character) == "Zs":
            return " "
        self.missing[character] = self.missing.get(character, 0) + 1
        return f"‹U+{ord(character):04X}›"

    def _prints_as_it_is(self, character: str) -> bool:
        if character in "\n\r":
            return True
        return self._covers(ord(character)) and unicodedata.category(character) != "Cc"


def _spaced(line: str) -> str:
    """Keep leading spaces and runs of spaces, which a paragraph would fold into one."""
    stripped = line.lstrip(" ")
    kept = "\u00a0" * (len(line) - len(stripped)) + stripped
    while "  " in kept:
        kept = kept.replace("  ", " \u00a0")
    return kept

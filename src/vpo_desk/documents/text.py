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

    def plain(self, text: str) -> str:
        """Return text as it prints: composed (NFC), characters without a glyph by their code.

        `U+0642` in pointed brackets stands for a character that cannot be printed, so that none is
        ever left out silently.
        """
        return "".join(self._printed(character) for character in unicodedata.normalize("NFC", text))

    def markup(self, text: str) -> str:
        """Return text for a paragraph: escaped, with its line ends and its runs of spaces kept."""
        lines = self.plain(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "<br/>".join(_spaced(escape(line)) for line in lines)

    def _printed(self, character: str) -> str:
        code = ord(character)
        if character in "\n\r" or (self._covers(code) and unicodedata.category(character) != "Cc"):
            return character
        if character == "\t":
            return "    "
        if unicodedata.category(character) == "Zs":
            return " "
        self.missing[character] = self.missing.get(character, 0) + 1
        return f"‹U+{code:04X}›"


def _spaced(line: str) -> str:
    """Keep leading spaces and runs of spaces, which a paragraph would fold into one."""
    stripped = line.lstrip(" ")
    kept = "\u00a0" * (len(line) - len(stripped)) + stripped
    while "  " in kept:
        kept = kept.replace("  ", " \u00a0")
    return kept

"""The one door through which case text enters a document: nothing in it is taken for markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Protocol

from vpo_desk.documents.naming import BIDI_MARKS, IGNORABLE, with_names

LINE_ENDS: Final = re.compile("\r\n|[\n\r\u2028\u2029]")


class Coverage(Protocol):
    """What is known of the bundled typefaces."""

    def covers(self, code: int) -> bool:
        """True when some typeface has a glyph for the character."""
        ...


class Script:
    """Prepares text for paper, and counts what no bundled typeface can print."""

    def __init__(self, typefaces: Coverage) -> None:
        self._typefaces = typefaces
        self.missing: dict[str, int] = {}
        self._known: set[str] = set()  # characters that print as they are

    def plain(self, text: str) -> str:
        """Return text as it prints: composed (NFC), what has no glyph by its name.

        `‹slightly smiling face›` stands for a picture that cannot be printed, `‹U+0007›` for what
        has no name, so that nothing is ever left out silently.
        """
        composed = unicodedata.normalize("NFC", text).replace("\t", "    ")
        odd = set(composed) - self._known
        self._known |= {each for each in odd if self._prints_as_it_is(each)}
        if odd <= self._known:  # nearly every text
            return composed
        for blank in (each for each in odd - self._known if unicodedata.category(each) == "Zs"):
            composed = composed.replace(blank, "\u00a0")
        self._known.add("\u00a0")
        pieces: list[str] = []
        for piece, stands_for_another in with_names(composed, self._known.__contains__):
            pieces.append(piece)
            if stands_for_another:
                self.missing[piece] = self.missing.get(piece, 0) + 1
        return "".join(pieces)

    def _prints_as_it_is(self, character: str) -> bool:
        if character in "\n\r\u2028\u2029" or character in IGNORABLE or character in BIDI_MARKS:
            return True
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
            return False
        return self._typefaces.covers(ord(character))

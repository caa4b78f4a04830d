"""Which language a screen reader shall speak a paragraph in, as far as its script says so."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Final

# BCP 47. A script that many languages share names none: `und` is said, and the script.
_TONGUES: Final = {
    "HEBREW": "he",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "CHEROKEE": "chr",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "ARABIC": "und-Arab",
    "BENGALI": "und-Beng",
    "CJK": "und-Hani",
    "CYRILLIC": "und-Cyrl",
    "DEVANAGARI": "und-Deva",
    "ETHIOPIC": "und-Ethi",
}


def tongue(text: str) -> str | None:
    """Return the language of a text that is mostly in another script than Latin, else None."""
    if text.isascii():
        return None
    letters = Counter(_script(each) for each in text if each.isalpha())
    if not letters:
        return None
    if letters["HIRAGANA"] or letters["KATAKANA"]:  # Japanese writes ideographs too
        letters["HIRAGANA"] += letters.pop("CJK", 0) + letters.pop("KATAKANA", 0)
    script, count = letters.most_common(1)[0]
    return _TONGUES.get(script) if count * 2 > letters.total() else None


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", maxsplit=1)[0]

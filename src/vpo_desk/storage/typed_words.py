"""Words of a word list as a person types them: numbered, accented, shortened to four letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def spelled_plainly(text: str) -> str:
    """Return a text in small letters without accents."""
    spelled = unicodedata.normalize("NFKD", text).lower()
    return "".join(each for each in spelled if not unicodedata.combining(each))


def words_typed(text: str) -> list[str]:
    """Return the words in a text in small letters; numbers and punctuation are ignored."""
    return re.findall(r"[^\W\d_]+", spelled_plainly(text))


def whole_words(typed: Iterable[str], known: Iterable[str]) -> list[str | None]:
    """Return each word of the list whole, four letters being enough; None where it is not in it."""
    listed = frozenset(known)
    short = {word[:4]: word for word in listed}
    return [word if word in listed else short.get(word if len(word) <= 4 else "") for word in typed]

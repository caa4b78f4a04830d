"""Names of files that came from outside: kept as they were, shown and suggested without tricks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
"""Characters of a name that is suggested for an export."""

_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_REFUSED: Final = frozenset('<>:"/\\|?*')


def last_part(name: str) -> str:
    """Return a name without any folder, whichever system's separators it has."""
    return re.split(r"[/\\]", name)[-1]


def shown_name(name: str) -> str:
    """Return a name as it is shown: what cannot be seen, or turns the reading order, as its code.

    With a mark that turns the reading order a program can be named like a picture.
    """
    return "".join(f"⟨{ord(each):04X}⟩" if _is_hidden(each) else each for each in name)


def export_name(name: str, fallback: str) -> str:
    """Return a name that every system takes; `fallback` where nothing of it is left."""
    kept = "".join("_" if _is_hidden(each) or each in _REFUSED else each for each in name)
    kept = kept.strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if dot and stem and len(suffix) <= 10:
        kept = f"{stem[: LONGEST - len(suffix) - 1]}.{suffix}"
    kept = kept[:LONGEST].strip(" .")
    if not kept.strip("_") or _RESERVED.fullmatch(kept):
        return fallback
    return kept


def _is_hidden(character: str) -> bool:
    # Cs is a byte of a name that is no text on its system (a lone surrogate).
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

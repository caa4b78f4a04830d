"""Words that are wider than their column: told where they may break, so that none is cut off."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

BREAK: Final = "\u200b"
"""Takes no room and shows nothing; a line may end there. Put in for painting only."""

_WORD: Final = re.compile(r"\S+")
_JOINTS: Final = "-_/.@:"
_TALL: Final = 10_000
_SLACK: Final = 4
"""Logical pixels a line stays short of its width: a letter at a break may take a wider shape."""


def fitted(metrics: QFontMetrics, words: str, width: int) -> tuple[str, int]:
    """Return words that fit into a width when wrapped, and their height, in logical pixels.

    Only a word that is too wide by itself is changed, such as a long name or a link.
    """
    box = _box(metrics, words, width)
    if box.width() > width:
        words = _WORD.sub(lambda found: _broken(metrics, found[0], width), words)
        box = _box(metrics, words, width)
    return words, max(metrics.height(), box.height())


def _box(metrics: QFontMetrics, words: str, width: int) -> QRect:
    room = QRect(0, 0, max(1, width), _TALL)
    return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words)


def _broken(metrics: QFontMetrics, word: str, width: int) -> str:
    if _box(metrics, word, width).width() <= width:
        return word
    lines: list[str] = []
    while metrics.horizontalAdvance(word) > width and len(word) > 1:
        end = _end(metrics, word, width - _SLACK)
        lines.append(word[:end])
        word = word[end:]
    return BREAK.join([*lines, word])


def _end(metrics: QFontMetrics, word: str, width: int) -> int:
    """Return how many characters fill a line: to a joint in its second half, or to its end."""
    fits, beyond = 1, len(word)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if metrics.horizontalAdvance(word[:middle]) <= width:
            fits = middle
        else:
            beyond = middle
    joint = max(word.rfind(sign, 0, fits) for sign in _JOINTS) + 1
    return joint if joint > fits // 2 else fits

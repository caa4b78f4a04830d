"""Where a line may end: at spaces, between ideographs, and between syllables of Thai and its kin.

After the Unicode line breaking algorithm (UAX 14), as far as the bundled typefaces go. Thai, Lao,
Khmer and Burmese write no spaces between words and would need a dictionary; their lines end between
syllable signs, never inside one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

# Ideographs, kana and their punctuation. Korean has spaces and ends its lines there.
_IDEOGRAPHIC: Final = (
    (0x2E80, 0x30FF),
    (0x3105, 0x312F),
    (0x3190, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF01, 0xFF60),
    (0x20000, 0x3FFFD),
)
_WITHOUT_SPACES: Final = ((0x0E01, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
_NOT_FIRST: Final = frozenset(
    "、。，．・：；！？）］｝〉》」』】〕〗〙〟’”…‥ー々〻ゝゞヽヾ％℃"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;!?)]}%"
    "ะาำๅๆฯະາຳໆຯ។៕ៗ၊။"
)
_NOT_LAST: Final = frozenset("（［｛〈《「『【〔〖〘〝‘“([{$¥￥€£เแโใไເແໂໃໄ")
_BLANK: Final = frozenset(" \u200b\u3000")


def may_end_after(before: str, after: str) -> bool:
    """True when a line may end between two clusters of characters."""
    last, first = before[-1:], after[:1]
    if last in _BLANK:
        return True
    if not first or first in _BLANK or first in _NOT_FIRST or last in _NOT_LAST:
        return False
    begun, begins = ord(before[0]), ord(first)
    if _within(begun, _IDEOGRAPHIC) or _within(begins, _IDEOGRAPHIC):
        return not (last == "\u00a0" or first == "\u00a0")
    return _within(begun, _WITHOUT_SPACES) and _within(begins, _WITHOUT_SPACES)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(ranges, (code, 0x110000)) - 1
    return at >= 0 and ranges[at][0] <= code <= ranges[at][1]

"""Words in a line of which some stand out: bold and underlined, so that no color is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption


def paint_marked(
    painter: QPainter, place: QRect, words: str, marks: Iterable[tuple[int, int]]
) -> None:
    """Paint one line in the painter's font and color; a mark beyond the words is left out."""
    layout = QTextLayout(words, painter.font())
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    formats: list[QTextLayout.FormatRange] = []
    for begin, end in marks:
        first, last = _units(words, begin), _units(words, end)
        if last <= _units(words, len(words)):
            formats.append(_standing_out(first, last - first))
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(place.width())
    layout.endLayout()
    painter.save()
    painter.setClipRect(place)
    layout.draw(painter, QPointF(place.topLeft()))
    painter.restore()


def in_sight(
    metrics: QFontMetrics, words: str, marks: Sequence[tuple[int, int]], width: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the words from where their first mark is seen in a line of this width."""
    begin, end = marks[0]
    if metrics.horizontalAdvance(words[:end]) <= width:
        return words, tuple(marks)
    cut = begin
    while cut and metrics.horizontalAdvance(f"…{words[cut - 1 : end]}") <= width // 2:
        cut -= 1
    space = words.find(" ", cut, begin)
    cut = cut if space < 0 else space + 1
    return f"…{words[cut:]}", tuple((first - cut + 1, last - cut + 1) for first, last in marks)


def _standing_out(first: int, length: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = first, length  # pyright: ignore[reportAttributeAccessIssue]
    style = QTextCharFormat()
    style.setFontWeight(QFont.Weight.Bold)
    style.setFontUnderline(True)
    found.format = style  # pyright: ignore[reportAttributeAccessIssue]
    return found


def _units(words: str, place: int) -> int:
    """Return a place in Python's characters as one in Qt's, in which an emoji takes two."""
    return len(words[:place].encode("utf-16-le", "surrogatepass")) // 2

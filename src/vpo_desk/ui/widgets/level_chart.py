"""The level of concern over time: a row for each level, a mark for each sealed version."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vpo_desk.domain.assessment import Level
from vpo_desk.ui.widgets.level_mark import LevelMark, paint_level, shape_side

ROWS: Final = (Level.HIGH, Level.ELEVATED, Level.MODERATE, Level.LOW, Level.UNDETERMINED)
"""From the top; undetermined is no level below low, and stands apart at the foot."""


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """A mark of the chart: the day, the level, what is written beside it, and what it tells."""

    key: str
    day: date
    level: Level
    label: str
    told: str


class LevelChart(QWidget):
    """Draws levels as steps over the days; arrows move along the marks, Enter opens one.

    Each mark is shape and color in the row of its word, and tells itself to a screen reader.
    """

    opened = Signal(str)

    def __init__(self, words: dict[Level, str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rows = {level: LevelMark(level, words[level], self) for level in ROWS}
        self._marks: list[PointMark] = []

    @property
    def marks(self) -> tuple[PointMark, ...]:
        """The marks, oldest first."""
        return tuple(self._marks)

    def show_points(self, points: Sequence[LevelPoint]) -> None:
        """Draw other points, oldest first."""
        for mark in self._marks:
            mark.hide()
            mark.deleteLater()
        self._marks = [PointMark(point, self) for point in points]
        before: QWidget = self
        for mark in self._marks:
            mark.show()
            QWidget.setTabOrder(before, mark)
            before = mark
        self._settle(self._marks[-1] if self._marks else None)
        self._place()

    def go(self, mark: PointMark, by: int) -> None:
        """Move the keyboard along the marks; the ends hold."""
        place = self._marks.index(mark) + by
        if 0 <= place < len(self._marks):
            self._settle(self._marks[place])
            self._marks[place].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """Return the height of five rows and a line of days; called by Qt."""
        return QSize(320, 6 * self._step())

    def minimumSizeHint(self) -> QSize:
        """Return the same height; called by Qt."""
        return QSize(120, 6 * self._step())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the marks anew; called by Qt."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows' lines, the steps between marks, and their days; called by Qt."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1, Qt.PenStyle.DotLine))
        for place in range(len(ROWS)):
            y = self._middle(place)
            painter.drawLine(QPointF(self._left(), y), QPointF(self.width(), y))
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), 1.4))
        for before, after in pairwise(self._marks):
            start, end = _center(before), _center(after)
            painter.drawPolyline([start, QPointF(end.x(), start.y()), end])
        free = 0.0
        for mark in self._marks:
            width = painter.fontMetrics().horizontalAdvance(mark.point.label)
            x = min(_center(mark).x() - width / 2, self.width() - width)
            if x >= free:
                painter.drawText(QPointF(x, self._middle(len(ROWS)) + 4), mark.point.label)
                free = x + width + 8
        painter.end()

    def _place(self) -> None:
        for place, level in enumerate(ROWS):
            row = self._rows[level]
            row.adjustSize()
            row.move(0, round(self._middle(place) - row.height() / 2))
        if not self._marks:
            return
        for mark, x in zip(self._marks, self._across(), strict=True):
            side = shape_side(mark) + 12
            y = self._middle(ROWS.index(mark.point.level))
            mark.setGeometry(round(x - side / 2), round(y - side / 2), side, side)
        self.update()

    def _across(self) -> list[float]:
        """Return where each mark stands: by its day, but never one upon another."""
        left, right = self._left() + 20.0, max(self.width() - 20.0, self._left() + 21.0)
        days = [mark.point.day.toordinal() for mark in self._marks]
        span, gap = max(days[-1] - days[0], 1), 2.0 * shape_side(self) + 6
        found: list[float] = []
        for day in days:
            x = left + (right - left) * (day - days[0]) / span
            found.append(max(x, found[-1] + gap) if found else x)
        if found[-1] > right:
            step = (right - left) / max(len(found) - 1, 1)
            found = [left + place * step for place in range(len(found))]
        return found

    def _settle(self, stop: PointMark | None) -> None:
        """Keep one tab stop for the chart."""
        for mark in self._marks:
            policy = Qt.FocusPolicy.StrongFocus if mark is stop else Qt.FocusPolicy.ClickFocus
            mark.setFocusPolicy(policy)

    def _left(self) -> float:
        return max(row.sizeHint().width() for row in self._rows.values()) + 12.0

    def _step(self) -> int:
        return round(self.fontMetrics().height() * 1.6)

    def _middle(self, place: int) -> float:
        return self._step() * (place + 0.5)


class PointMark(LevelMark):
    """One mark: a level's shape that takes the keyboard."""

    def __init__(self, point: LevelPoint, chart: LevelChart) -> None:
        super().__init__(point.level, "", chart)
        self.point = point
        self._chart = chart
        self.setAccessibleName(point.told)
        self.setToolTip(point.told)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with Enter; called by Qt."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self._chart.go(self, by)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._chart.opened.emit(self.point.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open by a click; called by Qt."""
        super().mousePressEvent(event)
        self._chart.opened.emit(self.point.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus frame; called by Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus frame away; called by Qt."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape in the middle, framed while the keyboard is here; called by Qt."""
        painter = QPainter(self)
        color = self.palette().color(self.foregroundRole())
        painter.fillRect(self.rect().adjusted(3, 3, -3, -3), self.palette().window())
        side = shape_side(self)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        if self.level is not None:
            paint_level(painter, self.level, place, color)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def _center(mark: PointMark) -> QPointF:
    return QPointF(mark.x() + mark.width() / 2, mark.y() + mark.height() / 2)

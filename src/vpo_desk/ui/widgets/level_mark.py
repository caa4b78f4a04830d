"""The level of concern: always a shape, a word and a color."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from vpo_desk.domain.assessment import Level
from vpo_desk.ui.widgets.text import restyle


class LevelMark(QLabel):
    """Shows a level as ● Low, ▲ Moderate, ◆ Elevated, ■ High or ○ Undetermined.

    The word comes from the page, in its language; nothing is shown without a level.
    """

    def __init__(
        self, level: Level | None = None, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._level: Level | None = None
        self.set_level(level, word)

    @property
    def level(self) -> Level | None:
        """The level shown."""
        return self._level

    def set_level(self, level: Level | None, word: str) -> None:
        """Show another level."""
        self._level = level
        self.setProperty("level", level.value if level else "")
        self.setText(word if level else "")
        restyle(self)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size; called by Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape left of the word; called by Qt."""
        super().paintEvent(event)
        if self._level is None:
            return
        painter = QPainter(self)
        side = shape_side(self)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        paint_level(painter, self._level, place, self.palette().color(self.foregroundRole()))
        painter.end()

    def _make_room(self) -> None:
        self.setContentsMargins(shape_side(self) + 6 if self._level else 0, 0, 0, 0)


def shape_side(widget: QWidget) -> int:
    """Return the side of the square that a level's shape fills beside a widget's text."""
    return max(8, round(widget.fontInfo().pixelSize() * 0.86))


def paint_level(painter: QPainter, level: Level, place: QRectF, color: QColor) -> None:
    """Paint a level's shape into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    center = place.center()
    if level is Level.LOW:
        painter.drawEllipse(place)
    elif level is Level.HIGH:
        painter.drawRect(place)
    elif level is Level.UNDETERMINED:
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    else:
        top = QPointF(center.x(), place.top())
        if level is Level.MODERATE:
            corners = [top, place.bottomRight(), place.bottomLeft()]
        else:
            right = QPointF(place.right(), center.y())
            left = QPointF(place.left(), center.y())
            corners = [top, right, QPointF(center.x(), place.bottom()), left]
        painter.drawPolygon(QPolygonF(corners))
    painter.restore()

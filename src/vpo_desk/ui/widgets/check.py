"""A box to tick, drawn in the theme's own colors so that it is seen in each of them."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOption, QWidget

from vpo_desk.ui.widgets.text import literal

_GAP = 8
_EDGE = 4


class CheckBox(QCheckBox):
    """A box with its words; ticked or not is told by the tick, never by color alone."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(literal(words), parent)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return the size of the box and its words; called by Qt."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        side = self._side()
        height = max(side, words.height()) + 2 * _EDGE
        return QSize(2 * _EDGE + side + _GAP + words.width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same size; called by Qt."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Count the words as part of the box; called by Qt."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus frame, the box, the tick and the words; called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QStyleOption()
        frame.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, frame, painter, self)
        side = self._side()
        box = QRect(_EDGE, (self.height() - side) // 2, side, side)
        self._paint_box(painter, box)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.rect().adjusted(box.right() + _GAP, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, flags | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRect) -> None:
        colors = self.palette()
        ticked = self.isChecked()
        fill = QPalette.ColorRole.Highlight if ticked else QPalette.ColorRole.Base
        edge = QPalette.ColorRole.Highlight if ticked else QPalette.ColorRole.Dark
        painter.setPen(QPen(colors.color(edge), 1.4))
        painter.setBrush(colors.color(fill))
        painter.drawRoundedRect(box, 3, 3)
        if not ticked:
            return
        pen = QPen(colors.color(QPalette.ColorRole.HighlightedText), max(1.8, box.width() / 8))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = ((0.24, 0.54), (0.44, 0.73), (0.78, 0.30))
        tick = [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in corners]
        painter.drawPolyline(QPolygonF(tick))

    def _side(self) -> int:
        return round(self.fontInfo().pixelSize() * 1.15)

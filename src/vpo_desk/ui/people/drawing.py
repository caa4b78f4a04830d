"""The people of a case as a drawing: boxes the keyboard walks, and lines with their words."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vpo_desk.domain.diagram import Diagram, Line, Node
from vpo_desk.words import Catalog

_PAD: Final = 8
_WIDEST: Final = 15  # widths of a letter, times the text size
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
_FORWARD: Final = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK: Final = {Qt.Key.Key_Left, Qt.Key.Key_Up}


class PersonBox(QAbstractButton):
    """One person's box: name, and below it what they are to the case."""

    def __init__(self, node: Node, words: tuple[str, str], told: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.node = node
        self._name, self._roles = words
        self.setAccessibleName(", ".join(part for part in words if part))
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def height_for(self, width: int) -> int:
        """Return the height that the words need in a box of this width."""
        name, roles = self._places(width)
        return name.height() + roles.height() + 2 * _PAD

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, walk on with the arrows; called by Qt."""
        drawing = self.parentWidget()
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif isinstance(drawing, Drawing) and key in _FORWARD | _BACK:
            drawing.walk(self, 1 if key in _FORWARD else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its words and the focus; called by Qt."""
        painter, colors = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, middle = self.hasFocus(), self.node.x == self.node.y == 0
        edge = QPalette.ColorRole.Link if here else QPalette.ColorRole.Dark
        width = 2.6 if here else 2.0 if middle else 1.2
        painter.setPen(QPen(colors.color(edge), width))
        fill = QPalette.ColorRole.Midlight if middle else QPalette.ColorRole.Base
        painter.setBrush(colors.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        name, roles = self._places(self.width())
        top = (self.height() - name.height() - roles.height()) // 2
        painter.setPen(colors.color(QPalette.ColorRole.Text))
        painter.setFont(self._strong())
        painter.drawText(
            QRect(_PAD, top, self.width() - 2 * _PAD, name.height()), _WRAP, self._name
        )
        painter.setFont(self.font())
        painter.setPen(colors.color(QPalette.ColorRole.PlaceholderText))
        below = QRect(_PAD, top + name.height(), self.width() - 2 * _PAD, roles.height())
        painter.drawText(below, _WRAP, self._roles)
        painter.end()

    def _places(self, width: int) -> tuple[QRect, QRect]:
        room = QRect(0, 0, max(1, width - 2 * _PAD), 10_000)
        strong = QFontMetrics(self._strong()).boundingRect(room, _WRAP, self._name)
        quiet = self.fontMetrics().boundingRect(room, _WRAP, self._roles)
        return strong, quiet if self._roles else QRect()

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class Drawing(QWidget):
    """Shows a diagram. One box is a tab stop; arrows move from box to box, Enter opens one.

    `opened(person_id)` comes when a box is pressed. The diagram tells the same in words, for the
    list that stands beside it.
    """

    opened = Signal(str)

    def __init__(self, catalog: Catalog, name: str) -> None:
        super().__init__()
        self._catalog = catalog
        self._diagram = Diagram((), ())
        self._boxes: tuple[PersonBox, ...] = ()
        self._box = QSize(1, 1)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def parts(self) -> tuple[PersonBox, ...]:
        """Return the boxes, the subject's first, then clockwise."""
        return self._boxes

    def show_diagram(self, diagram: Diagram) -> None:
        """Show another diagram; the keyboard stays on the same person where it was on one."""
        if diagram == self._diagram:
            return
        here = next((box.node.person_id for box in self._boxes if box.hasFocus()), "")
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._diagram = diagram
        self._boxes = tuple(self._made(node) for node in diagram.nodes)
        self._stop(self._boxes[0] if self._boxes else None)
        self._place(self.width())
        for box in self._boxes:
            box.show()
            if box.node.person_id == here:
                self._stop(box)
                box.setFocus()
        self.updateGeometry()
        self.update()

    def walk(self, box: PersonBox, by: int) -> None:
        """Go to the next box, or the one before; the ends hold."""
        place = self._boxes.index(box) + by
        if 0 <= place < len(self._boxes):
            self._stop(self._boxes[place])
            self._boxes[place].setFocus(Qt.FocusReason.TabFocusReason)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the whole drawing in a width; called by Qt."""
        box = self._box_in(width)
        return math.ceil(self._diagram.height * box.height()) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Return a usual width and the height for it; called by Qt."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width, and the height that the present one needs; called by Qt."""
        return QSize(120, self.heightForWidth(max(self.width(), 320)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the boxes anew; called by Qt."""
        super().resizeEvent(event)
        self._place(event.size().width())
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size or theme; called by Qt."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            QTimer.singleShot(0, self, lambda: self._place(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, over them their words, then the arrows; called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = [(line, *ends) for line in self._diagram.lines if (ends := self._ends(line))]
        for line, start, end in drawn:
            self._paint_line(painter, line, start, end)
        for line, start, end in drawn:
            self._paint_words(painter, line, (start + end) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
        for line, start, end in drawn:
            if line.directed:
                painter.drawPolygon(_arrow(start, end, self.fontInfo().pixelSize() * 0.7))
        painter.end()

    def _made(self, node: Node) -> PersonBox:
        text = self._catalog.text
        words = text(node.name), ", ".join(text(role) for role in node.roles)
        told = ". ".join(text(each.words) for each in self._diagram.of(node.person_id))
        box = PersonBox(node, words, told, self)
        box.clicked.connect(lambda: self.opened.emit(node.person_id))
        return box

    def _stop(self, stop: PersonBox | None) -> None:
        """Keep one tab stop for the whole drawing."""
        for box in self._boxes:
            box.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if box is stop else Qt.FocusPolicy.ClickFocus
            )

    def _box_in(self, width: int) -> QSize:
        widest = _WIDEST * self.fontInfo().pixelSize()
        across = int(min(widest, max(1.0, (width - 2 * _PAD) / self._diagram.width)))
        tallest = max((box.height_for(across) for box in self._boxes), default=1)
        return QSize(across, tallest)

    def _place(self, width: int) -> None:
        box = self._box = self._box_in(width)
        middle = QPointF(width / 2, self.heightForWidth(width) / 2)
        for each in self._boxes:
            x = middle.x() + (each.node.x - 0.5) * box.width()
            y = middle.y() + (each.node.y - 0.5) * box.height()
            each.setGeometry(round(x), round(y), box.width(), box.height())
        self.update()

    def _ends(self, line: Line) -> tuple[QPointF, QPointF] | None:
        """Return where a line leaves one box and reaches the other."""
        found = {box.node.person_id: QRectF(box.geometry()) for box in self._boxes}
        first, second = found.get(line.from_id), found.get(line.to_id)
        if first is None or second is None:
            return None
        return _edge(first, second.center()), _edge(second, first.center())

    def _paint_line(self, painter: QPainter, line: Line, start: QPointF, end: QPointF) -> None:
        color = self.palette().color(QPalette.ColorRole.Dark)
        style = Qt.PenStyle.SolidLine
        if not line.entered:
            style = Qt.PenStyle.DotLine
        elif not line.stands:
            style = Qt.PenStyle.DashLine
        painter.setPen(QPen(color, 1.6, style))
        painter.drawLine(start, end)

    def _paint_words(self, painter: QPainter, line: Line, middle: QPointF) -> None:
        words = "\n".join(self._catalog.text(tie.label) for tie in line.ties)
        most = QRect(0, 0, self._box.width(), 3 * self.fontMetrics().lineSpacing())
        needed = self.fontMetrics().boundingRect(most, _WRAP, words)
        if needed.height() > most.height():  # the list beside has them all
            words = self.fontMetrics().elidedText(
                words.replace("\n", "; "), Qt.TextElideMode.ElideRight, 2 * most.width()
            )
            needed = self.fontMetrics().boundingRect(most, _WRAP, words)
        place = QRectF(needed).adjusted(-3, -1, 3, 1)
        place.moveCenter(middle)
        painter.fillRect(place, self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(place, _WRAP, words)


def _edge(box: QRectF, towards: QPointF) -> QPointF:
    """Return where the way from a box's middle leaves it."""
    way = towards - box.center()
    if way.isNull():
        return box.center()
    across = box.width() / 2 / abs(way.x()) if way.x() else math.inf
    down = box.height() / 2 / abs(way.y()) if way.y() else math.inf
    return box.center() + way * min(across, down, 1.0)


def _arrow(start: QPointF, end: QPointF, size: float) -> QPolygonF:
    """Return the head of an arrow that ends at a point."""
    way = end - start
    length = math.hypot(way.x(), way.y()) or 1.0
    along = QPointF(way.x() / length, way.y() / length)
    side = QPointF(-along.y(), along.x())
    back = end - along * size
    return QPolygonF([end, back + side * size * 0.45, back - side * size * 0.45])

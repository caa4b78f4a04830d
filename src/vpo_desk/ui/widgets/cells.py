"""Paints the cells of a list: words, pills, levels, second lines, and the line below a row."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOption,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from vpo_desk.domain.assessment import Level
from vpo_desk.ui.widgets.level_mark import LevelMark, paint_level
from vpo_desk.ui.widgets.long_words import fitted
from vpo_desk.ui.widgets.marked import in_sight, paint_marked
from vpo_desk.ui.widgets.rows import Cell, RowsModel
from vpo_desk.ui.widgets.text import Badge, PlainLabel

Index = QModelIndex | QPersistentModelIndex

SIDE: Final = 12
ABOVE: Final = 8
GAP: Final = 6
_TONES: Final = ("neutral", "info", "good", "warning", "danger")


class RowRule(QWidget):
    """Never shown: takes the color of the lines between rows from the style sheet."""


class CellPainter(QStyledItemDelegate):
    """Paints cells in the colors of the style sheet, which it asks of widgets never shown."""

    def __init__(
        self, table: QTableView, model: RowsModel, *, wrap: bool, marks_current: bool
    ) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._marks_current = marks_current
        self._flags = Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine
        self._wrap = wrap
        self._line = 0
        self._badges = {tone: Badge("", tone, table) for tone in _TONES}
        self._levels = {level: LevelMark(level, "", table) for level in Level}
        self._rule = RowRule(table)
        self._quiet = PlainLabel("", table, size="table", quiet=True)
        for sample in (*self._badges.values(), *self._levels.values(), self._rule, self._quiet):
            sample.hide()

    def line_height(self) -> int:
        """Return the height of a row with one line of words, in the style of this moment.

        Where columns stand below another one (`RowsModel.stand_below`) that line comes to it.
        """
        self._polish()
        self._line = self._badges["neutral"].sizeHint().height() + 2 * ABOVE
        if self._wrap or not self._model.below:
            return self._line
        return self._line + 2 + self._quiet.fontMetrics().height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that a cell's words need in its column; called by Qt."""
        cell = self._model.cell(index.row(), index.column())
        column = index.column()
        width = self._table.columnWidth(column) - SIDE - self._room_right(column)
        metrics = QFontMetrics(self._font(cell, option.font))
        if cell.level is not None:
            width -= _shape(metrics) + GAP
        height = self._set(metrics, cell.words, width)[1]
        if cell.second:
            height += 2 + self._set(option.fontMetrics, cell.second, width)[1]
        return QSize(width, max(self._line or self.line_height(), height + 2 * ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; called by Qt."""
        cell = self._model.cell(index.row(), index.column())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and (
            self._marks_current or self._table.hasFocus()
        )
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        if index.row() < self._model.rowCount() - 1:
            self._paint_rule(painter, option.rect)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        column = index.column()
        place = option.rect.adjusted(SIDE, ABOVE, -self._room_right(column), 0)
        if cell.tone and cell.words:
            self._paint_badge(painter, cell, place, column)
        else:
            font = QFont(self._font(cell, option.font))
            if chosen and self._marks_current:
                font.setWeight(QFont.Weight.DemiBold)
            self._paint_words(painter, cell, place, column, ink, (font, option.font))
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        cell: Cell,
        place: QRect,
        column: int,
        ink: QColor,
        fonts: tuple[QFont, QFont],
    ) -> None:
        metrics = QFontMetrics(fonts[0])
        color = self._quiet.palette().color(self._quiet.foregroundRole()) if cell.quiet else ink
        if cell.level is not None:
            color = self._paint_level(painter, cell.level, place, metrics, ink)
        painter.setFont(fonts[0])
        painter.setPen(color)
        right = self._model.columns[column].right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        words, marks = cell.words, cell.marks
        if marks:
            words, marks = in_sight(metrics, words, marks, place.width())
        fit, height = self._set(metrics, words, place.width())
        line = QRect(place.left(), place.top(), place.width(), height)
        if marks:
            paint_marked(painter, line, words if self._wrap else fit, marks)
        else:
            painter.drawText(line, self._flags | side | Qt.AlignmentFlag.AlignTop, fit)
        if cell.second:
            painter.setFont(fonts[1])
            painter.setPen(self._quiet.palette().color(self._quiet.foregroundRole()))
            below = place.adjusted(0, height + 2, 0, 0)
            second = self._set(QFontMetrics(fonts[1]), cell.second, place.width())[0]
            painter.drawText(below, self._flags | side | Qt.AlignmentFlag.AlignTop, second)

    def _paint_badge(self, painter: QPainter, cell: Cell, place: QRect, column: int) -> None:
        badge = self._badges[cell.tone]
        words = self._elided(badge.fontMetrics(), cell.words, place.width() - 18)
        frame = QStyleOption()
        frame.initFrom(badge)
        width = badge.fontMetrics().horizontalAdvance(words) + 18
        top = place.top() - 2
        right = self._model.columns[column].right
        left = place.left() + (place.width() - width if right else 0)
        frame.rect = QRect(left, top, width, badge.sizeHint().height())
        style = badge.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, frame, painter, badge)
        painter.setFont(badge.font())
        painter.setPen(badge.palette().color(badge.foregroundRole()))
        painter.drawText(frame.rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_level(
        self, painter: QPainter, level: Level, place: QRect, metrics: QFontMetrics, ink: QColor
    ) -> QColor:
        sample: QLabel = self._levels[level]
        own = sample.palette().color(sample.foregroundRole())
        side = _shape(metrics)
        top = place.top() + (metrics.height() - side) / 2
        paint_level(painter, level, QRectF(place.left(), top, side, side), own)
        place.setLeft(place.left() + side + GAP)
        chosen = ink != self._table.palette().color(QPalette.ColorRole.Text)
        return ink if chosen else own

    def _paint_rule(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(self._rule.palette().color(QPalette.ColorRole.WindowText))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _font(self, cell: Cell, font: QFont) -> QFont:
        if not (cell.strong or cell.level):
            return font
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        return strong

    def _set(self, metrics: QFontMetrics, words: str, width: int) -> tuple[str, int]:
        """Return words as they stand in a width, wrapped or cut short, and their height."""
        if self._wrap:
            return fitted(metrics, words, width)
        return self._elided(metrics, words, width), metrics.height()

    def _elided(self, metrics: QFontMetrics, words: str, width: int) -> str:
        line = words.replace("\n", " ")
        return metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(0, width))

    def _room_right(self, column: int) -> int:
        last = column == len(self._model.columns) - 1
        return SIDE if last or self._model.columns[column].right else 0

    def _polish(self) -> None:
        for sample in (*self._badges.values(), *self._levels.values(), self._rule, self._quiet):
            sample.ensurePolished()


def _shape(metrics: QFontMetrics) -> int:
    """Return the side of a level's shape beside words of this size."""
    return max(8, round(metrics.height() * 0.7))

"""Lists in rows and columns: shown at once, filled as they scroll, opened with Enter or a click."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from vpo_desk.ui.widgets.cells import CellPainter
from vpo_desk.ui.widgets.row_heights import RowHeights
from vpo_desk.ui.widgets.rows import Column, RowsModel

LEAST: Final = 110
"""Logical pixels at 100 % text below which a column that shares the width says too little."""


class ListTable(QTableView):
    """A list of frozen values. `opened(value)` comes with Enter, Space or a click on a row.

    `fit` makes it as tall as its rows, for lists in cards, whose words then wrap: the first rows
    stand at once, the others follow a few at a time. Longer lists scroll, have rows of one line,
    and ask for more rows through `model().page_wanted`.
    """

    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        name: str,
        fit: bool = False,
        headings: bool = True,
        marks_current: bool = False,
    ) -> None:
        super().__init__(parent)
        self._fit = fit
        self.rows = RowsModel(columns, self)
        self.setModel(self.rows)
        self._heights = RowHeights(self, self.rows)
        self.cell_painter = CellPainter(self, self.rows, wrap=fit, marks_current=marks_current)
        self.setItemDelegate(self.cell_painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(fit)
        self._set_up_headers(headings=headings)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def replace(
        self, values: Sequence[Any], total: int | None = None, *, summary: str = ""
    ) -> None:
        """Show other values; `summary` tells a screen reader what the list holds now."""
        kept = self.current_value()
        place = values.index(kept) if kept is not None and kept in values else 0
        self.verticalHeader().setDefaultSectionSize(self.cell_painter.line_height())
        if self._fit:
            self._heights.put(values, total, place)
        else:
            self.rows.replace(values, total)
        self.setAccessibleDescription(summary)
        if kept is not None and kept in values:
            self.setCurrentIndex(self.rows.index(place, 0))
        elif self.hasFocus():
            self._begin()

    def current_value(self) -> Any:
        """Return the value of the current row; None when there is none."""
        index = self.currentIndex()
        return self.rows.value(index.row()) if index.isValid() else None

    def sizeHint(self) -> QSize:
        """Return the height of all rows when the table fits them; called by Qt."""
        if not self._fit:
            return super().sizeHint()
        height = self.verticalHeader().length() + 2 * self.frameWidth()
        header = self.horizontalHeader()
        if not header.isHidden():
            height += header.sizeHint().height()
        return QSize(200, height)

    def minimumSizeHint(self) -> QSize:
        """Return the same height where the table fits its rows; called by Qt."""
        return QSize(80, self.sizeHint().height()) if self._fit else QSize(80, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; called by Qt."""
        super().resizeEvent(event)
        self._share_width(self.viewport().width())

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with the rows that are still to come; called by Qt."""
        super().showEvent(event)
        if self._fit:
            self._heights.arrive()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme or text size; called by Qt."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            QTimer.singleShot(0, self, self._follow_style)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current when the keyboard arrives; called by Qt."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._begin()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark off the current row; called by Qt."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter or Space; called by Qt."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        value = self.rows.value(index.row()) if index.isValid() else None
        if value is not None:
            self.opened.emit(value)

    def _set_up_headers(self, *, headings: bool) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setVisible(headings)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(1)
        down.hide()
        down.setMinimumSectionSize(1)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _follow_style(self) -> None:
        self._share_width(self.viewport().width())
        self._size_rows()

    def _share_width(self, width: int) -> None:
        columns = self.rows.columns
        scale = self.fontInfo().pixelSize() / 13
        hidden = _hidden_columns(columns, width, scale)
        shown = [place for place in range(len(columns)) if place not in hidden]
        fixed = {
            place: round(columns[place].width * scale) for place in shown if columns[place].width
        }
        # Where all is too narrow the fixed columns give way, so that none disappears.
        sharing = sum(1 for place in shown if not columns[place].width)
        least = min(round(90 * scale) * sharing, width * 55 // 100)
        squeeze = min(1.0, max(0, width - least) / max(1, sum(fixed.values())))
        fixed = {place: int(own * squeeze) for place, own in fixed.items()}
        rest = max(0, width - sum(fixed.values()))
        shares = {place: columns[place].share for place in shown if not columns[place].width}
        own = fixed | _shared(shares, rest, round(LEAST * scale))
        before = [self.columnWidth(place) for place in range(len(columns))]
        for place in range(len(columns)):
            self.setColumnHidden(place, place in hidden)
            if place in own and self.columnWidth(place) != own[place]:
                self.setColumnWidth(place, own[place])
        moved = self.rows.stand_below(min(shares, default=-1), sorted(hidden))
        changed = before != [self.columnWidth(place) for place in range(len(columns))]
        if moved or (self._fit and changed):
            self._size_rows()
            self.viewport().update()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.cell_painter.line_height())
        if self._fit:
            self._heights.measure()


def _hidden_columns(columns: Sequence[Column], width: int, scale: float) -> set[int]:
    """Return the places of the columns that go where all of them are too wide, the last one first."""
    needs = {place: round((column.width or LEAST) * scale) for place, column in enumerate(columns)}
    hidden: set[int] = set()
    for place in sorted(needs, reverse=True):
        if sum(need for other, need in needs.items() if other not in hidden) <= width:
            break
        if columns[place].may_hide:
            hidden.add(place)
    return hidden


def _shared(shares: dict[int, int], width: int, least: int) -> dict[int, int]:
    """Return the widths of the columns that share a width: none below the least if all fit so."""
    if not shares:
        return {}
    if least * len(shares) > width:
        least = 0
    left: dict[int, int] = dict(shares)
    own: dict[int, int] = {}
    while left:
        room, whole = width - sum(own.values()), max(1, sum(left.values()))
        narrow = [place for place, share in left.items() if room * share // whole < least]
        if not narrow:
            return own | {place: room * share // whole for place, share in left.items()}
        own |= dict.fromkeys(narrow, least)
        for place in narrow:
            del left[place]
    return own

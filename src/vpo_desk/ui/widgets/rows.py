"""What a list shows: a tuple of frozen values, and for each column how a value reads."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from vpo_desk.domain.assessment import Level

PAGE: Final = 100
"""Rows fetched at a time where a list is longer than what was handed in."""

NOTHING: Final = "–"
"""What a cell shows where there is nothing to say."""

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_READ: Final = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


@dataclass(frozen=True, slots=True)
class Cell:
    """How a value reads in a column.

    `second` is a quiet line below; `tone` makes a pill of the words, `level` puts the level's
    shape before them. `marks` are places in the words that stand out, from and to.
    """

    words: str
    second: str = ""
    tone: str = ""
    level: Level | None = None
    strong: bool = False
    quiet: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, how a value reads in it, and its width.

    `width` is in logical pixels at 100 % text; 0 shares what is left by `share`. `may_hide`
    columns go first where the window is narrow, the last one first; what they say then stands
    as a second line in the first column that shares, with their heading where `named_below`.
    """

    heading: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    share: int = 1
    right: bool = False
    may_hide: bool = False
    named_below: bool = True


class RowsModel(QAbstractTableModel):
    """Rows of frozen values; those that are not there yet are asked for, a page at a time.

    `page_wanted(first)` asks for the rows from `first` on, which `fill` then brings.
    """

    page_wanted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Final = tuple(columns)
        self.below: tuple[int, ...] = ()
        self._carrier = -1
        self._pages: dict[int, tuple[Any, ...]] = {}
        self._total = 0
        self._asked: set[int] = set()
        self._wanted: set[int] = set()

    def replace(self, values: Sequence[Any], total: int | None = None) -> None:
        """Show other values; with `total` there are more, which are asked for when seen."""
        self.beginResetModel()
        self._asked.clear()
        self._wanted.clear()
        self._total = len(values) if total is None else total
        self._pages = {
            first // PAGE: tuple(values[first : first + PAGE])
            for first in range(0, len(values), PAGE)
        }
        self.endResetModel()

    def extend(self, values: Sequence[Any]) -> None:
        """Put more values below those that are shown, which are all there are so far."""
        first = self._total
        self.beginInsertRows(_ROOT, first, first + len(values) - 1)
        known = (*self._pages.get(first // PAGE, ()), *values)
        self._total += len(values)
        begin = first // PAGE * PAGE
        for start in range(0, len(known), PAGE):
            self._pages[(begin + start) // PAGE] = known[start : start + PAGE]
        self.endInsertRows()

    def fill(self, first: int, values: Sequence[Any]) -> None:
        """Put in the rows that `page_wanted(first)` asked for; `first` begins a page."""
        if first % PAGE or not self.columns:
            message = f"{first} does not begin a page"
            raise ValueError(message)
        for start in range(0, len(values), PAGE):
            self._pages[(first + start) // PAGE] = tuple(values[start : start + PAGE])
        self._asked.discard(first)
        last = min(first + len(values), self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def value(self, row: int) -> Any:
        """Return a row's value; None while it is on its way, and for a row that is not there."""
        page = self._pages.get(row // PAGE)
        place = row % PAGE
        if page is not None and place < len(page):
            return page[place]
        if 0 <= row < self._total:
            self._ask(row // PAGE * PAGE)
        return None

    def values(self) -> tuple[Any, ...]:
        """Return the values that are here, in order."""
        return tuple(value for page in sorted(self._pages) for value in self._pages[page])

    def cell(self, row: int, column: int) -> Cell:
        """Return how a row reads in a column; empty while the row is on its way."""
        value = self.value(row)
        if value is None:
            return Cell("")
        read = self._read(value, column)
        if column != self._carrier or not self.below:
            return read
        told = (self._told_below(value, place) for place in self.below)
        second = " · ".join(part for part in (read.second, *told) if part)
        return replace(read, second=second)

    def stand_below(self, carrier: int, places: Sequence[int]) -> bool:
        """Let columns that have no room stand in another one's second line; true for a change."""
        below = tuple(places) if carrier >= 0 else ()
        changed = (carrier, below) != (self._carrier, self.below)
        self._carrier, self.below = carrier, below
        return changed

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are in all; called by Qt."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are; called by Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, for painting and for screen readers; called by Qt."""
        if not index.isValid():
            return None
        if role in _READ:
            cell = self.cell(index.row(), index.column())
            return f"{cell.words}\n{cell.second}" if cell.second else cell.words
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading; called by Qt."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else None
            return (side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return None

    def _read(self, value: Any, column: int) -> Cell:
        read = self.columns[column].cell(value)
        return read if isinstance(read, Cell) else Cell(read)

    def _told_below(self, value: Any, place: int) -> str:
        """Return what a column without room says of a row; nothing where it says nothing."""
        column, cell = self.columns[place], self._read(value, place)
        words = " ".join(part for part in (cell.words, cell.second) if part)
        if not words or words == NOTHING:
            return ""
        return f"{column.heading}: {words}" if column.heading and column.named_below else words

    def _ask(self, first: int) -> None:
        if first in self._asked:
            return
        self._asked.add(first)
        if not self._wanted:  # painting must not be interrupted: ask when it is over
            QTimer.singleShot(0, self, self._send_wanted)
        self._wanted.add(first)

    def _send_wanted(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        for first in wanted:
            self.page_wanted.emit(first)

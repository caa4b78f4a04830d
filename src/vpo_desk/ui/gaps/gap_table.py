"""The gap map as tables: themes down, sources across; arrows walk from cell to cell, Enter opens."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from vpo_desk.domain.gap_map import GapCell, GapMap, GapRow, GapSource, Knowing, SourceKind
from vpo_desk.ui.widgets.card import empty_layout, go_to
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Catalog

THEME_WIDTH: Final = 190
SOURCE_WIDTH: Final = 128
"""Logical pixels at 100 % text that a source's column needs for its longest state."""


class GapTable(ListTable):
    """Some sources of the map; `picked(cell)` comes when a cell is opened."""

    picked = Signal(object)

    def __init__(
        self, drawn: GapMap, sources: Sequence[GapSource], catalog: Catalog, name: str
    ) -> None:
        self._keys = [source.key for source in sources]
        columns = [
            Column(catalog.say("Theme"), lambda row: theme_cell(row, catalog), width=THEME_WIDTH)
        ]
        columns += [
            Column(source_name(each, catalog), partial(_read, each, catalog)) for each in sources
        ]
        super().__init__(columns, name=name, fit=True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.replace(drawn.rows, summary=catalog.say("Arrows move, Enter opens a cell."))

    def show_cell(self, cell: GapCell) -> bool:
        """Make a cell the current one; False when it is not in this table."""
        if cell.source not in self._keys:
            return False
        for row, value in enumerate(self.rows.values()):
            if value.theme is cell.theme:
                self.setCurrentIndex(self.rows.index(row, self._keys.index(cell.source) + 1))
        return True

    def _begin(self) -> None:
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, min(1, len(self._keys))))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.value(index.row()) if index.isValid() else None
        if isinstance(row, GapRow) and index.column() > 0:
            self.picked.emit(
                row.cells[[each.source for each in row.cells].index(self._keys[index.column() - 1])]
            )


class GapGrid(QWidget):
    """The whole map: as many tables below each other as its sources need for the width there is."""

    picked = Signal(object)

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog
        self._map: GapMap | None = None
        self._here: GapCell | None = None
        self._beside = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_map(self, drawn: GapMap) -> None:
        """Show another map; the keyboard stays at the cell where it was."""
        self._map = drawn
        self._beside = 0
        self._arrange()

    def go_back(self) -> None:
        """Put the keyboard to the cell that was opened last."""
        for table in self.tables():
            if self._here is not None and table.show_cell(self._here):
                go_to(table)

    def tables(self) -> tuple[GapTable, ...]:
        """Return the tables that are shown, in order."""
        found = [self._column.itemAt(at) for at in range(self._column.count())]
        return tuple(w for each in found if each and isinstance(w := each.widget(), GapTable))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many sources beside each other as fit; called by Qt."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale = self.fontInfo().pixelSize() / 14
        fitting = max(1, int((self.width() / scale - THEME_WIDTH) / SOURCE_WIDTH))
        if self._map is None or fitting == self._beside:
            return
        self._beside = fitting
        focused = any(each.hasFocus() for each in self.tables())
        empty_layout(self._column)
        sources = self._map.sources
        for start in range(0, len(sources), fitting):
            some = sources[start : start + fitting]
            name = self._catalog.say("Gap map")
            if len(sources) > fitting:
                name = self._catalog.say(
                    "Gap map, sources {first} to {last} of {count}",
                    first=start + 1,
                    last=start + len(some),
                    count=len(sources),
                )
            table = GapTable(self._map, some, self._catalog, name)
            table.picked.connect(self._pick)
            self._column.addWidget(table)
            if self._here is not None:
                table.show_cell(self._here)
                if focused and self._here.source in [each.key for each in some]:
                    table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, cell: GapCell) -> None:
        self._here = cell
        self.picked.emit(cell)


def source_name(source: GapSource, catalog: Catalog) -> str:
    """Return what a source is called; a nameless one is told by its role."""
    if source.kind is SourceKind.RECORDS:
        return catalog.say("Records")
    return source.name or source.role or catalog.say("Anonymous")


def theme_cell(row: GapRow, catalog: Catalog) -> Cell:
    """Return a theme; one on which nobody said anything says so."""
    nothing = catalog.say("nobody yet") if row.is_hole else ""
    return Cell(catalog.text(row.theme.words), second=nothing, strong=row.is_hole)


def knowing_words(knowing: Knowing, catalog: Catalog) -> str:
    """Return a state as its shape and its word."""
    return f"{knowing.shape} {catalog.text(knowing.words)}"


def _read(source: GapSource, catalog: Catalog, row: GapRow) -> Cell:
    cell = next(each for each in row.cells if each.source == source.key)
    left = len(cell.open)
    second = ""
    if left and cell.knowing is not Knowing.CANNOT_KNOW:
        second = catalog.say("{count} to ask", count=left)
        if source.kind is SourceKind.RECORDS:
            second = catalog.say("{count} to look up", count=left)
    return Cell(
        knowing_words(cell.knowing, catalog),
        second=second,
        strong=cell.knowing in {Knowing.DIFFERS, Knowing.NEVER_ASKED},
        quiet=cell.knowing is Knowing.CANNOT_KNOW,
    )

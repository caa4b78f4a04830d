"""The rows of a table that is as tall as they are: what is in sight stands first, the rest follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView

from vpo_desk.ui.widgets.rows import RowsModel

AT_ONCE: Final = 30
"""Rows that are there at once, and that follow together: more than a usual window shows."""

PAUSE: Final = 25
"""Milliseconds before the next rows follow, so that what stands is painted first."""

ARRIVAL: Final = 150
"""The same after the table came into sight: a page that is gone to is mostly read anew, first."""


class RowHeights(QObject):
    """Gives each row the height that its words need, as many at a time as nobody waits for."""

    def __init__(self, table: QTableView, rows: RowsModel) -> None:
        super().__init__(table)
        self._table, self._rows = table, rows
        self._later: tuple[Any, ...] = ()
        self._sized = 0
        self._following = False

    def put(self, values: Sequence[Any], total: int | None, place: int) -> None:
        """Put other values into the table, at once as far as the row at `place`."""
        at_once = max(AT_ONCE, place + 1)
        self._later = tuple(values[at_once:])
        self._rows.replace(values[:at_once], total)
        self.measure(place + 1)

    def measure(self, least: int = 0) -> None:
        """Measure the rows anew: at once as many as the window could show, and at least `least`."""
        positions, seen = self._table.verticalHeader(), self._table.window().height()
        row = 0
        while row < self._rows.rowCount() and (
            row < least or positions.sectionPosition(row) < seen
        ):
            self._table.resizeRowToContents(row)
            row += 1
        self._stand(row)

    def arrive(self) -> None:
        """Go on with the rows that are still to come, once the table is in sight."""
        self._follow_later(ARRIVAL)

    def _stand(self, count: int) -> None:
        self._sized = count
        self._table.updateGeometry()
        self._follow_later(PAUSE)

    def _follow_later(self, pause: int) -> None:
        if (self._later or self._sized < self._rows.rowCount()) and not self._following:
            self._following = True
            QTimer.singleShot(pause, self, self._follow)

    def _follow(self) -> None:
        """Put or measure a few more rows; what is pressed meanwhile comes first.

        A table that is not in sight waits: it would take its time from the page that is.
        """
        self._following = False
        if not self._table.isVisible():
            return
        if self._sized >= self._rows.rowCount() and self._later:
            more, self._later = self._later[:AT_ONCE], self._later[AT_ONCE:]
            self._rows.extend(more)
        last = min(self._sized + AT_ONCE, self._rows.rowCount())
        for row in range(self._sized, last):
            self._table.resizeRowToContents(row)
        self._stand(last)

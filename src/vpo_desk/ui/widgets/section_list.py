"""A list of sections beside what they hold: a name and a count each, one of them current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its key, its name, and what is said at the right, such as `3/5`.

    `tone` makes a pill of what is said.
    """

    key: str
    words: str
    said: str = ""
    tone: str = ""


class SectionList(ListTable):
    """Sections to choose from; `chosen(key)` comes when the officer moves to another one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str, said_width: int = 64) -> None:
        columns = (
            Column("", lambda section: section.words),
            Column(
                "",
                lambda section: Cell(section.said, tone=section.tone, quiet=True),
                width=said_width,
                right=True,
            ),
        )
        super().__init__(columns, parent, name=name, fit=True, headings=False, marks_current=True)
        self._current = ""
        self._showing = False
        self.opened.connect(self._choose)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def show_sections(self, sections: Sequence[Section], current: str = "") -> None:
        """Show sections, with one of them as the current one."""
        self._showing = True
        self.replace(sections)
        self._showing = False
        self.set_current(current)

    def set_current(self, key: str) -> None:
        """Mark another section as the current one."""
        self._current = key  # first, so that moving there is no choice of the officer
        for row, section in enumerate(self.rows.values()):
            if section.key == key:
                self.setCurrentIndex(self.rows.index(row, 0))

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        section = self.rows.value(current.row()) if current.isValid() else None
        if section is not None and self.hasFocus() and not self._showing:
            self._choose(section)

    def _choose(self, section: Section) -> None:
        if section.key != self._current:
            self._current = section.key
            self.chosen.emit(section.key)

"""What some documents let the officer choose: who told something, and rows instead of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.services.documents import TABLES, PaperWish
from vpo_desk.ui.documents.reader_choices import ReaderChoices
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.text import QuietLabel


class PaperChoices(QWidget):
    """Shown where a document has such choices; `changed` comes when another one is made.

    `readers`, the choices of a paper for one reader, stand apart: they come before its purpose.
    """

    changed = Signal()

    def __init__(self, page: Page, save_rows: Callable[[], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._sources = CheckBox(page.say("Say who told something"))
        self._sources.toggled.connect(self._tell)
        self._about = QuietLabel(
            page.say("A source who asked for confidentiality is never named, whatever you choose.")
        )
        self._rows = Button(page.say("Save rows as CSV…"), save_rows)
        self._warning = QuietLabel(
            page.say(
                "Rows for a spreadsheet are not encrypted and carry no marking. Save them only for"
                " somebody who may have them, and delete the file after use."
            )
        )
        self.readers = ReaderChoices(page)
        self.readers.changed.connect(self.changed)
        for widget in (self._sources, self._about, self._rows, self._warning):
            column.addWidget(widget)

    def show_for(self, wish: PaperWish) -> None:
        """Offer what a document lets one choose; sources are left out until they are put in."""
        document = wish.document
        self.readers.show_for(wish)
        self._sources.setChecked(False)
        tells = document is DocumentKind.CHRONOLOGY
        for widget in (self._sources, self._about):
            widget.setVisible(tells)
        for widget in (self._rows, self._warning):
            widget.setVisible(document in TABLES)
        self.setVisible(tells or document in TABLES)

    def chosen(self, wish: PaperWish, *, table: bool = False) -> PaperWish:
        """Return a wish with what is chosen here."""
        return replace(self.readers.chosen(wish), sources=self._sources.isChecked(), table=table)

    def holds(self) -> bool:
        """True when every choice can be read; a field says so where one cannot."""
        return self.readers.holds()

    def set_busy(self, *, busy: bool) -> None:
        """Take no other order while copies are on their way."""
        self._rows.setEnabled(not busy)

    def _tell(self, _ticked: object) -> None:
        self.changed.emit()

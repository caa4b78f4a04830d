"""Choosing somebody who is entered already, by a part of the name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.services.register import PersonLine
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel


class PersonPicker(QWidget):
    """A field for a part of a name, and below it the people whose name holds that.

    `picked(person)` comes when one of them is opened. What is typed here is a question, no
    entry: it is not journaled.
    """

    picked = Signal(object)

    def __init__(self, page: Page, label: str) -> None:
        super().__init__()
        self._page = page
        self._words = TextField()
        self._without = ""
        self._words.textEdited.connect(self._ask)
        self.field = LabeledField(label, self._words)
        self._found = ListTable(
            (Column(page.say("Name"), self._name, share=2), Column("", self._places, share=3)),
            name=page.say("People with this in their name"),
            fit=True,
            headings=False,
        )
        when_opened(self._found, self._pick)
        self._nobody = QuietLabel(page.say("Nobody entered has this in their name."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.field, self._found, self._nobody):
            column.addWidget(widget)
        self._found.hide()
        self._nobody.hide()

    def begin(self, without: str = "") -> None:
        """Empty the field; one person is never offered."""
        self._without = without
        self._words.set_words("")
        self._show("", ())

    def _ask(self, _text: str) -> None:
        words, without = self._words.words(), self._without
        self._page.query(
            lambda services: tuple(
                line for line in services.register.named(words) if line.person.id != without
            ),
            lambda lines: self._show(words, lines),
        )

    def _show(self, words: str, lines: tuple[PersonLine, ...]) -> None:
        if words != self._words.words():
            return  # typed on since
        self._found.replace(lines)
        self._found.setVisible(bool(lines))
        self._nobody.setVisible(bool(words.strip()) and not lines)

    def _pick(self, line: PersonLine) -> None:
        self._words.set_words("")
        self._show("", ())
        self.picked.emit(line.person)

    def _name(self, line: PersonLine) -> Cell:
        born = line.person.born.said if line.person.born else ""
        second = self._page.say("born {said}", said=born) if born else ""
        return Cell(person_name(line.person, self._page.ground.catalog), second=second)

    def _places(self, line: PersonLine) -> Cell:
        words = "; ".join(
            self._page.say("{role} in {number}", role=each.role.role.words, number=each.case.number)
            for each in line.places
        )
        return Cell(words, quiet=True)

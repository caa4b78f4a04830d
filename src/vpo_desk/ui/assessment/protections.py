"""What protects, a row for each: its words, how long it can be relied on, and until when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.assessment import Durability, Protection
from vpo_desk.ui.concerns.forms import options, read_day, typed_day
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField

if TYPE_CHECKING:
    from vpo_desk.ui.assessment.section import JudgmentSection


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one thing that protects."""

    whole: QWidget
    text: TextEditor
    durability: SegmentedChoice
    until: TextField
    until_field: LabeledField


class ProtectionRows(QWidget):
    """Rows that grow by need; `incomplete` is true while a date cannot be read."""

    def __init__(self, section: JudgmentSection) -> None:
        super().__init__()
        self._section = section
        self._page = section.page
        self._rows: list[Row] = []
        self.incomplete = False
        page = self._page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        column.addLayout(self._column)
        more = QWidget()
        line = FlowLayout(more, gap=12, line_gap=6)
        line.addWidget(Button(page.say("+ Something that protects"), self._add_and_go))
        self._library = DropDown(hint=page.say("or choose from the library"))
        self._library.setAccessibleName(page.say("Protective factors of the library"))
        self._library.setMinimumContentsLength(22)
        self._library.chosen.connect(self._suggested)
        line.addWidget(self._library)
        column.addWidget(more)

    def suggest(self, names: Sequence[str]) -> None:
        """Offer the library's protective factors."""
        self._library.set_options(Option(name, name) for name in names)

    def show_draft(self, protective: tuple[Protection, ...]) -> None:
        """Show what is noted, unless the rows say so already: a row in use is never moved."""
        if self.read() == protective:
            self.show_details()
            return
        while len(self._rows) < len(protective):
            self._add()
        for place, row in enumerate(self._rows):
            each = protective[place] if place < len(protective) else Protection("")
            row.text.set_words(each.text)
            row.durability.set_value(str(each.durability.value) if each.durability else None)
            row.until.set_words(typed_day(each.until))
        self.show_details()

    def read(self) -> tuple[Protection, ...]:
        """Return the rows that have words; a date that cannot be read is said at its field."""
        found: list[Protection] = []
        self.incomplete = False
        for row in self._rows:
            value, typed = row.durability.value(), row.until.words().strip()
            until = read_day(typed) if typed else None
            wrong = bool(typed) and until is None
            words = self._page.say("Write a date such as 27 Nov 2026.") if wrong else ""
            row.until_field.show_trouble(words)
            self.incomplete |= wrong
            if row.text.words().strip():
                lasts = Durability(value) if value else None
                found.append(Protection(row.text.words(), lasts, until))
        return tuple(found)

    def make_room(self, kept: str) -> None:
        """Make a row for each that was journaled."""
        names = cast("dict[str, str]", json.loads(kept))
        wanted = sum(name.startswith("protects:") for name in names)
        while len(self._rows) < wanted:
            self._add()

    def show_details(self) -> None:
        """Show the date where something is limited in time, or has one."""
        for row in self._rows:
            limited = row.durability.value() == Durability.TIME_LIMITED.value
            row.until_field.setVisible(limited or bool(row.until.words()))

    def clear(self) -> None:
        """Take every row away."""
        for place, row in enumerate(self._rows):
            for name in ("protects", "lasts", "until"):
                self._section.leave_out(f"{name}:{place}")
            self._column.removeWidget(row.whole)
            row.whole.hide()
            row.whole.deleteLater()
        self._rows = []

    def _suggested(self, name: str) -> None:
        self._library.set_value(None)
        self._add_and_go(name)
        self._section.changed.emit()

    def _add_and_go(self, words: str = "") -> None:
        row = self._add()
        row.text.setPlainText(words)
        row.text.setFocus()

    def _add(self) -> Row:
        page, place = self._page, len(self._rows)
        text, until = TextEditor(lines=1), TextField()
        durability = SegmentedChoice(options(Durability, page.ground.catalog))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        number = place + 1
        until_field = LabeledField(page.say("Protects {number}: until", number=number), until)
        column.addWidget(LabeledField(page.say("Protects {number}", number=number), text))
        column.addWidget(
            LabeledField(page.say("Protects {number}: how durable", number=number), durability)
        )
        column.addWidget(until_field)
        remove = LinkButton(page.say("Take away"), lambda: self._take_away(row))
        remove.setAccessibleDescription(page.say("Protects {number}", number=number))
        column.addWidget(remove)
        row = Row(whole, text, durability, until, until_field)
        self._column.addWidget(whole)
        whole.show()  # Qt would show it later, and an unseen widget takes no focus
        self._rows.append(row)
        self._section.enter(f"protects:{place}", text)
        self._section.enter(f"lasts:{place}", durability)
        self._section.enter(f"until:{place}", until)
        durability.chosen.connect(self.show_details)
        until_field.hide()
        return row

    def _take_away(self, row: Row) -> None:
        """Empty a row; the version before keeps what stood there."""
        row.text.set_words("")
        row.durability.set_value(None)
        row.until.set_words("")
        row.whole.hide()
        self._section.changed.emit()

"""The lines before and after an interview: each with room for a few words, none of them required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from vpo_desk.domain.interview import Line
from vpo_desk.protocols.schema import FrameLine
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel


class LinesCard(Card):
    """Fields for the lines of a frame; `typed` and `given` as in the question card."""

    typed = Signal()
    given = Signal()

    def __init__(self, heading: str, words: str) -> None:
        super().__init__(heading)
        self.body.addWidget(QuietLabel(words))
        self._fields: dict[str, TextEditor] = {}
        self._others: tuple[Line, ...] = ()

    def show_lines(
        self, asked: Sequence[FrameLine], said: Sequence[Line], *, editable: bool
    ) -> None:
        """Show the lines asked, with what was noted so far."""
        texts = {line.id: line.text for line in said}
        for line in asked:
            if line.id not in self._fields:
                field = TextEditor(lines=1)
                field.typed.connect(self.typed)
                field.left.connect(self.given)
                self._fields[line.id] = field
                labeled = LabeledField(line.text, field, tip=line.help, tip_shown=bool(line.help))
                self.body.addWidget(labeled)
            field = self._fields[line.id]
            if not field.hasFocus():
                field.set_words(texts.get(line.id, ""))
            field.setReadOnly(not editable)
        self._others = tuple(line for line in said if line.id not in self._fields)

    def lines(self) -> tuple[Line, ...]:
        """Return every line with words; lines of other names are kept as they are."""
        found = [
            Line(id_, field.words()) for id_, field in self._fields.items() if field.words().strip()
        ]
        return (*found, *self._others)

    def restore(self, kept: Mapping[str, str]) -> None:
        """Put journaled words back over the saved ones; leaving a field saves them."""
        for id_, words in kept.items():
            if id_ in self._fields:
                self._fields[id_].setPlainText(words)

    def begin(self) -> None:
        """Put the keyboard into the first line."""
        for field in self._fields.values():
            field.setFocus()
            return

    def commit(self) -> None:
        """Act as if every field was left now."""
        for field in self._fields.values():
            field.commit()

    def with_line(self, line: Line) -> tuple[Line, ...]:
        """Return the lines with one more, or with that one changed."""
        return (*(each for each in self.lines() if each.id != line.id), line)

"""One question of a sheet as it is keyed in: its number, the boxes, and what is written."""

from __future__ import annotations

import json
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.keyed import Keyed
from vpo_desk.protocols.schema import Question
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Catalog


class KeyedRow(QFrame):
    """Mirrors a question of the sheet. `typed` asks for the journal, `given` for a commit."""

    typed = Signal(str)
    given = Signal(str)

    def __init__(self, question: Question, catalog: Catalog, *, editable: bool = True) -> None:
        super().__init__()
        self.question_id = question.id
        self._catalog = catalog
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(5)
        column.addWidget(PlainLabel(f"{question.id}  {question.text}", strong=True))
        if question.safety is not None:
            column.addWidget(QuietLabel(catalog.say("Keyed in twice")))
        self.state = SegmentedChoice(options(AnswerState, catalog))
        self.state.setAccessibleName(catalog.say("{id}, box ticked", id=question.id))
        self.state.setEnabled(editable)
        self.words = TextEditor(lines=2)
        self.words.setAccessibleName(catalog.say("{id}, what is written", id=question.id))
        self.words.setReadOnly(not editable)
        self._trouble = PlainLabel("", size="table")
        self._trouble.setProperty("trouble", "true")
        self._trouble.hide()
        for widget in (self.state, self.words, self._trouble):
            column.addWidget(widget)
        self.state.chosen.connect(self._ticked)
        self.words.left.connect(self._left)
        self.words.typed.connect(lambda: self.typed.emit(self.question_id))

    def keyed(self) -> Keyed:
        """Return what stands in the row."""
        value = self.state.value()
        state = AnswerState(value) if value else AnswerState.NOT_ASKED
        return Keyed(state, self.words.words())

    def show_keyed(self, keyed: Keyed | None) -> None:
        """Show what is recorded; nothing ticked where nothing is."""
        self.state.set_value(str(keyed.state.value) if keyed else None)
        self.words.set_words(keyed.text if keyed else "")

    def show_trouble(self, words: str) -> None:
        """Say what keeps the row from being recorded; it is in the journal meanwhile."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def draft(self) -> str:
        """Return the row for the journal."""
        keyed = self.keyed()
        return json.dumps({"state": str(keyed.state.value), "text": keyed.text})

    def restore(self, content: str) -> None:
        """Show a journaled row; words of the runner's journal are left to the runner."""
        values = cast("dict[str, Any]", json.loads(content))
        self.state.set_value(values["state"])
        self.words.setPlainText(values["text"])

    def _ticked(self, value: str) -> None:
        """Have it recorded; a tick for “answered” waits for the words that come next."""
        waits = value == AnswerState.ANSWERED.value and not self.words.words().strip()
        (self.typed if waits else self.given).emit(self.question_id)

    def _left(self, _words: str) -> None:
        self.given.emit(self.question_id)

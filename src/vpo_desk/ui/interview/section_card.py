"""A whole section at once: each question with its summary, own words and state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.answer import AnswerState
from vpo_desk.protocols.outline import Line, Part
from vpo_desk.protocols.schema import Question
from vpo_desk.services.interviews import Given
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.interview.question_card import given_in, offered
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, Rule, empty_layout
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one question; the rest of its answer stands on its own page."""

    question: Question
    text: TextEditor
    verbatim: TextEditor
    state: SegmentedChoice
    state_field: LabeledField


class SectionCard(Card):
    """Shows every question of a section, those that another answer left out too.

    `typed(id)` asks for the journal, `given(id)` for a commit; `alone_asked(id)` for the question's
    own page, where the rest of its answer is.
    """

    typed = Signal(str)
    given = Signal(str)
    alone_asked = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._state: RunnerState | None = None
        self._rows: dict[str, Row] = {}
        self._title = PlainLabel(size="question", strong=True)
        self._note = QuietLabel()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addWidget(self._title)
        self.body.addWidget(self._note)
        self.body.addLayout(self._column)
        self.setAccessibleName(page.say("Whole section"))

    def show_section(self, part: Part, state: RunnerState) -> None:
        """Show a section with the answers so far, and with words from the journal over them."""
        self._state = state
        self._title.setText(part.title)
        self._note.setText(part.note)
        self._note.setVisible(bool(part.note))
        empty_layout(self._column)
        self._rows = {}
        for line in part.lines:
            if not line.hidden or line.keeps_answer:
                self._add(line, editable=not state.interview.sealed)

    def begin(self) -> None:
        """Put the keyboard into the first question."""
        for row in self._rows.values():
            row.text.setFocus()
            return

    def read(self, question_id: str) -> Given:
        """Return an answer as it stands; fields that are not shown here keep what they hold."""
        row, state = self._rows[question_id], self._state
        known = Given(AnswerState.NOT_ASKED)
        if state is not None:
            draft = state.drafts.get(question_id)
            known = given_in(draft) if draft else state.given(question_id)
        text, verbatim = row.text.words(), row.verbatim.words()
        words = bool(text.strip() or verbatim.strip())
        value = row.state.value() or (str(AnswerState.ANSWERED.value) if words else None)
        chosen = AnswerState(value) if value else AnswerState.NOT_ASKED
        return replace(known, state=chosen, text=text, verbatim=verbatim)

    def question(self, question_id: str) -> Question:
        """Return the question of a row."""
        return self._rows[question_id].question

    def show_saved(self, question_id: str, trouble: str) -> None:
        """Show what keeps an answer from being saved, or the state it was saved with."""
        row, state = self._rows[question_id], self._state
        row.state_field.show_trouble(trouble)
        if not trouble and state is not None:
            self._show_state(row, state.given(question_id).state)

    def commit(self) -> None:
        """Act as if every field was left now."""
        for row in tuple(self._rows.values()):
            row.text.commit()
            row.verbatim.commit()

    def clear(self) -> None:
        """Forget what is shown."""
        self._state = None
        self._rows = {}
        empty_layout(self._column)
        self._title.clear()
        self._note.clear()

    def _add(self, line: Line, *, editable: bool) -> None:
        page, question = self._page, line.question
        key = question.id
        self._column.addWidget(Rule())
        self._column.addWidget(PlainLabel(f"{key}  {question.text}", strong=True))
        if line.hidden:
            kept = page.say("Another answer leaves this question out now; its answer is kept.")
            self._column.addWidget(QuietLabel(kept))
        text, verbatim = TextEditor(lines=2), TextEditor(lines=1)
        state = SegmentedChoice(options(offered(), page.ground.catalog))
        state_field = LabeledField(page.say("{id} answered", id=key), state)
        row = Row(question, text, verbatim, state, state_field)
        self._rows[key] = row
        self._show_answer(row)
        for field in (text, verbatim):
            field.setReadOnly(not editable)
            field.typed.connect(partial(self.typed.emit, key))
            field.left.connect(self._given_by(key))
        state.setEnabled(editable)
        state.chosen.connect(self._given_by(key))
        more = LinkButton(page.say("More on this question"), lambda: self.alone_asked.emit(key))
        more.setAccessibleDescription(key)
        parts: tuple[QWidget, ...] = (
            LabeledField(page.say("{id} answer, in your summary", id=key), text),
            state_field,
            LabeledField(page.say("{id} own words (verbatim)", id=key), verbatim),
            more,
        )
        for each in parts:
            self._column.addWidget(each)

    def _given_by(self, key: str) -> Callable[[object], None]:
        def tell(_value: object) -> None:
            self.given.emit(key)

        return tell

    def _show_answer(self, row: Row) -> None:
        state, key = self._state, row.question.id
        if state is None:
            return
        saved, draft = state.given(key), state.drafts.get(key)
        row.text.set_words(saved.text)
        row.verbatim.set_words(saved.verbatim)
        self._show_state(row, saved.state)
        if draft:
            given = given_in(draft)
            row.text.setPlainText(given.text)
            row.verbatim.setPlainText(given.verbatim)
            self._show_state(row, given.state)

    def _show_state(self, row: Row, state: AnswerState) -> None:
        row.state.set_value(None if state is AnswerState.NOT_ASKED else str(state.value))

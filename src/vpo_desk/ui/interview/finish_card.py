"""The end of an interview: what was not asked, the post-interview card, and the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.answer import Draft
from vpo_desk.domain.changes import Changes
from vpo_desk.protocols.outline import Outline
from vpo_desk.ui.concerns.forms import OneAtATime, typed_time
from vpo_desk.ui.interview.lines_card import LinesCard
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

MOST_IN_FULL: Final = 8


class FinishCard(QWidget):
    """The last part of the runner; `sealing` asks that all lines be saved before the seal."""

    sealing = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._state: RunnerState | None = None
        self._sealing = OneAtATime(page)
        self._remark_editor: TextEditor | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._left_card = Card(page.say("Not asked"))
        self._kept_card = Card(page.say("Left out by another answer, and kept"))
        self.after = LinesCard(page.say("After the interview"), page.say("Describe, do not label."))
        self._seal_card = Card(page.say("Seal"))
        self._seal_card.body.addWidget(
            QuietLabel(
                page.say(
                    "A sealed interview never changes; later remarks are added to it with their"
                    " own time."
                )
            )
        )
        self._seal_card.body.addWidget(
            Button(page.say("Seal this interview"), self._seal, kind="primary")
        )
        self._remarks = Card(page.say("Remarks after the seal"))
        for card in (self._left_card, self._kept_card, self.after, self._seal_card, self._remarks):
            column.addWidget(card)

    def show_state(self, state: RunnerState) -> None:
        """Show how the interview stands."""
        self._state = state
        interview = state.interview
        frame = state.form.frame
        self.after.show_lines(
            frame.after if frame else (), interview.after, editable=not interview.sealed
        )
        self._show_not_asked(state.outline())
        self._show_kept(state)
        self._seal_card.setVisible(not interview.sealed)
        self._remarks.setVisible(interview.sealed)
        if interview.sealed:
            self._show_remarks(state)

    def flush(self) -> None:
        """Journal a remark that is being typed."""
        if self._remark_editor is not None:
            self._remark_editor.commit()

    def _show_not_asked(self, outline: Outline) -> None:
        """Show each question where they are few; a line for each section where they are many."""
        body = self._left_card.body
        empty_layout(body)
        left = outline.not_asked
        if len(left) <= MOST_IN_FULL:
            for line in left:
                words = f"{line.question.id}  {line.question.text}"
                body.addWidget(PlainLabel(words, size="table"))
        else:
            for part in outline.parts:
                ids = " ".join(line.question.id for line in part.not_asked)
                if ids:
                    body.addWidget(PlainLabel(part.title, size="table", strong=True))
                    body.addWidget(QuietLabel(ids))
        self._left_card.note.setText(str(len(left)))
        self._left_card.setVisible(bool(left))

    def _show_kept(self, state: RunnerState) -> None:
        """Show answers whose questions another answer left out: none disappears unseen."""
        empty_layout(self._kept_card.body)
        kept = state.left_out()
        for line in kept:
            said = state.given(line.question.id)
            words = f"{line.question.id}  {line.question.text}"
            self._kept_card.body.addWidget(PlainLabel(words, size="table", strong=True))
            self._kept_card.body.addWidget(PlainLabel(said.text or f"“{said.verbatim}”"))
        self._kept_card.setVisible(bool(kept))

    def _show_remarks(self, state: RunnerState) -> None:
        body = self._remarks.body
        empty_layout(body)
        for each in state.interview.addenda:
            body.addWidget(QuietLabel(typed_time(each.at)))
            body.addWidget(PlainLabel(each.text))
        editor = self._remark_editor = TextEditor(lines=2)
        body.addWidget(LabeledField(self._page.say("Add a remark"), editor))
        body.addWidget(Button(self._page.say("Add the remark"), lambda: self._remark(editor)))
        scope = _remark_scope(state)
        self._page.query(
            lambda services: services.drafts.of(scope),
            lambda drafts: self._offer_remark(editor, drafts),
        )
        editor.typed.connect(self._journal_remark)
        editor.left.connect(self._journal_remark)

    def _offer_remark(self, editor: TextEditor, drafts: tuple[Draft, ...]) -> None:
        """Put a remark that was begun back into its field."""
        if drafts and editor is self._remark_editor and not editor.words():
            editor.set_words(drafts[0].content)

    def _journal_remark(self) -> None:
        state, editor = self._state, self._remark_editor
        if state is not None and editor is not None:
            scope, words = _remark_scope(state), editor.words()
            binding = state.interview.protocol
            self._page.command(lambda services: services.drafts.keep(scope, "", binding, words))

    def _remark(self, editor: TextEditor) -> None:
        state, words = self._state, editor.words()
        if state is None or not words.strip():
            return
        interview_id, scope = state.interview.id, _remark_scope(state)
        editor.set_words("")

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes = services.interviews.add_remark(interview_id, words)
                services.drafts.drop(scope)
            return changes

        self._page.command(act, lambda _nothing: self._page.arrive(self._page.place))

    def _seal(self) -> None:
        state = self._state
        if state is None:
            return
        if state.drafts:
            first = next(iter(state.drafts))
            self._page.notices.add(
                Notice(
                    self._page.say("Question {id} has words that are not saved.", id=first),
                    self._page.say("Go there, complete or empty it, then seal."),
                    tone="warning",
                )
            )
            return
        self.sealing.emit()
        interview_id, case_id = state.interview.id, state.interview.case_id

        self._sealing.command(
            lambda services: (None, services.interviews.seal(interview_id)),
            lambda _nothing: self._page.go("case", case_id, "interviews"),
        )


def _remark_scope(state: RunnerState) -> str:
    return f"{state.interview.id}:remark"

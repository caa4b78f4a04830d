"""The middle of the runner: the part of the interview that is shown, and the way on below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.protocols.schema import Frame
from vpo_desk.services.interviews import InterviewView
from vpo_desk.ui.interview.around import BEFORE, FINISH, Foot
from vpo_desk.ui.interview.finish_card import FinishCard
from vpo_desk.ui.interview.lines_card import LinesCard
from vpo_desk.ui.interview.question_card import QuestionCard, Shown
from vpo_desk.ui.interview.recording import Recording
from vpo_desk.ui.interview.section_card import SectionCard
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page
from vpo_desk.ui.safety_card import StepsCard
from vpo_desk.ui.widgets.card import Card, Scrolled, empty_layout, scroll_to
from vpo_desk.ui.widgets.text import PlainLabel


class Middle(QVBoxLayout):
    """The cards of the runner, one of which is shown; `recording` keeps what is typed in them."""

    def __init__(self, page: Page, foot: Foot) -> None:
        super().__init__()
        self.setSpacing(14)
        self.safety = StepsCard(page.ground.catalog)
        self.safety.hide()
        self.question = QuestionCard(page)
        self.section = SectionCard(page)
        self.before = LinesCard(
            page.say("Before the interview"),
            page.say("Each line is asked; an empty one prints as “not recorded”."),
        )
        self._conduct = Card(page.say("While you ask"))
        self.finish = FinishCard(page)
        self.scrolled = Scrolled()
        self.scrolled.body.setContentsMargins(0, 0, 0, 0)
        self._parts = (self.question, self.section, self.before, self._conduct, self.finish)
        for widget in (self.safety, *self._parts):
            self.scrolled.body.addWidget(widget)
        # No stretch below: Qt leaves the space before one out of the height it reserves.
        self.scrolled.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.addWidget(self.scrolled, 1)
        self.addWidget(foot)
        self.recording = Recording(
            page, self.question, self.before, self.finish, self.safety, self.section
        )
        self.recording.card_shown.connect(self.scrolled.show_top)
        # The card's height is known once its words have wrapped.
        self.scrolled.verticalScrollBar().rangeChanged.connect(self._show_typed)

    def hide_all(self) -> None:
        """Hide every part: nothing can be typed that an answer on its way would overwrite."""
        for part in self._parts:
            part.hide()

    def show_interview(self, view: InterviewView, state: RunnerState) -> None:
        """Take over another interview."""
        interview, frame = view.line.interview, view.form.frame
        editable = not interview.sealed
        self.before.show_lines(frame.before if frame else (), interview.before, editable=editable)
        self._show_conduct(frame)
        self.finish.show_state(state)
        self.recording.restore_lines()
        self.question.new_root.show_case(interview.case_id)
        self.safety.hide()

    def show_part(self, state: RunnerState, part: str) -> None:
        """Show a question, a whole section, or what stands before and after the questions."""
        question, section = state.question(part), state.part_of(part)
        self.question.setVisible(question is not None)
        self.section.setVisible(section is not None)
        self.finish.setVisible(part == FINISH)
        for card in (self.before, self._conduct):
            card.setVisible(part == BEFORE)
        if question is not None:
            title, place, count = state.place_of(question.id)
            shown = Shown(question, title, place, count)
            self.question.show_question(shown, editable=not state.interview.sealed)
            self.recording.show_answer(question.id)
            self.question.text.setFocus()
        elif section is not None:
            self.section.show_section(section, state)
            self.section.begin()
        elif part == FINISH:
            self.finish.show_state(state)
            self.recording.restore_lines()
        else:
            self.before.begin()
        self.scrolled.show_top()
        self._show_typed()

    def _show_typed(self) -> None:
        """Scroll to the answer that is typed below a safety card: nobody types unseen words."""
        if not self.safety.isHidden() and self.question.text.hasFocus():
            # Of an editor itself Qt would show the line with the caret and no more.
            scroll_to(self.question.text.parentWidget() or self.question.text)

    def _show_conduct(self, frame: Frame | None) -> None:
        empty_layout(self._conduct.body)
        for line in frame.conduct if frame else ():
            self._conduct.body.addWidget(PlainLabel(f"• {line.text}", size="table"))

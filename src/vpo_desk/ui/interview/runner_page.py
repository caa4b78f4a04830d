"""The runner: sections at the left, the question in the middle, what is known at the right."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.services.interviews import InterviewView
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.cases.differences import Said
from vpo_desk.ui.interview.around import BEFORE, FINISH, Foot, SectionsCard
from vpo_desk.ui.interview.finish_card import FinishCard
from vpo_desk.ui.interview.lines_card import LinesCard
from vpo_desk.ui.interview.question_card import QuestionCard, Shown
from vpo_desk.ui.interview.recording import Recording, lines_scope
from vpo_desk.ui.interview.side import CaseKnowledge, KnownSide, case_knowledge
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.safety_card import StepsCard
from vpo_desk.ui.times import moment_words, said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Scrolled
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.domain.answer import Draft


class RunnerPage(Page):
    """Runs an interview; `part` of its place is `before`, `finish` or a question's id."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Interview"), scrolls=False)
        self._state: RunnerState | None = None
        self._knowledge = CaseKnowledge("", (), (), ())
        self.head.add(Button(self.say("Print record…"), self._print))
        self.head.add(Button(self.say("Finish…"), lambda: self._turn_to(FINISH)))
        across = QHBoxLayout()
        across.setSpacing(14)
        self.body.addLayout(across, 1)
        self._sections = SectionsCard(ground.catalog)
        self._sections.chosen.connect(self._section_chosen)
        across.addWidget(self._sections, 26)
        across.addLayout(self._middle(), 50)
        self._side = KnownSide(self)
        self._side_column = Scrolled()
        self._side_column.body.setContentsMargins(0, 0, 0, 0)
        self._side_column.body.addWidget(self._side)
        across.addWidget(self._side_column, 30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is known below the question, and the sections away, where room is scarce."""
        super().resizeEvent(event)
        room = event.size().width() * 14 / max(self.fontInfo().pixelSize(), 1)
        beside = room >= 860
        self._side_column.setVisible(beside)
        wanted = self._side_column.body if beside else self._scrolled.body
        if wanted.indexOf(self._side) < 0:
            wanted.insertWidget(wanted.count() - (0 if beside else 1), self._side)
            self._side.show()
        self._sections.setVisible(room >= 600)

    def arrive(self, place: Place) -> None:
        """Read the interview and show the part asked for."""
        self._recording.leave()
        self.setFocus()  # no field keeps words of another interview because it has the focus
        self._state = self._recording.state = None
        self.query(
            lambda services: (
                services.interviews.view(place.id),
                services.drafts.of(lines_scope(place.id)),
            ),
            lambda found: self._show_interview(*found),
        )
        self.query(lambda services: services.directory.calls(), self._safety.show_contacts)

    def refresh(self, changes: Changes) -> None:
        """Follow differences and roots noted elsewhere."""
        if self._state and changes.touches("root", "difference"):
            self._read_knowledge()

    def flush(self) -> None:
        """Journal what is typed and not committed."""
        self._recording.flush()
        self._question.new_root.flush()
        self._side.flush()

    def clear(self) -> None:
        """Forget the interview too."""
        self._state = self._recording.state = None
        self._knowledge = CaseKnowledge("", (), (), ())
        super().clear()

    def shortcuts(self) -> Iterable[Shortcut]:
        """Return the keys of the runner."""
        card = self._question
        return (
            Shortcut("Ctrl+Return", say("Next question"), self.next),
            Shortcut("Alt+Left", say("Question before"), self.previous),
            Shortcut("Ctrl+D", say("Declined"), lambda: card.choose_state(AnswerState.DECLINED)),
            Shortcut(
                "Ctrl+U", say("Does not know"), lambda: card.choose_state(AnswerState.UNKNOWN)
            ),
            Shortcut("Ctrl+Shift+V", say("Own words"), card.focus_verbatim),
        )

    def help(self) -> tuple[Words, ...]:
        """Say how the runner works."""
        return (
            say("Ask in any order. Nothing is required: an empty question is “not asked”."),
            say("What you type is kept within a second, and saved when you leave the field."),
            say("Own words are evidence: write them as they were said."),
        )

    def next(self) -> None:
        """Commit and show the next question; after the last one, the end."""
        if self._state is not None:
            self._turn_to(self._state.beside(1))

    def previous(self) -> None:
        """Commit and show the question before."""
        if self._state is not None:
            self._turn_to(self._state.beside(-1))

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        catalog = self.ground.catalog
        self._safety = StepsCard(catalog)
        self._safety.hide()
        self._question = QuestionCard(self)
        self._question.removal_asked.connect(
            lambda: self.go("removal", self._recording.answer_id(), "answer")
        )
        self._question.files_asked.connect(
            lambda: self.go("files", self._recording.answer_id(), "answer")
        )
        self._before = LinesCard(
            self.say("Before the interview"),
            self.say("Each line is asked; an empty one prints as “not recorded”."),
        )
        self._finish = FinishCard(self)
        scrolled = Scrolled()
        scrolled.body.setContentsMargins(0, 0, 0, 0)
        for widget in (self._safety, self._question, self._before, self._finish):
            scrolled.body.addWidget(widget)
        scrolled.body.addStretch(1)
        self._scrolled = scrolled
        column.addWidget(scrolled, 1)
        self._foot = Foot(catalog, self.previous, self.next)
        column.addWidget(self._foot)
        self._recording = Recording(self, self._question, self._before, self._finish, self._safety)
        self._recording.recorded.connect(self._show_sections)
        self._recording.known.connect(self._show_side)
        self._recording.card_shown.connect(self._scrolled.show_top)
        return column

    def _show_interview(self, view: InterviewView, lines: tuple[Draft, ...]) -> None:
        kept = lines[0].content if lines else ""
        self._state = self._recording.state = RunnerState(view, kept)
        interview = view.line.interview
        now = self.ground.clock.now()
        parts = [
            view.line.person.name or self.say("name not known"),
            self.text(said_words(interview.at, now.day)),
            interview.place,
            self.say("also present: {who}", who=", ".join(interview.present))
            if interview.present
            else "",
            self.say("SEALED") if interview.sealed else "",
        ]
        self.head.show_words(view.line.title, " · ".join(part for part in parts if part))
        frame = view.form.frame
        editable = not interview.sealed
        self._before.show_lines(frame.before if frame else (), interview.before, editable=editable)
        self._finish.show_state(self._state)
        self._recording.restore_lines()
        self._question.new_root.show_case(interview.case_id)
        self._safety.hide()
        self._offer((*view.drafts, *lines))
        self._read_knowledge()
        self._turn_to(self.place.part or self._state.first_open())

    def _offer(self, drafts: tuple[Draft, ...]) -> None:
        self.notices.clear()
        state = self._state
        if state is None or not drafts:
            return
        draft = drafts[0]
        there = draft.field or self._recording.part_of_lines()
        when = self.text(moment_words(draft.saved_at, self.ground.clock.now()))
        heading = self.say("Unsaved words from {when}, question {id}", when=when, id=draft.field)
        if not draft.field:
            heading = self.say(
                "Unsaved words from {when}, before or after the interview", when=when
            )
        self.notices.add(
            Notice(
                heading,
                self.say("They are back in their field. Leave the field to save them."),
                tone="warning",
                action=(self.say("Go there"), lambda: self._turn_to(there)),
                closable=self.say("Later"),
            )
        )

    def _read_knowledge(self) -> None:
        state = self._state
        if state is None:
            return
        case_id, interview_id = state.interview.case_id, state.interview.id
        self.query(
            lambda services: case_knowledge(services, case_id, interview_id), self._show_knowledge
        )

    def _show_knowledge(self, knowledge: CaseKnowledge) -> None:
        self._knowledge = knowledge
        self._question.show_roots(knowledge.roots)
        self._show_side()

    def _show_side(self) -> None:
        state = self._state
        if state is None:
            return
        question = state.question(state.here)
        unknown = state.unknown_themes(self._knowledge.statements)
        if question is None:
            self._side.show_no_theme(unknown)
        else:
            who = state.person.name or self.say("name not known")
            own = [
                Said(each.id, f"{each.question_id} · {who}", each.text or f"“{each.verbatim}”")
                for each in state.answers_on(question.theme)
            ]
            self._side.show_theme(question.theme, self._knowledge, own, unknown)

    def _turn_to(self, part: str) -> None:
        state = self._state
        if state is None:
            return
        self._recording.leave()
        state.here = part
        self.turn(part)
        question = state.question(part)
        self._before.setVisible(part == BEFORE)
        self._finish.setVisible(part == FINISH)
        self._question.setVisible(question is not None)
        if question is not None:
            section, place, count = state.place_of(question.id)
            shown = Shown(question, section, place, count)
            self._question.show_question(shown, editable=not state.interview.sealed)
            self._recording.show_answer(question.id)
            self._question.text.setFocus()
        elif part == FINISH:
            self._finish.show_state(state)
            self._recording.restore_lines()
        else:
            self._before.begin()
        self._show_sections()
        self._show_side()
        self._scrolled.show_top()

    def _show_sections(self) -> None:
        if self._state is not None:
            drawn = self._state.outline()
            self._sections.show_outline(drawn, self._state.section_here())
            self._foot.show_outline(drawn)

    def _section_chosen(self, key: str) -> None:
        if self._state is not None:
            self._turn_to(self._state.first_of(key))

    def _print(self) -> None:
        if self._state is not None:
            interview = self._state.interview
            self.go("print", interview.case_id, f"interview:{interview.id}")

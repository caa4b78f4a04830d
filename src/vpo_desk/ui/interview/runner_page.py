"""The runner: sections at the left, the question in the middle, what is known at the right."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.services.interviews import InterviewView
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.cases.differences import Said
from vpo_desk.ui.interview.around import FINISH, Foot, SectionsCard
from vpo_desk.ui.interview.middle import Middle
from vpo_desk.ui.interview.offers import offer_unsaved, put_away_saved, tell_left_out
from vpo_desk.ui.interview.recording import lines_scope
from vpo_desk.ui.interview.side import CaseKnowledge, KnownSide, case_knowledge
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import said_words
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
        self._whole = Button(self.say("Whole section"), self._toggle_whole)
        self.head.add(self._whole)
        self.head.add(Button(self.say("Print record…"), lambda: _print_record(self, self._state)))
        self.head.add(Button(self.say("Finish…"), lambda: self._turn_to(FINISH)))
        across = QHBoxLayout()
        across.setSpacing(14)
        self.body.addLayout(across, 1)
        self._sections = SectionsCard(ground.catalog)
        self._sections.chosen.connect(self._section_chosen)
        self._sections.question_chosen.connect(self._turn_to)
        self._sections.sought.connect(self._seek)
        across.addWidget(self._sections, 26)
        self._foot = Foot(ground.catalog, self.previous, self.next)
        self._middle = Middle(self, self._foot)
        self._question, self._safety = self._middle.question, self._middle.safety
        self._recording = self._middle.recording
        self._recording.recorded.connect(self._recorded)
        self._recording.known.connect(self._show_side)
        self._question.files_asked.connect(
            lambda: self.go("files", self._recording.answer_id(), "answer")
        )
        self._question.removal_asked.connect(
            lambda: self.go("removal", self._recording.answer_id(), "answer")
        )
        self._middle.section.alone_asked.connect(self._turn_to)
        self._left_out: set[str] = set()
        self._unsaved: dict[str, Notice] = {}
        across.addLayout(self._middle, 50)
        self._side = KnownSide(self)
        self._side_column = Scrolled()
        self._side_column.body.setContentsMargins(0, 0, 0, 0)
        self._side_column.body.addWidget(self._side)
        across.addWidget(self._side_column, 30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is known below the question, and the sections away, where room is scarce.

        There the line of the head scrolls with the question, which would be left no height.
        """
        super().resizeEvent(event)
        room = event.size().width() * 14 / max(self.fontInfo().pixelSize(), 1)
        beside = room >= 860
        self._side_column.setVisible(beside)
        wanted = self._side_column.body if beside else self._middle.scrolled.body
        if wanted.indexOf(self._side) < 0:
            wanted.addWidget(self._side)
            self._side.show()
        self._sections.setVisible(room >= 600)
        if room >= 600:
            self.head.take_line()
        elif self._middle.scrolled.body.indexOf(self.head.line) < 0:
            self._middle.scrolled.body.insertWidget(0, self.head.line)
            self.head.line.setVisible(bool(self.head.line.text()))

    def arrive(self, place: Place) -> None:
        """Read the interview and show the part asked for."""
        self._recording.leave()
        self.setFocus()  # no field keeps words of another interview because it has the focus
        self._state = self._recording.state = None
        self._middle.hide_all()
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
        self._middle.section.clear()
        self._sections.show_found(None)
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
            Shortcut("Ctrl+F", say("Find a question"), self._sections.search.setFocus),
            Shortcut("Ctrl+E", say("Whole section, or one question"), self._toggle_whole),
        )

    def help(self) -> tuple[Words, ...]:
        """Say how the runner works."""
        return (
            say("Ask in any order. Nothing is required: an empty question is “not asked”."),
            say("What you type is kept within a second, and saved when you leave the field."),
            say("Own words are evidence: write them as they were said."),
            say("Ctrl+F finds a question; Ctrl+E shows the whole section at once."),
        )

    def next(self) -> None:
        """Commit and show the next question; after the last one, the end."""
        if self._state is not None:
            self._turn_to(self._state.beside(1))

    def previous(self) -> None:
        """Commit and show the question before."""
        if self._state is not None:
            self._turn_to(self._state.beside(-1))

    def _show_interview(self, view: InterviewView, lines: tuple[Draft, ...]) -> None:
        kept = lines[0].content if lines else ""
        self._state = self._recording.state = RunnerState(view, kept)
        self._left_out = {line.question.id for line in self._state.left_out()}
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
        self._middle.show_interview(view, self._state)
        drafts = (*view.drafts, *lines)
        part_of_lines = self._recording.part_of_lines()
        self._unsaved = offer_unsaved(self, drafts, part_of_lines, self._turn_to)
        self._read_knowledge()
        self._turn_to(self.place.part or self._state.first_open())

    def _recorded(self) -> None:
        """Follow an answer that was handed in: counts, and questions that it leaves out."""
        self._show_sections()
        if self._state is None:
            return
        put_away_saved(self, self._unsaved, self._state.drafts)
        left_out = {line.question.id for line in self._state.left_out()}
        for question_id in sorted(left_out - self._left_out):
            tell_left_out(self, question_id, self._turn_to)
        self._left_out = left_out

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
        put_away_saved(self, self._unsaved, state.drafts)
        state.here = part
        self.turn(part)
        self._middle.show_part(state, part)
        self._show_sections()
        self._show_side()

    def _show_sections(self) -> None:
        if self._state is not None:
            drawn = self._state.outline()
            self._sections.show_outline(drawn, self._state.section_here())
            self._foot.show_outline(drawn)
            whole = self._state.part_of(self._state.here) is not None
            one, all_ = self.say("One question"), self.say("Whole section")
            self._whole.setText(one if whole else all_)
            self._whole.setEnabled(self._state.part_of(self._state.section_here()) is not None)

    def _section_chosen(self, key: str) -> None:
        if self._state is not None:
            whole = self._state.part_of(self._state.here) is not None
            known = self._state.part_of(key) is not None
            self._turn_to(key if whole and known else self._state.first_of(key))

    def _toggle_whole(self) -> None:
        """Show the section that is shown as a whole, or one question of it again."""
        state = self._state
        if state is None:
            return
        here = state.section_here()
        whole = state.part_of(state.here) is not None
        self._turn_to(state.first_of(here) if whole else here)

    def _seek(self, words: str) -> None:
        """Show the questions that say these words; the sections again where there are none."""
        if self._state is not None:
            self._sections.show_found(self._state.found(words) if words.strip() else None)


def _print_record(page: Page, state: RunnerState | None) -> None:
    if state is not None:
        page.go("print", state.interview.case_id, f"interview:{state.interview.id}")

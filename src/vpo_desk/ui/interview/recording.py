"""Keeps what is typed in the runner: journals it, saves it, and stamps the safety card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Signal

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.interview import Line
from vpo_desk.protocols.schema import Question
from vpo_desk.services.interviews import Given
from vpo_desk.ui.interview.around import BEFORE, FINISH
from vpo_desk.ui.interview.finish_card import FinishCard
from vpo_desk.ui.interview.lines_card import LinesCard
from vpo_desk.ui.interview.question_card import QuestionCard, draft_of
from vpo_desk.ui.interview.section_card import SectionCard
from vpo_desk.ui.interview.state import RunnerState
from vpo_desk.ui.page import Page
from vpo_desk.ui.safety_card import StepsCard

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class Recording(QObject):
    """Between the runner's fields and the case file; `state` is the interview that is shown.

    `recorded` comes when an answer was handed in, `known` when the case file has it.
    """

    recorded = Signal()
    known = Signal()
    card_shown = Signal()

    def __init__(
        self,
        page: Page,
        question: QuestionCard,
        before: LinesCard,
        finish: FinishCard,
        safety: StepsCard,
        section: SectionCard,
    ) -> None:
        super().__init__(page)
        self.state: RunnerState | None = None
        self._page: Final = page
        self._question: Final = question
        self._before: Final = before
        self._finish: Final = finish
        self._safety: Final = safety
        self._section: Final = section
        section.typed.connect(self._keep_in_section)
        section.given.connect(self._save_in_section)
        question.typed.connect(self.journal)
        question.given.connect(self.commit)
        finish.sealing.connect(self.commit_lines)
        for card in (before, finish.after):
            card.typed.connect(self.journal_lines)
            card.given.connect(self.commit_lines)

    def show_answer(self, question_id: str) -> None:
        """Show a question's answer, or the words journaled over it."""
        state = self.state
        if state is None:
            return
        answer = state.answers.get(question_id)
        draft = state.drafts.get(question_id)
        if draft is not None:
            self._question.show_draft(answer, draft)
        else:
            self._question.show_answer(answer)

    def answer_id(self) -> str:
        """Return the id of the saved answer to the question that is shown; empty without one."""
        state = self.state
        answer = state.answers.get(state.here) if state is not None else None
        return answer.id if answer is not None else ""

    def leave(self) -> None:
        """Commit what is in the fields before something else is shown in them."""
        here = self.state.here if self.state is not None else ""
        self._section.commit()
        if here == BEFORE:
            self._before.commit()
        elif here == FINISH:
            self._finish.after.commit()
        for field in (
            self._question.text,
            self._question.verbatim,
            self._question.told_by,
            self._question.observation,
            self._question.follow_up,
        ):
            field.commit()
        if self.state is not None and self.state.here in self.state.drafts:
            self.commit()

    def flush(self) -> None:
        """Keep everything that stands in any field, for the lock."""
        self.journal()
        self.journal_lines()
        self._finish.flush()

    def journal(self) -> None:
        """Keep what stands in the fields, within the encrypted file, until it is saved."""
        question = self.state.question(self.state.here) if self.state else None
        if question is not None:
            self.keep(question.id, self._question.read())

    def keep(self, question_id: str, given: Given) -> None:
        """Journal an answer that is being typed, on one question's page or in a whole section."""
        state = self.state
        if state is None or state.interview.sealed:
            return
        if given == state.given(question_id):
            self._drop_draft(question_id)
            return
        scope, binding, content = state.interview.id, state.interview.protocol, draft_of(given)
        state.drafts[question_id] = content
        self._page.command(
            lambda services: services.drafts.keep(scope, question_id, binding, content)
        )

    def commit(self) -> None:
        """Save the answer as it stands; what cannot be saved is kept in the journal."""
        question = self.state.question(self.state.here) if self.state else None
        if question is not None:
            given = self._question.read()
            trouble = self.save(question, given)
            self._question.show_trouble(trouble)
            if not trouble:
                self._question.show_state(given.state)

    def save(self, question: Question, given: Given) -> str:
        """Save an answer; return what keeps it from being saved, and keep it in the journal then."""
        state = self.state
        if state is None or state.interview.sealed:
            return ""
        if given == state.given(question.id):
            self._drop_draft(question.id)
            return ""
        trouble = state.trouble(given)
        if trouble is not None:
            self.keep(question.id, given)
            return self._page.text(trouble)
        interview_id = state.interview.id
        state.assume(question.id, given)
        self._page.command(
            lambda services: services.interviews.record(interview_id, question.id, given),
            self._recorded,
        )
        self.recorded.emit()
        if question.safety is not None and given.state is AnswerState.ANSWERED:
            self._show_safety(question.id, question.safety.value)
        return ""

    def _keep_in_section(self, question_id: str) -> None:
        self.keep(question_id, self._section.read(question_id))

    def _save_in_section(self, question_id: str) -> None:
        given = self._section.read(question_id)
        trouble = self.save(self._section.question(question_id), given)
        self._section.show_saved(question_id, trouble)

    def _drop_draft(self, question_id: str) -> None:
        """Forget words that were typed and taken back."""
        state = self.state
        if state is not None and state.drafts.pop(question_id, None) is not None:
            scope = state.interview.id
            self._page.command(lambda services: services.drafts.drop(scope, question_id))

    def _recorded(self, answer: Answer) -> None:
        if self.state is not None and answer.interview_id == self.state.interview.id:
            self.state.know(answer)
            self.known.emit()

    def _show_safety(self, question_id: str, kind: str) -> None:
        state = self.state
        line_id = self._page.say("Safety card, {id}", id=question_id)
        if state is None or any(line.id == line_id for line in self._finish.after.lines()):
            return
        self._safety.show_steps(kind)
        self._safety.ask_danger(lambda danger: self._safety_seen(line_id, danger))
        self._safety.show()
        self.card_shown.emit()

    def _safety_seen(self, line_id: str, danger: str) -> None:
        """Stamp that the card was seen, and what was answered to its one question."""
        state = self.state
        if state is None:
            return
        self._safety.hide()
        when = f"{self._page.ground.clock.now().local:%Y-%m-%d %H:%M}"
        words = self._page.say("Seen {when}. Imminent danger: {danger}.", when=when, danger=danger)
        after = self._finish.after.with_line(Line(line_id, words))
        interview_id = state.interview.id
        state.keep_lines(state.interview.before, after)
        self._finish.show_state(state)
        self._page.command(
            lambda services: services.interviews.set_lines(interview_id, after=after)
        )

    def journal_lines(self) -> None:
        """Keep the lines that are being typed; they are saved when their field is left."""
        state = self.state
        if state is None or state.interview.sealed:
            return
        before, after = self._before.lines(), self._finish.after.lines()
        if (before, after) == (state.interview.before, state.interview.after):
            self._drop_lines()
            return
        scope, binding = lines_scope(state.interview.id), state.interview.protocol
        content = json.dumps([_by_id(before), _by_id(after)])
        state.lines_draft = content
        self._page.command(lambda services: services.drafts.keep(scope, "", binding, content))

    def restore_lines(self) -> None:
        """Show the lines that were typed and not saved, in their fields."""
        if self.state is not None and self.state.lines_draft:
            before, after = cast("list[dict[str, str]]", json.loads(self.state.lines_draft))
            self._before.restore(before)
            self._finish.after.restore(after)

    def part_of_lines(self) -> str:
        """Return the part in which lines stand that are not saved."""
        saved = self.state is not None and self._before.lines() == self.state.interview.before
        return FINISH if saved else BEFORE

    def commit_lines(self) -> None:
        """Save the lines before and after the interview."""
        state = self.state
        if state is None or state.interview.sealed:
            return
        before, after = self._before.lines(), self._finish.after.lines()
        if (before, after) == (state.interview.before, state.interview.after):
            self._drop_lines()
            return
        interview_id = state.interview.id
        state.keep_lines(before, after)
        state.lines_draft = ""

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes = services.interviews.set_lines(interview_id, before=before, after=after)
                services.drafts.drop(lines_scope(interview_id))
            return changes

        self._page.command(act)

    def _drop_lines(self) -> None:
        state = self.state
        if state is not None and state.lines_draft:
            state.lines_draft = ""
            scope = lines_scope(state.interview.id)
            self._page.command(lambda services: services.drafts.drop(scope))


def lines_scope(interview_id: str) -> str:
    """Return where the unsaved lines before and after an interview are kept."""
    return f"{interview_id}:lines"


def _by_id(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.id: line.text for line in lines}

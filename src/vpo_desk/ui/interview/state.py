"""What the runner knows while it runs, so that the next question is there at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.interview import Interview, Line
from vpo_desk.domain.statement import CORE_THEMES, Statement, Theme
from vpo_desk.protocols.outline import Line as OutlineLine
from vpo_desk.protocols.outline import Outline, Part, outline
from vpo_desk.protocols.schema import Question
from vpo_desk.services.interviews import Given, InterviewView, misfit
from vpo_desk.words import Words


class RunnerState:
    """The interview in memory: its form, answers and journal; the case file is behind it."""

    def __init__(self, view: InterviewView, lines_draft: str = "") -> None:
        self.interview: Interview = view.line.interview
        self.form = view.form
        self.person = view.line.person
        self.answers: dict[str, Answer] = dict(view.answers)
        self.drafts: dict[str, str] = {draft.field: draft.content for draft in view.drafts}
        self.lines_draft = lines_draft
        """The lines before and after as they were typed and not saved; empty when they are."""
        self.here = ""
        self._questions = {question.id: question for question in view.form.questions()}

    def outline(self) -> Outline:
        """Return the form as it stands with the answers so far."""
        return outline(self.form.protocol, self.form.addons, self.answers)

    def question(self, question_id: str) -> Question | None:
        """Return a question; None for the parts that are none."""
        return self._questions.get(question_id)

    def order(self) -> list[str]:
        """Return the ids of the questions to be asked, between the two other parts."""
        return ["before", *(line.question.id for line in self.outline().lines), "finish"]

    def beside(self, by: int) -> str:
        """Return the part that many steps away, staying within the interview.

        From a whole section that is the section beside it; from a question that another answer left
        out, the nearest one that is asked.
        """
        parts = self.outline().parts
        if any(part.id == self.here for part in parts):
            order = ["before", *(part.id for part in parts if part.visible), "finish"]
        else:
            every = [line for part in parts for line in part.lines]
            asked = {line.question.id for line in every if not line.hidden}
            around = ["before", *(line.question.id for line in every), "finish"]
            order = [each for each in around if each in {*asked, self.here, "before", "finish"}]
        here = order.index(self.here) if self.here in order else 0
        return order[max(0, min(len(order) - 1, here + by))]

    def part_of(self, key: str) -> Part | None:
        """Return a whole section by its key."""
        return next((part for part in self.outline().parts if part.id == key), None)

    def left_out(self) -> tuple[OutlineLine, ...]:
        """Return the questions that were answered and that another answer then left out.

        Their answers are kept; nothing that was said disappears because a condition changed.
        """
        return tuple(
            line for part in self.outline().parts for line in part.lines if line.keeps_answer
        )

    def found(self, words: str) -> tuple[OutlineLine, ...]:
        """Return the questions that say all these words: in id, text, help, probes or section."""
        wanted = words.casefold().split()
        return tuple(
            line
            for part in self.outline().parts
            for line in part.lines
            if wanted and (not line.hidden or line.keeps_answer) and _says(part, line, wanted)
        )

    def first_open(self) -> str:
        """Return the first question without an answer, or the first one of all."""
        drawn = self.outline()
        left = drawn.not_asked or drawn.lines
        return left[0].question.id if left else "finish"

    def first_of(self, key: str) -> str:
        """Return the first open question of a section, or its first one."""
        for part in self.outline().parts:
            if part.id == key and part.visible:
                unasked = [x for x in part.visible if x.state is AnswerState.NOT_ASKED]
                return (unasked or list(part.visible))[0].question.id
        return key

    def section_here(self) -> str:
        """Return the key of the section that is shown."""
        for part in self.outline().parts:
            if any(line.question.id == self.here for line in part.lines):
                return part.id
        return self.here

    def place_of(self, question_id: str) -> tuple[str, int, int]:
        """Return a question's section, its place there from 1, and how many there are."""
        for part in self.outline().parts:
            ids = [line.question.id for line in part.lines]
            if question_id in ids:
                return part.title, ids.index(question_id) + 1, len(ids)
        return "", 1, 1

    def given(self, question_id: str) -> Given:
        """Return what is saved as the answer, in the shape the fields have."""
        answer = self.answers.get(question_id)
        if answer is None:
            return Given(AnswerState.NOT_ASKED)
        return Given(
            answer.state,
            answer.text,
            answer.verbatim,
            answer.knows,
            answer.told_by,
            answer.root_id,
            answer.observation,
            answer.follow_up,
        )

    def trouble(self, given: Given) -> Words | None:
        """Return what keeps an answer from being saved."""
        return misfit(given)

    def assume(self, question_id: str, given: Given) -> None:
        """Take an answer as saved; the service's own answer follows."""
        known = self.answers.get(question_id)
        self.drafts.pop(question_id, None)
        self.answers[question_id] = Answer(
            known.id if known else "",
            self.interview.id,
            question_id,
            given.state,
            given.text,
            given.verbatim,
            given.knows,
            given.told_by,
            given.root_id,
            given.observation,
            given.follow_up,
        )

    def know(self, answer: Answer) -> None:
        """Take over the id that the case file gave an answer."""
        here = self.answers.get(answer.question_id)
        if here is not None:
            self.answers[answer.question_id] = replace(here, id=answer.id)

    def keep_lines(self, before: tuple[Line, ...], after: tuple[Line, ...]) -> None:
        """Take the lines before and after as saved."""
        self.interview = replace(self.interview, before=before, after=after)

    def answers_on(self, theme: Theme) -> list[Answer]:
        """Return this interview's saved answers on a theme."""
        return [
            answer
            for question_id, answer in self.answers.items()
            if answer.id
            and answer.state is AnswerState.ANSWERED
            and (question := self._questions.get(question_id)) is not None
            and question.theme is theme
        ]

    def unknown_themes(self, others: Sequence[Statement]) -> tuple[Theme, ...]:
        """Return the themes on which neither others nor this interview hold anything."""
        known = {each.theme for each in others}
        for question_id, answer in self.answers.items():
            question = self._questions.get(question_id)
            if question is not None and answer.state is AnswerState.ANSWERED:
                known.add(question.theme)
        return tuple(theme for theme in CORE_THEMES if theme not in known)


def _says(part: Part, line: OutlineLine, wanted: list[str]) -> bool:
    question = line.question
    told = (question.id, question.text, question.help, *question.probes, part.title)
    whole = " ".join(told).casefold()
    return all(word in whole for word in wanted)

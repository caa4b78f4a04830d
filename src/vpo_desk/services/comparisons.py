"""Answers to the same question side by side; which questions ask the same is in the protocol files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vpo_desk.domain.interview import Interview
from vpo_desk.domain.side_by_side import same_questions
from vpo_desk.domain.statement import Difference, DifferenceState, Statement
from vpo_desk.services.forms import Forms
from vpo_desk.services.ground import Ground
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.storage.nouns import INTERVIEW


@dataclass(frozen=True, slots=True)
class Beside:
    """A statement as it stands beside others: the question that was asked, and the root's words."""

    statement: Statement
    question: str
    root: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Answers beside each other. `difference` is what the officer noted; None means nothing yet."""

    title: str
    sides: tuple[Beside, ...]
    difference: Difference | None = None

    @property
    def is_open(self) -> bool:
        """True for a difference that is left open."""
        return self.difference is not None and self.difference.state is DifferenceState.OPEN


class Comparisons:
    """Puts answers beside each other; it compares no words."""

    def __init__(self, ground: Ground, forms: Forms, knowledge: Knowledge) -> None:
        self._ground = ground
        self._forms = forms
        self._knowledge = knowledge

    def to_look_at(self, case_id: str) -> tuple[Comparison, ...]:
        """Return the questions that several people answered and nothing is noted of yet."""
        statements = self._knowledge.statements(case_id)
        found = same_questions(statements, self._topic, self._knowledge.differences(case_id))
        return tuple(
            Comparison(self._forms.topic_title(each.topic), self._beside(case_id, each.statements))
            for each in found
        )

    def noted(self, case_id: str) -> tuple[Comparison, ...]:
        """Return the differences noted in a case, the open ones first."""
        statements = {each.source_id: each for each in self._knowledge.statements(case_id)}
        found = [
            Comparison(self._title(said), self._beside(case_id, said), each)
            for each in self._knowledge.differences(case_id)
            if (said := [statements[id_] for id_ in each.answer_ids if id_ in statements])
        ]
        return tuple(sorted(found, key=lambda each: not each.is_open))

    def still_open(self, case_id: str) -> tuple[Comparison, ...]:
        """Return the differences left open: each is a limit of the assessment."""
        return tuple(each for each in self.noted(case_id) if each.is_open)

    def _title(self, said: Sequence[Statement]) -> str:
        topics = {self._topic(each) for each in said}
        if len(topics) == 1 and (topic := topics.pop()):
            return self._forms.topic_title(topic)
        return said[0].theme.label

    def _beside(self, case_id: str, statements: Sequence[Statement]) -> tuple[Beside, ...]:
        roots = {each.id: each.what for each in self._knowledge.roots(case_id)}
        return tuple(
            Beside(each, self._question(each), roots.get(each.root_id or "", ""))
            for each in statements
        )

    def _question(self, statement: Statement) -> str:
        interview = self._ground.history.get(INTERVIEW, statement.parent_id)
        question = self._forms.of(interview).question(statement.place)
        return question.text if question else ""

    def _topic(self, statement: Statement) -> str:
        interview: Interview = self._ground.history.get(INTERVIEW, statement.parent_id)
        return self._forms.topic(interview, statement.place)

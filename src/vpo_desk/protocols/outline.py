"""The engine: what of a protocol is asked, given the answers so far. One pure function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vpo_desk.domain.answer import AnswerState
from vpo_desk.protocols.conditions import Answers, holds
from vpo_desk.protocols.schema import Protocol, Question


@dataclass(frozen=True, slots=True)
class Line:
    """A question in its place; a hidden one keeps its answer and says so."""

    question: Question
    state: AnswerState
    hidden: bool

    @property
    def keeps_answer(self) -> bool:
        """True when it is hidden and was answered before that."""
        return self.hidden and self.state is not AnswerState.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the protocol or of an add-on, with its questions."""

    id: str
    title: str
    note: str
    lines: tuple[Line, ...]

    @property
    def asked(self) -> int:
        """How many of its questions have an answer of any kind."""
        return sum(line.state is not AnswerState.NOT_ASKED for line in self.visible)

    @property
    def not_asked(self) -> tuple[Line, ...]:
        """The questions of this section without an answer."""
        return tuple(line for line in self.visible if line.state is AnswerState.NOT_ASKED)

    @property
    def visible(self) -> tuple[Line, ...]:
        """The questions that are to be asked."""
        return tuple(line for line in self.lines if not line.hidden)


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole form as it stands with the answers so far."""

    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every question that is to be asked, in order."""
        return tuple(line for part in self.parts for line in part.visible)

    @property
    def answered(self) -> int:
        """How many questions have an answer of any kind."""
        return sum(part.asked for part in self.parts)

    @property
    def total(self) -> int:
        """How many questions are to be asked."""
        return len(self.lines)

    @property
    def not_asked(self) -> tuple[Line, ...]:
        """The questions without an answer."""
        return tuple(line for part in self.parts for line in part.not_asked)


def outline(protocol: Protocol, addons: Sequence[Protocol], answers: Answers) -> Outline:
    """Return the sections and questions in order, the add-ons' after the protocol's."""
    parts: list[Part] = []
    for source in (protocol, *addons):
        for section in source.sections:
            lines = tuple(_line(question, answers) for question in section.questions)
            single = source is not protocol and len(source.sections) == 1
            title = source.title if single else section.title
            parts.append(Part(f"{source.id}:{section.id}", title, section.note, lines))
    return Outline(tuple(parts))


def _line(question: Question, answers: Answers) -> Line:
    given = answers.get(question.id)
    hidden = question.show_when is not None and not holds(question.show_when, answers)
    return Line(question, given.state if given else AnswerState.NOT_ASKED, hidden)

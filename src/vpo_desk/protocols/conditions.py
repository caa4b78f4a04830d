"""Evaluates conditions over answers: data all the way down, no code in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from vpo_desk.domain.answer import AnswerState
from vpo_desk.protocols.schema import All, Answered, AnyOf, Condition, Is, Not, OneOf


class Given(Protocol):
    """What a condition sees of an answer."""

    @property
    def state(self) -> AnswerState:
        """The answer's state."""
        ...

    @property
    def text(self) -> str:
        """The answer's summary."""
        ...


Answers = Mapping[str, Given]


def holds(condition: Condition, answers: Answers) -> bool:
    """Return whether a condition holds; a question without an answer was not asked."""
    match condition:
        case Is():
            return _text(condition.question, answers) == condition.value
        case OneOf():
            return _text(condition.question, answers) in condition.values
        case Answered():
            given = answers.get(condition.question)
            return (given.state if given else AnswerState.NOT_ASKED) is condition.state
        case All():
            return all(holds(each, answers) for each in condition.of)
        case AnyOf():
            return any(holds(each, answers) for each in condition.of)
        case Not():
            return not holds(condition.that, answers)


def questions_of(condition: Condition) -> Iterator[str]:
    """Yield the ids of the questions a condition looks at."""
    match condition:
        case Is() | OneOf() | Answered():
            yield condition.question
        case All() | AnyOf():
            for each in condition.of:
                yield from questions_of(each)
        case Not():
            yield from questions_of(condition.that)


def _text(question: str, answers: Answers) -> str | None:
    given = answers.get(question)
    return given.text if given and given.state is AnswerState.ANSWERED else None

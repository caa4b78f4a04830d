"""Statements beside each other: who answered the same question, and what goes back to one root."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from vpo_desk.domain.statement import Difference, Statement


@dataclass(frozen=True, slots=True)
class SameQuestion:
    """Answers of different people to questions that ask the same thing.

    Whether they differ is for the officer to say. `topic` is the topic's id in the protocol files.
    """

    topic: str
    statements: tuple[Statement, ...]


class Rooted(Protocol):
    """Something said that may go back to a root."""

    @property
    def root_id(self) -> str | None:
        """The root it goes back to, if it does."""
        ...


Said = TypeVar("Said", bound=Rooted)


@dataclass(frozen=True, slots=True)
class FromOneRoot(Generic[Said]):
    """What goes back to one thing, or a single statement that goes back to none."""

    root_id: str | None
    statements: tuple[Said, ...]


def same_questions(
    statements: Sequence[Statement],
    topic_of: Callable[[Statement], str],
    noted: Iterable[Difference],
) -> tuple[SameQuestion, ...]:
    """Return the topics on which at least two people answered and the officer has said nothing.

    `topic_of` gives the topic that the protocol file names for a statement's question, or nothing.
    A topic goes from the list when each answer on it stands in a noted difference with another one;
    a new answer brings it back. Words are never compared.
    """
    judged = [set(each.answer_ids) for each in noted]
    topics: dict[str, list[Statement]] = {}
    for each in statements:
        topic = topic_of(each) if each.is_answer else ""
        if topic:
            topics.setdefault(topic, []).append(each)
    return tuple(
        SameQuestion(topic, tuple(found))
        for topic, found in topics.items()
        if len({each.person_id for each in found}) >= 2
        and not _all_judged({each.source_id for each in found}, judged)
    )


def _all_judged(ids: set[str], judged: Sequence[set[str]]) -> bool:
    return all(any(id_ in known and len(known & ids) >= 2 for known in judged) for id_ in ids)


def by_root(statements: Sequence[Said]) -> tuple[FromOneRoot[Said], ...]:
    """Return the statements with those of one root together, at the place of the first of them."""
    groups: dict[str, list[Said]] = {}
    order: list[tuple[str | None, list[Said]]] = []
    for each in statements:
        if each.root_id is None:
            order.append((None, [each]))
        elif each.root_id in groups:
            groups[each.root_id].append(each)
        else:
            groups[each.root_id] = [each]
            order.append((each.root_id, groups[each.root_id]))
    return tuple(FromOneRoot(root_id, tuple(found)) for root_id, found in order)

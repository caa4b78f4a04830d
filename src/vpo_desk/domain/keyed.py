"""Keying in a paper form: what was keyed twice, and where the two do not agree. Pure rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vpo_desk.domain.answer import AnswerState


@dataclass(frozen=True, slots=True)
class Keyed:
    """One question as it was keyed: the box that is ticked, and what is written."""

    state: AnswerState = AnswerState.NOT_ASKED
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unequal:
    """A question that was keyed in two ways."""

    question_id: str
    first: Keyed
    second: Keyed


def unequal(
    questions: Sequence[str], first: Mapping[str, Keyed], second: Mapping[str, Keyed]
) -> tuple[Unequal, ...]:
    """Return the questions whose two entries differ, in order.

    How words are spaced and broken into lines is not written on paper, so it makes no difference;
    every letter does.
    """
    pairs = [(id_, first.get(id_, Keyed()), second.get(id_, Keyed())) for id_ in questions]
    return tuple(Unequal(id_, one, two) for id_, one, two in pairs if _plain(one) != _plain(two))


def _plain(keyed: Keyed) -> tuple[AnswerState, str]:
    return keyed.state, " ".join(keyed.text.split())

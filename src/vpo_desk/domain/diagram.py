"""The people of a case as a drawing: where each box stands, which lines join them, and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.person import Person
from vpo_desk.domain.relationship import Relationship
from vpo_desk.words import Words, say

GAP: Final = 0.8
"""The least room between two boxes, in heights of a box, so that a line's words have a place."""
_ACROSS: Final = 1.6  # from the middle to a box at the side, in widths of a box
_STEP: Final = 0.25
_ON_OVAL: Final = 16  # more would touch beside one another at its top, however high it is
_ODD: Final = 9  # so many, and odd, would touch at its bottom


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a case: what they are to it, and how they were said to be related to its subject."""

    person: Person
    roles: tuple[Words, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box: who, and its middle, in widths and heights of a box from the middle of the drawing."""

    person_id: str
    name: Words
    roles: tuple[Words, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that a line says, and what is noted of it: since when, and why it ended."""

    label: Words
    note: Words | None = None
    relationship_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes with its words; `directed` ones point from the first to the second.

    `stands` is False where all it says has ended. `entered` is False where nobody entered a
    relationship and the words are those of the person's role.
    """

    from_id: str
    to_id: str
    ties: tuple[Tie, ...]
    directed: bool = False
    stands: bool = True
    entered: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the drawing says, as a sentence; with its relationship where one is entered."""

    words: Words
    relationship_id: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """The drawing: the subject first, then the others from the top, clockwise."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """The height of the drawing in heights of a box."""
        return 2 * max((abs(node.y) for node in self.nodes), default=0.0) + 1

    @property
    def width(self) -> float:
        """The width of the drawing in widths of a box."""
        return 2 * max((abs(node.x) for node in self.nodes), default=0.0) + 1

    def node(self, person_id: str) -> Node | None:
        """Return somebody's box."""
        return next((each for each in self.nodes if each.person_id == person_id), None)

    def of(self, person_id: str) -> tuple[Told, ...]:
        """Return in words every line that somebody's box has."""
        lines = [each for each in self.lines if person_id in {each.from_id, each.to_id}]
        return tuple(sentence for line in lines for sentence in self._sentences(line))

    def sentences(self) -> tuple[Told, ...]:
        """Return the whole drawing in words, a sentence for each thing that a line says."""
        return tuple(sentence for line in self.lines for sentence in self._sentences(line))

    def _sentences(self, line: Line) -> tuple[Told, ...]:
        first, second = self.node(line.from_id), self.node(line.to_id)
        if first is None or second is None:
            return ()
        return tuple(
            Told(_sentence(line, tie, first.name, second.name), tie.relationship_id)
            for tie in line.ties
        )


def draw(
    subject_id: str | None, members: Sequence[Member], relationships: Iterable[Relationship]
) -> Diagram:
    """Arrange the people of a case around its subject and join them by what is known.

    Everybody has one box, no two boxes touch, and every relationship between two of them has its
    line; what was entered by mistake and what names somebody else has none.
    """
    people = {member.person.id: member for member in members}
    middle = [subject_id] if subject_id and subject_id in people else []
    others = [each for each in people if each != subject_id]
    places = [(0.0, 0.0)] * len(middle) + ring(len(others), around=bool(middle))
    nodes = tuple(
        Node(id_, name_of(people[id_].person), people[id_].roles, x, y)
        for id_, (x, y) in zip([*middle, *others], places, strict=True)
    )
    return Diagram(nodes, _lines(subject_id, people, relationships))


def name_of(person: Person) -> Words:
    """Return how somebody is named in a drawing or a list."""
    return say("{name}", name=person.name) if person.name.strip() else say("name not known")


def ring(count: int, *, around: bool = True) -> list[tuple[float, float]]:
    """Return places for boxes on an oval, from the top clockwise; no two of them touch.

    Many boxes stand in two columns instead. `around` keeps the middle free.
    """
    if count == 0 or (count == 1 and not around):
        return [(0.0, 0.0)] * count
    if count > _ON_OVAL:
        return _columns(count)
    slots = count + 1 if count % 2 and count >= _ODD else count
    bottom = slots // 2 if slots > count else -1
    angles = [2 * math.pi * slot / slots for slot in range(slots) if slot != bottom]
    across = _ACROSS if count > 2 or not around else 0.0
    down = 1 + GAP
    while True:
        places = [(across * math.sin(angle), -down * math.cos(angle)) for angle in angles]
        taken = [(0.0, 0.0), *places] if around else places
        if not any(touch(one, two) for n, one in enumerate(taken) for two in taken[n + 1 :]):
            return places
        down += _STEP


def _columns(count: int) -> list[tuple[float, float]]:
    """Return places down the right side and up the left one."""
    right = (count + 1) // 2
    step = 1 + GAP
    sides = [(_ACROSS, right), (-_ACROSS, count - right)]
    down, up = ([(x, (row - (rows - 1) / 2) * step) for row in range(rows)] for x, rows in sides)
    return [*down, *reversed(up)]


def touch(one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Return whether two boxes overlap or stand too near for a line's words between them."""
    apart, above = abs(one[0] - two[0]), abs(one[1] - two[1])
    return apart < 1.1 and above < 1 + GAP - 1e-9  # a hair, for sums of fractions


def _lines(
    subject_id: str | None, people: dict[str, Member], relationships: Iterable[Relationship]
) -> tuple[Line, ...]:
    pairs: dict[frozenset[str], list[Relationship]] = {}
    for each in relationships:
        ends = frozenset((each.from_id, each.to_id))
        if len(ends) == 2 and ends <= people.keys() and not each.removed:
            pairs.setdefault(ends, []).append(each)
    lines = [line for found in pairs.values() for line in _joined(found)]
    for id_, member in people.items():
        ends = frozenset((id_, subject_id or ""))
        if subject_id in people and id_ != subject_id and ends not in pairs and member.said.strip():
            said = (Tie(say("{words}", words=member.said)),)
            lines.append(Line(id_, subject_id or "", said, entered=False))
    return tuple(lines)


def _joined(found: Sequence[Relationship]) -> tuple[Line, ...]:
    """Return one line for what reads the same way, so that lines do not lie on one another."""
    directed = [each for each in found if each.kind.directed]
    ways = {(each.from_id, each.to_id) for each in directed} or {(found[0].from_id, found[0].to_id)}
    lines: list[Line] = []
    for way in sorted(ways):
        here = [
            each
            for each in found
            if (each.from_id, each.to_id) == way or (not each.kind.directed and way == min(ways))
        ]
        ties = tuple(_tie(each) for each in here)
        stands = any(each.stands for each in here)
        lines.append(Line(*way, ties, any(each in directed for each in here), stands))
    return tuple(lines)


def _tie(relationship: Relationship) -> Tie:
    time = relationship.time
    if relationship.stands:
        return Tie(relationship.label, time, relationship.id)
    ended = say("ended: {why}", why=relationship.ended)
    note = say("{time}, {ended}", time=time, ended=ended) if time else ended
    return Tie(relationship.label, note, relationship.id)


def _sentence(line: Line, tie: Tie, first: Words, second: Words) -> Words:
    if not line.entered:
        return say("{first}: said to be {label}", first=first, label=tie.label)
    told = say("{first}: {label} {second}", first=first, label=tie.label, second=second)
    return say("{told}, {note}", told=told, note=tie.note) if tie.note else told

"""The gap map: which source said what on which theme, and who could still be asked. Pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.statement import Theme
from vpo_desk.domain.terms import Term


class Knowing(Term):
    """What one source has to say on one theme; each has a shape of its own beside its word."""

    KNOWN = "known", "Known"
    DIFFERS = "differs", "Differs"
    DECLINED = "declined", "Declined"
    UNKNOWN = "unknown", "Does not know"
    NEVER_ASKED = "never_asked", "Never asked"
    CANNOT_KNOW = "cannot_know", "Cannot know"

    @property
    def shape(self) -> str:
        """The sign that stands before the word, so that a column of them can be read at a glance."""
        return _SHAPES[self]

    @property
    def is_hole(self) -> bool:
        """True where asking may still bring something."""
        return self in {Knowing.DECLINED, Knowing.UNKNOWN, Knowing.NEVER_ASKED}


_SHAPES = {
    Knowing.KNOWN: "●",
    Knowing.DIFFERS: "≠",
    Knowing.DECLINED: "✕",
    Knowing.UNKNOWN: "?",
    Knowing.NEVER_ASKED: "○",
    Knowing.CANNOT_KNOW: "–",
}


class SourceKind(Term):
    """What kind of source a column of the gap map is."""

    PERSON = "person", "Person"
    REPORTER = "reporter", "Reported a concern"
    RECORDS = "records", "Records"


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put to a source, and what became of it.

    `id` is the answer, record check or concern behind it; only answers can differ.
    """

    question_id: str
    theme: Theme
    state: AnswerState
    id: str = ""


@dataclass(frozen=True, slots=True)
class Askable:
    """A question that protocols have for a source of this kind; `protocol` is its release."""

    question_id: str
    theme: Theme
    text: str
    protocol: str


@dataclass(frozen=True, slots=True)
class GapSource:
    """A column: somebody who was interviewed or brought a concern, or the records.

    `askable` is what the protocols of the source's roles ask: data, never a guess about a person.
    """

    key: str
    kind: SourceKind
    name: str
    role: str
    askable: tuple[Askable, ...]
    put: tuple[Put, ...]


@dataclass(frozen=True, slots=True)
class GapCell:
    """One theme of one source; `open` are the questions on it that were never put to it."""

    theme: Theme
    source: str
    knowing: Knowing
    open: tuple[Askable, ...]
    asked: tuple[Put, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """One theme over all sources, in their order."""

    theme: Theme
    cells: tuple[GapCell, ...]

    @property
    def is_hole(self) -> bool:
        """True when no source has said anything on the theme."""
        return not any(each.knowing in _SAID for each in self.cells)


@dataclass(frozen=True, slots=True)
class GapMap:
    """The themes by sources."""

    sources: tuple[GapSource, ...]
    rows: tuple[GapRow, ...]

    def cell(self, theme: Theme, source: str) -> GapCell | None:
        """Return one cell; None when there is no such row or column."""
        found = (
            cell
            for row in self.rows
            for cell in row.cells
            if row.theme is theme and cell.source == source
        )
        return next(found, None)


_SAID = (Knowing.KNOWN, Knowing.DIFFERS)


def gap_map(
    themes: Sequence[Theme], sources: Sequence[GapSource], differing: Iterable[str]
) -> GapMap:
    """Return the map of themes by sources; `differing` are the answers of open differences."""
    open_differences = frozenset(differing)
    rows = tuple(
        GapRow(theme, tuple(_cell(theme, source, open_differences) for source in sources))
        for theme in themes
    )
    return GapMap(tuple(sources), rows)


def _cell(theme: Theme, source: GapSource, differing: frozenset[str]) -> GapCell:
    put = tuple(each for each in source.put if each.theme is theme and each.state in _ASKED)
    dealt_with = {each.question_id for each in source.put if each.state in _DEALT_WITH}
    left = tuple(
        each
        for each in source.askable
        if each.theme is theme and each.question_id not in dealt_with
    )
    return GapCell(theme, source.key, _knowing(put, left, differing), left, put)


def _knowing(put: Sequence[Put], left: Sequence[Askable], differing: frozenset[str]) -> Knowing:
    answered = [each for each in put if each.state is AnswerState.ANSWERED]
    if any(each.id in differing for each in answered):
        return Knowing.DIFFERS
    if answered:
        return Knowing.KNOWN
    if any(each.state is AnswerState.DECLINED for each in put):
        return Knowing.DECLINED
    if put:
        return Knowing.UNKNOWN
    return Knowing.NEVER_ASKED if left else Knowing.CANNOT_KNOW


_ASKED = (AnswerState.ANSWERED, AnswerState.DECLINED, AnswerState.UNKNOWN)
_DEALT_WITH = (*_ASKED, AnswerState.NOT_APPLICABLE)
"""A question that does not apply to somebody is none that could still be put to them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the case who could be asked, by which protocol, and with which questions.

    `asked_before` tells that they were asked on the theme already, and it is not all answered.
    """

    person_id: str
    name: str
    role: str
    protocol: str
    title: str
    questions: tuple[Askable, ...]
    asked_before: bool


def who_to_ask(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return those who have questions left: who was never asked first, then by most questions.

    The order says whose protocol asks most on the theme. It says nothing of a person.
    """
    able = [each for each in candidates if each.questions]
    return tuple(sorted(able, key=lambda each: (each.asked_before, -len(each.questions))))

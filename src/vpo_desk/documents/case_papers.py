"""What the papers of a case's life say: its chronology, its record checks, its closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vpo_desk.words import Words

if TYPE_CHECKING:
    from vpo_desk.documents.content import CallLine, LevelLine, Sheet


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One entry: its date as said with the days that may mean, what it is, its words."""

    when: str
    first: date | None
    last: date | None
    clock: str
    kind: Words
    title: Words
    text: str
    told_by: str
    entered: date | None


@dataclass(frozen=True, slots=True)
class ChronologyContent:
    """The chronology of a case; `held_out` counts the entries that may not stand in it."""

    sheet: Sheet
    person: str
    state: Words
    lines: tuple[ChronologyLine, ...]
    held_out: int
    names_sources: bool
    limits: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One look into a record: a line of the checklist, why, the result as a class, where it is."""

    label: str
    check: str
    question: str
    at: str
    by: str
    system: str
    purpose: str
    reason: str
    result: Words
    note: str
    held_at: str


@dataclass(frozen=True, slots=True)
class RecordsLogContent:
    """The log of a case's record checks; `open_lines` counts those nobody has looked up."""

    sheet: Sheet
    person: str
    lines: tuple[RecordLine, ...]
    open_lines: int
    limits: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ClosingContent:
    """Why a case was closed, on what evidence, and what would open it again."""

    sheet: Sheet
    person: str
    level: LevelLine | None
    opened: date
    closed: str
    grounds: Words
    rationale: str
    criteria: tuple[tuple[Words, str], ...]
    second: Words | None
    reopen: str
    override: str
    reopened: tuple[Words, ...]
    standing: tuple[str, ...]
    held_out: int
    limits: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class EmergencyContent:
    """What to do and whom to call when somebody is in danger now; it names nobody of a case."""

    sheet: Sheet
    steps: tuple[Words, ...]
    calls: tuple[CallLine, ...]
    shown: str

"""The steps of a case's daily work as strict models: record, attach, note, task, order, review, close."""

from __future__ import annotations

from typing import Literal

from vpo_desk.domain.attachment import HeldFor
from vpo_desk.services.scenarios.fields import (
    DateTime,
    Day,
    GroundsWord,
    HeldForWord,
    Id,
    OrderWord,
    ProtectedWord,
    RecordWord,
    Signed,
    Strict,
    TrendWord,
)


class RecordStep(Strict):
    """A look into a record system: that it was done, why, and where the result is held."""

    do: Literal["record"]
    case: Id
    check: str
    at: DateTime
    result: RecordWord
    id: Id | None = None
    system: str = ""
    purpose: str = ""
    reason: str = ""
    by: str = ""
    note: str = ""
    held_at: str = ""


class AttachStep(Strict):
    """A file from the scenario's own folder, kept as it is; its kind is told from its content."""

    do: Literal["attach"]
    case: Id
    file: str
    at: DateTime
    id: Id | None = None
    caption: str = ""
    source: str = ""
    basis: HeldForWord = HeldFor.UNKNOWN


class NoteStep(Strict):
    """A note; what is protected is printed only with its link to conduct."""

    do: Literal["note"]
    case: Id
    at: DateTime
    text: str
    protected: ProtectedWord | None = None
    link: str = ""


class TaskStep(Strict):
    """A task of the officer or of somebody else."""

    do: Literal["task"]
    what: str
    owner: str
    due: Day
    case: Id | None = None
    done: bool = False
    at: DateTime | None = None


class OrderStep(Strict):
    """An order, or a time in custody, with its last day."""

    do: Literal["order"]
    case: Id
    kind: OrderWord
    at: DateTime | None = None
    since: Day | None = None
    until: Day | None = None
    number: str = ""
    issued_by: str = ""
    terms: str = ""


class ReviewStep(Strict):
    """A periodic review, which sets the next one."""

    do: Literal["review"]
    case: Id
    at: DateTime
    what: str
    next: Day
    trend: TrendWord | None = None


class CriteriaTable(Strict):
    """The evidence for each of the five closing criteria."""

    driver: str = ""
    behavior: str = ""
    protective: str = ""
    others: str = ""
    lookout: str = ""


class CloseStep(Strict):
    """Closing a case deliberately."""

    do: Literal["close"]
    case: Id
    at: DateTime
    grounds: GroundsWord
    rationale: str
    criteria: CriteriaTable | None = None
    second: Signed | None = None
    reopen: str = ""
    override: str = ""

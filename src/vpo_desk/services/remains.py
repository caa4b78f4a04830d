"""What stays after a purge: traces without names, and items whose words are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from vpo_desk.domain.answer import Answer
from vpo_desk.domain.attachment import PURGED_FILE, Attachment
from vpo_desk.domain.concern import Concern, Threshold, Triage
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.event import Event
from vpo_desk.domain.merge import Merge
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Note
from vpo_desk.domain.order import Order
from vpo_desk.domain.person import Person
from vpo_desk.domain.purge import Trace
from vpo_desk.domain.record_check import RecordCheck, RecordResult
from vpo_desk.domain.relationship import Relation, Relationship
from vpo_desk.domain.retention import ReviewClock
from vpo_desk.domain.task import Task
from vpo_desk.services.ground import Ground
from vpo_desk.storage.belongings import Going
from vpo_desk.storage.nouns import CASE, CONCERN, COPY

_MARK: Final = "–"
"""Where a field must not be empty: in any language, and no word."""


def blank_of(value: Any) -> Any:
    """Return an item without any of its words; what keeps its place in the file stays."""
    match value:
        case Answer():
            return replace(value, text="", verbatim="", told_by="", observation="", follow_up="")
        case Concern():
            return replace(
                value,
                source=replace(value.source, relation="", phone=""),
                words="",
                summary="",
                behaviors=(),
                when=None,
                place="",
                incident_number="",
                numbers=(),
                protected=None,
                link="",
            )
        case Triage():
            return replace(value, reason="", to="", threshold=Threshold(), signed=None)
        case Person():
            return Person(value.id, merged_into=value.merged_into)
        case Relationship():
            ends = value.from_id, value.to_id
            return Relationship(value.id, *ends, Relation.OTHER, removed=True)
        case Merge():
            return replace(value, reason="", decided=(), undone_why="")
        case Attachment():
            return replace(
                value,
                file=PURGED_FILE,
                caption="",
                source="",
                evidence_number="",
                held_at="",
            )
        case Note() | Event() | RecordCheck() | Order() | Task():
            return _blank_entry(value)
        case _:
            raise TypeError(type(value).__name__)


def _blank_entry(value: Note | Event | RecordCheck | Order | Task) -> Any:
    match value:
        case Note():
            return Note(value.id, value.case_id, value.at, "")
        case Event():
            return Event(value.id, value.case_id, value.at, UncertainDate(""), "")
        case RecordCheck():
            kept = value.id, value.case_id, value.protocol, value.check, value.at
            return RecordCheck(*kept, RecordResult.NOT_AVAILABLE)
        case Order():
            ended = "" if value.stands else _MARK
            return Order(value.id, value.case_id, value.kind, value.at, ended=ended)
        case Task():  # it stays open, if it was: nobody said that it is done
            dates = value.due, value.entered_at, value.case_id, value.done_at
            return Task(value.id, _MARK, "", *dates)


def traces_of(
    ground: Ground, purge_id: str, going: Iterable[Going], clock: ReviewClock
) -> Iterator[Trace]:
    """Yield a trace for each case, concern and copy that goes."""
    history = ground.history

    def trace(of: str, number: str, at: Moment, outcome: str) -> Trace:
        year, ordinal = number.rsplit("-", 2)[-2:] if of != COPY.kind else (at.local.year, 0)
        id_ = ground.ids.new("trace")
        return Trace(id_, purge_id, of, number, int(year), int(ordinal), at, outcome)

    for each in going:
        if each.kind == CASE.kind:
            case = history.get(CASE, each.id)
            ending = clock.ending.value if clock.ending else ""
            made = trace(CASE.kind, case.number, case.opened_at, ending)
            yield replace(made, ended_on=clock.ended_on)
        elif each.kind == CONCERN.kind:
            concern = history.get(CONCERN, each.id)
            decision = concern.decision.value if concern.decision else ""
            yield trace(CONCERN.kind, concern.number, concern.at, decision)
        elif each.kind == COPY.kind:
            copy = history.get(COPY, each.id)
            number = f"{copy.number}/{copy.of}"
            made = trace(COPY.kind, number, copy.prepared_at, copy.outcome.value)
            prepared = history.entries(object_id=each.id)[0].sequence
            yield replace(made, document=copy.document.value, sequence=prepared)

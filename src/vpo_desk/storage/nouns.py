"""Every kind of object a case file holds: its type, its head table and what its head derives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from vpo_desk.domain.agency import Agency, CaseFileFacts
from vpo_desk.domain.answer import Answer
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.attachment import Attachment
from vpo_desk.domain.case import Case
from vpo_desk.domain.closing import Closing, Transfer
from vpo_desk.domain.concern import Concern, Triage
from vpo_desk.domain.disclosure import Copy
from vpo_desk.domain.event import Event
from vpo_desk.domain.interview import Interview, ProtocolText
from vpo_desk.domain.meeting import AgendaItem, Meeting
from vpo_desk.domain.merge import Merge
from vpo_desk.domain.moments import centiseconds
from vpo_desk.domain.note import Note
from vpo_desk.domain.order import Order
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.person import Person, Role
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.purge import Purge, Trace
from vpo_desk.domain.record_check import RecordCheck
from vpo_desk.domain.referral import Referral
from vpo_desk.domain.relationship import Relationship
from vpo_desk.domain.request import AccessRequest
from vpo_desk.domain.resource import Resource
from vpo_desk.domain.retention import Hold, Retention, Schedule
from vpo_desk.domain.review import Review
from vpo_desk.domain.rule_match import RuleAnswer
from vpo_desk.domain.statement import Difference, Root
from vpo_desk.domain.task import Task

T = TypeVar("T")
Column = str | int | None


@dataclass(frozen=True, slots=True)
class Noun(Generic[T]):
    """A kind of object: `derive` gives the columns of its head beside id and version."""

    kind: str
    type: type[T]
    derive: Callable[[T], Mapping[str, Column]]

    def head(self, value: T) -> dict[str, Column]:
        """Return the derived columns of a value, beside id and version.

        A lone surrogate, which SQLite text cannot hold, stands as a replacement character here; the
        content itself keeps it.
        """
        return {
            name: each.encode("utf-8", "replace").decode() if isinstance(each, str) else each
            for name, each in self.derive(value).items()
        }

    @property
    def table(self) -> str:
        """The table of its heads."""
        return f"{self.kind}_head"


def _ordinal(number: str) -> Mapping[str, Column]:
    year, ordinal = number.rsplit("-", 2)[-2:]
    return {"number": number, "year": int(year), "ordinal": int(ordinal)}


def _concern(concern: Concern) -> Mapping[str, Column]:
    return {
        **_ordinal(concern.number),
        "at": centiseconds(concern.at.utc),
        "decision": concern.decision,
        "case_id": concern.case_id,
        "about_id": concern.about_id,
        "source_id": concern.source.person_id,
    }


def _case(case: Case) -> Mapping[str, Column]:
    return {
        **_ordinal(case.number),
        "opened_at": centiseconds(case.opened_at.utc),
        "state": case.state,
        "priority": case.priority,
        "level": case.level,
        "next_review": case.next_review.isoformat() if case.next_review else None,
        "subject_id": case.subject_id,
    }


def _interview(interview: Interview) -> Mapping[str, Column]:
    return {
        "case_id": interview.case_id,
        "with_id": interview.with_id,
        "protocol": interview.protocol,
        "at": centiseconds(interview.at.utc),
        "sealed": int(interview.sealed),
    }


def _answer(answer: Answer) -> Mapping[str, Column]:
    return {
        "interview_id": answer.interview_id,
        "question_id": answer.question_id,
        "state": answer.state,
        "root_id": answer.root_id,
    }


def _numbered(value: Assessment | Plan) -> Mapping[str, Column]:
    return {"case_id": value.case_id, "number": value.number, "sealed": int(value.sealed)}


def _plan(plan: Plan) -> Mapping[str, Column]:
    due = plan.next_due if plan.sealed else None
    return {**_numbered(plan), "next_due": due.isoformat() if due else None}


def _role(role: Role) -> Mapping[str, Column]:
    return {
        "case_id": role.case_id,
        "person_id": role.person_id,
        "role": role.role,
        "stands": int(role.stands),
    }


def _person(person: Person) -> Mapping[str, Column]:
    return {"name": person.name, "merged_into": person.merged_into or None}


def _relationship(relationship: Relationship) -> Mapping[str, Column]:
    return {
        "from_id": relationship.from_id,
        "to_id": relationship.to_id,
        "kind": relationship.kind,
        "removed": int(relationship.removed),
    }


def _merge(merge: Merge) -> Mapping[str, Column]:
    return {
        "kept_id": merge.kept_id,
        "other_id": merge.other_id,
        "stands": int(merge.stands),
    }


def _copy(copy: Copy) -> Mapping[str, Column]:
    return {
        "case_id": copy.case_id,
        "meeting_id": copy.meeting_id,
        "document": copy.document,
        "outcome": copy.outcome,
    }


def _difference(difference: Difference) -> Mapping[str, Column]:
    return {"case_id": difference.case_id, "state": difference.state}


def _retention(retention: Retention) -> Mapping[str, Column]:
    until = retention.reviews[-1].until.isoformat() if retention.reviews else None
    return {"case_id": retention.case_id, "until": until}


def _trace(trace: Trace) -> Mapping[str, Column]:
    return {
        "of": trace.of,
        "year": trace.year,
        "ordinal": trace.ordinal,
        "outcome": trace.outcome,
    }


def _at(value: Note | Review) -> Mapping[str, Column]:
    return {"case_id": value.case_id, "at": centiseconds(value.at.utc)}


def _record(record: RecordCheck) -> Mapping[str, Column]:
    return {
        "case_id": record.case_id,
        "check_id": record.check,
        "at": centiseconds(record.at.utc),
        "result": record.result,
    }


def _task(task: Task) -> Mapping[str, Column]:
    return {
        "case_id": task.case_id,
        "due": task.due.isoformat(),
        "shown": task.shown_from.isoformat(),
        "open": int(task.is_open),
    }


def _order(order: Order) -> Mapping[str, Column]:
    return {
        "case_id": order.case_id,
        "kind": order.kind,
        "until": order.until.isoformat() if order.until else None,
        "stands": int(order.stands),
    }


def _event(event: Event) -> Mapping[str, Column]:
    first, last = event.when.earliest, event.when.latest
    return {
        "case_id": event.case_id,
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
    }


def _ended(value: Closing | Transfer) -> Mapping[str, Column]:
    return {
        "case_id": value.case_id,
        "at": centiseconds(value.at.utc),
        "stands": int(value.reopened_at is None),
    }


def _own_number(number: OwnNumber) -> Mapping[str, Column]:
    return {
        "case_id": number.case_id,
        "kind": number.kind,
        "number": number.number,
        "removed": int(number.removed),
    }


def _attachment(attachment: Attachment) -> Mapping[str, Column]:
    return {
        "case_id": attachment.case_id,
        "concern_id": attachment.concern_id,
        "answer_id": attachment.answer_id,
        "record_id": attachment.record_id,
        "at": centiseconds(attachment.at.utc),
    }


def _request(request: AccessRequest) -> Mapping[str, Column]:
    return {"asked_on": request.asked_on.isoformat(), "open": int(request.is_open)}


def _resource(resource: Resource) -> Mapping[str, Column]:
    return {
        "kind": resource.kind,
        "name": resource.name,
        "first_call": int(resource.first_call),
        "retired": int(resource.retired),
    }


def _referral(referral: Referral) -> Mapping[str, Column]:
    return {
        "case_id": referral.case_id,
        "at": centiseconds(referral.at.utc),
        "status": referral.status,
        "resource_id": referral.resource_id,
    }


def _meeting(meeting: Meeting) -> Mapping[str, Column]:
    return {
        "number": meeting.number,
        "at": centiseconds(meeting.at.utc),
        "closed": int(meeting.closed),
    }


def _agenda_item(item: AgendaItem) -> Mapping[str, Column]:
    return {
        "meeting_id": item.meeting_id,
        "case_id": item.case_id,
        "place": item.place,
        "taken_off": int(item.taken_off),
    }


def _rule_answer(answer: RuleAnswer) -> Mapping[str, Column]:
    return {
        "case_id": answer.case_id,
        "plan_id": answer.plan_id,
        "place": answer.place,
        "entry_id": answer.entry_id,
        "entry_version": answer.entry_version,
        "touch": answer.touch,
    }


CASE_FILE: Final = Noun("case_file", CaseFileFacts, lambda v: {"training": int(v.training)})
AGENCY: Final = Noun("agency", Agency, lambda _: {})
PERSON: Final = Noun("person", Person, _person)
CASE: Final = Noun("case", Case, _case)
CONCERN: Final = Noun("concern", Concern, _concern)
TRIAGE: Final = Noun("triage", Triage, lambda v: {"concern_id": v.concern_id})
ROLE: Final = Noun("role", Role, _role)
PROTOCOL: Final = Noun("protocol", ProtocolText, lambda _: {})
INTERVIEW: Final = Noun("interview", Interview, _interview)
ROOT: Final = Noun("root", Root, lambda v: {"case_id": v.case_id})
ANSWER: Final = Noun("answer", Answer, _answer)
DIFFERENCE: Final = Noun("difference", Difference, _difference)
ASSESSMENT: Final = Noun("assessment", Assessment, _numbered)
PLAN: Final = Noun("plan", Plan, _plan)
COPY: Final = Noun("copy", Copy, _copy)
SCHEDULE: Final = Noun("schedule", Schedule, lambda _: {})
RETENTION: Final = Noun("retention", Retention, _retention)
HOLD: Final = Noun("hold", Hold, lambda v: {"case_id": v.case_id, "stands": int(v.stands)})
PURGE: Final = Noun("purge", Purge, lambda v: {"case_id": v.case_id, "state": v.state})
TRACE: Final = Noun("trace", Trace, _trace)
RECORD: Final = Noun("record", RecordCheck, _record)
NOTE: Final = Noun("note", Note, lambda v: {**_at(v), "protected": v.protected})
TASK: Final = Noun("task", Task, _task)
ORDER: Final = Noun("order", Order, _order)
EVENT: Final = Noun("event", Event, _event)
REVIEW: Final = Noun("review", Review, _at)
CLOSING: Final = Noun("closing", Closing, lambda v: {**_ended(v), "grounds": v.grounds})
TRANSFER: Final = Noun("transfer", Transfer, _ended)
OWN_NUMBER: Final = Noun("own_number", OwnNumber, _own_number)
REQUEST: Final = Noun("request", AccessRequest, _request)
RESOURCE: Final = Noun("resource", Resource, _resource)
REFERRAL: Final = Noun("referral", Referral, _referral)
MEETING: Final = Noun("meeting", Meeting, _meeting)
AGENDA_ITEM: Final = Noun("agenda_item", AgendaItem, _agenda_item)
RELATIONSHIP: Final = Noun("relationship", Relationship, _relationship)
MERGE: Final = Noun("merge", Merge, _merge)
ATTACHMENT: Final = Noun("attachment", Attachment, _attachment)
RULE_ANSWER: Final = Noun("rule_answer", RuleAnswer, _rule_answer)

NOUNS: Final[tuple[Noun[Any], ...]] = (
    CASE_FILE,
    AGENCY,
    PERSON,
    CASE,
    CONCERN,
    TRIAGE,
    ROLE,
    PROTOCOL,
    INTERVIEW,
    ROOT,
    ANSWER,
    DIFFERENCE,
    ASSESSMENT,
    PLAN,
    COPY,
    SCHEDULE,
    RETENTION,
    HOLD,
    PURGE,
    TRACE,
    RECORD,
    NOTE,
    TASK,
    ORDER,
    EVENT,
    REVIEW,
    CLOSING,
    TRANSFER,
    OWN_NUMBER,
    REQUEST,
    RESOURCE,
    REFERRAL,
    MEETING,
    AGENDA_ITEM,
    RELATIONSHIP,
    MERGE,
    ATTACHMENT,
    RULE_ANSWER,
)

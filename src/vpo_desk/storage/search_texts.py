"""What is searched of each kind of object: one line for each that can be found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from vpo_desk.domain.answer import Answer
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.attachment import Attachment
from vpo_desk.domain.case import Case
from vpo_desk.domain.closing import Closing, Transfer
from vpo_desk.domain.concern import Concern, Triage
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.event import Event
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.meeting import AgendaItem, Meeting
from vpo_desk.domain.note import Note
from vpo_desk.domain.order import Order
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.person import Person, Role
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.record_check import RecordCheck
from vpo_desk.domain.referral import Referral
from vpo_desk.domain.relationship import Relationship
from vpo_desk.domain.request import AccessRequest
from vpo_desk.domain.resource import Resource
from vpo_desk.domain.review import Review
from vpo_desk.domain.statement import Difference, Root
from vpo_desk.domain.task import Task

_DIGITS: Final = re.compile(r"\d")
_FEWEST_DIGITS: Final = 5


def _said(when: UncertainDate | None) -> str:
    return when.said if when else ""


def _digits(number: str) -> str:
    """Return a phone number's digits as one word; nothing where it has hardly any."""
    digits = "".join(_DIGITS.findall(number))
    return digits if len(digits) >= _FEWEST_DIGITS else ""


def _person(person: Person) -> Iterable[str]:
    yield from (person.name, _said(person.born), person.handling)
    for phone in person.phones:
        yield from (phone, _digits(phone))
    for fact in person.facts:
        yield from (fact.text, _said(fact.when), fact.source)


def _case(case: Case) -> Iterable[str]:
    return (case.number,)


def _concern(concern: Concern) -> Iterable[str]:
    source = concern.source
    return (
        concern.number,
        concern.words,
        concern.summary,
        concern.place,
        _said(concern.when),
        concern.incident_number,
        source.relation,
        source.phone,
        _digits(source.phone),
        concern.link,
        *(each.number for each in concern.numbers),
    )


def _triage(triage: Triage) -> Iterable[str]:
    asked = triage.threshold
    return (triage.reason, triage.to, asked.behavior, asked.link, asked.scope, asked.purpose)


def _interview(interview: Interview) -> Iterable[str]:
    yield from (interview.place, *interview.present)
    for line in (*interview.before, *interview.after, *interview.addenda):
        yield line.text


def _answer(answer: Answer) -> Iterable[str]:
    return (answer.text, answer.verbatim, answer.told_by, answer.observation, answer.follow_up)


def _assessment(assessment: Assessment) -> Iterable[str]:
    yield from (each.rationale.text for each in assessment.themes)
    yield from (each.text.text for each in assessment.questions)
    yield from (each.text for each in assessment.checks)
    yield assessment.trend_reason
    for behavior in assessment.warning:
        yield from (behavior.evidence, _said(behavior.first), _said(behavior.last))
    yield from (each.relevance for each in assessment.factors)
    yield from (each.text for each in assessment.protective)
    yield from (assessment.formulation.text, assessment.gaps.text, assessment.imminence_reason)
    yield from (*assessment.scenarios, assessment.bias, assessment.override)


def _plan(plan: Plan) -> Iterable[str]:
    for action in plan.actions:
        yield from (action.what, action.owner, action.driver)
    for rule in plan.rules:
        yield from (rule.condition, rule.then, rule.within, rule.owner, rule.sees)
    for safety in plan.safety:
        yield from safety.texts()
    yield from ((plan.notify.reason if plan.notify else ""), plan.override)


def _task(task: Task) -> Iterable[str]:
    return (task.what, task.owner, *(each.reason for each in task.snoozes))


def _order(order: Order) -> Iterable[str]:
    return (order.number, order.issued_by, order.terms, order.ended)


def _record(record: RecordCheck) -> Iterable[str]:
    return (record.note, record.system, record.purpose, record.reason, record.held_at, record.by)


def _closing(closing: Closing) -> Iterable[str]:
    yield from (closing.rationale, closing.reopen, closing.override, closing.reopened_for)
    yield from (each.text for each in closing.criteria)


def _transfer(transfer: Transfer) -> Iterable[str]:
    yield from (transfer.to, transfer.reason, transfer.accepted_by, transfer.basis)
    yield from (transfer.sent, transfer.reopened_for)


def _own_number(number: OwnNumber) -> Iterable[str]:
    return () if number.removed else (number.number,)


def _note(note: Note) -> Iterable[str]:
    return (note.text, note.link)


def _event(event: Event) -> Iterable[str]:
    return (event.what, _said(event.when), event.source, event.link)


def _review(review: Review) -> Iterable[str]:
    return (review.what,)


def _root(root: Root) -> Iterable[str]:
    return (root.what, _said(root.when))


def _difference(difference: Difference) -> Iterable[str]:
    return (difference.reason,)


def _role(role: Role) -> Iterable[str]:
    return (role.relation, role.ended)


def _referral(referral: Referral) -> Iterable[str]:
    return (referral.to, referral.what, referral.outcome, *referral.letter.texts())


def _meeting(meeting: Meeting) -> Iterable[str]:
    yield from (meeting.place, meeting.notes)
    for each in meeting.attendees:
        yield from (each.name, each.agency, each.role, each.basis)


def _agenda_item(item: AgendaItem) -> Iterable[str]:
    yield from (item.asked, item.minutes)
    for decision in item.decisions:
        yield from (decision.what, decision.owner, decision.dissent)


def _resource(resource: Resource) -> Iterable[str]:
    yield from (resource.name, resource.person, resource.phone, _digits(resource.phone))
    yield from (resource.hours, resource.address, resource.email)
    yield from (resource.offers, resource.for_whom, resource.notes)


def _attachment(attachment: Attachment) -> Iterable[str]:
    yield from (attachment.caption, attachment.file.name, attachment.source)
    yield from (attachment.evidence_number, attachment.held_at)


def _relationship(relationship: Relationship) -> Iterable[str]:
    if not relationship.removed:
        yield from (relationship.words, relationship.source, relationship.ended)
        yield from (_said(relationship.since), _said(relationship.until))


def _request(request: AccessRequest) -> Iterable[str]:
    return (request.person, request.what, request.answer)


TEXTS: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "person": _person,
    "attachment": _attachment,
    "relationship": _relationship,
    "request": _request,
    "case": _case,
    "concern": _concern,
    "triage": _triage,
    "interview": _interview,
    "answer": _answer,
    "assessment": _assessment,
    "plan": _plan,
    "task": _task,
    "order": _order,
    "record": _record,
    "closing": _closing,
    "transfer": _transfer,
    "own_number": _own_number,
    "note": _note,
    "event": _event,
    "review": _review,
    "root": _root,
    "difference": _difference,
    "role": _role,
    "referral": _referral,
    "meeting": _meeting,
    "agenda_item": _agenda_item,
    "resource": _resource,
}
"""The kinds that can be found, and the texts of each. After a change raise `search_index.FORM`."""


def texts_of(kind: str, value: Any) -> tuple[str, ...]:
    """Return the texts by which an object is found; none for a kind that is not searched."""
    found = TEXTS.get(kind)
    return tuple(text for text in found(value) if text.strip()) if found else ()

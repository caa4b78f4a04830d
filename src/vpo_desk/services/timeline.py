"""One timeline of a case: everything that has a time, what was said of it, and when it was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.event import Event
from vpo_desk.domain.meeting import AgendaItem
from vpo_desk.domain.note import Protected
from vpo_desk.domain.relative_dates import read_date_of
from vpo_desk.services.attachments import OF_CASE
from vpo_desk.services.copies import NAMED, copies_of_case
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.people import People
from vpo_desk.services.timeline_lines import Filter, LineMaker, TimelineKind, TimelineLine
from vpo_desk.storage.nouns import (
    AGENDA_ITEM,
    ASSESSMENT,
    ATTACHMENT,
    CLOSING,
    CONCERN,
    COPY,
    EVENT,
    INTERVIEW,
    MEETING,
    NOTE,
    ORDER,
    PLAN,
    RECORD,
    REFERRAL,
    REVIEW,
    ROOT,
    RULE_ANSWER,
    TASK,
    TRANSFER,
    TRIAGE,
    Noun,
)
from vpo_desk.words import Words, say

TOLD_OF: Final[tuple[Noun[Any], ...]] = (
    CONCERN,
    INTERVIEW,
    RECORD,
    ROOT,
    EVENT,
    ASSESSMENT,
    PLAN,
    REVIEW,
    CLOSING,
    TRANSFER,
    NOTE,
    TASK,
    ORDER,
    COPY,
    REFERRAL,
    AGENDA_ITEM,
    RULE_ANSWER,
)
"""The kinds of objects that lines tell of."""

Naming = Callable[[str], str | Words]
"""Returns how a person, given by id, is named."""


class Timeline:
    """Gathers the timeline of a case, and takes events that no other entry tells of."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def of_case(
        self, case_id: str, wanted: Filter | None = None, naming: Naming | None = None
    ) -> tuple[TimelineLine, ...]:
        """Return the lines of a case by the days they may mean; what names no day comes last.

        `naming` says how those who were interviewed are named, by their full name if not given.
        """
        takes = (wanted or Filter()).takes
        history = self._ground.history
        entered = history.entered(TOLD_OF, "h.case_id = ?", (case_id,))
        entered |= history.entered((ATTACHMENT,), OF_CASE, (case_id,))
        entered |= history.entered((COPY,), NAMED, (case_id,))
        make = LineMaker(entered, self._ground.clock.now().zone)
        lines = self._lines(case_id, naming or self._name, make)
        return tuple(sorted((line for line in lines if takes(line)), key=lambda each: each.order))

    def add_event(
        self,
        case_id: str,
        said: str,
        what: str,
        source: str = "",
        *,
        protected: Protected | None = None,
        link: str = "",
    ) -> tuple[Event, Changes]:
        """Enter an event with its date as said; VpoError when either is empty.

        "Early May" and "last Tuesday" are understood from the day of entry; the words stay.
        """
        _need_event(said, what)
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            now = ground.clock.now()
            when = read_date_of(said, now.day)
            event = Event(
                ground.ids.new("event"), case_id, now, when, what, source, protected, link
            )
            ground.history.append(EVENT, event.id, event)
        return event, Changes((("event", event.id), ("case", case_id)))

    def event(self, event_id: str) -> Event:
        """Return an event; VpoError when there is none such."""
        found = self._ground.history.find(EVENT, event_id)
        if found is None:
            raise refuse(say("There is no such event in this case file."))
        return found.value

    def correct_event(
        self,
        event_id: str,
        said: str,
        what: str,
        source: str = "",
        *,
        protected: Protected | None = None,
        link: str = "",
    ) -> tuple[Event, Changes]:
        """Enter an event anew; its date is understood from the day it was first entered."""
        _need_event(said, what)
        ground = self._ground
        with ground.transaction():
            known = self.event(event_id)
            working_case(ground, known.case_id)
            when = read_date_of(said, known.at.day)
            event = replace(
                known, when=when, what=what, source=source, protected=protected, link=link
            )
            ground.history.append(EVENT, event_id, event)
        return event, Changes((("event", event_id), ("case", event.case_id)))

    def _name(self, person_id: str) -> str | Words:
        return self._people.get(person_id).name or say("name not known")

    def _lines(self, case_id: str, naming: Naming, make: LineMaker) -> Iterator[TimelineLine]:
        yield from self._concerns(case_id, make)
        yield from self._gathered(case_id, naming, make)
        yield from self._judged(case_id, make)
        yield from self._partners(case_id, make)
        yield from self._work(case_id, make)

    def _concerns(self, case_id: str, make: LineMaker) -> Iterator[TimelineLine]:
        history = self._ground.history
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,)):
            title = say("Concern {number} received", number=concern.number)
            words, key = concern.words or concern.summary, ("concern", concern.id)
            leaves = concern.may_leave
            yield make.at(TimelineKind.CONCERN, concern.at, title, words, key, leaves=leaves)
            if concern.when is not None:
                title = say("What concern {number} tells of", number=concern.number)
                yield make.said(TimelineKind.EVENT, concern.when, title, words, key, leaves=leaves)
            for triage in history.values(TRIAGE, "h.concern_id = ?", (concern.id,)):
                title = say("Decided: {decision}", decision=triage.decision.words)
                yield make.at(TimelineKind.CONCERN, triage.at, title, triage.reason, key)

    def _gathered(self, case_id: str, naming: Naming, make: LineMaker) -> Iterator[TimelineLine]:
        history = self._ground.history
        for held in history.values(INTERVIEW, "h.case_id = ?", (case_id,)):
            title = say("Interview with {who}", who=naming(held.with_id))
            yield make.at(TimelineKind.INTERVIEW, held.at, title, "", ("interview", held.id))
        for record in history.values(RECORD, "h.case_id = ?", (case_id,)):
            title = say(
                "Record check {line}: {result}", line=record.check, result=record.result.words
            )
            text = " · ".join(part for part in (record.system, record.note) if part)
            yield make.at(TimelineKind.RECORD, record.at, title, text, ("record", record.id))
        for attachment in history.values(ATTACHMENT, OF_CASE, (case_id,)):
            title = say("File added: {kind}", kind=attachment.file.kind.words)
            parts = (attachment.caption, attachment.source, attachment.evidence_number)
            text = " · ".join(part for part in parts if part)
            key = ("attachment", attachment.id)
            yield make.at(TimelineKind.FILE, attachment.at, title, text, key)
        for root in history.values(ROOT, "h.case_id = ?", (case_id,)):
            if root.when is not None:
                title = say("What several people go back to")
                yield make.said(TimelineKind.EVENT, root.when, title, root.what, ("root", root.id))
        for event in history.values(EVENT, "h.case_id = ?", (case_id,)):
            key = ("event", event.id)
            yield make.said(
                TimelineKind.EVENT,
                event.when,
                say("Event") if event.what else say("Event, removed"),
                event.what,
                key,
                leaves=event.may_leave,
                told_by=event.source,
            )

    def _judged(self, case_id: str, make: LineMaker) -> Iterator[TimelineLine]:
        history = self._ground.history
        sealed = "h.case_id = ? AND h.sealed = 1"
        for assessment in history.values(ASSESSMENT, sealed, (case_id,)):
            level = assessment.level.words if assessment.level else say("not recorded")
            title = say(
                "Assessment {number} sealed: {level}", number=assessment.number, level=level
            )
            key = ("assessment", assessment.id)
            yield make.at(TimelineKind.JUDGMENT, assessment.at, title, "", key)
        for plan in history.values(PLAN, sealed, (case_id,)):
            title = say("Plan version {number} sealed", number=plan.number)
            yield make.at(TimelineKind.JUDGMENT, plan.at, title, "", ("plan", plan.id))
        for said in history.values(RULE_ANSWER, "h.case_id = ? AND h.touch = 'yes'", (case_id,)):
            title = say("Rule of plan version {number}: it happened", number=said.plan_number)
            text, key = f"{said.rule.condition}: {said.rule.then}", ("rule_answer", said.id)
            yield make.at(TimelineKind.JUDGMENT, said.at, title, text, key)
        for review in history.values(REVIEW, "h.case_id = ?", (case_id,)):
            key = ("review", review.id)
            yield make.at(TimelineKind.REVIEW, review.at, say("Review"), review.what, key)
        for closing in history.values(CLOSING, "h.case_id = ?", (case_id,)):
            title = say("Closed: {grounds}", grounds=closing.grounds.words)
            key = ("closing", closing.id)
            yield make.at(TimelineKind.REVIEW, closing.at, title, closing.rationale, key)
            if closing.reopened_at is not None:
                text = closing.reopened_for
                yield make.at(
                    TimelineKind.REVIEW, closing.reopened_at, say("Opened again"), text, key
                )
        for transfer in history.values(TRANSFER, "h.case_id = ?", (case_id,)):
            title = say("Handed to {agency}", agency=transfer.to)
            key = ("transfer", transfer.id)
            yield make.at(TimelineKind.REVIEW, transfer.at, title, transfer.reason, key)
            if transfer.reopened_at is not None:
                text = transfer.reopened_for
                yield make.at(
                    TimelineKind.REVIEW, transfer.reopened_at, say("Opened again"), text, key
                )

    def _partners(self, case_id: str, make: LineMaker) -> Iterator[TimelineLine]:
        history = self._ground.history
        for referral in history.values(REFERRAL, "h.case_id = ?", (case_id,)):
            title = say("Referred to {to}: {status}", to=referral.to, status=referral.status.words)
            text = " · ".join(part for part in (referral.what, referral.outcome) if part)
            key = ("referral", referral.id)
            yield make.at(TimelineKind.MEETING, referral.at, title, text, key)
        for item in history.values(AGENDA_ITEM, "h.case_id = ? AND h.taken_off = 0", (case_id,)):
            meeting = history.get(MEETING, item.meeting_id)
            text = " · ".join(part for part in (item.minutes, *_decided(item)) if part)
            title = say("Meeting {number}", number=meeting.number)
            yield make.at(TimelineKind.MEETING, meeting.at, title, text, ("agenda_item", item.id))

    def _work(self, case_id: str, make: LineMaker) -> Iterator[TimelineLine]:
        history = self._ground.history
        for note in history.values(NOTE, "h.case_id = ?", (case_id,)):
            key, leaves = ("note", note.id), note.may_leave
            title = say("Note") if note.text else say("Note, removed")
            yield make.at(TimelineKind.NOTE, note.at, title, note.text, key, leaves=leaves)
        for task in history.values(TASK, "h.case_id = ?", (case_id,)):
            if task.done_at is not None:
                key = ("task", task.id)
                yield make.at(TimelineKind.TASK, task.done_at, say("Task done"), task.what, key)
        for order in history.values(ORDER, "h.case_id = ?", (case_id,)):
            days = (
                (order.since, say("{kind}: begins", kind=order.kind.words)),
                (order.until, say("{kind}: last day", kind=order.kind.words)),
            )
            for day, title in days:
                if day is not None:
                    when = UncertainDate(day.isoformat(), day, day)
                    text = " · ".join(part for part in (order.number, order.terms) if part)
                    key = ("order", order.id)
                    yield make.said(TimelineKind.TASK, when, title, text, key)
        for copy in copies_of_case(self._ground, case_id):
            title = say(
                "Copy {number} of {document}", number=copy.number, document=copy.document.words
            )
            text = f"{copy.holder} · {copy.purpose}"
            yield make.at(TimelineKind.PAPER, copy.prepared_at, title, text, ("copy", copy.id))


def _decided(item: AgendaItem) -> Iterator[str]:
    for decision in item.decisions:
        yield decision.what
        yield decision.dissent


def _need_event(said: str, what: str) -> None:
    if not what.strip():
        raise refuse(say("An event needs to say what happened."))
    if not said.strip():
        raise refuse(say("An event needs its date, as far as anybody can say it."))

"""One timeline of a case: everything that has a time, what was said of it, and when it was entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.event import Event
from vpo_desk.domain.meeting import AgendaItem
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.relative_dates import read_date_of
from vpo_desk.domain.terms import Term
from vpo_desk.services.attachments import OF_CASE
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.people import People
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
    TASK,
    TRANSFER,
    TRIAGE,
)
from vpo_desk.words import Words, say


class TimelineKind(Term):
    """What kind of entry a line of the timeline is."""

    EVENT = "event", "Event"
    CONCERN = "concern", "Concern"
    INTERVIEW = "interview", "Interview"
    RECORD = "record", "Record check"
    JUDGMENT = "judgment", "Assessment and plan"
    REVIEW = "review", "Review and closing"
    MEETING = "meeting", "Meeting and referral"
    TASK = "task", "Task and order"
    FILE = "file", "File"
    NOTE = "note", "Note"
    PAPER = "paper", "Paper"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A line: when it happened, as said and as a range; what; its own words; when it was entered.

    `leaves` is false for what may not stand in a document.
    """

    kind: TimelineKind
    when: UncertainDate
    at: Moment | None
    title: Words
    text: str
    source: tuple[str, str]
    leaves: bool = True
    entered: Moment | None = None

    @property
    def order(self) -> tuple[date, date, str]:
        """Sorts by the range of days, then by the time of day where one is known."""
        time = f"{self.at.local:%H:%M:%S}" if self.at else ""
        return (*self.when.sort_key, time)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted; empty kinds mean all, and the text is looked for without case."""

    kinds: frozenset[TimelineKind] = frozenset()
    text: str = ""

    def takes(self, line: TimelineLine) -> bool:
        """True when a line is wanted."""
        if self.kinds and line.kind not in self.kinds:
            return False
        wanted = self.text.casefold().strip()
        return not wanted or wanted in f"{line.title} {line.text} {line.when.said}".casefold()


class Timeline:
    """Gathers the timeline of a case, and takes events that no other entry tells of."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def of_case(self, case_id: str, wanted: Filter | None = None) -> tuple[TimelineLine, ...]:
        """Return the lines of a case by the days they may mean; what names no day comes last."""
        takes = (wanted or Filter()).takes
        lines = [line for line in self._lines(case_id) if takes(line)]
        entered = self._ground.history.entered({line.source[1] for line in lines})
        zone = self._ground.clock.now().zone
        told = (
            replace(
                line, entered=Moment(entered[line.source[1]], line.at.zone if line.at else zone)
            )
            for line in lines
        )
        return tuple(sorted(told, key=lambda line: line.order))

    def add_event(
        self, case_id: str, said: str, what: str, source: str = ""
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
            event = Event(ground.ids.new("event"), case_id, now, when, what, source)
            ground.history.append(EVENT, event.id, event)
        return event, Changes((("event", event.id), ("case", case_id)))

    def event(self, event_id: str) -> Event:
        """Return an event; VpoError when there is none such."""
        found = self._ground.history.find(EVENT, event_id)
        if found is None:
            raise refuse(say("There is no such event in this case file."))
        return found.value

    def correct_event(
        self, event_id: str, said: str, what: str, source: str = ""
    ) -> tuple[Event, Changes]:
        """Enter an event anew; its date is understood from the day it was first entered."""
        _need_event(said, what)
        ground = self._ground
        with ground.transaction():
            known = self.event(event_id)
            working_case(ground, known.case_id)
            when = read_date_of(said, known.at.day)
            event = replace(known, when=when, what=what, source=source)
            ground.history.append(EVENT, event_id, event)
        return event, Changes((("event", event_id), ("case", event.case_id)))

    def _lines(self, case_id: str) -> Iterator[TimelineLine]:
        yield from self._concerns(case_id)
        yield from self._gathered(case_id)
        yield from self._judged(case_id)
        yield from self._partners(case_id)
        yield from self._work(case_id)

    def _concerns(self, case_id: str) -> Iterator[TimelineLine]:
        history = self._ground.history
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,)):
            title = say("Concern {number} received", number=concern.number)
            words = concern.words or concern.summary
            yield _at(TimelineKind.CONCERN, concern.at, title, words, ("concern", concern.id))
            if concern.when is not None:
                title = say("What concern {number} tells of", number=concern.number)
                yield _said(TimelineKind.EVENT, concern.when, title, words, ("concern", concern.id))
            for triage in history.values(TRIAGE, "h.concern_id = ?", (concern.id,)):
                title = say("Decided: {decision}", decision=triage.decision.words)
                key = ("concern", concern.id)
                yield _at(TimelineKind.CONCERN, triage.at, title, triage.reason, key)

    def _gathered(self, case_id: str) -> Iterator[TimelineLine]:
        history = self._ground.history
        for held in history.values(INTERVIEW, "h.case_id = ?", (case_id,)):
            who = self._people.get(held.with_id).name or say("name not known")
            title = say("Interview with {who}", who=who)
            yield _at(TimelineKind.INTERVIEW, held.at, title, "", ("interview", held.id))
        for record in history.values(RECORD, "h.case_id = ?", (case_id,)):
            title = say(
                "Record check {line}: {result}", line=record.check, result=record.result.words
            )
            text = " · ".join(part for part in (record.system, record.note) if part)
            yield _at(TimelineKind.RECORD, record.at, title, text, ("record", record.id))
        for attachment in history.values(ATTACHMENT, OF_CASE, (case_id,)):
            title = say("File added: {kind}", kind=attachment.file.kind.words)
            parts = (attachment.caption, attachment.source, attachment.evidence_number)
            text = " · ".join(part for part in parts if part)
            yield _at(TimelineKind.FILE, attachment.at, title, text, ("attachment", attachment.id))
        for root in history.values(ROOT, "h.case_id = ?", (case_id,)):
            if root.when is not None:
                title = say("What several people go back to")
                yield _said(TimelineKind.EVENT, root.when, title, root.what, ("root", root.id))
        for event in history.values(EVENT, "h.case_id = ?", (case_id,)):
            text = event.what + (f" ({event.source})" if event.source.strip() else "")
            title = say("Event")
            yield _said(TimelineKind.EVENT, event.when, title, text, ("event", event.id))

    def _judged(self, case_id: str) -> Iterator[TimelineLine]:
        history = self._ground.history
        sealed = "h.case_id = ? AND h.sealed = 1"
        for assessment in history.values(ASSESSMENT, sealed, (case_id,)):
            level = assessment.level.words if assessment.level else say("not recorded")
            title = say(
                "Assessment {number} sealed: {level}", number=assessment.number, level=level
            )
            key = ("assessment", assessment.id)
            yield _at(TimelineKind.JUDGMENT, assessment.at, title, "", key)
        for plan in history.values(PLAN, sealed, (case_id,)):
            title = say("Plan version {number} sealed", number=plan.number)
            yield _at(TimelineKind.JUDGMENT, plan.at, title, "", ("plan", plan.id))
        for review in history.values(REVIEW, "h.case_id = ?", (case_id,)):
            key = ("review", review.id)
            yield _at(TimelineKind.REVIEW, review.at, say("Review"), review.what, key)
        for closing in history.values(CLOSING, "h.case_id = ?", (case_id,)):
            title = say("Closed: {grounds}", grounds=closing.grounds.words)
            key = ("closing", closing.id)
            yield _at(TimelineKind.REVIEW, closing.at, title, closing.rationale, key)
            if closing.reopened_at is not None:
                text = closing.reopened_for
                yield _at(TimelineKind.REVIEW, closing.reopened_at, say("Opened again"), text, key)
        for transfer in history.values(TRANSFER, "h.case_id = ?", (case_id,)):
            title = say("Handed to {agency}", agency=transfer.to)
            key = ("transfer", transfer.id)
            yield _at(TimelineKind.REVIEW, transfer.at, title, transfer.reason, key)
            if transfer.reopened_at is not None:
                text = transfer.reopened_for
                yield _at(TimelineKind.REVIEW, transfer.reopened_at, say("Opened again"), text, key)

    def _partners(self, case_id: str) -> Iterator[TimelineLine]:
        history = self._ground.history
        for referral in history.values(REFERRAL, "h.case_id = ?", (case_id,)):
            title = say("Referred to {to}: {status}", to=referral.to, status=referral.status.words)
            text = " · ".join(part for part in (referral.what, referral.outcome) if part)
            key = ("referral", referral.id)
            yield _at(TimelineKind.MEETING, referral.at, title, text, key)
        for item in history.values(AGENDA_ITEM, "h.case_id = ? AND h.taken_off = 0", (case_id,)):
            meeting = history.get(MEETING, item.meeting_id)
            text = " · ".join(part for part in (item.minutes, *_decided(item)) if part)
            title = say("Meeting {number}", number=meeting.number)
            yield _at(TimelineKind.MEETING, meeting.at, title, text, ("agenda_item", item.id))

    def _work(self, case_id: str) -> Iterator[TimelineLine]:
        history = self._ground.history
        for note in history.values(NOTE, "h.case_id = ?", (case_id,)):
            line = _at(TimelineKind.NOTE, note.at, say("Note"), note.text, ("note", note.id))
            yield replace(line, leaves=note.may_leave)
        for task in history.values(TASK, "h.case_id = ?", (case_id,)):
            if task.done_at is not None:
                key = ("task", task.id)
                yield _at(TimelineKind.TASK, task.done_at, say("Task done"), task.what, key)
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
                    yield _said(TimelineKind.TASK, when, title, text, key)
        for copy in history.values(COPY, "h.case_id = ?", (case_id,)):
            title = say(
                "Copy {number} of {document}", number=copy.number, document=copy.document.words
            )
            text = f"{copy.holder} · {copy.purpose}"
            yield _at(TimelineKind.PAPER, copy.prepared_at, title, text, ("copy", copy.id))


def _at(
    kind: TimelineKind, at: Moment, title: Words, text: str, source: tuple[str, str]
) -> TimelineLine:
    """Return a line for something whose time is known to the minute."""
    when = UncertainDate(at.day.isoformat(), at.day, at.day)
    return TimelineLine(kind, when, at, title, text, source)


def _said(
    kind: TimelineKind, when: UncertainDate, title: Words, text: str, source: tuple[str, str]
) -> TimelineLine:
    """Return a line for something whose date is as somebody said it."""
    return TimelineLine(kind, when, None, title, text, source)


def _decided(item: AgendaItem) -> Iterator[str]:
    for decision in item.decisions:
        yield decision.what
        yield decision.dissent


def kinds_in(lines: Iterable[TimelineLine]) -> tuple[TimelineKind, ...]:
    """Return the kinds that occur, in the order of the list."""
    found = {line.kind for line in lines}
    return tuple(kind for kind in TimelineKind if kind in found)


def _need_event(said: str, what: str) -> None:
    if not what.strip():
        raise refuse(say("An event needs to say what happened."))
    if not said.strip():
        raise refuse(say("An event needs its date, as far as anybody can say it."))

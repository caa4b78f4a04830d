"""What a past case reads: sections of lines, from values as they stood then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.closing import Closing, Transfer
from vpo_desk.domain.concern import Concern, Triage
from vpo_desk.domain.event import Event
from vpo_desk.domain.meeting import AgendaItem, Meeting
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Note
from vpo_desk.domain.order import Order
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.person import Person, Role
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.record_check import RecordCheck
from vpo_desk.domain.referral import Referral
from vpo_desk.domain.review import Review
from vpo_desk.domain.rule_match import RuleAnswer, Touch
from vpo_desk.domain.task import Task
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class PastLine:
    """One line: what it is, what stands beside it, and the words entered, unchanged."""

    title: Words
    beside: Words | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PastSection:
    """Lines of one kind under a heading."""

    heading: Words
    lines: tuple[PastLine, ...]


def time_of(moment: Moment) -> str:
    """Return a time as a clock in its own zone showed it."""
    return f"{date_words(moment.day)} {moment.local:%H:%M}"


def joined(*parts: str) -> str:
    """Return the texts that are there, one a line."""
    return "\n".join(part for part in parts if part.strip())


def of_people(roles: Iterable[tuple[Role, Person | None]]) -> Iterator[PastLine]:
    """Yield a line for each person with a role; a purged person has no name any more."""
    for role, person in roles:
        name = person.name if person and person.name else say("name not known")
        known = ", ".join(person.phones) if person else ""
        marks = [say("born {said}", said=person.born.said)] if person and person.born else []
        if person and person.juvenile:
            marks.append(say("juvenile"))
        yield PastLine(
            say("{name}: {role}", name=name, role=role.role.words),
            say("{marks}", marks=" · ".join(str(mark) for mark in marks)) if marks else None,
            joined(role.relation, known),
        )


def of_concerns(concerns: Iterable[Concern]) -> Iterator[PastLine]:
    """Yield a line for each concern, the reporter's words before the summary."""
    for each in concerns:
        title = say("Concern {number}, {when}", number=each.number, when=time_of(each.at))
        yield PastLine(title, each.route.words, joined(each.words, each.summary))


def of_triage(triages: Iterable[Triage]) -> Iterator[PastLine]:
    """Yield a line for each decision about a concern."""
    for each in triages:
        yield PastLine(
            say("{decision}, {when}", decision=each.decision.words, when=time_of(each.at)),
            None,
            each.reason,
        )


def of_answers(answers: Iterable[tuple[Answer, str]]) -> Iterator[PastLine]:
    """Yield a line for each answer with the question it was given to."""
    for answer, question in answers:
        said = answer.state is AnswerState.ANSWERED
        yield PastLine(
            say("{id} {question}", id=answer.question_id, question=question),
            None if said else answer.state.words,
            joined(
                answer.text,
                f"“{answer.verbatim}”" if answer.verbatim else "",
                answer.observation,
                answer.follow_up,
            ),
        )


def of_records(records: Iterable[RecordCheck]) -> Iterator[PastLine]:
    """Yield a line for each record check."""
    for each in records:
        yield PastLine(
            say("{line}, {when}", line=each.check, when=time_of(each.at)),
            each.result.words,
            joined(each.system, each.note, each.held_at),
        )


def of_assessments(assessments: Iterable[Assessment]) -> Iterator[PastLine]:
    """Yield the lines of each assessment: its dials, then its texts and themes."""
    for each in assessments:
        state = say("sealed") if each.sealed else say("draft")
        missing = say("not recorded")
        yield PastLine(
            say("Assessment {number}, {state}", number=each.number, state=state),
            say(
                "Level {level}, imminence {imminence}, confidence {confidence}",
                level=each.level.words if each.level else missing,
                imminence=each.imminence.words if each.imminence else missing,
                confidence=each.confidence.words if each.confidence else missing,
            ),
            joined(each.formulation.text, each.gaps.text, each.bias),
        )
        for theme in each.themes:
            yield PastLine(theme.theme.words, theme.finding.words, theme.rationale.text)


def of_plans(plans: Iterable[Plan]) -> Iterator[PastLine]:
    """Yield the lines of each plan: its review, its actions, its rules."""
    for each in plans:
        state = say("sealed") if each.sealed else say("draft")
        review = date_words(each.review) if each.review else say("not recorded")
        yield PastLine(
            say("Plan version {number}, {state}", number=each.number, state=state),
            say("next review {day}", day=review),
        )
        for action in each.actions:
            due = date_words(action.due) if action.due else "–"
            yield PastLine(
                say("{owner}, by {day}", owner=action.owner or "–", day=due),
                action.status.words,
                action.what,
            )
        for rule in each.rules:
            yield PastLine(say("If … then …"), None, joined(rule.condition, rule.then))
        for safety in each.safety:
            yield PastLine(say("Safety plan for a possible target"), None, joined(*safety.texts()))


def of_rule_answers(answers: Iterable[RuleAnswer]) -> Iterator[PastLine]:
    """Yield a line for each yes or no to a rule, with the rule as it then stood."""
    for each in answers:
        title = say("Plan version {number}, {when}", number=each.plan_number, when=time_of(each.at))
        said = say("touched") if each.touch is Touch.YES else say("not touched")
        yield PastLine(title, said, joined(each.rule.condition, each.rule.then))


def of_notes(notes: Iterable[Note]) -> Iterator[PastLine]:
    """Yield a line for each note."""
    for each in notes:
        about = each.protected.words if each.protected else None
        yield PastLine(
            say("Note, {when}", when=time_of(each.at)), about, joined(each.text, each.link)
        )


def of_events(events: Iterable[Event]) -> Iterator[PastLine]:
    """Yield a line for each event, its date as said."""
    for each in events:
        yield PastLine(say("{said}", said=each.when.said), None, joined(each.what, each.source))


def of_tasks(tasks: Iterable[Task]) -> Iterator[PastLine]:
    """Yield a line for each task with how far it was."""
    for each in tasks:
        state = say("open") if each.is_open else say("done")
        put_off = joined(*(snooze.reason for snooze in each.snoozes))
        yield PastLine(
            say("Due {day}", day=date_words(each.shown_from)), state, joined(each.what, put_off)
        )


def of_orders(orders: Iterable[Order]) -> Iterator[PastLine]:
    """Yield a line for each order."""
    for each in orders:
        day = date_words(each.until) if each.until else "–"
        yield PastLine(
            say("{kind}, last day {day}", kind=each.kind.words, day=day),
            say("in force") if each.stands else say("ended"),
            joined(each.number, each.issued_by, each.terms, each.ended),
        )


def of_numbers(numbers: Iterable[OwnNumber]) -> Iterator[PastLine]:
    """Yield a line for each number that stood on the case."""
    for each in numbers:
        if not each.removed:
            yield PastLine(each.kind.words, None, each.number)


def of_reviews(reviews: Iterable[Review]) -> Iterator[PastLine]:
    """Yield a line for each review."""
    for each in reviews:
        trend = each.trend.words if each.trend else None
        yield PastLine(say("Review, {when}", when=time_of(each.at)), trend, each.what)


def of_endings(closings: Iterable[Closing], transfers: Iterable[Transfer]) -> Iterator[PastLine]:
    """Yield a line for each end that the case had had."""
    for closing in closings:
        words = joined(closing.rationale, *(each.text for each in closing.criteria))
        title = say("Closed {when}", when=time_of(closing.at))
        yield PastLine(title, closing.grounds.words, joined(words, closing.reopened_for))
    for transfer in transfers:
        title = say("Handed over {when}", when=time_of(transfer.at))
        words = joined(transfer.to, transfer.reason, transfer.reopened_for)
        yield PastLine(title, None, words)


def of_referrals(referrals: Iterable[Referral]) -> Iterator[PastLine]:
    """Yield a line for each referral with how far it was."""
    for each in referrals:
        title = say("Referred to {to}, {when}", to=each.to, when=time_of(each.at))
        told = joined(each.what, each.outcome, *each.letter.texts())
        yield PastLine(title, each.status.words, told)


def of_agenda(items: Iterable[tuple[AgendaItem, Meeting]]) -> Iterator[PastLine]:
    """Yield a line for each meeting that the case was on, with what was said and decided."""
    for item, meeting in items:
        if not item.taken_off:
            decided = (joined(each.what, each.dissent) for each in item.decisions)
            yield PastLine(
                say("Meeting {number}, {when}", number=meeting.number, when=time_of(meeting.at)),
                None,
                joined(item.asked, item.minutes, *decided),
            )

"""What to know before relying on an assessment: who was not heard, what rests on one root, what is old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.assessment import KEY_QUESTIONS, Assessment
from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.statement import (
    CORE_THEMES,
    Difference,
    DifferenceState,
    Root,
    Statement,
    Theme,
)
from vpo_desk.words import Words, say, say_count


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """What an assessment rests on, as it stands today.

    `asked` are the themes on which anybody was asked anything, whatever the answer.
    """

    subject_id: str | None
    statements: tuple[Statement, ...]
    roots: tuple[Root, ...]
    differences: tuple[Difference, ...]
    asked: frozenset[Theme]
    next_review: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know; `serious` is false for what only informs. `place` says where it is mended."""

    code: str
    words: Words
    place: str
    serious: bool = True


def before_you_rely(assessment: Assessment, facts: ReliedOn) -> tuple[Caution, ...]:
    """Return what to know before relying on an assessment. It stops nobody and judges nothing."""
    return (
        *_sources(facts),
        *_age(assessment, facts),
        *_lacks(assessment, facts),
    )


def _sources(facts: ReliedOn) -> Iterator[Caution]:
    heard = any(
        each.is_answer and each.person_id == facts.subject_id
        for each in facts.statements
        if facts.subject_id
    )
    if not heard:
        words = say("The person of concern has not been heard.")
        yield Caution("not_heard", words, "interviews")
    names = {root.id: root.what for root in facts.roots}
    for root_id, what in names.items():
        resting = [each for each in facts.statements if each.root_id == root_id]
        if len(resting) > 1:
            words = say(
                "{count} statements go back to one root and count as one: {what}",
                count=len(resting),
                what=what,
            )
            yield Caution(f"root:{root_id}", words, "interviews")
    open_ = sum(each.state is DifferenceState.OPEN for each in facts.differences)
    if open_:
        words = say_count(
            "{count} difference between sources is open.",
            "{count} differences between sources are open.",
            open_,
        )
        yield Caution("differences", words, "interviews")


def _age(assessment: Assessment, facts: ReliedOn) -> Iterator[Caution]:
    if facts.next_review is not None and facts.next_review < facts.today:
        words = say_count(
            "The review is overdue by {count} day: the level may be stale.",
            "The review is overdue by {count} days: the level may be stale.",
            (facts.today - facts.next_review).days,
        )
        yield Caution("stale", words, "plan")
    if assessment.until is not None and assessment.until < facts.today:
        words = say(
            "“Undetermined” was to stand until {day}: decide now.",
            day=date_words(assessment.until),
        )
        yield Caution("until", words, "judgment")
    said = [each.at.day for each in facts.statements]
    if said:
        oldest = min(said)
        words = say_count(
            "The oldest fact was heard {count} day ago, on {day}.",
            "The oldest fact was heard {count} days ago, on {day}.",
            max(0, (facts.today - oldest).days),
            day=date_words(oldest),
        )
        yield Caution("oldest", words, "timeline", serious=False)


def _lacks(assessment: Assessment, facts: ReliedOn) -> Iterator[Caution]:
    if not assessment.protective:
        yield Caution("nothing_protects", say("Nothing protective is recorded."), "factors")
    for protection in assessment.protective:
        if protection.until is not None and protection.until < facts.today:
            words = say(
                "What protects has run out on {day}: {what}",
                day=date_words(protection.until),
                what=protection.text,
            )
            yield Caution(f"run_out:{protection.text}", words, "factors")
    never = [theme for theme in CORE_THEMES if theme not in facts.asked]
    if never:
        words = say_count(
            "Nobody was ever asked about one theme: {themes}.",
            "Nobody was ever asked about {count} themes: {themes}.",
            len(never),
            themes=_listed([theme.words for theme in never]),
        )
        yield Caution("never_asked", words, never[0].value)
    answered = {each.question for each in assessment.questions if each.status is not None}
    left = len(set(KEY_QUESTIONS) - answered)
    if left:
        words = say_count(
            "{count} key question has no status.", "{count} key questions have no status.", left
        )
        yield Caution("questions", words, "questions", serious=False)


def _listed(names: list[Words]) -> Words:
    found = names[0]
    for name in names[1:]:
        found = say("{those}, {this}", those=found, this=name)
    return found

"""Asks of each new entry whether it touches a rule of the plan, and keeps the officer's yes or no.

What is asked is derived: every entry since a plan came in force, times every rule of the plan that
was in force then, less what was answered. So a question cannot be lost, and waits until it is
answered. Nothing is answered by software.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment, centiseconds
from vpo_desk.domain.plan import Plan, Rule
from vpo_desk.domain.recorded import Recorded
from vpo_desk.domain.rule_match import RuleAnswer, Touch, due_from, shared_words
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.rule_entries import EntryWords, entry_words
from vpo_desk.services.tasks import Tasks
from vpo_desk.storage.new_entries import NewEntry, SealedRules, answered, new_entries, sealed_rules
from vpo_desk.storage.nouns import CASE, PLAN, RULE_ANSWER
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class RuleKey:
    """One rule of one plan and one entry: what a yes or no is about."""

    entry: NewEntry
    plan_id: str
    place: int


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """A rule that waits for a yes or no, the words it shares with the entry, and a likely day.

    `due` is the day its "within" names from now on, None where that cannot be read.
    """

    key: RuleKey
    rule: Rule
    shared: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, slots=True)
class RuleQuestion:
    """An entry with the rules that it still has to be held against; shared words come first."""

    entry: NewEntry
    words: EntryWords
    entered: Moment
    plan_number: int
    in_force: bool
    rules: tuple[RuleAsked, ...]


@dataclass(frozen=True, slots=True)
class RuleTask:
    """The task that a yes makes of a rule; an empty owner is the officer."""

    what: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a rule so far: the yeses, oldest first, and how often it was denied."""

    yes: tuple[RuleAnswer, ...]
    denied: int


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A yes or no that was given, with the entry it was about."""

    answer: RuleAnswer
    words: EntryWords


class RuleMatches:
    """Asks, and keeps what is answered."""

    def __init__(self, ground: Ground, tasks: Tasks, officer: Callable[[], str]) -> None:
        self._ground = ground
        self._tasks = tasks
        self._officer = officer

    def questions(self, case_id: str) -> tuple[RuleQuestion, ...]:
        """Return what waits for a yes or no in a case at work, the newest entry first."""
        ground = self._ground
        if not ground.history.get(CASE, case_id).is_open:
            return ()
        plans = self._plans(case_id)
        open_ones = self._open(case_id, plans)
        now = ground.clock.now()
        return tuple(
            self._question(entry, plan, places, now, in_force=plan is plans[-1])
            for entry, plan, places in reversed(open_ones)
        )

    def waiting(self, case_id: str) -> int:
        """Return how many entries of a case wait for a yes or no."""
        if not self._ground.history.get(CASE, case_id).is_open:
            return 0
        return len(self._open(case_id, self._plans(case_id)))

    def waiting_cases(self) -> tuple[tuple[Case, int], ...]:
        """Return the cases at work in which entries wait, and how many; no content is read for it."""
        connection, found = self._ground.file.connection, sealed_rules(self._ground.file.connection)
        if not found:
            return ()
        of_case: dict[str, list[SealedRules]] = {}
        for plan in found:
            of_case.setdefault(plan.case_id, []).append(plan)
        done, counts = answered(connection, of_case), dict.fromkeys(of_case, 0)
        for entry in new_entries(connection, of_case, min(each.sequence for each in found)):
            plan = _in_force(of_case[entry.case_id], entry, lambda each: each.sequence)
            if plan and done.get((entry.id, entry.version, plan.plan_id), 0) < plan.rules:
                counts[entry.case_id] += 1
        history = self._ground.history
        return tuple((history.get(CASE, id_), count) for id_, count in counts.items() if count)

    def say_yes(
        self, case_id: str, key: RuleKey, task: RuleTask | None = None
    ) -> tuple[RuleAnswer, Changes]:
        """Keep that an entry touches a rule, with the task that is made of it.

        Raises VpoError when there is no such question, the case has ended, or the task says nothing.
        """
        ground = self._ground
        with ground.transaction():
            answer = self._answer(case_id, key, Touch.YES)
            touched = Changes()
            if task is not None:
                owner = "" if task.owner.strip() == answer.by.strip() else task.owner
                made, touched = self._tasks.add(task.what, owner, task.due, case_id)
                answer = replace(answer, task_id=made.id)
            ground.history.append(RULE_ANSWER, answer.id, answer, action="yes")
        return answer, _touched(answer) + touched

    def say_no(self, case_id: str, keys: Iterable[RuleKey]) -> Changes:
        """Keep that an entry does not touch these rules; VpoError as in `say_yes`."""
        ground, changes = self._ground, Changes()
        with ground.transaction():
            for key in keys:
                answer = self._answer(case_id, key, Touch.NO)
                ground.history.append(RULE_ANSWER, answer.id, answer, action="no")
                changes += _touched(answer)
        return changes

    def change(self, answer_id: str) -> tuple[RuleAnswer, Changes]:
        """Turn a yes into a no, or a no into a yes; what was said before stays in the history.

        A task that was made stays as it is.
        """
        ground = self._ground
        with ground.transaction():
            found = ground.history.find(RULE_ANSWER, answer_id)
            if found is None:
                raise refuse(say("There is no such answer in this case file."))
            known = found.value
            working_case(ground, known.case_id)
            touch = Touch.NO if known.touch is Touch.YES else Touch.YES
            answer = replace(known, touch=touch, at=ground.clock.now(), by=self._officer())
            ground.history.append(RULE_ANSWER, answer_id, answer, action=touch.value)
        return answer, _touched(answer)

    def of_case(self, case_id: str) -> tuple[RuleAnswer, ...]:
        """Return what was said of the rules of a case, in the order in which it was first said."""
        return self._ground.history.values(RULE_ANSWER, "h.case_id = ?", (case_id,))

    def lines(self, case_id: str) -> tuple[AnswerLine, ...]:
        """Return what was said of the rules of a case with its entries, the newest first."""
        return tuple(
            AnswerLine(each, entry_words(self._ground, _entry_of(each)))
            for each in reversed(self.of_case(case_id))
        )

    def tallies(self, plan: Plan) -> tuple[Tally, ...]:
        """Return what became of each rule of a plan, also in earlier versions that had it alike."""
        answers = self.of_case(plan.case_id)
        told = (
            [each for each in answers if each.rule == rule and each.plan_number <= plan.number]
            for rule in plan.rules
        )
        return tuple(
            Tally(
                tuple(each for each in of_rule if each.touch is Touch.YES),
                sum(each.touch is Touch.NO for each in of_rule),
            )
            for of_rule in told
        )

    def happened(self, plan: Plan) -> tuple[RuleAnswer, ...]:
        """Return what touched a rule of a version of the plan or of the one before, oldest first."""
        numbers = {plan.number, plan.number - 1}
        return tuple(
            each
            for each in self.of_case(plan.case_id)
            if each.touch is Touch.YES and each.plan_number in numbers
        )

    def _plans(self, case_id: str) -> tuple[Recorded[Plan], ...]:
        """Return the sealed plans of a case in the order in which they came in force."""
        found = self._ground.history.select(PLAN, "h.case_id = ? AND h.sealed = 1", (case_id,))
        return tuple(sorted(found, key=lambda each: each.sequence))

    def _open(
        self, case_id: str, plans: Sequence[Recorded[Plan]]
    ) -> list[tuple[NewEntry, Recorded[Plan], tuple[int, ...]]]:
        if not plans:
            return []
        answers = self._ground.history.values(RULE_ANSWER, "h.case_id = ?", (case_id,))
        done = {(each.entry_id, each.entry_version, each.plan_id, each.place) for each in answers}
        found: list[tuple[NewEntry, Recorded[Plan], tuple[int, ...]]] = []
        connection = self._ground.file.connection
        for entry in new_entries(connection, (case_id,), plans[0].sequence):
            plan = _in_force(plans, entry, lambda each: each.sequence)
            if plan is None:
                continue
            about = entry.id, entry.version, plan.value.id
            places = range(len(plan.value.rules))
            if waiting := tuple(place for place in places if (*about, place) not in done):
                found.append((entry, plan, waiting))
        return found

    def _question(
        self,
        entry: NewEntry,
        plan: Recorded[Plan],
        places: Iterable[int],
        now: Moment,
        *,
        in_force: bool,
    ) -> RuleQuestion:
        words = entry_words(self._ground, entry)
        asked: list[RuleAsked] = []
        for place in places:
            rule = plan.value.rules[place]
            key = RuleKey(entry, plan.value.id, place)
            shared = shared_words(rule.condition, *words.texts)
            asked.append(RuleAsked(key, rule, shared, due_from(rule.within, now)))
        return RuleQuestion(
            entry,
            words,
            Moment(entry.recorded_at, now.zone),
            plan.value.number,
            in_force,
            tuple(sorted(asked, key=lambda each: not each.shared)),
        )

    def _answer(self, case_id: str, key: RuleKey, touch: Touch) -> RuleAnswer:
        """Return an answer to a question that is asked; VpoError where it is not, or not any more."""
        ground = self._ground
        working_case(ground, case_id)
        plans = self._plans(case_id)
        plan = next((each for each in plans if each.value.id == key.plan_id), None)
        waiting = self._open(case_id, plans)
        asked = any(
            entry == key.entry and of.value.id == key.plan_id and key.place in places
            for entry, of, places in waiting
        )
        if plan is None or not asked:
            raise refuse(
                say("This was answered already, or the entry is not asked about this rule."),
                say("What was said stands on the plan page and can be changed there."),
            )
        entry = key.entry
        return RuleAnswer(
            ground.ids.new("rule_answer"),
            case_id,
            plan.value.id,
            plan.value.number,
            key.place,
            plan.value.rules[key.place],
            entry.kind,
            entry.id,
            entry.version,
            ground.clock.now(),
            touch,
            self._officer(),
        )


T = TypeVar("T")


def _in_force(plans: Sequence[T], entry: NewEntry, since: Callable[[T], int]) -> T | None:
    """Return the plan that was in force when an entry was made; None before the first.

    What counts is the order in the audit chain, which no clock that is set back can change.
    """
    place = bisect_right(plans, entry.sequence, key=since)
    return plans[place - 1] if place else None


def _entry_of(answer: RuleAnswer) -> NewEntry:
    version, id_ = answer.entry_version, answer.entry_id
    return NewEntry(answer.case_id, answer.entry_kind, id_, version, 0, centiseconds(answer.at.utc))


def _touched(answer: RuleAnswer) -> Changes:
    return Changes((("rule_answer", answer.id), ("case", answer.case_id)))

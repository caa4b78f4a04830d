"""What is different between two versions of a plan, in words that name each line."""

from __future__ import annotations

from collections.abc import Iterator

from vpo_desk.domain.plan import Action, Plan, Rule
from vpo_desk.words import Words, say


def plan_changes(before: Plan, after: Plan) -> tuple[Words, ...]:
    """Return what changed from one plan to another, the review first, then actions and rules.

    An action is the same when its domain and its words are, a rule when its condition and its
    answer are; two alike are paired in their order.
    """
    return tuple(_changes(before, after))


def _changes(before: Plan, after: Plan) -> Iterator[Words]:
    if before.review != after.review:
        yield say(
            "The next review was {before}, now it is {after}.",
            before=_day(before.review),
            after=_day(after.review),
        )
    waiting = list(before.actions)
    for action in after.actions:
        known = next((each for each in waiting if _same_action(each, action)), None)
        if known is None:
            yield say("New action: {what} ({owner})", what=action.what, owner=_owner(action))
            continue
        waiting.remove(known)
        yield from _action(known, action)
    for action in waiting:
        yield say("No longer in the plan: {what}", what=action.what)
    rules = list(before.rules)
    for rule in after.rules:
        kept = next((each for each in rules if _same_rule(each, rule)), None)
        if kept is None:
            yield say(
                "New rule: if {condition}, then {then}", condition=rule.condition, then=rule.then
            )
            continue
        rules.remove(kept)
        if kept != rule:
            yield say(
                "Rule changed: if {condition}: {owner}, {within}",
                condition=rule.condition,
                owner=rule.owner,
                within=rule.within,
            )
    for rule in rules:
        yield say("Rule taken out: if {condition}", condition=rule.condition)
    yield from _safety(before, after)


def _safety(before: Plan, after: Plan) -> Iterator[Words]:
    """Say that safety plans changed; they name nobody here."""
    known = {each.person_id: each for each in before.safety}
    for each in after.safety:
        earlier = known.pop(each.person_id, None)
        if earlier is None:
            yield say("A safety plan was written for a possible target.")
        elif earlier != each:
            yield say("The safety plan of a possible target changed.")
    for _ in known:
        yield say("The safety plan of a possible target was taken out.")


def _action(before: Action, after: Action) -> Iterator[Words]:
    if before.owner != after.owner:
        yield say(
            "{what}: the owner was {before}, now {after}.",
            what=after.what,
            before=_owner(before),
            after=_owner(after),
        )
    if before.due != after.due:
        yield say(
            "{what}: was due {before}, now {after}.",
            what=after.what,
            before=_day(before.due),
            after=_day(after.due),
        )
    if before.status is not after.status:
        yield say("{what}: now {status}.", what=after.what, status=after.status.words)


def _same_action(one: Action, other: Action) -> bool:
    return (one.domain, one.what) == (other.domain, other.what)


def _same_rule(one: Rule, other: Rule) -> bool:
    return (one.condition, one.then) == (other.condition, other.then)


def _owner(action: Action) -> Words | str:
    return action.owner if action.owner.strip() else say("no owner")


def _day(day: object) -> Words | str:
    return str(day) if day is not None else say("not set")

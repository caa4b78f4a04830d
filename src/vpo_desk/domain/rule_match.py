"""What an officer said when a new entry met the if-then rules of a plan: yes or no, and both stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.findable import fold, tokens
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.plan import Rule
from vpo_desk.domain.terms import Term


class Touch(Term):
    """Whether an entry touches a rule, as the officer sees it."""

    YES = "yes", "Yes"
    NO = "no", "No"


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What was said about one rule of one sealed plan and one entry; a change of mind adds a version.

    The entry is a version of an object: `entry_kind`, `entry_id`, `entry_version`. `place` is the
    rule's place in the plan, from 0; `rule` is the rule as it then stood. `by` is the officer named
    at that time, `task_id` the task made of the rule, if one was.
    """

    id: str
    case_id: str
    plan_id: str
    plan_number: int
    place: int
    rule: Rule
    entry_kind: str
    entry_id: str
    entry_version: int
    at: Moment
    touch: Touch
    by: str = ""
    task_id: str | None = None


_SMALL: Final = (
    "a about after again all also am an and any are as at be because been before being but by can"
    " could did do does done down during each for from get gets given goes had has have having he"
    " her here hers him his how i if in into is it its just may me might more most must my new no"
    " nor not now of off on once only or other our out over own per said same says shall she should"
    " since so some such t than that the their them then there these they this those through to"
    " too under until up us very via was we were what when where which while who whom why will with"
    " within without would you your s"
)
_SKIPPED: Final = frozenset(_SMALL.split())
"""Words that say nothing by themselves; a word shared here would be shared by everything."""


def shared_words(condition: str, *texts: str) -> tuple[str, ...]:
    """Return which words of a rule's condition also stand in an entry, in the condition's order.

    Words are compared whole, without case and accents and without any stemming ("weapon" is not
    "weapons"); short words that say nothing are left out. It is word overlap and nothing more: no
    meaning is read, and no number is made of it.
    """
    there = {word for text in texts for word in tokens(text)}
    return tuple(word for word in tokens(condition) if word in there and _says_something(word))


def _says_something(word: str) -> bool:
    """Leave out the usual small words, and single characters of any script."""
    return len(word) > 1 and word not in _SKIPPED


_COUNTED: Final = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Final = {
    **{word: number for number, word in enumerate(_COUNTED.split())},
    **dict.fromkeys(("a", "an"), 1),
}
_AT_ONCE: Final = frozenset(
    {"now", "at once", "immediately", "right away", "today", "same day", "the same day", "tonight"}
)
_NEXT_DAY: Final = frozenset({"tomorrow", "next day", "the next day", "by tomorrow"})
_SPAN: Final = re.compile(
    r"(?:within |in )?(?P<count>\d{1,3}|[a-z]+) ?(?P<unit>min|mins|minutes?|h|hrs?|hours?|days?|weeks?)"
)
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WEEK: Final = timedelta(weeks=1)


def due_from(within: str, now: Moment) -> date | None:
    """Return the day by which a rule's "within" runs out, counted from now; None when it is not sure.

    Read are "now", "same day", "tomorrow" and spans such as "1 h", "within two days", "a week".
    Anything else, working days too, is left to the officer.
    """
    said = " ".join(fold(within).strip(" .").split())
    if said in _AT_ONCE:
        return now.day
    if said in _NEXT_DAY:
        return now.day + timedelta(days=1)
    found = _SPAN.fullmatch(said)
    if found is None:
        return None
    counted = found["count"]
    number = int(counted) if counted.isdigit() else _NUMBERS.get(counted)
    if number is None:
        return None
    unit = _WEEK if found["unit"].startswith("week") else _UNITS[found["unit"][0]]
    if unit < timedelta(days=1):
        return (now.local + number * unit).date()
    return now.day + number * unit

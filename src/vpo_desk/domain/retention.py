"""How long a case is kept: the agency's schedule, a case's review clock, and holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.case import ENDED, Case, CaseState
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.recorded import Recorded
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say

REVIEW_YEARS: Final = 5
"""What the form of a new schedule suggests for open cases (28 CFR 23.20(h), followed voluntarily)."""


class Ending(Term):
    """The kinds of outcome that a schedule gives years for."""

    NO_ACTION = "no_action", "No further action"
    REFERRED = "referred", "Referred out"
    UNFOUNDED = "unfounded", "Unfounded"
    CLOSED = "closed", "Closed case"
    TRANSFERRED = "transferred", "Transferred"
    JUVENILE = "juvenile", "Case about a juvenile"


@dataclass(frozen=True, slots=True)
class Period:
    """How many years a case is kept after it ended so."""

    ending: Ending
    years: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The agency's own retention schedule. Without one nothing can be purged; none is shipped.

    `review_years` is how long an open case goes without a retention review.
    """

    approved_by: str
    approved_on: date
    periods: tuple[Period, ...]
    review_years: int = REVIEW_YEARS
    source: str = ""

    def years(self, ending: Ending) -> int | None:
        """Return the years for a kind of outcome; None when the schedule has none."""
        return next((each.years for each in self.periods if each.ending is ending), None)


@dataclass(frozen=True, slots=True)
class RetentionReview:
    """That somebody looked whether a case is still kept rightly (28 CFR 23.20(h), voluntarily).

    The case is kept until `until` at least, whatever the schedule says.
    """

    on: date
    by: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Retention:
    """What was decided about keeping a case; `ending` stands where the program cannot tell it."""

    id: str
    case_id: str
    ending: Ending | None = None
    reviews: tuple[RetentionReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold: nothing of the case is purged until it is lifted."""

    id: str
    case_id: str
    reason: str
    by: str
    since: Moment
    lifted_at: Moment | None = None
    lifted_by: str = ""
    lifted_reason: str = ""

    @property
    def stands(self) -> bool:
        """True until somebody lifted it."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """Where the retention of a case stands, and why.

    `keep_until` is the last day of its period, None while there is none; `review_due` the day on
    which somebody has to look at it again.
    """

    ended_on: date | None
    ending: Ending | None
    keep_until: date | None
    review_due: date | None
    reasons: tuple[Words, ...]


def end_of(versions: Sequence[Recorded[Case]], zone: str) -> date | None:
    """Return the day on which a case ended, from all its versions; None while it has not.

    This is the one rule of what counts as ended; closing a case will go through it too.
    """
    began: Recorded[Case] | None = None
    for each in versions:
        if each.value.state not in ENDED:
            began = None
        elif began is None:
            began = each
    return Moment(began.recorded_at, zone).day if began else None


def ending_of(
    versions: Sequence[Recorded[Case]], decision: Decision | None, *, juvenile: bool
) -> Ending | None:
    """Return how a case ended, as far as it can be told; None while it has not.

    A case about a juvenile is one whatever its outcome. `decision` is the last one of triage.
    """
    states = [each.value.state for each in versions]
    if states[-1] not in ENDED:
        return None
    if juvenile:
        return Ending.JUVENILE
    if states[-1] is CaseState.TRANSFERRED:
        return Ending.TRANSFERRED
    if all(state in ENDED or state is CaseState.PRELIMINARY for state in states):
        return Ending.REFERRED if decision is Decision.REFER else Ending.NO_ACTION
    return Ending.CLOSED


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March, never earlier."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def review_clock(
    schedule: Schedule | None,
    opened_on: date,
    ended_on: date | None,
    ending: Ending | None,
    retention: Retention | None,
) -> ReviewClock:
    """Compute where the retention of a case stands; the reasons say each step of it."""
    if retention is not None and retention.ending is not None and ended_on is not None:
        ending = retention.ending
    if schedule is None:
        words = say("Retention is not set: the agency has not entered its schedule.")
        return ReviewClock(ended_on, ending, None, None, (words,))
    review = retention.reviews[-1] if retention and retention.reviews else None
    if ended_on is None or ending is None:
        return _open_clock(schedule, opened_on, review)
    years = schedule.years(ending)
    if years is None:
        words = say("The schedule has no years for “{ending}”.", ending=ending.words)
        return ReviewClock(ended_on, ending, None, review.until if review else ended_on, (words,))
    until = years_after(ended_on, years)
    reasons = [
        say(
            "It ended on {day} as “{ending}”; the schedule keeps that {years} years.",
            day=date_words(ended_on),
            ending=ending.words,
            years=years,
        )
    ]
    if review is not None:
        reasons.append(_kept_words(review))
        until = max(until, review.until)
    return ReviewClock(ended_on, ending, until, until, tuple(reasons))


def _open_clock(schedule: Schedule, opened_on: date, review: RetentionReview | None) -> ReviewClock:
    reasons = [say("The case has not ended; its period begins when it does.")]
    due = years_after(opened_on, schedule.review_years)
    if review is not None:
        reasons.append(_kept_words(review))
        due = review.until
    else:
        words = say(
            "It was opened on {day}; open cases are reviewed every {years} years.",
            day=date_words(opened_on),
            years=schedule.review_years,
        )
        reasons.append(words)
    return ReviewClock(None, None, None, due, tuple(reasons))


def _kept_words(review: RetentionReview) -> Words:
    return say(
        "{by} reviewed it on {day} and keeps it until {until}: {reason}",
        by=review.by,
        day=date_words(review.on),
        until=date_words(review.until),
        reason=review.reason,
    )


def hold_stops(holds: Iterable[Hold]) -> tuple[Words, ...]:
    """Return a sentence for each hold that stands."""
    return tuple(
        say("A legal hold stands since {day}.", day=date_words(hold.since.day))
        for hold in holds
        if hold.stands
    )


def schedule_faults(schedule: Schedule, today: date) -> tuple[Words, ...]:
    """Return what keeps a schedule from being the agency's."""
    kinds = [each.ending for each in schedule.periods]
    checks = (
        (bool(schedule.approved_by.strip()), say("A schedule needs the name of who approved it.")),
        (
            schedule.approved_on <= today,
            say("The day on which the schedule was approved lies in the future."),
        ),
        (bool(kinds), say("A schedule needs years for at least one kind of outcome.")),
        (len(set(kinds)) == len(kinds), say("A kind of outcome stands twice in the schedule.")),
        (
            all(0 <= each.years <= 100 for each in schedule.periods)
            and 1 <= schedule.review_years <= 100,
            say("Years are whole numbers up to 100."),
        ),
    )
    return tuple(words for holds, words in checks if not holds)

"""Retention: the agency's schedule, each case's review clock, reviews, outcomes and holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.domain.case import ENDED, Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.retention import (
    Ending,
    Hold,
    Retention,
    RetentionReview,
    ReviewClock,
    Schedule,
    end_of,
    ending_of,
    review_clock,
    schedule_faults,
)
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import CASE, CONCERN, HOLD, RETENTION, SCHEDULE, TRACE
from vpo_desk.storage.same_person import find_person
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class RetentionView:
    """Where the retention of a case stands; holds oldest first, lifted ones too."""

    case: Case
    schedule: Schedule | None
    clock: ReviewClock
    holds: tuple[Hold, ...]
    retention: Retention | None


@dataclass(frozen=True, slots=True)
class DueReview:
    """A case whose retention somebody has to look at."""

    case: Case
    clock: ReviewClock


@dataclass(frozen=True, slots=True)
class PurgedCount:
    """How many cases opened in a year were purged after they ended so."""

    year: int
    outcome: Ending
    count: int


class Retentions:
    """Keeps the schedule and tells how long each case is kept; nothing here deletes."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def schedule(self) -> Schedule | None:
        """Return the agency's schedule; None until the agency entered it."""
        found = self._ground.history.find(SCHEDULE, "schedule")
        return found.value if found else None

    def set_schedule(self, schedule: Schedule) -> Changes:
        """Record the schedule; earlier ones stay in the history. VpoError when it is no schedule."""
        if faults := schedule_faults(schedule, self._today()):
            raise refuse(faults[0])
        with self._ground.transaction():
            self._ground.history.append(SCHEDULE, "schedule", schedule)
        return Changes((("schedule", "schedule"),))

    def view(self, case_id: str) -> RetentionView:
        """Return where the retention of a case stands; VpoError when there is no such case."""
        return RetentionView(
            self._case(case_id),
            self.schedule(),
            self.clock(case_id),
            self.holds(case_id),
            self._retention(case_id),
        )

    def clock(self, case_id: str) -> ReviewClock:
        """Return how long a case is kept and why; VpoError when there is no such case."""
        history, case = self._ground.history, self._case(case_id)
        versions = history.versions(CASE, case_id)
        subject = find_person(history, case.subject_id) if case.subject_id else None
        juvenile = bool(subject and subject.juvenile)
        concerns = history.values(CONCERN, "h.case_id = ?", (case_id,), order="h.at")
        decision = concerns[-1].decision if concerns else None
        return review_clock(
            self.schedule(),
            case.opened_at.day,
            end_of(versions, self._ground.clock.now().zone),
            ending_of(versions, decision, juvenile=juvenile),
            self._retention(case_id),
        )

    def due(self, until: date, limit: int = 50) -> tuple[DueReview, ...]:
        """Return the cases whose retention has to be looked at by a day, soonest first.

        Only cases that are old enough for the shortest period are looked at.
        """
        schedule = self.schedule()
        if schedule is None:
            return ()
        shortest = min((each.years for each in schedule.periods), default=0)
        states = ", ".join(f"'{state.value}'" for state in sorted(ENDED))
        found = self._ground.history.values(
            CASE,
            f"CASE WHEN h.state IN ({states}) THEN v.recorded_at ELSE h.opened_at END < CASE WHEN"
            f" h.state IN ({states}) THEN ? ELSE ? END AND NOT EXISTS"
            " (SELECT 1 FROM retention_head AS r WHERE r.case_id = h.id AND r.until > ?)",
            (
                _before(until, shortest),
                _before(until, schedule.review_years),
                until.isoformat(),
            ),
            order="h.opened_at",
        )
        lines = [DueReview(case, self.clock(case.id)) for case in found]
        lines = [line for line in lines if line.clock.review_due and line.clock.review_due <= until]
        return tuple(sorted(lines, key=lambda line: line.clock.review_due or until)[:limit])

    def review(
        self, case_id: str, *, by: str, reason: str, until: date, on: date | None = None
    ) -> Changes:
        """Keep a case until a day at least; name, date and explanation stay with it.

        Raises VpoError without a name, a reason, or a day to come (28 CFR 23.20(h), voluntarily).
        """
        today = self._today()
        if not by.strip():
            raise refuse(say("A retention review needs the reviewer's name."))
        if not reason.strip():
            raise refuse(say("A retention review needs the reason why the case is kept."))
        if until <= today:
            raise refuse(say("A case is kept until a day to come."))
        if on is not None and on > today:
            raise refuse(say("The day of the review lies in the future."))
        review = RetentionReview(on or today, by, reason, until)
        kept = self._kept(case_id)
        return self._keep(replace(kept, reviews=(*kept.reviews, review)), action="review")

    def set_ending(self, case_id: str, ending: Ending | None) -> Changes:
        """Record how a case ended where the program tells it wrongly; None takes that back."""
        return self._keep(replace(self._kept(case_id), ending=ending))

    def hold(self, case_id: str, *, reason: str, by: str) -> tuple[Hold, Changes]:
        """Put a case on legal hold; VpoError without a reason or a name."""
        self._case(case_id)
        if not reason.strip():
            raise refuse(say("A hold needs its reason."))
        if not by.strip():
            raise refuse(say("A hold needs the name of who ordered it."))
        ground = self._ground
        hold = Hold(ground.ids.new("hold"), case_id, reason, by, ground.clock.now())
        with ground.transaction():
            ground.history.append(HOLD, hold.id, hold, action="hold")
        return hold, Changes((("hold", hold.id), ("case", case_id)))

    def lift(self, hold_id: str, *, reason: str, by: str) -> Changes:
        """Lift a hold; VpoError without a reason or a name, or when it does not stand."""
        ground = self._ground
        found = ground.history.find(HOLD, hold_id)
        if found is None or not found.value.stands:
            raise refuse(say("There is no such hold that stands."))
        if not reason.strip():
            raise refuse(say("Lifting a hold needs its reason."))
        if not by.strip():
            raise refuse(say("Lifting a hold needs the name of who lifts it."))
        lifted = replace(
            found.value, lifted_at=ground.clock.now(), lifted_by=by, lifted_reason=reason
        )
        with ground.transaction():
            ground.history.append(HOLD, hold_id, lifted, action="lift")
        return Changes((("hold", hold_id), ("case", lifted.case_id)))

    def holds(self, case_id: str) -> tuple[Hold, ...]:
        """Return the holds of a case, oldest first, lifted ones too."""
        return self._ground.history.values(HOLD, "h.case_id = ?", (case_id,))

    def purged_counts(self) -> tuple[PurgedCount, ...]:
        """Return how many cases were purged, by the year of their opening and their outcome."""
        rows = self._ground.file.connection.execute(
            f"SELECT year, outcome, count(*) FROM {TRACE.table} WHERE of = 'case'"
            " GROUP BY year, outcome ORDER BY year, outcome"
        )
        return tuple(PurgedCount(row[0], Ending(row[1]), row[2]) for row in rows)

    def _keep(self, kept: Retention, action: str = "") -> Changes:
        with self._ground.transaction():
            self._ground.history.append(RETENTION, kept.id, kept, action=action)
        return Changes((("retention", kept.id), ("case", kept.case_id)))

    def _kept(self, case_id: str) -> Retention:
        self._case(case_id)
        known = self._retention(case_id)
        return known or Retention(self._ground.ids.new("retention"), case_id)

    def _retention(self, case_id: str) -> Retention | None:
        found = self._ground.history.values(RETENTION, "h.case_id = ?", (case_id,))
        return found[0] if found else None

    def _case(self, case_id: str) -> Case:
        found = self._ground.history.find(CASE, case_id)
        if found is None:
            raise refuse(say("There is no such case in this case file."))
        return found.value

    def _today(self) -> date:
        return self._ground.clock.now().day


def _before(day: date, years: int) -> str:
    """Return the first moment, as heads write it, after which nothing is old enough yet."""
    # Two days more: the day of a moment depends on its zone.
    return f"{date.fromordinal(max(1, day.toordinal() - 365 * years + 2)).isoformat()}T"

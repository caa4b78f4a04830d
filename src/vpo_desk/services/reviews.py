"""Reviews of open cases: what is new, the trend, and the next date, which is never blank."""

from __future__ import annotations

from datetime import date

from vpo_desk.domain.assessment import Trend
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.lifecycle import Step
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.review import Review
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.steps import take
from vpo_desk.storage.nouns import CASE, REVIEW
from vpo_desk.words import say


class Reviews:
    """Looks at a case again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Review, ...]:
        """Return the reviews of a case, oldest first."""
        return self._ground.history.values(
            REVIEW, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def add(
        self, case_id: str, at: Moment, what: str, following: date, trend: Trend | None = None
    ) -> tuple[Review, Changes]:
        """Enter a review; the case takes the next date over.

        Raises VpoError when it says nothing, the next date is not after it, or the case has ended.
        """
        if not what.strip():
            raise refuse(say("A review needs to say what is new, or that nothing is."))
        if following <= at.day:
            raise refuse(say("The next review lies on a day after this one."))
        ground = self._ground
        with ground.transaction():
            case = working_case(ground, case_id)
            review = Review(ground.ids.new("review"), case_id, at, what, following, trend)
            ground.history.append(REVIEW, review.id, review)
            ground.history.append(CASE, case_id, take(case, Step.REVIEW, next_review=following))
        return review, Changes((("review", review.id), ("case", case_id)))

    def monitor(self, case_id: str, following: date) -> Changes:
        """Let a case whose plan is in force be watched only, until its next review."""
        ground = self._ground
        if following <= ground.clock.now().day:
            raise refuse(say("The next review lies on a day after this one."))
        with ground.transaction():
            case = take(working_case(ground, case_id), Step.MONITOR, next_review=following)
            ground.history.append(CASE, case_id, case, action="monitor")
        return Changes((("case", case_id),))

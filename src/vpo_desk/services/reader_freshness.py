"""What makes a paper for one reader old beside its plan: orders, the subject's data, its last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.disclosure import Copy, DocumentKind
from vpo_desk.domain.referral import Referral, ReferralStatus
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import CASE, ORDER, PERSON, REFERRAL
from vpo_desk.storage.same_person import same_person
from vpo_desk.words import Words, say

_WITH_ORDERS: Final = frozenset({DocumentKind.SAFETY_PLAN, DocumentKind.SHIFT_CARD})
_WITH_SUBJECT: Final = frozenset({DocumentKind.SHIFT_CARD, DocumentKind.REFERRAL})


class ReaderFreshness:
    """Compares a safety plan, a shift briefing card or a referral with what came after it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def is_old(self, copy: Copy, sequence: int) -> bool:
        """True when something that stands on it changed, its plan apart, or its last day is over."""
        return any(True for _ in self._reasons(copy, sequence))

    def since(self, copy: Copy, sequence: int) -> Iterator[Words]:
        """Yield why it is old, and how far a referral has gone since."""
        yield from self._reasons(copy, sequence)
        if copy.document is DocumentKind.REFERRAL:
            then, now = self._referral(copy, sequence)
            if then and now and then.status is not now.status:
                yield say("The referral is now: {status}.", status=now.status.words)

    def _reasons(self, copy: Copy, sequence: int) -> Iterator[Words]:
        day = copy.valid_until
        if day is not None and day < self._ground.clock.now().day:
            yield say("It was valid until {day}.", day=date_words(day))
        if copy.document in _WITH_ORDERS and self._orders_since(copy, sequence):
            yield say("An order of the case was entered, changed or ended.")
        if copy.document in _WITH_SUBJECT and self._subject_since(copy, sequence):
            yield say("What is recorded of the person changed.")
        if copy.document is DocumentKind.REFERRAL:
            then, now = self._referral(copy, sequence)
            if then and now and _asked(then) != _asked(now):
                yield say("What the referral asks was changed.")

    def _orders_since(self, copy: Copy, sequence: int) -> bool:
        found = self._ground.history.sequences(ORDER, "h.case_id = ?", (copy.case_id or "",))
        return any(each > sequence for each in found)

    def _subject_since(self, copy: Copy, sequence: int) -> bool:
        history = self._ground.history
        case = history.find(CASE, copy.case_id or "")
        if case is None or case.value.subject_id is None:
            return False
        same = same_person(self._ground.file.connection, case.value.subject_id)
        return any(
            each > sequence
            for person_id in same
            for each in history.sequences(PERSON, "h.id = ?", (person_id,))
        )

    def _referral(self, copy: Copy, sequence: int) -> tuple[Referral | None, Referral | None]:
        """Return a referral as it stood when the copy was made, and as it is now."""
        versions = self._ground.history.versions(REFERRAL, copy.object_id)
        known = [each.value for each in versions if each.sequence < sequence]
        return (known[-1] if known else None), (versions[-1].value if versions else None)


def _asked(referral: Referral) -> Referral:
    return replace(referral, status=ReferralStatus.MADE, outcome="")

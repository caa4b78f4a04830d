"""Referrals of a case to those who can help: made, accepted, engaged, ended, and the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.referral import NO_LETTER, Referral, ReferralLetter, ReferralStatus
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.storage.nouns import REFERRAL, RESOURCE
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """A referral as it is written; `resource_id` names an entry of the directory."""

    at: Moment
    to: str
    what: str = ""
    status: ReferralStatus = ReferralStatus.MADE
    outcome: str = ""
    resource_id: str | None = None
    person_id: str | None = None
    letter: ReferralLetter = NO_LETTER


class Referrals:
    """Keeps referrals."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Referral, ...]:
        """Return the referrals of a case, oldest first."""
        return self._ground.history.values(
            REFERRAL, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def get(self, referral_id: str) -> Referral:
        """Return a referral; VpoError when there is none such."""
        found = self._ground.history.find(REFERRAL, referral_id)
        if found is None:
            raise refuse(say("There is no such referral in this case file."))
        return found.value

    def add(self, case_id: str, words: ReferralWords) -> tuple[Referral, Changes]:
        """Enter a referral; VpoError without to whom, or when the directory has no such entry."""
        if not words.to.strip():
            raise refuse(say("A referral needs to whom."))
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            if words.resource_id and ground.history.find(RESOURCE, words.resource_id) is None:
                raise refuse(say("There is no such entry in the directory."))
            referral = Referral(
                ground.ids.new("referral"),
                case_id,
                words.at,
                words.to,
                words.what,
                words.status,
                words.outcome,
                words.resource_id,
                words.person_id,
                words.letter,
            )
            ground.history.append(REFERRAL, referral.id, referral)
        return referral, _touched(referral)

    def write_letter(self, referral_id: str, letter: ReferralLetter) -> tuple[Referral, Changes]:
        """Keep what a referral says on paper; the letter before stays in the history."""
        referral = replace(self.get(referral_id), letter=letter)
        ground = self._ground
        with ground.transaction():
            working_case(ground, referral.case_id)
            ground.history.append(REFERRAL, referral_id, referral)
        return referral, _touched(referral)

    def follow(
        self, referral_id: str, status: ReferralStatus, outcome: str
    ) -> tuple[Referral, Changes]:
        """Note how far a referral went; an ended or declined one says with what outcome."""
        referral = replace(self.get(referral_id), status=status, outcome=outcome)
        if not referral.is_open and not outcome.strip():
            raise refuse(say("Say with what outcome it ended."))
        ground = self._ground
        with ground.transaction():
            working_case(ground, referral.case_id)
            ground.history.append(REFERRAL, referral_id, referral)
        return referral, _touched(referral)


def _touched(referral: Referral) -> Changes:
    return Changes((("referral", referral.id), ("case", referral.case_id)))

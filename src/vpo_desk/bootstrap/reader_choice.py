"""What the command line chooses for a paper that is written for one reader, by name and number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.services.catalog import Services
from vpo_desk.services.ground import refuse
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class ReaderWish:
    """For whom, which referral (from 1, in order of time), by full name or not, until which day."""

    person: str = ""
    referral: int | None = None
    named: bool = False
    until: date | None = None


ANY_READER = ReaderWish()


def chosen_by(services: Services, case_id: str, wish: ReaderWish) -> Chosen:
    """Return what a wish means in a case; VpoError where the case has nothing like it."""
    person_id = services.gaps.by_name(case_id, wish.person).id if wish.person else ""
    referral_id = ""
    if wish.referral is not None:
        found = services.referrals.of_case(case_id)
        if not 1 <= wish.referral <= len(found):
            raise refuse(say("This case has no referral {number}.", number=wish.referral))
        referral_id = found[wish.referral - 1].id
    return Chosen(person_id, referral_id, wish.named, wish.until)

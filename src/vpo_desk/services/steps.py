"""Takes the steps of a case's life for the services: every change of state goes through here."""

from __future__ import annotations

from datetime import date

from vpo_desk.domain.case import Case
from vpo_desk.domain.lifecycle import NotFromHere, Step, advance, refusal
from vpo_desk.services.ground import refuse


def take(case: Case, step: Step, *, next_review: date | None = None) -> Case:
    """Return the case after a step; VpoError when it cannot be taken from its state."""
    try:
        return advance(case, step, next_review=next_review)
    except NotFromHere as fault:
        raise refuse(refusal(fault)) from fault

"""What a print step chooses for a paper that is written for one reader."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.errors import VpoError
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.run import Run
from vpo_desk.services.scenarios.steps import PrintStep
from vpo_desk.words import say

_GOES_WITH: Final = {
    "for": (DocumentKind.SAFETY_PLAN,),
    "referral": (DocumentKind.REFERRAL,),
    "named": (DocumentKind.SHIFT_CARD, DocumentKind.REFERRAL),
    "until": (DocumentKind.SHIFT_CARD,),
}


def chosen_for(step: PrintStep, run: Run) -> Chosen:
    """Return what the step chooses; VpoError for a choice that its document does not have."""
    given = {
        "for": step.for_,
        "referral": step.referral,
        "named": step.named or None,
        "until": step.until,
    }
    for key, value in given.items():
        if value is not None and step.document not in _GOES_WITH[key]:
            kinds = ", ".join(each.value for each in _GOES_WITH[key])
            raise VpoError(say("`{key}` goes with the document {kinds}", key=key, kinds=kinds))
    names = run.names
    return Chosen(
        known(names.person, say("person"), step.for_) if step.for_ else "",
        known(names.referral, say("referral"), step.referral) if step.referral else "",
        step.named,
        step.until,
    )

"""What a decision on a concern leaves unrecorded: listed, never a stop.

Followed from the public models that `readiness` names: behavior and not identity or belief, a link to
possible violence, scope, lawful purpose, who else looked at it, and a person the desk may know.
"""

from __future__ import annotations

from vpo_desk.domain.concern import Concern, Decision, Triage
from vpo_desk.words import Words, say


def unrecorded(concern: Concern, triage: Triage) -> tuple[Words, ...]:
    """Return what is missing of the newest decision on a concern, in the order of the form."""
    asked = triage.threshold
    alone = triage.decision in {Decision.REFER, Decision.NO_ACTION}
    wanted = (
        (asked.behavior.strip(), say("what the behavior is")),
        (asked.link.strip(), say("how it links to possible violence")),
        (asked.scope.strip(), say("whether it is within your scope")),
        (asked.purpose.strip(), say("the lawful purpose")),
        (triage.signed or not alone, say("that a supervisor looked at it")),
        (not concern.undecided, say("whether the desk knows the person already")),
    )
    return tuple(words for there, words in wanted if not there)

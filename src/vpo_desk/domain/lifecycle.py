"""The life of a case as one table: which step leads from which state to which.

Followed from the Secret Service's and the FBI's public models (identify, gather, assess, manage,
close with reasons). No other module changes a case's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from vpo_desk.domain.case import ENDED, Case, CaseState
from vpo_desk.words import Words, say

_P, _G, _A = CaseState.PRELIMINARY, CaseState.GATHERING, CaseState.ASSESSED
_M, _O = CaseState.MANAGED, CaseState.MONITORING
_C, _T = CaseState.CLOSED, CaseState.TRANSFERRED


class Step(Enum):
    """What somebody decides about a case."""

    OPEN = "open"
    EXTEND = "extend"
    END = "end"
    ASSESS = "assess"
    PLAN = "plan"
    REVIEW = "review"
    MONITOR = "monitor"
    CLOSE = "close"
    TRANSFER = "transfer"
    REOPEN = "reopen"


def _same(*states: CaseState) -> dict[CaseState, CaseState]:
    return {state: state for state in states}


TRANSITIONS: Final[Mapping[Step, Mapping[CaseState, CaseState]]] = {
    Step.OPEN: {_P: _G},
    Step.EXTEND: {_P: _P},
    Step.END: {_P: _C},
    Step.ASSESS: {_P: _A, _G: _A, **_same(_A, _M, _O)},
    Step.PLAN: {_P: _M, _G: _M, _A: _M, **_same(_M, _O)},
    Step.REVIEW: _same(_P, _G, _A, _M, _O),
    Step.MONITOR: {_M: _O},
    Step.CLOSE: dict.fromkeys((_P, _G, _A, _M, _O), _C),
    Step.TRANSFER: dict.fromkeys((_P, _G, _A, _M, _O), _T),
    Step.REOPEN: {_C: _G, _T: _G},
}
"""From which state a step leads to which; a step not listed for a state cannot be taken there."""

BEGINNINGS: Final = frozenset({_P, _G})
"""The states in which triage opens a case."""


@dataclass(frozen=True, slots=True)
class NotFromHere(Exception):
    """A step that does not lead on from the state a case is in."""

    step: Step
    state: CaseState


def advance(case: Case, step: Step, *, next_review: date | None = None) -> Case:
    """Return the case after a step; NotFromHere when it cannot be taken from its state.

    A case that ends has no next review; otherwise a day given takes the place of the one before.
    """
    state = TRANSITIONS[step].get(case.state)
    if state is None:
        raise NotFromHere(step, case.state)
    if state in ENDED:
        return replace(case, state=state, next_review=None)
    return replace(case, state=state, next_review=next_review or case.next_review)


def steps_from(state: CaseState) -> tuple[Step, ...]:
    """Return the steps that can be taken from a state."""
    return tuple(step for step, ways in TRANSITIONS.items() if state in ways)


def refusal(fault: NotFromHere) -> Words:
    """Return why a step cannot be taken."""
    if fault.state in ENDED:
        return say("The case has ended; open it again first.")
    return say("This cannot be done while the case is “{state}”.", state=fault.state.words)

"""Closing a case on its criteria, handing it over, and opening it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.closing import EVER_RAISED, Closing, CriterionText, Grounds, Transfer
from vpo_desk.domain.gates import Gate, closing_gates
from vpo_desk.domain.lifecycle import Step
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.task import Task
from vpo_desk.services.gated import audit_detail, refuse_gates
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.steps import take
from vpo_desk.storage.nouns import ASSESSMENT, CASE, CLOSING, TASK, TRANSFER, Noun
from vpo_desk.words import say

Ending = TypeVar("Ending", Closing, Transfer)


@dataclass(frozen=True, slots=True)
class ClosingWords:
    """How a case is closed, as it is written."""

    at: Moment
    grounds: Grounds
    rationale: str
    criteria: tuple[CriterionText, ...] = ()
    second: SignOff | None = None
    reopen: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class TransferWords:
    """How a case is handed to another agency, as it is written."""

    at: Moment
    to: str
    reason: str
    accepted_by: str = ""
    basis: str = ""
    sent: str = ""
    follow_up: date | None = None


class Closings:
    """Ends cases and opens them again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Closing, ...]:
        """Return every closing of a case, oldest first; reopened ones say so."""
        return self._ground.history.values(
            CLOSING, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def transfers(self, case_id: str) -> tuple[Transfer, ...]:
        """Return every transfer of a case, oldest first."""
        return self._ground.history.values(
            TRANSFER, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )

    def ever_raised(self, case_id: str) -> bool:
        """True when a sealed assessment of the case ever said Moderate or higher."""
        sealed = self._ground.history.values(
            ASSESSMENT, "h.case_id = ? AND h.sealed = 1", (case_id,)
        )
        return any(each.level in EVER_RAISED for each in sealed)

    def gates(self, case_id: str, words: ClosingWords) -> tuple[Gate, ...]:
        """Return what keeps the case from being closed so."""
        closing = _closing("", case_id, words)
        return closing_gates(closing, ever_raised=self.ever_raised(case_id))

    def close(self, case_id: str, words: ClosingWords) -> tuple[Closing, Changes]:
        """Close a case.

        Unmet gates stop this with VpoError, unless `override` gives a written reason; each gate
        passed so is named in the audit chain.
        """
        gates = self.gates(case_id, words)
        if gates and not words.override.strip():
            raise refuse_gates(gates)
        ground = self._ground
        with ground.transaction():
            closed = take(self._case(case_id), Step.CLOSE)
            closing = _closing(ground.ids.new("closing"), case_id, words)
            ground.history.append(
                CLOSING, closing.id, closing, action="close", detail=audit_detail(gates)
            )
            ground.history.append(CASE, case_id, closed, action="end")
        return closing, Changes((("closing", closing.id), ("case", case_id)))

    def hand_over(self, case_id: str, words: TransferWords) -> tuple[Transfer, Changes]:
        """Hand a case to another agency; VpoError without a receiver or a reason.

        The day to ask again becomes a task, which comes up though the case has ended.
        """
        if not words.to.strip():
            raise refuse(say("Handing a case over needs to whom."))
        if not words.reason.strip():
            raise refuse(say("Handing a case over needs its reason."))
        ground = self._ground
        with ground.transaction():
            gone = take(self._case(case_id), Step.TRANSFER)
            transfer = Transfer(
                ground.ids.new("transfer"),
                case_id,
                words.at,
                words.to,
                words.reason,
                words.accepted_by,
                words.basis,
                words.sent,
                words.follow_up,
            )
            ground.history.append(TRANSFER, transfer.id, transfer, action="transfer")
            ground.history.append(CASE, case_id, gone, action="end")
            changes = Changes((("transfer", transfer.id), ("case", case_id)))
            if words.follow_up is not None:
                what = str(say("Ask {agency} what became of it", agency=words.to))
                now = ground.clock.now()
                task = Task(ground.ids.new("task"), what, "", words.follow_up, now, case_id)
                ground.history.append(TASK, task.id, task)
                changes += Changes((("task", task.id),))
        return transfer, changes

    def reopen(self, case_id: str, reason: str, following: date) -> Changes:
        """Open an ended case again, with a reason and the day of its next review."""
        if not reason.strip():
            raise refuse(say("Opening a case again needs a reason."))
        ground = self._ground
        now = ground.clock.now()
        if following < now.day:
            raise refuse(say("The next review lies in the past."))
        with ground.transaction():
            case = take(self._case(case_id), Step.REOPEN, next_review=following)
            self._take_back(CLOSING, case_id, now, reason)
            self._take_back(TRANSFER, case_id, now, reason)
            ground.history.append(CASE, case_id, case, action="open")
        return Changes((("case", case_id),))

    def _take_back(self, noun: Noun[Ending], case_id: str, now: Moment, reason: str) -> None:
        history = self._ground.history
        for each in history.values(noun, "h.case_id = ? AND h.stands = 1", (case_id,)):
            again = replace(each, reopened_at=now, reopened_for=reason)
            history.append(noun, each.id, again, action="reopen")

    def _case(self, case_id: str) -> Case:
        found = self._ground.history.find(CASE, case_id)
        if found is None:
            raise refuse(say("There is no such case in this case file."))
        return found.value


def _closing(id_: str, case_id: str, words: ClosingWords) -> Closing:
    return Closing(
        id_,
        case_id,
        words.at,
        words.grounds,
        words.rationale,
        words.criteria,
        words.second,
        words.reopen,
        words.override,
    )

"""Whether what a copy on paper says is still what the case file says, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from vpo_desk.domain.disclosure import READERS, Copy, DocumentKind
from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.plan_changes import plan_changes
from vpo_desk.services.ground import Ground
from vpo_desk.services.packet_freshness import PacketFreshness
from vpo_desk.services.reader_freshness import ReaderFreshness
from vpo_desk.storage.nouns import (
    ANSWER,
    ASSESSMENT,
    CASE,
    CLOSING,
    CONCERN,
    DIFFERENCE,
    EVENT,
    INTERVIEW,
    NOTE,
    ORDER,
    PLAN,
    RECORD,
    REVIEW,
    ROLE,
    ROOT,
    TRANSFER,
    Noun,
)
from vpo_desk.words import Words, say, say_count

JUDGED: Final = frozenset({DocumentKind.ASSESSMENT, DocumentKind.SUMMARY})
PLANNED: Final = frozenset({DocumentKind.PLAN, DocumentKind.SAFETY_PLAN, DocumentKind.SHIFT_CARD})
_VERSIONED: Final[dict[DocumentKind, Noun[Any]]] = {
    DocumentKind.PLAN: PLAN,
    DocumentKind.ASSESSMENT: ASSESSMENT,
}
_OF_CASE: Final[tuple[Noun[Any], ...]] = (
    CASE,
    CONCERN,
    ROLE,
    INTERVIEW,
    ROOT,
    DIFFERENCE,
    RECORD,
    NOTE,
    EVENT,
    ORDER,
    ASSESSMENT,
    PLAN,
    REVIEW,
    CLOSING,
    TRANSFER,
)


class Freshness:
    """Compares a copy with what was entered after it was made.

    `sequence` is the audit entry with which the copy was prepared: what has a later one came after
    the paper, whatever a clock said.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._packets = PacketFreshness(ground)
        self._readers = ReaderFreshness(ground)

    def is_old(self, copy: Copy, sequence: int) -> bool:
        """True when a newer version of what was printed is in force, or its content changed."""
        history = self._ground.history
        if copy.case_id is None:
            return self._packets.is_old(copy, sequence)
        if copy.document in READERS and self._readers.is_old(copy, sequence):
            return True
        if copy.document is DocumentKind.REFERRAL:
            return False
        if copy.document in PLANNED | JUDGED:
            noun: Noun[Any] = PLAN if copy.document in PLANNED else ASSESSMENT
            where = "h.case_id = ?" if copy.draft else "h.case_id = ? AND h.sealed = 1"
            newest = history.select(noun, where, (copy.case_id,), order="h.number DESC", limit=1)
            by_version = copy.document in _VERSIONED and not copy.draft
            return any(
                each.sequence > sequence or (by_version and each.value.id != copy.object_id)
                for each in newest
            )
        if copy.document is DocumentKind.INTERVIEW:
            return any(True for _ in self._of_interview(copy.object_id, sequence))
        return any(True for _ in self._of_case(copy.case_id, sequence))

    def since(self, copy: Copy, sequence: int) -> tuple[Words, ...]:
        """Return what changed after a copy was made, most telling first; empty when nothing did.

        Of an older version that was printed again: what changed since that version was sealed.
        """
        return tuple(self._since(copy, self._basis(copy, sequence)))

    def _basis(self, copy: Copy, sequence: int) -> int:
        """Return from which audit number on changes count: a superseded version is as old as its seal."""
        noun = _VERSIONED.get(copy.document)
        if noun is None or copy.draft:
            return sequence
        sealed = self._ground.history.select(
            noun, "h.case_id = ? AND h.sealed = 1", (copy.case_id,), order="h.number"
        )
        known = [each for each in sealed if each.sequence < sequence]
        own = [each.sequence for each in known if each.value.id == copy.object_id]
        superseded = own and known[-1].value.id != copy.object_id
        return own[0] if superseded else sequence

    def _since(self, copy: Copy, sequence: int) -> Iterator[Words]:
        history = self._ground.history
        if copy.case_id is None:
            yield from self._packets.since(copy, sequence)
            return
        if copy.document in READERS:
            yield from self._readers.since(copy, sequence)
        if copy.document in PLANNED and copy.object_id:
            now = history.select(
                PLAN, "h.case_id = ?", (copy.case_id,), order="h.number DESC", limit=1
            )
            then = self._plan_then(copy.object_id, sequence)
            if now and then is not None and now[0].sequence > sequence:
                changed = now[0].value
                state = say("in force") if changed.sealed else say("a draft")
                yield say("Plan version {number} is {state}.", number=changed.number, state=state)
                yield from plan_changes(then, changed)
        if copy.document in JUDGED:
            judged = history.select(
                ASSESSMENT,
                "h.case_id = ? AND h.sealed = 1",
                (copy.case_id,),
                order="h.number DESC",
                limit=1,
            )
            if judged and judged[0].sequence > sequence:
                number = judged[0].value.number
                yield say("Assessment version {number} is in force.", number=number)
        counted = (
            self._of_interview(copy.object_id, sequence)
            if copy.document is DocumentKind.INTERVIEW
            else self._of_case(copy.case_id, sequence)
        )
        for kind, count in counted:
            yield say_count(
                "{kind}: {count} entry since",
                "{kind}: {count} entries since",
                count,
                kind=kind_words(kind),
            )

    def _plan_then(self, plan_id: str, sequence: int) -> Plan | None:
        """Return a plan as it stood when the copy was made."""
        versions = self._ground.history.versions(PLAN, plan_id)
        known = [each.value for each in versions if each.sequence <= sequence]
        return known[-1] if known else None

    def _of_case(self, case_id: str, sequence: int) -> Iterator[tuple[str, int]]:
        for noun in _OF_CASE:
            where = "h.id = ?" if noun is CASE else "h.case_id = ?"
            if count := self._newer(noun, where, case_id, sequence):
                yield noun.kind, count
        where = "h.interview_id IN (SELECT id FROM interview_head WHERE case_id = ?)"
        if count := self._newer(ANSWER, where, case_id, sequence):
            yield ANSWER.kind, count

    def _of_interview(self, interview_id: str, sequence: int) -> Iterator[tuple[str, int]]:
        for noun, where in ((INTERVIEW, "h.id = ?"), (ANSWER, "h.interview_id = ?")):
            if count := self._newer(noun, where, interview_id, sequence):
                yield noun.kind, count

    def _newer(self, noun: Noun[Any], where: str, id_: str, sequence: int) -> int:
        found = self._ground.history.sequences(noun, where, (id_,))
        return sum(each > sequence for each in found)

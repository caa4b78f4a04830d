"""The print ledger: which copies are out, which of them are old, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.documents.content import SlipContent
from vpo_desk.domain.audit import AuditEntry, page_code, read_code
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Copy, CopyEnd
from vpo_desk.domain.moments import Moment, from_centiseconds
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.copies import copies_of_case, number_of
from vpo_desk.services.freshness import Freshness
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.paper.slip_sheet import slip_sheet
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A copy as the ledger lists it; `old` is true when what it says has changed since.

    `case_number` is that of its case, or says of which meeting it is.
    """

    copy: Copy
    code: str
    case_number: str
    old: bool

    def is_late(self, today: date) -> bool:
        """True when it should have come back or been destroyed by now."""
        return self.copy.is_out and self.copy.return_by is not None and self.copy.return_by < today


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What a code on paper stands for; `line` is None where it is no copy's.

    `anchored_at` is the time of the entry that the code names, `since` what has changed since.
    """

    anchored_at: Moment
    line: LedgerLine | None
    since: tuple[Words, ...] = ()


class Ledger:
    """Reads and keeps the print ledger (28 CFR 23.20(e) to (g), followed voluntarily)."""

    def __init__(self, ground: Ground, agency: AgencyDesk) -> None:
        self._ground = ground
        self._agency = agency
        self._freshness = Freshness(ground)

    def lines(self, case_id: str = "") -> tuple[LedgerLine, ...]:
        """Return every copy, or those that tell of one case, newest first."""
        if case_id:
            found = copies_of_case(self._ground, case_id)[::-1]
        else:
            found = self._ground.history.values(COPY, "1", order="h.rowid DESC")
        return tuple(self._line(copy, self._entry(copy.id)) for copy in found)

    def out(self, case_id: str = "") -> tuple[LedgerLine, ...]:
        """Return the copies that may be in somebody's hands, newest first."""
        return tuple(line for line in self.lines(case_id) if line.copy.is_out)

    def to_recall(self, case_id: str = "") -> tuple[LedgerLine, ...]:
        """Return the copies for others that are out and no longer say what is true."""
        return tuple(line for line in self.out(case_id) if line.old)

    def late(self, today: date) -> tuple[LedgerLine, ...]:
        """Return the copies that should have come back by now, the longest overdue first."""
        late = [line for line in self.out() if line.is_late(today)]
        return tuple(sorted(late, key=lambda line: line.copy.return_by or today))

    def set_return(self, copy_id: str, day: date | None) -> Changes:
        """Set the day by which a copy is returned or destroyed; None takes it back."""
        copy = self._copy(copy_id)
        return self._keep(replace(copy, return_by=day))

    def note_end(self, copy_id: str, end: CopyEnd, day: date, note: str = "") -> Changes:
        """Note what became of a copy in its holder's hands.

        Raises VpoError when there is no such copy, it never left, or the day lies before it or
        after today.
        """
        copy = self._copy(copy_id)
        if copy.end is None and not copy.is_out:
            raise refuse(
                say("This copy never left the desk: {outcome}.", outcome=copy.outcome.words)
            )
        if not copy.prepared_at.day <= day <= self._ground.clock.now().day:
            raise refuse(
                say(
                    "That day cannot be right: the copy was made on {day}.",
                    day=copy.prepared_at.day,
                ),
                say("Write a day from then until today."),
            )
        return self._keep(replace(copy, end=end, ended_on=day, end_note=note))

    def take_back_end(self, copy_id: str) -> Changes:
        """Take back what was noted of a copy's end: it is out again."""
        copy = self._copy(copy_id)
        return self._keep(replace(copy, end=None, ended_on=None, end_note=""))

    def prepare_recall(self, case_id: str = "") -> tuple[SlipContent, Changes]:
        """Enter a recall in the chain and return its note; VpoError when nothing is to be recalled."""
        from vpo_desk.services.paper.recall_note import recall_note

        lines = self.to_recall(case_id)
        if not lines:
            raise refuse(say("No copy that is out is older than what is true now."))
        with self._ground.transaction():
            self._ground.history.record("recall", "copy", detail=str(len(lines)))
        sheet = slip_sheet(self._ground, self._agency, say("Recall note"))
        return recall_note(lines, sheet), Changes((("recall", case_id),))

    def check(self, typed: str) -> PaperCheck:
        """Return what a code on paper stands for, and what has changed since.

        Raises VpoError when it is no code, or no entry of this case file has it.
        """
        read = read_code(typed)
        if read is None:
            raise refuse(
                say("This is not a code of a page, or a character of it is wrong."),
                say("It stands at the foot of each page, such as 1042-K7Q2-9XMD-3."),
            )
        sequence, digits = read
        entry = self._found(sequence, digits)
        if entry is None:
            raise refuse(
                say("No page of this case file has that code."),
                say(
                    "The paper comes from another case file, or the history is not the one it was"
                    " printed from. Compare with an anchor slip before you rely on either."
                ),
            )
        at = Moment(from_centiseconds(entry.at), self._ground.clock.now().zone)
        if entry.kind != COPY.kind:
            return PaperCheck(at, None)
        copy = self._ground.history.find(COPY, entry.object_id)
        if copy is None:
            return PaperCheck(at, None)
        since = self._freshness.since(copy.value, entry.sequence)
        return PaperCheck(at, self._line(copy.value, entry), since)

    def _found(self, sequence: int | None, digits: str) -> AuditEntry | None:
        history = self._ground.history
        if sequence is None:
            return next((each for each in history.entries() if each.hash.startswith(digits)), None)
        entry = next(iter(history.entries(sequence - 1, limit=1)), None)
        same = entry is not None and entry.sequence == sequence and entry.hash.startswith(digits)
        return entry if same else None

    def _line(self, copy: Copy, entry: AuditEntry) -> LedgerLine:
        return LedgerLine(
            copy,
            page_code(entry),
            number_of(self._ground, copy),
            self._freshness.is_old(copy, entry.sequence),
        )

    def _copy(self, copy_id: str) -> Copy:
        found = self._ground.history.find(COPY, copy_id)
        if found is None:
            raise refuse(say("There is no such copy in the ledger."))
        return found.value

    def _keep(self, copy: Copy) -> Changes:
        with self._ground.transaction():
            self._ground.history.append(COPY, copy.id, copy)
        return Changes(copy.touched)

    def _entry(self, copy_id: str) -> AuditEntry:
        return self._ground.history.entries(object_id=copy_id, limit=1)[0]

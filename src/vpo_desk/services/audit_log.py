"""The audit chain as people read it: what was done, by which key slot, and slips that anchor it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from vpo_desk.documents.content import SlipContent, SlipPart
from vpo_desk.domain.audit import AuditEntry, anchor_code
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.moments import Moment, centiseconds, from_centiseconds, zone_of
from vpo_desk.domain.terms import Term
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.copies import NAMED
from vpo_desk.services.ground import Ground
from vpo_desk.services.paper.slip_sheet import slip_sheet
from vpo_desk.storage.belongings import BELONGINGS
from vpo_desk.storage.nouns import CONCERN, PURGE
from vpo_desk.words import Words, say

WEEK: Final = timedelta(days=7)
MONTH: Final = timedelta(days=31)
YEAR: Final = timedelta(days=366)
MOST_LINES: Final = 5000
"""So many entries, the newest, are read at once."""
_AT_ONCE: Final = 500


class LogGroup(Term):
    """What kind of thing an entry records."""

    OPENING = "opening", "Opening"
    SEEN = "seen", "Seen"
    CONTENT = "content", "Changes"
    PAPER = "paper", "Paper and backups"
    RULES = "rules", "Keys and rules"


_PAPER: Final = frozenset({"copy", "backup", "log", "anchor", "custody"})
_RULES: Final = frozenset({"slot", "agency", "case_file"})
_DONE: Final = {
    ("unlock", ""): say("Opened"),
    ("failed", "unlock"): say("A wrong passphrase was tried"),
    ("rekey", ""): say("Encrypted with a new key"),
    ("prepare", "copy"): say("Copy entered in the ledger"),
    ("outcome", "copy"): say("What became of a copy was noted"),
    ("start", "interview"): say("Interview begun"),
    ("seal", "interview"): say("Interview sealed"),
    ("addendum", "interview"): say("Remark added to a sealed interview"),
    ("seal", "assessment"): say("Assessment sealed"),
    ("seal", "plan"): say("Plan sealed"),
    ("open", "case"): say("Case opened"),
    ("end", "case"): say("Case ended"),
    ("triage", "concern"): say("Concern decided"),
    ("compare", "concern"): say("Person compared with a known one"),
    ("search", ""): say("Searched"),
    ("proved", "backup"): say("Backup opened and proved"),
    ("broken", "backup"): say("Backup opened and found broken"),
    ("rotate", "backup"): say("Old backup removed"),
    ("review", "retention"): say("Retention of a case reviewed"),
    ("hold", "hold"): say("Legal hold set"),
    ("lift", "hold"): say("Legal hold lifted"),
    ("ask", "purge"): say("Purge asked for"),
    ("withdraw", "purge"): say("Purge withdrawn"),
    ("purge", "purge"): say("Purge carried out"),
    ("swept", "purge"): say("Purge ended: no byte of it is left in this file"),
    ("salvage", ""): say("Saved from a damaged case file"),
    ("lost", ""): say("Entry that could not be read"),
    ("restore", "backup"): say("Restored from a backup"),
    ("drill", "backup"): say("Restore drill"),
    ("policy", "agency"): say("Rule of this computer changed"),
    ("passphrase", "slot"): say("Passphrase changed"),
    ("derivation", "slot"): say("Another derivation of the key from a passphrase"),
    ("supervisor", "slot"): say("Supervisor's passphrase set"),
    ("remove", "slot"): say("Way in removed"),
    ("key_file", "slot"): say("Key file turned on"),
    ("no_key_file", "slot"): say("Key file turned off"),
    ("rules", "slot"): say("Rules for the way in changed"),
    ("monitor", "case"): say("Case set to be watched only"),
    ("close", "closing"): say("Case closed on its criteria"),
    ("transfer", "transfer"): say("Case handed to another agency"),
    ("reopen", "closing"): say("Case opened again"),
    ("reopen", "transfer"): say("Case opened again"),
    ("put_off", "task"): say("Task put off"),
    ("done", "task"): say("Task done"),
    ("answer", "request"): say("Request for a record answered"),
    ("export", "custody"): say("Cover sheet, hand-over or loss page made"),
    ("export", "emergency_card"): say("Emergency card made"),
    ("export", "attachment"): say("Export of a file begun"),
    ("exported", "attachment"): say("File exported, plain"),
    ("not_exported", "attachment"): say("File not exported after all"),
    ("export", "log"): say("Log saved or printed"),
    ("review", "log"): say("Log reviewed"),
    ("anchor", "anchor"): say("Anchor slip made"),
    ("recall", "copy"): say("Recall note made"),
}

_ACTS: Final[dict[str, Callable[[Words], Words]]] = {
    "view": lambda kind: say("Seen: {kind}", kind=kind),
    "create": lambda kind: say("Entered: {kind}", kind=kind),
    "change": lambda kind: say("Changed: {kind}", kind=kind),
    "blank": lambda kind: say("Words taken out before a purge: {kind}", kind=kind),
    "purged": lambda kind: say("Purged: {kind}", kind=kind),
    "lost": lambda kind: say("Entry that could not be read: {kind}", kind=kind),
    "place": lambda kind: say("Place kept for what was lost: {kind}", kind=kind),
}
"""What was done to an object of any kind."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in words; `about` is a case's or concern's number where there is one."""

    entry: AuditEntry
    at: Moment
    group: LogGroup
    words: Words
    about: str


class AuditLog:
    """Reads the chain, notes what was seen, and makes what is signed on paper."""

    def __init__(self, ground: Ground, agency: AgencyDesk) -> None:
        self._ground = ground
        self._agency = agency
        self._seen: set[tuple[str, str]] = set()

    def note_view(self, kind: str, object_id: str) -> None:
        """Enter that an object was seen, once for each unlock."""
        if (kind, object_id) not in self._seen:
            with self._ground.transaction():
                self._ground.history.record("view", kind, object_id)
            self._seen.add((kind, object_id))

    def since(self, moment: Moment | None, until: date | None = None) -> tuple[LogLine, ...]:
        """Return the entries from a moment to the end of a day, newest first, at most MOST_LINES.

        They are told by their order: between the first and the last of that time also stand those
        that were made under a wrong clock. None is the beginning, or now.
        """
        return self._read("TRUE", (), MOST_LINES, moment, until)

    def of_case(
        self, case_id: str, until: date | None = None, *, all_of_it: bool = False
    ) -> tuple[LogLine, ...]:
        """Return the entries of a case and of everything in it, as `since` does, or all of them."""
        ids = (case_id,) * _OF_CASE.count("?")
        most = -1 if all_of_it else MOST_LINES
        return self._read(f"object_id IN ({_OF_CASE})", ids, most, until=until)

    def _read(
        self,
        where: str,
        values: tuple[str, ...],
        most: int,
        moment: Moment | None = None,
        until: date | None = None,
    ) -> tuple[LogLine, ...]:
        if moment is not None:
            where += (
                " AND sequence >= (SELECT f.sequence FROM audit AS f WHERE f.at >= ?"
                " ORDER BY f.sequence LIMIT 1)"
            )
            values += (centiseconds(moment.utc),)
        if until is not None:
            where += (
                " AND sequence <= (SELECT f.sequence FROM audit AS f WHERE f.at < ?"
                " ORDER BY f.sequence DESC LIMIT 1)"
            )
            after = until + timedelta(days=1)
            zone = zone_of(self._ground.clock.now().zone)
            values += (centiseconds(datetime(after.year, after.month, after.day, tzinfo=zone)),)
        rows = self._ground.file.connection.execute(
            f"SELECT * FROM audit WHERE {where} ORDER BY sequence DESC LIMIT ?",
            (*values, most),
        )
        return self._lines(tuple(AuditEntry(*row) for row in rows))

    def last(self, action: str, kind: str) -> Moment | None:
        """Return when something that is done to no single object was done last; None when never.

        Asked on every way to Today: only entries without an object are looked through, by their index,
        instead of the whole chain.
        """
        row = self._ground.file.connection.execute(
            "SELECT at FROM audit WHERE object_id = '' AND kind = ? AND action = ?"
            " ORDER BY sequence DESC LIMIT 1",
            (kind, action),
        ).fetchone()
        zone = self._ground.clock.now().zone
        return Moment(from_centiseconds(str(row[0])), zone) if row else None

    def due(self) -> tuple[Words, ...]:
        """Return what is due: looking through the log each week, an anchor slip each month."""
        row = self._ground.file.connection.execute(
            "SELECT at FROM audit ORDER BY sequence LIMIT 1"
        ).fetchone()
        now = self._ground.clock.now()
        first = Moment(from_centiseconds(str(row[0])), now.zone)
        found: list[Words] = []
        if now.utc - (self.last("review", "log") or first).utc > WEEK:
            found.append(say("The log was not looked through for a week."))
        if now.utc - (self.last("anchor", "anchor") or first).utc > MONTH:
            found.append(say("No anchor slip was made for a month."))
        return tuple(found)

    def note_review(self) -> Changes:
        """Enter that the log was looked through."""
        with self._ground.transaction():
            self._ground.history.record("review", "log")
        return Changes((("log", "review"),))

    def prepare_log(
        self, lines: tuple[LogLine, ...], title: Words, shown: Words, case_id: str = ""
    ) -> tuple[SlipContent, Changes]:
        """Enter that the log leaves the desk, and return it as a document.

        `shown` says on paper which entries these are: of which case, time and kind.
        """
        with self._ground.transaction():
            self._ground.history.record("export", "log", case_id)
        part = SlipPart(
            head=(say("No."), say("When"), say("What"), say("Way in"), say("About")),
            rows=tuple(
                (
                    str(line.entry.sequence),
                    f"{line.at.local:%Y-%m-%d %H:%M:%S}",
                    line.words,
                    line.entry.actor,
                    line.about,
                )
                for line in lines
            ),
            shares=(8, 24, 40, 18, 18),
        )
        content = SlipContent(
            slip_sheet(self._ground, self._agency, title),
            facts=(
                (say("What is listed"), shown),
                (say("Entries"), str(len(lines))),
                (say("Chain's newest entry"), _head_words(self._ground.history.chain_head())),
            ),
            parts=(part,),
        )
        return content, Changes((("log", case_id),))

    def prepare_anchor(self) -> tuple[SlipContent, Changes]:
        """Enter an anchor in the chain and return the slip that a supervisor signs."""
        with self._ground.transaction():
            entry = self._ground.history.record("anchor", "anchor")
        code = anchor_code(entry)
        content = SlipContent(
            # Its own code is the longer one of the same entry; two would be mistaken for each other.
            replace(slip_sheet(self._ground, self._agency, say("Anchor slip")), code=""),
            facts=(
                (say("Case file"), self._ground.file.folder.name),
                (say("Entries in the chain"), str(entry.sequence)),
                (say("Made at"), f"{from_centiseconds(entry.at):%Y-%m-%d %H:%M:%S} UTC"),
                (say("Code"), code),
            ),
            parts=(
                SlipPart(
                    say("What this is"),
                    paragraphs=(
                        say(
                            "The code stands for everything that was entered in this case file until"
                            " now. Whoever changes any of it later cannot make the code come out"
                            " again."
                        ),
                        say(
                            "Keep this slip away from the computer. To check it, type the code:"
                            " vpo-desk-cli verify CASEFILE --anchor CODE"
                        ),
                    ),
                ),
            ),
            signatures=(say("Officer, date"), say("Supervisor, date")),
        )
        return content, Changes((("anchor", code),))

    def _lines(self, entries: tuple[AuditEntry, ...]) -> tuple[LogLine, ...]:
        zone = self._ground.clock.now().zone
        numbers = self._numbers(tuple({entry.object_id for entry in entries}))
        return tuple(
            LogLine(
                entry,
                Moment(from_centiseconds(entry.at), zone),
                _group_of(entry),
                _words_of(entry),
                numbers.get(entry.object_id, ""),
            )
            for entry in entries
        )

    def _numbers(self, ids: tuple[str, ...]) -> dict[str, str]:
        """Return the case's or concern's number that belongs to each object, where there is one."""
        found: dict[str, str] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            rows = self._ground.file.connection.execute(
                f"SELECT id, number FROM ({_NUMBERS}) WHERE id IN ({places})", some
            )
            found.update((str(row[0]), str(row[1])) for row in rows)
        return found


_PARTS: Final = tuple(
    each.noun.kind
    for each in BELONGINGS
    if each.owner == "case" and each.noun not in {CONCERN, PURGE}
)
_ANSWERS_OF_CASE: Final = (
    "SELECT a.id FROM answer_head AS a JOIN interview_head AS i ON i.id = a.interview_id"
    " WHERE i.case_id = ?"
)
_DECISIONS_OF_CASE: Final = (
    "SELECT t.id FROM triage_head AS t JOIN concern_head AS c ON c.id = t.concern_id"
    " WHERE c.case_id = ?"
)
_FILES_OF_CONCERNS: Final = (
    "SELECT f.id FROM attachment_head AS f JOIN concern_head AS c ON c.id = f.concern_id"
    " WHERE c.case_id = ?"
)
_NUMBERS_OF_FILES: Final = (
    "SELECT f.id, c.number FROM attachment_head AS f JOIN concern_head AS c ON c.id = f.concern_id"
)
_NUMBERS_OF_ANSWERS: Final = (
    "SELECT a.id, c.number FROM answer_head AS a JOIN interview_head AS i"
    " ON i.id = a.interview_id JOIN case_head AS c ON c.id = i.case_id"
)
_OF_CASE: Final = " UNION ".join(
    (
        "SELECT ?",
        *(f"SELECT id FROM {part}_head WHERE case_id = ?" for part in _PARTS),
        _ANSWERS_OF_CASE,
        "SELECT id FROM concern_head WHERE case_id = ?",
        _FILES_OF_CONCERNS,
        "SELECT id FROM purge_head WHERE case_id = ?",
        _DECISIONS_OF_CASE,
        f"SELECT h.id FROM copy_head AS h WHERE {NAMED}",
    )
)
_NUMBERS: Final = " UNION ALL ".join(
    (
        "SELECT id, number FROM case_head",
        "SELECT id, number FROM concern_head",
        *(
            f"SELECT p.id, c.number FROM {part}_head AS p JOIN case_head AS c ON c.id = p.case_id"
            for part in _PARTS
        ),
        _NUMBERS_OF_ANSWERS,
        _NUMBERS_OF_FILES,
        "SELECT p.id, c.number FROM purge_head AS p JOIN case_head AS c ON c.id = p.case_id",
    )
)


def _group_of(entry: AuditEntry) -> LogGroup:
    if entry.action in {"unlock", "failed"}:
        return LogGroup.OPENING
    if entry.action in {"view", "search"}:
        return LogGroup.SEEN
    if entry.kind in _PAPER:
        return LogGroup.PAPER
    if entry.kind in _RULES or entry.action == "rekey":
        return LogGroup.RULES
    return LogGroup.CONTENT


def _words_of(entry: AuditEntry) -> Words:
    found = _DONE.get((entry.action, entry.kind))
    if found is not None:
        return found
    kind = kind_words(entry.kind)
    act = _ACTS.get(entry.action)
    if act is not None and entry.kind:
        return act(kind)
    action = entry.action.replace("_", " ").capitalize()  # of a newer program
    return (
        say("{action}: {kind}", action=action, kind=kind)
        if entry.kind
        else say("{action}", action=action)
    )


def _head_words(entry: AuditEntry | None) -> str:
    return f"{entry.sequence}  {entry.hash[:16]}" if entry else "–"

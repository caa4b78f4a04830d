"""Proves the parts of a case file that hold the history: key files, pages, tables and the audit chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.domain.audit import GENESIS, AuditEntry, entry_hash, read_code
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.keyring import RingReading, holds_mac
from vpo_desk.storage.losses import LOST, Losses, known_losses, seal_of, spans
from vpo_desk.storage.migrate import expected_schema, schema_of, schema_text
from vpo_desk.words import Words, say, say_count

SLICE: Final = 250
"""Audit entries that are looked at between other work: some 10 ms."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: its name, what was found, and whether it holds."""

    name: str
    words: Words
    holds: bool


def check_keys(reading: RingReading, key: bytes, file_id: str) -> Check:
    """Compare both key files with each other, their MAC and the file they belong to."""
    if reading.damaged:
        words = say(
            "{file} is missing, damaged or different; the other copy is good. Unlocking the case"
            " file makes both good again.",
            file=", ".join(reading.damaged),
        )
        return Check("keys", words, holds=False)
    if reading.ring.file_id != file_id or not holds_mac(reading.content, key):
        return Check("keys", say("The key files were changed by another program."), holds=False)
    words = say_count(
        "Both key files hold: {count} slot.",
        "Both key files hold: {count} slots.",
        len(reading.ring.slots),
    )
    return Check("keys", words, holds=True)


def check_pages(connection: Connection) -> Check:
    """Check every page's seal, every index and every reference."""
    if findings := connection.findings():
        words = say_count(
            "The database is damaged: {count} finding, first: {first}.",
            "The database is damaged: {count} findings, first: {first}.",
            len(findings),
            first=findings[0],
        )
        return Check("pages", words, holds=False)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return Check("pages", say("All {pages} pages are whole.", pages=pages), holds=True)


def check_schema(connection: Connection) -> Check:
    """Compare tables, indexes, views and triggers with those the migrations make."""
    number = schema_of(connection)
    if schema_text(connection) != expected_schema(number):
        words = say("The tables are not those of schema {number}.", number=number)
        return Check("schema", words, holds=False)
    return Check(
        "schema", say("The tables are those of schema {number}.", number=number), holds=True
    )


def check_anchor(connection: Connection, code: str) -> Check:
    """Look for the entry that a printed code names."""
    read = read_code(code)
    if read is None:
        words = say("This is not a page code, or a character of it is wrong.")
        return Check("anchor", words, holds=False)
    entry = find_anchor(connection, *read)
    if entry is None:
        return Check("anchor", say("No entry of this case file has that code."), holds=False)
    words = say("The code names audit entry {number}, {at}.", number=entry.sequence, at=entry.at)
    return Check("anchor", words, holds=True)


class ChainWalk:
    """Recomputes every entry's hash and its link to the one before, a slice of entries at a time.

    In a salvaged file a stand-in for an entry that could not be read has no hash of its own: it
    holds when the newest salvage entry names its number and its seal covers it (docs/adr/0016).
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._previous, self._expected = GENESIS, 1
        self._stand_ins: list[tuple[Any, ...]] = []
        self._fault: Words | None = None

    def step(self) -> bool:
        """Look at the next slice; True when all are looked at, or something does not hold."""
        rows = self._connection.execute(
            "SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence LIMIT ?",
            (self._expected, SLICE),
        ).fetchall()
        for row in rows:
            entry = AuditEntry(*row)
            if entry.sequence != self._expected:
                self._fault = say("Audit entry {number} is missing.", number=self._expected)
                return True
            if entry.action == LOST:
                self._stand_ins.append(row)
            hashed = entry.action == LOST or entry.hash == entry_hash(*row[:9])
            if entry.previous != self._previous or not hashed:
                self._fault = say(
                    "Audit entry {number} was changed, or one before it was taken out or put in.",
                    number=entry.sequence,
                )
                return True
            self._previous, self._expected = entry.hash, self._expected + 1
        return len(rows) < SLICE

    def check(self) -> Check:
        """Return what was found so far."""
        if self._fault is not None:
            return Check("audit", self._fault, holds=False)
        if self._expected == 1:
            return Check("audit", say("The audit chain is empty."), holds=False)
        losses = known_losses(self._connection)
        if self._stand_ins or losses.entries:
            return _check_gaps(losses, self._stand_ins, self._expected - 1)
        words = say_count(
            "The audit chain holds: {count} entry.",
            "The audit chain holds: {count} entries.",
            self._expected - 1,
        )
        return Check("audit", words, holds=True)


def check_chain(connection: Connection) -> Check:
    """Recompute the whole chain at once."""
    walk = ChainWalk(connection)
    while not walk.step():
        pass
    return walk.check()


def find_anchor(connection: Connection, sequence: int | None, prefix: str) -> AuditEntry | None:
    """Return the chain's entry that a printed code names, or None; `prefix` as `read_code` gives."""
    row = connection.execute(
        "SELECT * FROM audit WHERE substr(hash, 1, ?) = ? AND (? IS NULL OR sequence = ?)",
        (len(prefix), prefix, sequence, sequence),
    ).fetchone()
    return AuditEntry(*row) if row else None


def _check_gaps(losses: Losses, stand_ins: list[tuple[Any, ...]], count: int) -> Check:
    """Compare the stand-ins for lost entries with what the newest salvage entry says of them."""
    numbers = tuple(row[0] for row in stand_ins)
    if unnamed := set(numbers) - set(losses.entries):
        words = say("Audit entry {number} is missing, and no salvage says so.", number=min(unnamed))
        return Check("audit", words, holds=False)
    if numbers != losses.entries or seal_of(stand_ins) != losses.seal:
        words = say("What stands in for lost audit entries was changed after the salvage.")
        return Check("audit", words, holds=False)
    words = say_count(
        "The audit chain holds but for {count} entry missing since the salvage of {at}:"
        " {numbers}. The others are {others}.",
        "The audit chain holds but for {count} entries missing since the salvage of {at}:"
        " {numbers}. The others are {others}.",
        len(numbers),
        at=losses.at,
        numbers=spans(numbers),
        others=count - len(numbers),
    )
    return Check("audit", words, holds=True)

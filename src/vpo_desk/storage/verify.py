"""Proves a case file against its own history: chain, digests, versions, heads and pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from vpo_desk.domain.audit import GENESIS, AuditEntry, content_digest, entry_hash, read_code
from vpo_desk.storage.codec import ContentError, decode, is_written
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.keyring import RingReading, holds_mac
from vpo_desk.storage.losses import LOST, Losses, between, known_losses, seal_of, spans
from vpo_desk.storage.migrate import expected_schema, schema_of, schema_text, tables_of
from vpo_desk.storage.nouns import NOUNS, Noun
from vpo_desk.storage.purge import PURGED, purged_through
from vpo_desk.words import Words, say, say_count

SLICE: Final = 250
"""Audit entries that are looked at between other work: some 10 ms."""


_WITHOUT_VERSION: Final = (
    "SELECT a.sequence, a.object_id, (SELECT count(*) FROM audit AS b"
    "  WHERE b.object_id = a.object_id AND b.sequence <= a.sequence AND b.digest <> '')"
    " FROM audit AS a LEFT JOIN version AS v ON v.audit_sequence = a.sequence"
    " WHERE a.digest <> '' AND v.version IS NULL ORDER BY a.sequence"
)
"""Entries whose version is not there: number, object, and which version of it that was."""


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
            "{file} is missing, damaged or different; the other copy is good. Changing the"
            " passphrase writes both anew.",
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


def check_versions(connection: Connection) -> Check:
    """Recompute every version's digest and compare it with the entry that recorded it.

    What a purge took and what a salvage entry names as lost may be missing, and nothing else.
    """
    purged, purged_on = _purged(connection)
    losses = known_losses(connection)
    count, fault = _check_kept(connection, purged, _gaps(connection, losses))
    if fault is not None:
        return Check("history", fault, holds=False)
    gone, missing = 0, list[int]()
    named = frozenset(losses.versions)
    for number, id_, place in entries_without_version(connection):
        if place <= purged.get(id_, 0):
            gone += 1
        elif number in named:
            missing.append(number)
        else:
            words = say("What audit entry {number} recorded is missing.", number=number)
            return Check("history", words, holds=False)
    if purged and _is_listed(connection):
        words = say("A purge was not ended: its list is not empty.")
        return Check("history", words, holds=False)
    words = say_count(
        "{count} version matches the audit chain.",
        "All {count} versions match the audit chain.",
        count,
    )
    if gone:
        words = say_count(
            "{rest} {count} more was purged, the last on {day}.",
            "{rest} {count} more were purged, the last on {day}.",
            gone,
            rest=words,
            day=purged_on,
        )
    if missing:
        words = say_count(
            "{rest} {count} more is missing since the salvage of {at} (audit entry {numbers}).",
            "{rest} {count} more are missing since the salvage of {at} (audit entries {numbers}).",
            len(missing),
            rest=words,
            at=losses.at,
            numbers=spans(missing),
        )
    return Check("history", words, holds=True)


def _check_kept(
    connection: Connection, purged: Mapping[str, int], gaps: Mapping[str, Sequence[int]]
) -> tuple[int, Words | None]:
    """Check the versions that are there; return how many hold, and what is wrong with the next."""
    rows = connection.execute(
        "SELECT v.object_id, v.version, v.kind, v.recorded_at, v.audit_sequence, v.salt, v.content,"
        " a.at, a.kind, a.object_id, a.digest"
        " FROM version AS v LEFT JOIN audit AS a ON a.sequence = v.audit_sequence"
        " ORDER BY v.object_id, v.version"
    )
    kinds = {noun.kind for noun in NOUNS}
    count, last = 0, ("", 0, 0)
    for id_, version, kind, at, sequence, salt, content, *entry in rows:
        before = last if last[0] == id_ else (id_, purged.get(id_, 0), 0)
        left_out = version - before[1] - 1
        follows = left_out == 0 or 0 < left_out <= sum(
            between(gaps.get(each, ()), before[2], sequence) for each in (id_, "")
        )
        same = entry == [at, kind, id_, content_digest(salt, content)]
        if not follows or not same or kind not in kinds:
            words = say(
                "Version {version} of {object} does not match audit entry {number}.",
                version=version,
                object=id_,
                number=sequence,
            )
            return count, words
        last, count = (id_, version, sequence), count + 1
    return count, None


def entries_without_version(connection: Connection) -> tuple[tuple[int, str, int], ...]:
    """Return the entries that recorded a version which is not there: purged, lost or missing.

    Each is its number, the object, and which version of the object it recorded.
    """
    return tuple(connection.execute(_WITHOUT_VERSION).fetchall())


def _purged(connection: Connection) -> tuple[dict[str, int], str]:
    """Return up to which version each object was purged, and the day of the last purge."""
    rows = connection.execute(
        "SELECT object_id, detail, at FROM audit WHERE action = ? ORDER BY sequence", (PURGED,)
    ).fetchall()
    return purged_through((row[0], row[1]) for row in rows), rows[-1][2][:10] if rows else ""


def _is_listed(connection: Connection) -> bool:
    return connection.execute("SELECT count(*) FROM purge_list").fetchone()[0] > 0


def check_heads(connection: Connection) -> Check:
    """Recompute every head from the newest version it stands for.

    A kind that came after the file's schema has no table there, and no versions.
    """
    count, tables = 0, tables_of(connection)
    listed = (_heads(connection, each) for each in NOUNS if each.table in tables)
    unlisted = ((id_, True) for id_ in _unlisted(connection, tables))
    for id_, fault in chain(chain.from_iterable(listed), unlisted):
        if fault:
            words = say("The list entry of {object} does not match its history.", object=id_)
            return Check("lists", words, holds=False)
        count += 1
    words = say_count(
        "{count} list entry matches the history.",
        "All {count} list entries match the history.",
        count,
    )
    return Check("lists", words, holds=True)


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


def _gaps(connection: Connection, losses: Losses) -> dict[str, list[int]]:
    """Return the numbers of lost versions by object; under "" those whose object is not known."""
    found: dict[str, list[int]] = {}
    if not losses.at:
        return found
    lost = set(losses.versions)
    for sequence, id_, action in connection.execute(
        "SELECT a.sequence, a.object_id, a.action FROM audit AS a LEFT JOIN version AS v"
        " ON v.audit_sequence = a.sequence WHERE v.version IS NULL ORDER BY a.sequence"
    ):
        if sequence in lost or action == LOST:
            found.setdefault(id_, []).append(sequence)
    return found


def _heads(connection: Connection, noun: Noun[Any]) -> Iterator[tuple[str, bool]]:
    """Yield the id of each list entry of a kind and whether it is not what its history says."""
    cursor = connection.execute(
        f"SELECT v.kind, v.version, v.content, h.* FROM {noun.table} AS h"
        " LEFT JOIN version AS v ON v.object_id = h.id"
        " AND v.version = (SELECT max(version) FROM version WHERE object_id = h.id)"
    )
    names = [column[0] for column in cursor.description or ()][3:]
    for kind, version, content, *columns in cursor:
        head = dict(zip(names, columns, strict=True))
        yield head["id"], kind != noun.kind or not _stands_for(noun, version, content, head)


def _stands_for(noun: Noun[Any], version: int, content: str, head: Mapping[str, Any]) -> bool:
    try:
        value = decode(noun.type, content)
    except ContentError:
        return False
    wanted = {"id": head["id"], "version": version, **noun.head(value)}
    # A list of an older schema lacks the columns that came later; that it is whole, the schema says.
    return is_written(value, content) and all(
        name in wanted and each == wanted[name] for name, each in head.items()
    )


def _unlisted(connection: Connection, tables: Collection[str]) -> Iterator[str]:
    """Yield the objects without a list entry.

    One pass counts them by kind; only where the count is not that of the list is a name looked for.
    """
    counted = connection.execute(
        "SELECT kind, count(DISTINCT object_id) FROM version GROUP BY kind"
    )
    objects = dict(counted.fetchall())
    for noun in (each for each in NOUNS if each.table in tables):
        listed = connection.execute(f"SELECT count(*) FROM {noun.table}").fetchone()[0]
        if objects.get(noun.kind, 0) != listed:
            yield from (
                str(row[0])
                for row in connection.execute(
                    "SELECT DISTINCT object_id FROM version WHERE kind = ?"
                    f" AND object_id NOT IN (SELECT id FROM {noun.table})",
                    (noun.kind,),
                )
            )

"""Proves every version against the audit chain, and every list against the newest versions.

Both are looked at on one way through the history, because reading and decrypting it is most of the
work. The way goes by the numbers of the chain, in which versions lie one behind the other: by object,
a page of the database would be read as often as it holds versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple, Protocol

from vpo_desk.domain.audit import content_digest
from vpo_desk.storage.codec import ContentError, decode_whole
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.losses import LOST, Losses, between, known_losses, spans
from vpo_desk.storage.migrate import tables_of
from vpo_desk.storage.nouns import NOUNS, Noun
from vpo_desk.storage.purge import PURGED, purged_through
from vpo_desk.storage.verify import Check
from vpo_desk.words import Words, say, say_count

_WITHOUT_VERSION: Final = (
    "SELECT a.sequence, a.object_id, (SELECT count(*) FROM audit AS b"
    "  WHERE b.object_id = a.object_id AND b.sequence <= a.sequence AND b.digest <> '')"
    " FROM audit AS a LEFT JOIN version AS v ON v.audit_sequence = a.sequence"
    " WHERE a.digest <> '' AND v.version IS NULL ORDER BY a.sequence"
)
"""Entries whose version is not there: number, object, and which version of it that was."""


_EVERY_VERSION: Final = (
    "SELECT v.object_id, v.version, v.kind, v.recorded_at, v.audit_sequence, v.salt, v.content,"
    " a.at, a.kind, a.object_id, a.digest"
    " FROM version AS v LEFT JOIN audit AS a ON a.sequence = v.audit_sequence"
    " ORDER BY v.audit_sequence"
)


SLICE: Final = 100
"""Versions that are read at once, and whose list entries are looked up together."""


class Row(NamedTuple):
    """A version, and the entry of the chain that recorded it (None in all, where it is missing)."""

    object_id: str
    version: int
    kind: str
    recorded_at: str
    sequence: int
    salt: bytes
    content: str
    entry_at: str | None
    entry_kind: str | None
    entry_object_id: str | None
    entry_digest: str | None


class Observer(Protocol):
    """What looks at each version on the way."""

    def see(self, rows: Sequence[Row]) -> None:
        """Look at the next versions."""
        ...

    def check(self) -> Check:
        """Return what was found, when all were seen."""
        ...


def check_history(connection: Connection) -> tuple[Check, Check]:
    """Check versions and lists on one way; the results of `check_versions` and `check_heads`."""
    history, lists = _go(connection, _Kept(connection), _Listed(connection))
    return history, lists


def check_versions(connection: Connection) -> Check:
    """Recompute every version's digest and compare it with the entry that recorded it.

    What a purge took and what a salvage entry names as lost may be missing, and nothing else.
    """
    return _go(connection, _Kept(connection))[0]


def check_heads(connection: Connection) -> Check:
    """Recompute every head from the newest version it stands for.

    A kind that came after the file's schema has no table there, and no versions.
    """
    return _go(connection, _Listed(connection))[0]


def _go(connection: Connection, *observers: Observer) -> list[Check]:
    versions = (Row(*each) for each in connection.execute(_EVERY_VERSION))
    while rows := list(islice(versions, SLICE)):
        for observer in observers:
            observer.see(rows)
    return [observer.check() for observer in observers]


class _Kept:
    """Compares each version with the entry that recorded it, and with the version before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._purged, self._purged_on = _purged(connection)
        self._losses = known_losses(connection)
        self._gaps = _gaps(connection, self._losses)
        self._kinds = {noun.kind for noun in NOUNS}
        self._last: dict[str, tuple[int, int]] = {}
        self._count = 0
        self._fault: Words | None = None

    def see(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if self._fault is None:
                self._look_at(row)

    def _look_at(self, row: Row) -> None:
        entry = (row.entry_at, row.entry_kind, row.entry_object_id, row.entry_digest)
        digest = content_digest(row.salt, row.content)
        same = entry == (row.recorded_at, row.kind, row.object_id, digest)
        if same and row.kind in self._kinds and self._follows(row):
            self._last[row.object_id] = (row.version, row.sequence)
            self._count += 1
            return
        self._fault = say(
            "Version {version} of {object} does not match audit entry {number}.",
            version=row.version,
            object=row.object_id,
            number=row.sequence,
        )

    def _follows(self, row: Row) -> bool:
        """Tell whether nothing is missing before a version that is not known to be gone."""
        id_ = row.object_id
        version, sequence = self._last.get(id_) or (self._purged.get(id_, 0), 0)
        left_out = row.version - version - 1
        return left_out == 0 or 0 < left_out <= sum(
            between(self._gaps.get(each, ()), sequence, row.sequence) for each in (id_, "")
        )

    def check(self) -> Check:
        gone, missing = self._look_for_missing()
        if self._fault is None and self._purged and _is_listed(self._connection):
            self._fault = say("A purge was not ended: its list is not empty.")
        if self._fault is not None:
            return Check("history", self._fault, holds=False)
        words = say_count(
            "{count} version matches the audit chain.",
            "All {count} versions match the audit chain.",
            self._count,
        )
        if gone:
            words = say_count(
                "{rest} {count} more was purged, the last on {day}.",
                "{rest} {count} more were purged, the last on {day}.",
                gone,
                rest=words,
                day=self._purged_on,
            )
        if missing:
            words = say_count(
                "{rest} {count} more is missing since the salvage of {at} (audit entry {numbers}).",
                "{rest} {count} more are missing since the salvage of {at} (audit entries"
                " {numbers}).",
                len(missing),
                rest=words,
                at=self._losses.at,
                numbers=spans(missing),
            )
        return Check("history", words, holds=True)

    def _look_for_missing(self) -> tuple[int, Sequence[int]]:
        """Return how many versions were purged, and the entries of those that a salvage lost."""
        gone, missing = 0, list[int]()
        if self._fault is not None:
            return gone, missing
        named = frozenset(self._losses.versions)
        for number, id_, place in entries_without_version(self._connection):
            if place <= self._purged.get(id_, 0):
                gone += 1
            elif number in named:
                missing.append(number)
            else:
                self._fault = say("What audit entry {number} recorded is missing.", number=number)
                break
        return gone, missing


class _Listed:
    """Compares each list entry with the version it stands for, which must be the newest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        tables = tables_of(connection)
        self._nouns = {noun.kind: noun for noun in NOUNS if noun.table in tables}
        self._newest: dict[str, tuple[int, str]] = {}
        self._standing: dict[str, int] = {}
        self._fault = ""

    def see(self, rows: Sequence[Row]) -> None:
        for row in rows:
            newest = self._newest.get(row.object_id, (0, ""))
            self._newest[row.object_id] = max((row.version, row.kind), newest)
        for noun in {row.kind: self._nouns.get(row.kind) for row in rows}.values():
            if noun is not None:
                self._compare(noun, [row for row in rows if row.kind == noun.kind])

    def _compare(self, noun: Noun[Any], rows: Sequence[Row]) -> None:
        cursor = self._connection.execute(
            f"SELECT * FROM {noun.table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([row.object_id for row in rows]),),
        )
        names = [column[0] for column in cursor.description]
        found = (dict(zip(names, each, strict=True)) for each in cursor)
        heads = {head["id"]: head for head in found}
        for row in rows:
            head = heads.get(row.object_id)
            if head is not None and head["version"] == row.version:
                self._standing[row.object_id] = row.version
                if not self._fault and not _stands_for(noun, row, head):
                    self._fault = row.object_id

    def check(self) -> Check:
        if fault := self._fault or self._unlisted() or self._without_history():
            words = say("The list entry of {object} does not match its history.", object=fault)
            return Check("lists", words, holds=False)
        words = say_count(
            "{count} list entry matches the history.",
            "All {count} list entries match the history.",
            len(self._standing),
        )
        return Check("lists", words, holds=True)

    def _unlisted(self) -> str:
        """Return an object whose newest version no list entry stands for, or nothing."""
        unlisted = (
            id_ for id_, (version, _) in self._newest.items() if self._standing.get(id_) != version
        )
        return next(unlisted, "")

    def _without_history(self) -> str:
        """Return a list entry of an object whose newest version is of another kind, or of none."""
        for noun in self._nouns.values():
            for (id_,) in self._connection.execute(f"SELECT id FROM {noun.table}"):
                if self._newest.get(id_, (0, ""))[1] != noun.kind:
                    return str(id_)
        return ""


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


def _stands_for(noun: Noun[Any], row: Row, head: Mapping[str, Any]) -> bool:
    try:
        value = decode_whole(noun.type, row.content)
    except ContentError:
        return False
    wanted = {"id": row.object_id, "version": row.version, **noun.head(value)}
    # A list of an older schema lacks the columns that came later; that it is whole, the schema says.
    return all(name in wanted and each == wanted[name] for name, each in head.items())

"""The append-only history: versions of objects, their heads, and the audit chain over them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from vpo_desk.domain.audit import GENESIS, AuditEntry, content_digest, entry_hash
from vpo_desk.domain.moments import Clock, centiseconds, from_centiseconds
from vpo_desk.domain.recorded import Recorded
from vpo_desk.storage.codec import decode, encode
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.nouns import Column, Noun
from vpo_desk.storage.search_index import SearchIndex

T = TypeVar("T")
_CURRENT: Final = (
    "SELECT v.content, v.version, v.recorded_at, v.audit_sequence FROM {table} AS h"
    " JOIN version AS v ON v.object_id = h.id AND v.version = h.version"
)


class History:
    """Writes and reads versions; every write is one version, one head and one audit entry.

    The search index follows each of them.

    Callers hold the transaction: nothing here commits. `clock` gives the time of entry, `actor`
    is the key slot with which the file was unlocked.
    """

    def __init__(self, connection: Connection, clock: Clock, actor: str) -> None:
        self._connection = connection
        self._clock = clock
        self._actor = actor
        self.index: Final = SearchIndex(connection)

    def record(
        self,
        action: str,
        kind: str = "",
        object_id: str = "",
        *,
        detail: str = "",
        digest: str = "",
    ) -> AuditEntry:
        """Add an entry to the audit chain and return it; `detail` holds codes, never text."""
        last = self._connection.execute(
            "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        sequence, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        fields = (
            sequence,
            centiseconds(self._clock.now().utc),
            self._actor,
            action,
            kind,
            object_id,
            detail,
            digest,
            previous,
        )
        entry = AuditEntry(*fields, entry_hash(*fields))
        self._connection.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, entry.hash)
        )
        return entry

    def append(
        self, noun: Noun[T], id_: str, value: T, *, action: str = "", detail: str = ""
    ) -> Recorded[T]:
        """Write `value` as the next version of the object and make it current.

        A value equal to the current one writes nothing, unless `action` names a step of its own.
        """
        current = self.find(noun, id_)
        if current is not None and current.value == value and not action:
            return current
        version = current.version + 1 if current else 1
        salt = secrets.token_bytes(16)
        content = encode(value)
        entry = self.record(
            action or ("change" if current else "create"),
            noun.kind,
            id_,
            detail=detail,
            digest=content_digest(salt, content),
        )
        self._connection.execute(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
            (id_, version, noun.kind, entry.at, entry.sequence, salt, content),
        )
        self.set_head(noun, id_, version, value)
        before = (current.sequence, current.value) if current else None
        self.index.follow(noun, id_, before, (entry.sequence, value))
        return Recorded(value, version, from_centiseconds(entry.at), entry.sequence)

    def find(self, noun: Noun[T], id_: str) -> Recorded[T] | None:
        """Return the object's current version, or None when there is no such object."""
        found = self.select(noun, "h.id = ?", (id_,))
        return found[0] if found else None

    def get(self, noun: Noun[T], id_: str) -> T:
        """Return the object's current value; KeyError when there is no such object."""
        found = self.find(noun, id_)
        if found is None:
            raise KeyError(noun.kind)
        return found.value

    def select(
        self,
        noun: Noun[T],
        where: str,
        parameters: Sequence[Column] = (),
        *,
        order: str = "h.rowid",
        limit: int = -1,
        offset: int = 0,
    ) -> tuple[Recorded[T], ...]:
        """Return the current versions whose head `h` fits `where`, in the given order."""
        rows = self._connection.execute(
            f"{_CURRENT.format(table=noun.table)} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return tuple(_recorded(noun, row) for row in rows)

    def values(
        self,
        noun: Noun[T],
        where: str,
        parameters: Sequence[Column] = (),
        *,
        order: str = "h.rowid",
    ) -> tuple[T, ...]:
        """Return the current values whose head `h` fits `where`."""
        return tuple(each.value for each in self.select(noun, where, parameters, order=order))

    def versions(self, noun: Noun[T], id_: str) -> tuple[Recorded[T], ...]:
        """Return every version of an object, oldest first."""
        rows = self._connection.execute(
            "SELECT content, version, recorded_at, audit_sequence FROM version"
            " WHERE object_id = ? AND kind = ? ORDER BY version",
            (id_, noun.kind),
        )
        return tuple(_recorded(noun, row) for row in rows)

    def before(
        self, noun: Noun[T], where: str, parameters: Sequence[Column], end: datetime
    ) -> tuple[Recorded[T], ...]:
        """Return how each object whose head fits `where` stood before a moment (UTC).

        That is its newest version with an earlier time of entry; an object without one is left out.
        """
        rows = self._connection.execute(
            f"SELECT v.content, v.version, v.recorded_at, v.audit_sequence FROM {noun.table} AS h"
            " JOIN version AS v ON v.object_id = h.id AND v.version = (SELECT max(w.version)"
            " FROM version AS w WHERE w.object_id = h.id AND w.recorded_at < ?)"
            f" WHERE {where} ORDER BY h.rowid",
            (centiseconds(end), *parameters),
        )
        return tuple(_recorded(noun, row) for row in rows)

    def gone_before(
        self, noun: Noun[Any], where: str, parameters: Sequence[Column], end: datetime
    ) -> int:
        """Return of how many objects everything entered before a moment (UTC) was purged."""
        row = self._connection.execute(
            f"SELECT count(*) FROM {noun.table} AS h WHERE {where} AND NOT EXISTS (SELECT 1 FROM"
            " version AS w WHERE w.object_id = h.id AND w.recorded_at < ?) AND EXISTS (SELECT 1"
            " FROM audit AS a WHERE a.object_id = h.id AND a.at < ?)",
            (*parameters, centiseconds(end), centiseconds(end)),
        ).fetchone()
        return int(row[0])

    def entered(
        self, nouns: Iterable[Noun[Any]], where: str, parameters: Sequence[Column]
    ) -> dict[str, datetime]:
        """Return when each object of these nouns whose head `h` fits `where` was first entered (UTC).

        That is the time of its first version, as far as that is there.
        """
        tables = [noun.table for noun in nouns]
        ids = " UNION ALL ".join(f"SELECT h.id FROM {table} AS h WHERE {where}" for table in tables)
        rows = self._connection.execute(
            "SELECT object_id, recorded_at, min(version) FROM version"
            f" WHERE object_id IN ({ids}) GROUP BY object_id",
            tuple(parameters) * len(tables),
        )
        return {str(row[0]): from_centiseconds(row[1]) for row in rows}

    def count(self, noun: Noun[Any], where: str = "1", parameters: Sequence[Column] = ()) -> int:
        """Return how many objects of the kind have a head that fits `where`."""
        row = self._connection.execute(
            f"SELECT count(*) FROM {noun.table} AS h WHERE {where}", parameters
        ).fetchone()
        return int(row[0])

    def next_ordinal(self, noun: Noun[Any], year: int) -> int:
        """Return the next running number of the year for a noun that is numbered by year.

        A number that was purged is never given again: it may stand on paper.
        """
        row = self._connection.execute(
            "SELECT max(coalesce(given, 0), coalesce(purged, 0)) + 1 FROM"
            f" (SELECT max(ordinal) AS given FROM {noun.table} WHERE year = ?),"
            " (SELECT max(ordinal) AS purged FROM trace_head WHERE of = ? AND year = ?)",
            (year, noun.kind, year),
        ).fetchone()
        return int(row[0])

    def sequences(
        self, noun: Noun[Any], where: str, parameters: Sequence[Column] = ()
    ) -> tuple[int, ...]:
        """Return the audit sequence of the current version of each object whose head fits."""
        rows = self._connection.execute(
            f"SELECT v.audit_sequence FROM {noun.table} AS h"
            f" JOIN version AS v ON v.object_id = h.id AND v.version = h.version WHERE {where}",
            parameters,
        )
        return tuple(int(row[0]) for row in rows)

    def entries(
        self, sequence: int = 0, *, object_id: str = "", limit: int = -1
    ) -> tuple[AuditEntry, ...]:
        """Return the audit entries after `sequence`, all of them or those of one object."""
        of_object = "AND object_id = ?" if object_id else ""
        rows = self._connection.execute(
            f"SELECT * FROM audit WHERE sequence > ? {of_object} ORDER BY sequence LIMIT ?",
            (sequence, object_id, limit) if object_id else (sequence, limit),
        )
        return tuple(AuditEntry(*row) for row in rows)

    def chain_head(self) -> AuditEntry | None:
        """Return the newest audit entry; None in a file without any."""
        row = self._connection.execute(
            "SELECT * FROM audit ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return AuditEntry(*row) if row else None

    def set_head(self, noun: Noun[T], id_: str, version: int, value: T) -> None:
        """Make a version the object's head.

        Only columns that differ from what stands there are written: naming the others too would
        write every index over them anew, a page each.
        """
        columns = {"version": version, **noun.head(value)}
        names = ", ".join(columns)
        row = self._connection.execute(
            f"SELECT {names} FROM {noun.table} WHERE id = ?", (id_,)
        ).fetchone()
        if row is None:
            places = ", ".join("?" for _ in columns)
            self._connection.execute(
                f"INSERT INTO {noun.table} (id, {names}) VALUES (?, {places})",
                (id_, *columns.values()),
            )
            return
        stands = dict(zip(columns, row, strict=True))
        changed = {name: each for name, each in columns.items() if each != stands[name]}
        if changed:
            updates = ", ".join(f"{name} = ?" for name in changed)
            self._connection.execute(
                f"UPDATE {noun.table} SET {updates} WHERE id = ?", (*changed.values(), id_)
            )


def _recorded(noun: Noun[T], row: tuple[Any, ...]) -> Recorded[T]:
    content, version, recorded_at, sequence = row
    return Recorded(decode(noun.type, content), version, from_centiseconds(recorded_at), sequence)

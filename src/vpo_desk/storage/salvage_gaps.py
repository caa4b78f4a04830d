"""The gaps in a salvaged history: stand-ins that keep the chain whole, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

from vpo_desk.domain.audit import GENESIS, content_digest, entry_hash
from vpo_desk.domain.moments import Moment, from_centiseconds
from vpo_desk.domain.salvage import Missing, Remains
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history_check import entries_without_version
from vpo_desk.storage.losses import LOST, Losses, seal_of
from vpo_desk.storage.nouns import ATTACHMENT, CASE, NOUNS
from vpo_desk.storage.salvage_rows import OldHead

_STEPS: Final = 3  # an answer names its interview, and that its case


def newest_entry(connection: Connection) -> tuple[int, str]:
    """Return the number and time of the newest entry that is known, itself or by its version."""
    return connection.execute(
        "SELECT sequence, at FROM (SELECT sequence, at FROM audit UNION ALL"
        " SELECT audit_sequence, recorded_at FROM version) ORDER BY sequence DESC LIMIT 1"
    ).fetchone()


def fill_gaps(connection: Connection, last: int, purged: Mapping[str, int]) -> Losses:
    """Put a stand-in where an entry up to `last` could not be read, and return all gaps.

    A stand-in has the hash that the next entry names, so that the links of the chain hold; of what
    the entry said it has only what its version tells. In a file that was salvaged before, the
    stand-ins of then are gaps of now.
    """
    without = tuple(
        sequence
        for sequence, object_id, place in entries_without_version(connection)
        if place > purged.get(object_id, 0)
    )
    for gap in tuple(_gaps(connection, last)):
        _fill(connection, gap)
    rows = connection.execute("SELECT * FROM audit WHERE action = ? ORDER BY sequence", (LOST,))
    stand_ins = rows.fetchall()
    return Losses("", tuple(row[0] for row in stand_ins), without, seal_of(stand_ins))


@dataclass(frozen=True, slots=True)
class _Gap:
    """Entries that are missing in a row; `closing` is the hash of the last one, where known."""

    first: int
    last: int
    previous: str
    at: str
    closing: str


def _gaps(connection: Connection, last: int) -> Iterator[_Gap]:
    before, previous, at = 0, GENESIS, ""
    rows = connection.execute("SELECT sequence, at, previous, hash FROM audit ORDER BY sequence")
    for sequence, when, names, its_hash in rows:
        if sequence > before + 1:
            yield _Gap(before + 1, sequence - 1, previous, at or when, names)
        before, previous, at = sequence, its_hash, when
    if before < last:
        yield _Gap(before + 1, last, previous, at, "")


def _fill(connection: Connection, gap: _Gap) -> None:
    known = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT audit_sequence, recorded_at, kind, object_id, salt, content FROM version"
            " WHERE audit_sequence BETWEEN ? AND ?",
            (gap.first, gap.last),
        )
    }
    previous, at = gap.previous, gap.at
    for sequence in range(gap.first, gap.last + 1):
        kind = object_id = digest = ""
        if sequence in known:
            at, kind, object_id, salt, content = known[sequence]
            digest = content_digest(salt, content)
        fields = (sequence, at, "salvage", LOST, kind, object_id, "", digest, previous)
        closes = gap.closing if sequence == gap.last else ""
        previous = closes or entry_hash(*fields)
        connection.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, previous)
        )


@dataclass(slots=True)
class _Lost:
    kind: str
    sequences: list[int] = field(default_factory=list[int])
    at: str = ""


def missing_objects(
    connection: Connection,
    losses: Losses,
    heads: Mapping[str, OldHead],
    made: Sequence[tuple[str, str]],
    hidden: AbstractSet[str],
    zone: str,
) -> tuple[Missing, ...]:
    """Return each object of which something is known to be lost, in the order of entry.

    `heads` are the list entries that could be read, `made` the places that were kept and `hidden`
    the objects that stand in no list.
    """
    lost: dict[str, _Lost] = {}
    for sequence in losses.versions:
        id_, kind, at = connection.execute(
            "SELECT object_id, kind, at FROM audit WHERE sequence = ?", (sequence,)
        ).fetchone()
        known = lost.setdefault(id_, _Lost(kind))
        known.sequences.append(sequence)
        known.at = at
    for kind, id_ in made:
        lost.setdefault(id_, _Lost(kind))
    kinds = dict(connection.execute("SELECT object_id, kind FROM version").fetchall())
    for id_ in sorted(hidden):
        lost.setdefault(id_, _Lost(kinds[id_]))
    cases = _Cases(connection, heads)
    places = {id_ for _, id_ in made}
    return tuple(
        Missing(
            each.kind,
            id_,
            max(1, len(each.sequences)),
            Moment(from_centiseconds(each.at), zone) if each.at else None,
            _remains(connection, id_, each, places, hidden),
            cases.number_of(id_),
        )
        for id_, each in lost.items()
    )


def broken_files(
    connection: Connection, ids: Iterable[str], heads: Mapping[str, OldHead]
) -> tuple[Missing, ...]:
    """Return the attachments of which only a part of the bytes, or none, is left."""
    cases = _Cases(connection, heads)
    return tuple(
        Missing(ATTACHMENT.kind, id_, 1, None, Remains.CONTENT, cases.number_of(id_)) for id_ in ids
    )


def _remains(
    connection: Connection,
    id_: str,
    lost: _Lost,
    places: AbstractSet[str],
    hidden: AbstractSet[str],
) -> Remains:
    if id_ in places:
        return Remains.PLACE
    if id_ in hidden:
        return Remains.HIDDEN
    newest = connection.execute(
        "SELECT max(audit_sequence) FROM version WHERE object_id = ?", (id_,)
    ).fetchone()[0]
    if newest is None:
        return Remains.NOTHING
    return Remains.CURRENT if newest > max(lost.sequences, default=0) else Remains.EARLIER


class _Cases:
    """Finds the case that an object belongs to by what its list entry names."""

    def __init__(self, connection: Connection, heads: Mapping[str, OldHead]) -> None:
        self._numbers = dict(connection.execute("SELECT id, number FROM case_head").fetchall())
        self._names: dict[str, tuple[Any, ...]] = {id_: each.columns for id_, each in heads.items()}
        for noun in NOUNS:
            if noun is not CASE:
                for id_, _, *columns in connection.execute(f"SELECT * FROM {noun.table}"):
                    self._names[id_] = tuple(columns)

    def number_of(self, id_: str) -> str:
        """Return the number of the object's case; empty where it is not known."""
        nearest = {id_}
        for _ in range(_STEPS):
            for each in sorted(nearest):
                if each in self._numbers:
                    return str(self._numbers[each])
            nearest = {
                name
                for each in nearest
                for name in self._names.get(each, ())
                if isinstance(name, str)
            }
        return ""

"""The bytes of attachments: rows of 256 KB in the encrypted database, never a whole file at once."""

from __future__ import annotations

import hashlib
from typing import Final

from vpo_desk.domain.attachment import FileFacts
from vpo_desk.storage.connection import Connection

SLICE: Final = 256 * 1024
"""Bytes of a row; only the last of a file is shorter."""
BATCH: Final = 8
"""Rows that are written, or removed, between other work: 2 MB, some 25 ms."""
LOOK: Final = 4
"""Rows that are read and digested between other work."""


class SliceStore:
    """Keeps the rows of attachments; callers hold the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, id_: str, ordinal: int, data: bytes) -> None:
        """Keep the next bytes of a file; `ordinal` counts from 1."""
        self._connection.execute(
            "INSERT INTO attachment_slice VALUES (?, ?, ?)", (id_, ordinal, data)
        )

    def read(self, id_: str, after: int, most: int = LOOK) -> tuple[bytes, ...]:
        """Return up to `most` rows of a file behind row `after`, without a gap."""
        rows = self._connection.execute(
            "SELECT ordinal, bytes FROM attachment_slice WHERE attachment_id = ?"
            " AND ordinal > ? ORDER BY ordinal LIMIT ?",
            (id_, after, most),
        )
        found: list[bytes] = []
        for ordinal, data in rows:
            if ordinal != after + len(found) + 1:
                break
            found.append(data)
        return tuple(found)

    def count(self, id_: str) -> int:
        """Return how many rows of a file there are."""
        row = self._connection.execute(
            "SELECT count(*) FROM attachment_slice WHERE attachment_id = ?", (id_,)
        ).fetchone()
        return int(row[0])

    def remove(self, id_: str, most: int = BATCH) -> bool:
        """Remove up to `most` rows of a file; True when none is left."""
        self._connection.execute(
            "DELETE FROM attachment_slice WHERE rowid IN (SELECT rowid FROM attachment_slice"
            " WHERE attachment_id = ? ORDER BY ordinal DESC LIMIT ?)",
            (id_, most),
        )
        return self.count(id_) == 0

    def leftovers(self) -> tuple[str, ...]:
        """Return the ids of files that never came in whole, and that no form waits with.

        A file that was dropped on a form is named by a draft until the form is saved.
        """
        rows = self._connection.execute(
            "SELECT DISTINCT attachment_id FROM attachment_slice"
            " WHERE attachment_id NOT IN (SELECT id FROM attachment_head)"
            " AND attachment_id NOT IN (SELECT field FROM draft)"
        )
        return tuple(str(row[0]) for row in rows.fetchall())


class Proof:
    """Digests the rows of one file, some at a time, and says whether they are what came in."""

    def __init__(self, store: SliceStore, id_: str, facts: FileFacts) -> None:
        self._store = store
        self._id = id_
        self._facts = facts
        self._digest = hashlib.sha256()
        self._rows = self._size = 0

    @property
    def done(self) -> int:
        """Bytes that were looked at."""
        return self._size

    def step(self) -> tuple[bytes, ...]:
        """Return the next bytes, which were digested; nothing at the end."""
        found = self._store.read(self._id, self._rows)
        for each in found:
            self._digest.update(each)
            self._size += len(each)
        self._rows += len(found)
        return found

    def holds(self) -> bool:
        """True when everything was looked at, nothing is left over, and the digest is that kept."""
        return (
            self._store.count(self._id) == self._rows
            and self._size == self._facts.size
            and self._digest.hexdigest() == (self._facts.sha256 or _OF_NOTHING)
        )


def proved(store: SliceStore, id_: str, facts: FileFacts) -> bool:
    """Return whether a file's rows are what came in, looking at all of them at once."""
    proof = Proof(store, id_, facts)
    while proof.step():
        pass
    return proof.holds()


def clear_leftovers(connection: Connection) -> None:
    """Remove what an interrupted import left, a batch a transaction."""
    store = SliceStore(connection)
    for id_ in store.leftovers():
        gone = False
        while not gone:
            with connection.transaction():
                gone = store.remove(id_)


_OF_NOTHING: Final = hashlib.sha256().hexdigest()

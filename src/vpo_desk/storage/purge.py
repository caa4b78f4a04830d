"""Takes versions out of the history for good, and sweeps what deleting leaves behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from vpo_desk.storage.belongings import LOOSE, Going
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history import History
from vpo_desk.storage.nouns import NOUNS

PURGED: Final = "purged"
SWEPT: Final = "swept"
_DETAIL: Final = re.compile(r"1-(\d+) \S+")


def take_out(
    connection: Connection, history: History, purge_id: str, going: Sequence[Going]
) -> None:
    """Delete versions with their heads and drafts; callers hold the one transaction.

    An entry for each object names the versions before they go. Anything that stays and refers to
    what is gone makes the transaction fail.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    nouns = {noun.kind: noun for noun in NOUNS}
    for each in going:
        history.record(PURGED, each.kind, each.id, detail=f"1-{each.through} {purge_id}")
        connection.execute(
            "INSERT INTO purge_list SELECT object_id, version FROM version"
            " WHERE object_id = ? AND version <= ?",
            (each.id, each.through),
        )
        if each.whole:
            history.index.remove(nouns[each.kind], each.id)
            connection.execute(f"DELETE FROM {nouns[each.kind].table} WHERE id = ?", (each.id,))
        for table, where in LOOSE:
            connection.execute(f"DELETE FROM {table} WHERE {where}", (each.id,))
    connection.execute(
        "DELETE FROM version WHERE (object_id, version) IN"
        " (SELECT object_id, version FROM purge_list)"
    )
    connection.execute("DELETE FROM purge_list")


def unswept(connection: Connection) -> str:
    """Return the id of a purge after which the file was not swept yet; empty when none is.

    A crash between the two leaves this; the next opening sweeps.
    """
    row = connection.execute(
        "SELECT action, object_id FROM audit"
        f" WHERE kind = 'purge' AND action IN ('purge', '{SWEPT}') ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return str(row[1]) if row and row[0] != SWEPT else ""


def sweep(connection: Connection, history: History, compact: Callable[[], None]) -> None:
    """Have the database written anew without free pages where a purge needs it, and note that.

    `compact` does that. The search index is built anew too, so that no word of what went is left in it.
    Outside any transaction. Raises InUse while a copy is made, DiskFull without room; the rows are
    gone already then, and the sweep can be done again.
    """
    if purge_id := unswept(connection):
        with connection.transaction():
            history.index.build()
        compact()
        with connection.transaction():
            history.record(SWEPT, "purge", purge_id)


def purged_through(rows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return up to which version each object was purged, from ids and details of its entries."""
    found: dict[str, int] = {}
    for id_, detail in rows:
        if match := _DETAIL.fullmatch(detail):
            found[id_] = max(found.get(id_, 0), int(match[1]))
    return found

"""Fills a new case file with the rows of a damaged one, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from vpo_desk.domain.audit import AuditEntry, content_digest, entry_hash
from vpo_desk.domain.moments import Clock, Moment, from_centiseconds
from vpo_desk.domain.salvage import Salvaged
from vpo_desk.errors import VpoError
from vpo_desk.storage.codec import ContentError, decode
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.content_check import broken_contents
from vpo_desk.storage.faults import StatementRefused
from vpo_desk.storage.history import History
from vpo_desk.storage.keyring import Unlocked
from vpo_desk.storage.losses import SALVAGE, spans
from vpo_desk.storage.migrate import migrate
from vpo_desk.storage.nouns import CASE_FILE, NOUNS
from vpo_desk.storage.places_kept import PlaceKeeper, ProtocolTexts
from vpo_desk.storage.purge import PURGED, purged_through
from vpo_desk.storage.salvage_gaps import broken_files, fill_gaps, missing_objects, newest_entry
from vpo_desk.storage.salvage_pages import Gathered
from vpo_desk.storage.salvage_rows import (
    DraftRow,
    Found,
    OldHead,
    PageRows,
    Progress,
    SliceRow,
    VersionRow,
)
from vpo_desk.words import say


class SalvageWork:
    """The new case file while it is filled."""

    def __init__(
        self, database: Path, unlocked: Unlocked, clock: Clock, gathered: Gathered
    ) -> None:
        self._key = unlocked.key
        self._gathered = gathered
        self._zone = clock.now().zone
        self._connection: Final[Connection] = open_database(database, unlocked.key, mode="create")
        self._history = History(self._connection, clock, unlocked.slot_id)
        self._heads: dict[str, OldHead] = {}
        self._purged: dict[str, int] = {}

    def close(self) -> None:
        """Close the new database, so that no journal is left."""
        self._connection.close()

    def carry_over(
        self, file_id: str, protocols: ProtocolTexts, progress: Progress, *, opens: bool
    ) -> Salvaged:
        """Fill the new file and return what came over.

        `file_id` is what the key slots say, empty where there are none. Raises VpoError where no
        row can be read, or a newer program wrote them.
        """
        connection = self._connection
        migrate(connection, new=True)
        connection.execute("PRAGMA foreign_keys = OFF")  # places for the lost come at the end
        with connection.transaction():
            self._take_all(progress)
            last, at = newest_entry(connection)
            losses = fill_gaps(connection, last, self._purged)
            broken = broken_contents(connection)
            numbers = tuple(sorted(each.sequences[-1] for each in broken))
            losses = replace(losses, contents=numbers)
            counts = (("pages", self._gathered.pages), ("bad-pages", self._gathered.bad))
            self._history.record(SALVAGE, detail=losses.detail(counts))
            hidden = self._make_heads()
            keeper = PlaceKeeper(connection, self._history, protocols, self._file_id(file_id))
            keeper.keep_facts(self._was_training())
            keeper.keep({id_: (head.columns,) for id_, head in self._heads.items()})
            keeper.keep_protocols()
        connection.execute("PRAGMA foreign_keys = ON")
        return Salvaged(
            pages=self._gathered.pages,
            bad_pages=self._gathered.bad,
            checked=self._gathered.sealed,
            entries=last - len(losses.entries),
            versions=self._count("version") - len(keeper.made),
            drafts=self._count("draft"),
            lost_entries=spans(losses.entries),
            lost_entry_count=len(losses.entries),
            last_entry=last,
            last_at=Moment(from_centiseconds(at), self._zone),
            missing=missing_objects(
                connection, losses, self._heads, keeper.made, hidden, self._zone
            )
            + broken_files(connection, (each.attachment.id for each in broken), self._heads),
            opens=opens,
        )

    def _take_all(self, progress: Progress) -> None:
        """Take what is readable: entries first, because they prove the versions."""
        pages = self._gathered.pages
        rows = PageRows(self._gathered, self._key)
        try:
            self._take_entries(rows.found(lambda done, _: progress(done, 2 * pages)))
            self._take_rest(rows.found(lambda done, _: progress(pages + done, 2 * pages)))
        finally:
            rows.close()
        if not self._count("audit") and not self._count("version"):
            raise VpoError(
                say("Nothing in this database can be read with this key."),
                safe=say("Nothing was written, and the damaged case file was not touched."),
                todo=say("Check that the key belongs to it, or restore your newest backup."),
            )

    def _take_entries(self, rows: Iterator[Found]) -> None:
        for found in rows:
            if isinstance(found, AuditEntry):
                self._take_entry(found)
        purges = self._connection.execute(
            "SELECT object_id, detail FROM audit WHERE action = ?", (PURGED,)
        )
        self._purged = purged_through((row[0], row[1]) for row in purges)

    def _take_rest(self, rows: Iterator[Found]) -> None:
        for found in rows:
            if isinstance(found, VersionRow):
                self._take_version(found)
            elif isinstance(found, DraftRow):
                self._take_draft(found)
            elif isinstance(found, SliceRow):
                self._connection.execute(
                    "INSERT OR IGNORE INTO attachment_slice VALUES (?, ?, ?)",
                    (found.attachment_id, found.ordinal, found.data),
                )
            elif isinstance(found, OldHead) and self._gathered.sealed:
                known = self._heads.get(found.id)
                if known is None or known.version < found.version:
                    self._heads[found.id] = found

    def _take_entry(self, entry: AuditEntry) -> None:
        fields = (
            entry.sequence,
            entry.at,
            entry.actor,
            entry.action,
            entry.kind,
            entry.object_id,
            entry.detail,
            entry.digest,
            entry.previous,
        )
        # A seal proves a whole page. Where no seal could be checked a row has to prove itself.
        if self._gathered.sealed or entry.hash == entry_hash(*fields):
            self._connection.execute(
                "INSERT OR IGNORE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*fields, entry.hash),
            )

    def _take_version(self, row: VersionRow) -> None:
        if row.version <= self._purged.get(row.object_id, 0):
            return  # what was purged does not come back
        if not self._gathered.sealed and not self._proves_itself(row):
            return
        self._connection.execute(
            "INSERT OR IGNORE INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                row.object_id,
                row.version,
                row.kind,
                row.recorded_at,
                row.audit_sequence,
                row.salt,
                row.content,
            ),
        )

    def _proves_itself(self, row: VersionRow) -> bool:
        known = self._connection.execute(
            "SELECT digest FROM audit WHERE sequence = ? AND object_id = ? AND kind = ?",
            (row.audit_sequence, row.object_id, row.kind),
        ).fetchone()
        return known is not None and known[0] == content_digest(row.salt, row.content)

    def _take_draft(self, row: DraftRow) -> None:
        self._connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT (scope, field) DO UPDATE SET"
            " binding = excluded.binding, saved_at = excluded.saved_at, content = excluded.content"
            " WHERE excluded.saved_at > draft.saved_at",
            (row.scope, row.field, row.binding, row.saved_at, row.content),
        )

    def _make_heads(self) -> frozenset[str]:
        """Make the newest version that is left of each object its head, in their old order.

        Returns the ids of those that could not be: an earlier version can claim what another object
        has by now, such as a role that was given on.
        """
        nouns = {noun.kind: noun for noun in NOUNS}
        hidden: set[str] = set()
        rows = self._connection.execute(
            "SELECT v.object_id, v.kind, v.version, v.content FROM version AS v JOIN"
            " (SELECT object_id, max(version) AS newest, min(audit_sequence) AS first"
            "  FROM version GROUP BY object_id) AS o"
            " ON o.object_id = v.object_id AND o.newest = v.version ORDER BY o.first"
        ).fetchall()
        for id_, kind, version, content in rows:
            noun = nouns.get(kind)
            try:
                if noun is None:
                    raise _newer()
                value = decode(noun.type, content)
            except ContentError:
                raise _newer() from None
            try:
                self._history.set_head(noun, id_, version, value)
            except StatementRefused:
                hidden.add(id_)
        return frozenset(hidden)

    def _file_id(self, said: str) -> str:
        row = self._connection.execute(
            "SELECT object_id FROM audit WHERE kind = ? ORDER BY sequence LIMIT 1",
            (CASE_FILE.kind,),
        ).fetchone()
        return said or (str(row[0]) if row else str(uuid.uuid4()))

    def _was_training(self) -> bool:
        ids = self._connection.execute(
            "SELECT object_id FROM audit WHERE kind = ?", (CASE_FILE.kind,)
        ).fetchall()
        heads = (self._heads.get(row[0]) for row in ids)
        return any(head is not None and head.columns[:1] == (1,) for head in heads)

    def _count(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _newer() -> VpoError:
    return VpoError(
        say("A newer VPO Desk wrote this case file; this one would lose what it does not know."),
        safe=say("Nothing was written, and the damaged case file was not touched."),
        todo=say("Use the newer program to save what can be read."),
    )

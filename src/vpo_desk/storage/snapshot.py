"""A copy of an open database, byte for byte, slice by slice, while it is worked in."""

from __future__ import annotations

import json
import math
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from vpo_desk import __version__
from vpo_desk.domain.backups import Manifest
from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.backup_file import SLICE, BackupWriter, sealing_key
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.keyring import read_ring
from vpo_desk.storage.migrate import schema_of, tables_of
from vpo_desk.storage.nouns import NOUNS
from vpo_desk.storage.permissions import make_private_folder
from vpo_desk.storage.protocol_copy import OwnFiles, read_own, seal_files
from vpo_desk.words import say

_SPARE: Final = 16 << 20
"""Bytes that must stay free beside a backup: it must not be what fills the disk."""


class Snapshot:
    """A backup of an open database under way: `step` until it is True, then `finish`.

    Between two steps other work may write to the database; the backup holds what was there when it
    began. Raises VpoError when the place does not take it; nothing half-written is left then.
    """

    def __init__(
        self, connection: Connection, database: Path, place: Path, at: Moment, key: bytes
    ) -> None:
        self._connection = connection
        self._sealing = sealing_key(key)
        folder = database.parent
        own = read_own(folder)
        self._manifest = with_own(manifest_of(connection, at), own, self._sealing)
        protocols = seal_files(own, key, self._manifest.id)
        with refusals():
            make_ready(place, database.stat().st_size)
            self._source = connection.freeze(database)
            try:
                keys = read_ring(folder).content
                self._writer = BackupWriter(place, folder.stem, at.local, keys, protocols)
            except BaseException:
                connection.thaw()
                raise

    def step(self) -> bool:
        """Copy the next slice; True when everything is copied."""
        with self._or_abandoned():
            data = self._source.read(SLICE)
            self._writer.write(data)
            return len(data) < SLICE

    def finish(self) -> Path:
        """Seal the backup, give it its name and return its path; it is not proved yet."""
        with self._or_abandoned():
            path = self._writer.finish(self._manifest, self._sealing)
        self._connection.thaw()
        return path

    def abandon(self) -> None:
        """Leave it; the case file goes on as before."""
        try:
            self._writer.abandon()
        finally:  # or the journal would never be merged again, and no backup be made
            self._connection.thaw()

    @contextmanager
    def _or_abandoned(self) -> Generator[None, None, None]:
        try:
            with refusals():
                yield
        except BaseException:
            with suppress(VpoError):
                self.abandon()
            raise


def manifest_of(connection: Connection, at: Moment) -> Manifest:
    """Return what a backup made now says of the case file; sizes come with the copy."""
    row = connection.execute(
        "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    sequence, head = (int(row[0]), str(row[1])) if row else (0, "")
    facts = json.loads(
        connection.execute(
            "SELECT v.content FROM version AS v JOIN case_file_head AS h ON h.id = v.object_id"
        ).fetchone()[0]
    )
    return Manifest(
        id=f"{at.utc:%Y%m%dT%H%M%S}-{sequence}-{secrets.token_hex(4)}",
        file_id=str(facts["id"]),
        made_at=at.utc,
        program=__version__,
        schema=schema_of(connection),
        training=bool(facts["training"]),
        sequence=sequence,
        head=head,
        counts=counts_of(connection),
    )


def with_own(manifest: Manifest, own: OwnFiles, sealing: bytes) -> Manifest:
    """Return a manifest that proves the agency's own protocol files too, where there are any."""
    return replace(manifest, own_protocols=keyring.seal(own.plain(), sealing) if own else "")


def counts_of(connection: Connection) -> dict[str, int]:
    """Return how many objects of each kind there are; a kind that came later is not counted."""
    tables = tables_of(connection)
    return {
        noun.kind: int(connection.execute(f"SELECT count(*) FROM {noun.table}").fetchone()[0])
        for noun in NOUNS
        if noun.table in tables
    }


def make_ready(place: Path, size: int) -> None:
    """Make the place where it is not there yet, and refuse one without room."""
    if not place.exists():
        make_private_folder(place)
    if shutil.disk_usage(place).free < size + _SPARE:
        raise VpoError(
            say(
                "There is not enough room for a backup: {size} MB are needed.",
                size=math.ceil((size + _SPARE) / (1 << 20)),
            ),
            safe=say("The case file is safe; older backups were not touched."),
            todo=say("Make room, or choose another place for backups."),
        )


@contextmanager
def refusals() -> Generator[None, None, None]:
    """Say in words what the disk or folder of a backup refused."""
    try:
        yield
    except OSError:
        raise VpoError(
            say("The backup could not be written or read: the disk or stick did not take it."),
            safe=say("The case file is safe, and no half backup counts."),
            todo=say("Check that the disk or stick is there, has room, and may be written to."),
        ) from None

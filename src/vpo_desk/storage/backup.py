"""Making backups of an open or just closed case file, and proving each one by opening it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vpo_desk.domain.backups import Manifest
from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.backup_file import (
    ENDING,
    SLICE,
    BackupWriter,
    SealedManifest,
    extract,
    read_keys,
    read_manifest,
    read_protocols,
    sealing_key,
)
from vpo_desk.storage.case_file import DATABASE, CaseFile
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.content_check import check_contents
from vpo_desk.storage.history_check import check_history
from vpo_desk.storage.migrate import schema_of
from vpo_desk.storage.protocol_copy import OwnFiles, open_files, read_own, seal_files
from vpo_desk.storage.snapshot import (
    Snapshot,
    counts_of,
    make_ready,
    manifest_of,
    refusals,
    with_own,
)
from vpo_desk.storage.verify import Check, check_chain
from vpo_desk.words import say, say_count

IS_CHANGE: Final = "kind NOT IN ('', 'unlock', 'backup')"
"""Picks the audit entries that changed something; unlocks and backups do not."""


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup file in a place, with what it says of itself."""

    path: Path
    sealed: SealedManifest


class BackupCopy(Snapshot):
    """A backup of an open case file under way: `step` until it is True, then `finish`."""

    def __init__(self, file: CaseFile, place: Path, at: Moment) -> None:
        """Begin it; VpoErrors as `Snapshot`."""
        super().__init__(file.connection, file.folder / DATABASE, place, at, file.key)


class ClosingCopy:
    """A backup that is made right after the case file is closed; it needs no key any more."""

    def __init__(self, file: CaseFile, at: Moment) -> None:
        """Note what the backup will say, while the file is still open."""
        self._folder = file.folder
        self._at = at
        self._sealing = sealing_key(file.key)
        own = read_own(file.folder)
        self._manifest = with_own(manifest_of(file.connection, at), own, self._sealing)
        self._protocols = seal_files(own, file.key, self._manifest.id)
        self._changed: int = file.connection.execute(
            f"SELECT coalesce(max(sequence), 0) FROM audit WHERE {IS_CHANGE}"
        ).fetchone()[0]

    def is_new(self, place: Path) -> bool:
        """True when something was changed since the newest backup in a place, own protocols too."""
        known = [each.sealed.manifest for each in backups_in(place, self._manifest.file_id)]
        if self._changed > max((each.sequence for each in known), default=0):
            return True
        return bool(known) and known[-1].own_protocols != self._manifest.own_protocols

    def write(self, place: Path) -> Path:
        """Copy the closed, encrypted files byte for byte and return the backup's path.

        Raises VpoError when the place does not take it.
        """
        database = self._folder / DATABASE
        with refusals():
            make_ready(place, database.stat().st_size)
            keys = keyring.read_ring(self._folder).content
            stem, at = self._folder.stem, self._at.local
            writer = BackupWriter(place, stem, at, keys, self._protocols)
            try:
                with database.open("rb") as source:
                    while data := source.read(SLICE):
                        writer.write(data)
                return writer.finish(self._manifest, self._sealing)
            except BaseException:
                writer.abandon()
                raise


def back_up(file: CaseFile, place: Path, at: Moment) -> Path:
    """Make a backup in one go and return its path; VpoErrors as `BackupCopy`."""
    copy = BackupCopy(file, place, at)
    while not copy.step():
        pass
    return copy.finish()


def backups_in(place: Path, file_id: str = "") -> tuple[FoundBackup, ...]:
    """Return the backups in a place, oldest first: all of them, or those of one case file.

    A file that is no whole backup is left out: it does not count.
    """
    found: list[FoundBackup] = []
    with suppress(OSError):
        for path in sorted(place.glob(f"*{ENDING}")):
            with suppress(VpoError, OSError):
                sealed = read_manifest(path)
                if file_id in {"", sealed.manifest.file_id}:
                    found.append(FoundBackup(path, sealed))
    return tuple(sorted(found, key=lambda each: each.sealed.manifest.made_at))


@contextmanager
def taken_out(path: Path, key: bytes) -> Generator[tuple[Connection, SealedManifest], None, None]:
    """Open a backup's database in a private folder, encrypted as it is; removed at the end.

    Raises BackupDamaged or the VpoErrors of the connection; VpoError when there is no room.
    """
    folder = Path(tempfile.mkdtemp(prefix="vpo-desk-"))  # mode 0700
    try:
        with refusals():
            sealed = extract(path, folder / DATABASE)
        connection = open_database(folder / DATABASE, key, mode="read")
        try:
            yield connection, sealed
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_backup(path: Path, key: bytes) -> tuple[Check, ...]:
    """Prove a backup: open it, read every page, compare counts and chain head with its manifest.

    The head of the chain stands for everything below it; a drill recomputes that too. Raises
    VpoError when it cannot be opened at all. May be run on any thread.
    """
    with taken_out(path, key) as (connection, sealed):
        pages = _check_pages(connection)
        seal = _check_seal(sealed, key)
        if not pages.holds:
            return seal, pages
        slots = check_slots(path, key, sealed.manifest.file_id)
        beside = own_protocols(path, key, sealed.manifest)[1]
        return seal, pages, _check_manifest(connection, sealed.manifest), slots, *beside


def prove(connection: Connection, sealed: SealedManifest, key: bytes) -> tuple[Check, ...]:
    """Check a backup's database against its manifest, and recompute its whole history."""
    pages = _check_pages(connection)
    if not pages.holds:  # what follows could not be trusted
        return (_check_seal(sealed, key), pages)
    return (
        _check_seal(sealed, key),
        pages,
        _check_manifest(connection, sealed.manifest),
        check_chain(connection),
        *check_history(connection),
        check_contents(connection),
    )


def check_slots(path: Path, key: bytes, file_id: str) -> Check:
    """Check the key slots in a backup: without them only paper opens what is restored."""
    try:
        content = read_keys(path)
        ring = keyring.ring_of(content)
    except VpoError:
        words = say("The key slots in the backup are damaged: only what is on paper opens it.")
        return Check("keys", words, holds=False)
    if ring.file_id != file_id or not keyring.holds_mac(content, key):
        return Check("keys", say("The key slots in the backup were changed."), holds=False)
    return Check("keys", say("The key slots in the backup are whole."), holds=True)


def own_protocols(path: Path, key: bytes, manifest: Manifest) -> tuple[OwnFiles, tuple[Check, ...]]:
    """Return the agency's own protocol files in a backup with what is to be said of them.

    Nothing is said of a backup without any. Files that are not as they were are not returned.
    """
    if not manifest.own_protocols:
        return OwnFiles(), ()
    try:
        own = open_files(read_protocols(path), key, manifest.id)
        whole = keyring.seal(own.plain(), sealing_key(key)) == manifest.own_protocols
    except (VpoError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        own, whole = OwnFiles(), False
    if whole:
        return own, (own.check(),)
    words = say("The protocol files of your agency's own in the backup are damaged or changed.")
    return OwnFiles(), (Check("protocols", words, holds=False),)


def _check_seal(sealed: SealedManifest, key: bytes) -> Check:
    made = f"{sealed.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    if sealed.is_genuine(key):
        return Check("seal", say("The backup is as it was made, {when}.", when=made), holds=True)
    return Check("seal", say("The backup was changed after it was made."), holds=False)


def _check_pages(connection: Connection) -> Check:
    if findings := connection.findings():
        words = say_count(
            "The backup's database is damaged: {count} finding, first: {first}.",
            "The backup's database is damaged: {count} findings, first: {first}.",
            len(findings),
            first=findings[0],
        )
        return Check("pages", words, holds=False)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return Check("pages", say("All {pages} pages are whole.", pages=pages), holds=True)


def _check_manifest(connection: Connection, manifest: Manifest) -> Check:
    row = connection.execute(
        "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    head: tuple[Any, ...] = row or (0, "")
    same = (
        tuple(head) == (manifest.sequence, manifest.head)
        and counts_of(connection) == dict(manifest.counts)
        and schema_of(connection) == manifest.schema
    )
    if not same:
        return Check("counts", say("The backup does not hold what it says it holds."), holds=False)
    words = say(
        "Counts and the audit chain's head are those the backup was made with: entry {number}.",
        number=manifest.sequence,
    )
    return Check("counts", words, holds=True)

"""A new key for a case file: everything is encrypted anew, beside, and takes its place at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from vpo_desk.domain.entry import EntryRules, SlotKind
from vpo_desk.domain.moments import Clock
from vpo_desk.errors import VpoError
from vpo_desk.storage import interrupted, keyring
from vpo_desk.storage.atomic import flush_folder, write_file
from vpo_desk.storage.case_file import CaseFile, open_unlocked, unlock
from vpo_desk.storage.connection import encrypt_anew, open_database
from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.history import History
from vpo_desk.storage.interrupted import DATABASE, NEXT_DATABASE, NEXT_KEYS
from vpo_desk.words import say

_SLICE: Final = 4 << 20

OnPaper = Callable[[bytes], None]
"""Puts the new key on paper; what it raises calls everything off, and the old key stays."""


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A case file under its new key, open, and the slots that could not come along."""

    file: CaseFile
    key: bytes
    removed: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Rekeyed({keyring.fingerprint(self.key)})"


def encrypt_with_new_key(
    folder: Path,
    offered: keyring.Offered,
    on_paper: OnPaper,
    *,
    clock: Clock,
    others: Sequence[keyring.Offered] = (),
    new_passphrase: str | None = None,
) -> Rekeyed:
    """Give a case file a new key, and the slot in use another passphrase; return it open.

    `others` are the secrets of further slots; a slot whose secret is not given is removed, because
    nobody can wrap the new key for it. A crash at any step leaves a case file that opens: until
    the new database takes its place with the old secrets and the old sheet, from then on with the
    new ones. Raises VpoError as `open_with_passphrase`, and when there is no room for a second
    copy; the case file is then as it was.
    """
    lock = FolderLock(folder)
    lock.acquire()
    try:
        unlocked = unlock(folder, offered, clock)
        _close_properly(folder, unlocked, clock)
        interrupted.settle(folder, unlocked.key)
        ring = keyring.read_ring(folder).ring
        new_key = keyring.new_key()
        kept = {secret: secret for secret in (offered, *others)}
        if new_passphrase is not None:
            old = keyring.secret_of(offered)
            kept[offered] = keyring.Secret(new_passphrase, old.key_file)
        new_ring = _new_ring(ring, new_key, kept)
        removed = tuple(
            slot.id for slot in ring.slots if slot.id not in {each.id for each in new_ring.slots}
        )
        try:
            _make_next(folder, unlocked, new_key, removed, clock)
            on_paper(new_key)
            write_file(folder / NEXT_KEYS, keyring.ring_bytes(new_ring, new_key))
            (folder / NEXT_DATABASE).replace(folder / DATABASE)
        except OSError:
            interrupted.forget(folder)
            raise _no_room() from None
        except BaseException:
            interrupted.forget(folder)
            raise
        flush_folder(folder)
        interrupted.settle(folder, new_key)
        usual = keyring.Unlocked(new_key, unlocked.slot_id)
        return Rekeyed(open_unlocked(folder, usual, lock, clock), new_key, removed)
    except BaseException:
        lock.release()
        raise


def _new_ring(
    ring: keyring.KeyRing, new_key: bytes, kept: Mapping[keyring.Offered, keyring.Offered]
) -> keyring.KeyRing:
    """Return a ring of the same slots around the new key, as far as their secrets are given.

    `kept` has for each secret the one that opens the slot from now on.
    """
    made = keyring.KeyRing(ring.file_id, ())
    for slot in ring.slots:
        alone = replace(ring, slots=(slot,))
        for old, new in kept.items():
            if _opens(alone, old):
                made = made.with_secret(new_key, slot.id, new, slot.kdf, slot.type)
                break
    rules = ring.rules
    if not made.has(SlotKind.SUPERVISOR):
        rules = EntryRules(notice=rules.notice)
    return replace(made, rules=rules)


def _opens(ring: keyring.KeyRing, secret: keyring.Offered) -> bool:
    try:
        ring.unlock(secret)
    except keyring.WrongPassphrase:
        return False
    return True


def _close_properly(folder: Path, unlocked: keyring.Unlocked, clock: Clock) -> None:
    """Open and close the case file, so that it is of the newest form and holds no journal."""
    open_unlocked(folder, unlocked, FolderLock(folder), clock).close()  # the lock stays taken
    if any((folder / f"{DATABASE}{end}").exists() for end in ("-wal", "-journal")):
        raise _no_room()


def _make_next(
    folder: Path, unlocked: keyring.Unlocked, new_key: bytes, removed: Sequence[str], clock: Clock
) -> None:
    """Make the new database beside the old one, and prove it by opening and checking it."""
    source, target = folder / DATABASE, folder / NEXT_DATABASE
    if shutil.disk_usage(folder).free < source.stat().st_size * 1.1 + _SLICE:
        raise _no_room()
    target.unlink(missing_ok=True)
    _copy(source, target)
    encrypt_anew(target, unlocked.key, new_key)
    target.with_name(f"{target.name}-journal").unlink(missing_ok=True)  # nothing goes back now
    connection = open_database(target, new_key, mode="write")
    try:
        history = History(connection, clock, unlocked.slot_id)
        with connection.transaction():
            for slot_id in removed:
                history.record("remove", "slot", slot_id)
            history.record("rekey", detail=keyring.fingerprint(new_key))
        if connection.findings():
            raise VpoError(
                say("The newly encrypted database does not hold; this disk cannot be trusted."),
                safe=say("The case file is as it was, under its present key."),
                todo=say("Make a backup in another place, and check this disk."),
            )
    finally:
        connection.close()
    with target.open("r+b") as stream:
        os.fsync(stream.fileno())


def _copy(source: Path, target: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with source.open("rb") as old, os.fdopen(os.open(target, flags, 0o600), "wb") as new:
        shutil.copyfileobj(old, new, _SLICE)


def _no_room() -> VpoError:
    return VpoError(
        say("A second copy of the case file could not be written beside it."),
        safe=say("The case file is as it was, under its present key."),
        todo=say("Make room on the disk for another copy of it, then do it again."),
    )

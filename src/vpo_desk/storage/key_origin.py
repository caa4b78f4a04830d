"""Says of a key that opens no database whether it is the key or the database that is wrong.

SQLCipher cannot tell these apart. The MACs of key slots and of a backup's manifest can: they are made
with the right key.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from vpo_desk.domain.calendar import date_words
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.backup_file import read_keys, read_manifest
from vpo_desk.storage.faults import DatabaseDamaged, KeyDoesNotFit
from vpo_desk.words import say


class KeyOfAnother(KeyDoesNotFit):
    """The key is whole, and it is that of another case file or of another time."""


@contextmanager
def told_of_case_file(folder: Path, key: bytes) -> Generator[None, None, None]:
    """Say more of a KeyDoesNotFit where the key slots of a case file are still readable."""
    try:
        yield
    except KeyDoesNotFit:
        try:
            slots = keyring.read_ring(folder).content
        except VpoError:
            slots = b""
        if not slots:
            raise
        if keyring.holds_mac(slots, key):
            raise _database_is_damaged() from None
        raise KeyOfAnother(
            say(
                "What was typed is whole, but it is the key of another case file, or an older key of"
                " this one."
            ),
            safe=say("Nothing was changed."),
            todo=say("Look for the newest sheet that bears the name of this case file."),
        ) from None


@contextmanager
def told_of_backup(path: Path, key: bytes) -> Generator[None, None, None]:
    """Say more of a KeyDoesNotFit by what a backup says of itself."""
    try:
        yield
    except KeyDoesNotFit:
        sealed = read_manifest(path)
        if sealed.is_genuine(key) or keyring.holds_mac(read_keys(path), key):
            raise
        raise KeyOfAnother(
            say(
                "This backup has another key. It wants the passphrase, or the recovery sheet, that was"
                " in use on {day}.",
                day=date_words(sealed.manifest.made_at.date()),
            ),
            safe=say("Nothing was changed."),
            todo=say("Look for the sheet of that time, or take a newer backup."),
        ) from None


def _database_is_damaged() -> DatabaseDamaged:
    return DatabaseDamaged(
        say("What was typed is right: it is the key of this case file. The database is damaged."),
        safe=say("Nothing was written."),
        todo=say("Keep the folder as it is. Save what can be read, or restore the newest backup."),
    )

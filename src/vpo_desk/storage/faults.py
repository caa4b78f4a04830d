"""What can go wrong with the database, in words for the officer."""

from __future__ import annotations

import errno
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.words import say


class DatabaseDamaged(VpoError):
    """The database, or a page of it, cannot be read with this key."""


class KeyDoesNotFit(DatabaseDamaged):
    """The first page does not open with this key: another key, damage, or no database of ours.

    SQLCipher cannot tell these apart. A key that came out of this folder's own key slots is the
    right one.
    """


class DiskFull(VpoError):
    """There is no room to write; the transaction was taken back."""


class NotWritable(VpoError):
    """The folder or the file does not let us write."""


class DiskFailed(NotWritable):
    """The disk does not answer: pulled, disconnected or broken."""


class InUse(VpoError):
    """Another program holds the database."""


class StatementRefused(Exception):
    """A constraint or a trigger refused a statement: a mistake of this program, not of a person.

    Its text names our own tables and rules, never a value.
    """


def damaged() -> DatabaseDamaged:
    """Return the error of a page that cannot be read."""
    return DatabaseDamaged(
        say("The database of this case file is damaged."),
        safe=say("Nothing more is written to it, and what is still readable stays readable."),
        todo=say("Keep the folder as it is, and open the newest good copy of it."),
    )


def key_does_not_fit() -> KeyDoesNotFit:
    """Return the error of a database whose first page does not open with the key."""
    return KeyDoesNotFit(
        say("The database cannot be read: the key does not belong to it, or it is damaged."),
        safe=say("Nothing was written."),
        todo=say("Keep the folder as it is, and open the newest good copy of it."),
    )


def missing() -> DatabaseDamaged:
    """Return the error of a database that is not there."""
    return DatabaseDamaged(
        say("The database of this case file is missing."),
        safe=say("Nothing was written."),
        todo=say("Open the newest good copy of the folder."),
    )


def cut_short() -> DatabaseDamaged:
    """Return the error of a database whose length cannot be right."""
    return DatabaseDamaged(
        say("The database of this case file is empty or cut short."),
        safe=say("Nothing was written."),
        todo=say("Keep the folder as it is, and open the newest good copy of it."),
    )


def disk_full() -> DiskFull:
    """Return the error of a disk without room."""
    return DiskFull(
        say("The disk is full."),
        safe=say("The last change was taken back; everything saved before is safe."),
        # A lock empties the fields, and where there is no room it cannot keep their words.
        todo=say("Make room on the disk before the desk locks or is closed, then do it again."),
    )


def not_writable() -> NotWritable:
    """Return the error of a folder or file that we may not write."""
    return NotWritable(
        say("The case file cannot be written to or reached."),
        safe=say("The last change was taken back; everything saved before is safe."),
        todo=say("Check that the disk is there and lets you write, then do it again."),
    )


def not_readable() -> NotWritable:
    """Return the error of a database that we may not even read."""
    return NotWritable(
        say("The database of this case file cannot be opened."),
        safe=say("Nothing was changed."),
        todo=say("Check that the folder is there and lets you read and write."),
    )


def disk_failed() -> DiskFailed:
    """Return the error of a disk that does not answer; whether the last change is kept is open."""
    return DiskFailed(
        say("The disk with the case file does not answer."),
        safe=say("Everything saved before the last change is safe."),
        todo=say("Check that the disk is there, then close the case file and open it again."),
    )


def in_use() -> InUse:
    """Return the error of a database that another program holds."""
    return InUse(
        say("Another program holds the database of this case file."),
        safe=say("Nothing was changed."),
        todo=say("Close the other program, then do it again."),
    )


@contextmanager
def of_files() -> Generator[None]:
    """Turn what the system says of a file inside into the VpoErrors above."""
    try:
        yield
    except OSError as fault:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise disk_full() from None
        if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise not_writable() from None
        raise disk_failed() from None


# By SQLite's primary result code, https://sqlite.org/rescode.html
FAULTS: Final[dict[int, Callable[[], VpoError]]] = {
    3: not_writable,  # PERM
    5: in_use,  # BUSY
    6: in_use,  # LOCKED
    8: not_writable,  # READONLY
    10: disk_failed,  # IOERR
    11: damaged,  # CORRUPT
    13: disk_full,  # FULL
    14: not_writable,  # CANTOPEN
    15: in_use,  # PROTOCOL
    26: key_does_not_fit,  # NOTADB
}
# After these nothing that the connection says could be trusted.
POISON: Final = frozenset({10, 11, 26})

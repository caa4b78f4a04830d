"""What the database's file must be before SQLCipher is asked to open it, and how it is addressed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

from vpo_desk.storage import faults
from vpo_desk.storage.working_copy import is_at_rest

PAGE: Final = 4096
"""Bytes of a page, SQLCipher 4's default."""


def need_whole(path: Path) -> bool:
    """Refuse a database of a length that cannot be; True when it was closed properly.

    While a journal waits to be merged, the last page may be half written: the journal has it.
    """
    try:
        at_rest, size = is_at_rest(path), path.stat().st_size
    except FileNotFoundError:
        raise faults.missing() from None
    except OSError:
        raise faults.not_readable() from None
    if size < PAGE or (at_rest and size % PAGE):
        raise faults.cut_short()
    return at_rest


def need_writable(path: Path) -> None:
    """Refuse a file that may only be read: SQLite would open it and fail at the first save."""
    try:
        path.open("r+b").close()
    except OSError:
        raise faults.not_writable() from None


def address_of(path: Path) -> str:
    """Return the path as an address of SQLite: `file:///C:/x`, `file:////server/share`."""
    plain = path.absolute().as_posix()
    return "file://" + ("" if plain.startswith("/") else "/") + quote(os.fsencode(plain))

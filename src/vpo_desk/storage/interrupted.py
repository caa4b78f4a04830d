"""A new key whose making was interrupted: which of two keys the database has, and tidying up."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from vpo_desk.domain.entry import SlotKind
from vpo_desk.storage import keyring
from vpo_desk.storage.atomic import read_small, remove_leftovers
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.faults import KeyDoesNotFit

DATABASE: Final = "case-file.db"
NEXT_DATABASE: Final = "case-file.db.next"
NEXT_KEYS: Final = "keys.next.json"
_MOST_BYTES: Final = 1 << 20


def unlock(
    folder: Path,
    ring: keyring.KeyRing,
    offered: keyring.Offered,
    *,
    only: SlotKind | None = None,
) -> keyring.Unlocked:
    """Return the key that a secret gives, from the key slots that belong to the database.

    While a new key was being made there are two sets of slots; the database takes the key of one
    of them. Raises WrongPassphrase when the secret opens no slot.
    """
    content = _next_content(folder)
    if content is None:
        return ring.unlock(offered, only=only)
    for candidate in (ring, keyring.ring_of(content)):
        with suppress(keyring.WrongPassphrase, KeyDoesNotFit):
            found = candidate.unlock(offered, only=only)
            open_database(folder / DATABASE, found.key, mode="read").close()
            return found
    return ring.unlock(offered, only=only)


def settle(folder: Path, key: bytes) -> None:
    """Finish or forget an interrupted new key; `key` is the one that the database takes.

    Only for the one who holds the folder's lock. OSError when the disk does not let us; the next
    opening does it then.
    """
    content = _next_content(folder)
    if content is not None and keyring.holds_mac(content, key):
        keyring.write_ring(folder, keyring.ring_of(content), key)
    forget(folder)


def forget(folder: Path) -> None:
    """Remove what the making of a new key left beside; the case file itself is not touched."""
    (folder / NEXT_KEYS).unlink(missing_ok=True)
    for ending in ("", "-journal", "-wal", "-shm"):
        (folder / f"{NEXT_DATABASE}{ending}").unlink(missing_ok=True)
    remove_leftovers(folder / NEXT_KEYS)


def _next_content(folder: Path) -> bytes | None:
    """Return the slots of the new key, if they were written whole."""
    try:
        content = read_small(folder / NEXT_KEYS, _MOST_BYTES)
        keyring.ring_of(content)
    except (OSError, ValueError, keyring.KeysDamaged):
        return None
    return content

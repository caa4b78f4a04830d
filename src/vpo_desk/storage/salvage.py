"""Brings every readable row of a damaged case file into a new one, and names what is missing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from vpo_desk.domain.moments import Clock
from vpo_desk.domain.salvage import Salvaged
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.atomic import read_small, write_together
from vpo_desk.storage.case_file import DATABASE
from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.interrupted import NEXT_KEYS
from vpo_desk.storage.places_kept import ProtocolTexts
from vpo_desk.storage.protocol_copy import read_own, write_own
from vpo_desk.storage.salvage_pages import Gathered, gather
from vpo_desk.storage.salvage_rows import Progress
from vpo_desk.storage.salvage_work import SalvageWork
from vpo_desk.storage.unfinished import made_beside
from vpo_desk.words import say

_PAGES: Final = "pages.db"
_MOST_BYTES: Final = 1 << 20


def salvage(
    folder: Path,
    target: Path,
    unlocked: keyring.Unlocked,
    *,
    clock: Clock,
    protocols: ProtocolTexts,
    progress: Progress = lambda _done, _all: None,
) -> Salvaged:
    """Bring every readable row of the case file in `folder` into a new one at `target`.

    The source is only read. The new file has the same key, and the same key slots where they can
    be read; the agency's own protocol files come with it. Raises VpoError when something is at
    `target` already, nothing is readable with this key, the file is open elsewhere, or there is no
    room; nothing is left then.
    """
    _need_free(target)
    lock = FolderLock(folder)
    lock.acquire_to_look()
    try:
        with made_beside(target) as making:
            gathered = _gather(folder / DATABASE, unlocked.key, making / _PAGES)
            slots = _slots_of(folder, unlocked)
            work = SalvageWork(making / DATABASE, unlocked, clock, gathered)
            try:
                file_id = keyring.ring_of(slots).file_id if slots else ""
                found = work.carry_over(file_id, protocols, progress, opens=bool(slots))
            finally:
                work.close()
            gathered.path.unlink()
            if slots:
                write_together(making, dict.fromkeys(keyring.FILES, slots))
            own = read_own(folder)
            write_own(own, making)
    except OSError as fault:
        raise _no_room() from fault
    finally:
        lock.release()
    return replace(found, own_protocols=len(own.files), protocols_left=own.left_out)


def _gather(database: Path, key: bytes, into: Path) -> Gathered:
    try:
        return gather(database, key, into)
    except FileNotFoundError:
        raise VpoError(
            say("The database of this case file is missing: there is nothing to save from it."),
            safe=say("Nothing was changed."),
            todo=say("Restore your newest backup."),
        ) from None


def _slots_of(folder: Path, unlocked: keyring.Unlocked) -> bytes:
    """Return the key slots that belong to the key; empty where none can be read."""
    found: list[bytes] = []
    with suppress(keyring.KeysDamaged, keyring.KeysUnreadable):
        found.append(keyring.read_ring(folder).content)
    with suppress(OSError, ValueError, keyring.KeysDamaged):
        waiting = read_small(folder / NEXT_KEYS, _MOST_BYTES)  # of a new key that was being made
        keyring.ring_of(waiting)
        found.append(waiting)
    for each in found:
        if keyring.holds_mac(each, unlocked.key):
            return each
    # Changed by another program, which verify goes on telling; they opened the file all the same.
    opened = (each for each in found if _has_slot(each, unlocked.slot_id))
    return next(opened, b"")


def _has_slot(content: bytes, slot_id: str) -> bool:
    return any(slot.id == slot_id for slot in keyring.ring_of(content).slots)


def _need_free(target: Path) -> None:
    if target.exists():
        raise VpoError(
            say("There is something at this place already."),
            safe=say("It was not touched. Saving what can be read never writes over anything."),
            todo=say("Choose a new name for the folder of the new case file."),
        )


def _no_room() -> VpoError:
    return VpoError(
        say("The new case file cannot be made here: there is no room, or no leave to write."),
        safe=say("Nothing is left behind, and the damaged case file was not touched."),
        todo=say("Choose a folder on this computer with room for three copies of the case file."),
    )

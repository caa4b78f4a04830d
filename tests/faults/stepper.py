"""A process that does one long thing step by step and dies at the step it was told; or counts them.

Run as `python stepper.py WHAT PLACE STEP`. A step is whatever may be half done afterwards: a
file in PLACE opened, made, renamed or removed, a flush, a statement that writes, a slice of a
backup. At step 0 nobody dies, and the number of steps is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.storage import case_file, custody, keyring
from vpo_desk.storage.backup import ClosingCopy, back_up
from vpo_desk.storage.backup_file import BackupWriter
from vpo_desk.storage.belongings import going_with
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.purge import take_out
from vpo_desk.storage.restore import restore
from vpo_desk.storage.salvage import salvage

FOLDER, NEW, BACK, BACKUPS = "Desk.vpodesk", "New.vpodesk", "Back.vpodesk", "backups"
OLD_PASSPHRASE, NEW_PASSPHRASE = "orchid tunnel marble seven kites", "harbor violin quiet moss"
KEY_FILE = bytes(range(32))
EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate"})


class Clock:
    def now(self) -> Moment:
        return Moment(datetime(2026, 11, 23, 13, 30, tzinfo=UTC))


class Steps:
    """Counts, and ends the process at the step that was told."""

    def __init__(self, place: Path, last: int) -> None:
        self._place = str(place)
        self._last = last
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        named = given[0] if event in EVENTS else None
        if isinstance(named, str | Path) and str(named).startswith(self._place):
            self.step()

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            if not (len(given) > 1 and str(given[1]).startswith(("SELECT", "PRAGMA k"))):
                self.step()
            return real(*given, **named)

        return stepped

    def watch(self) -> None:
        sys.addaudithook(self.hear)
        os.fsync = self.before(os.fsync)
        Connection.execute = self.before(Connection.execute)
        BackupWriter.write = self.before(BackupWriter.write)


def _key(place: Path) -> bytes:
    return (place / "key").read_bytes()


def _opened(place: Path) -> case_file.CaseFile:
    return case_file.open_with_key(place / FOLDER, _key(place), clock=Clock(), actor="words")


def create(place: Path) -> None:
    case_file.create(place / NEW, OLD_PASSPHRASE, clock=Clock(), agency=Agency(), training=False)[
        0
    ].close()


def backup(place: Path) -> None:
    opened = _opened(place)
    back_up(opened, place / BACKUPS, Clock().now())
    opened.close()


def close_and_copy(place: Path) -> None:
    opened = _opened(place)
    copy = ClosingCopy(opened, Clock().now())
    opened.close()
    copy.write(place / BACKUPS)


def restored(place: Path) -> None:
    (path,) = (place / BACKUPS).glob("*.vpobackup")
    restore(path, place / BACK, lambda _path: _key(place), clock=Clock())


def migrated(place: Path) -> None:
    _opened(place).close()


def purged(place: Path) -> None:
    opened = _opened(place)
    going = going_with(opened.connection, PERSON, "p0")
    with opened.transaction():
        opened.history.record("purge", "purge", "purge-1")
        take_out(opened.connection, opened.history, "purge-1", going)
    opened.sweep()
    opened.close()


def salvaged(place: Path) -> None:
    unlocked = keyring.Unlocked(_key(place), "words")
    salvage(
        place / FOLDER, place / BACK, unlocked, clock=Clock(), protocols=lambda ref, _questions: ref
    )


def passphrase(place: Path) -> None:
    custody.change_passphrase(place / FOLDER, OLD_PASSPHRASE, NEW_PASSPHRASE, clock=Clock())


def slots(place: Path) -> None:
    """Give the supervisor a passphrase, then want a key file beside the officer's."""
    opened = _opened(place)
    custody.set_supervisor(opened, NEW_PASSPHRASE)
    custody.use_key_file(opened, keyring.Secret(OLD_PASSPHRASE, KEY_FILE))
    opened.close()


THINGS: dict[str, Callable[[Path], None]] = {
    "create": create,
    "backup": backup,
    "close and copy": close_and_copy,
    "restore": restored,
    "migrate": migrated,
    "passphrase": passphrase,
    "slots": slots,
    "purge": purged,
    "salvage": salvaged,
}

if __name__ == "__main__":
    where = Path(sys.argv[2])
    steps = Steps(where, int(sys.argv[3]))
    steps.watch()
    THINGS[sys.argv[1]](where)
    print(steps.count)

"""A case file: the folder with its lock, keys and encrypted database, opened by one at a time."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from vpo_desk import __version__
from vpo_desk.domain.agency import Agency, CaseFileFacts
from vpo_desk.domain.moments import Clock, centiseconds
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, keyring
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.drafts import DraftStore
from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.history import History
from vpo_desk.storage.migrate import migrate, schema_of
from vpo_desk.storage.nouns import AGENCY, CASE_FILE
from vpo_desk.storage.permissions import make_private_folder
from vpo_desk.words import say

DATABASE: Final = "case-file.db"


class CaseFile:
    """An open case file. Made by `create`, `open` and `open_with_key` below."""

    def __init__(
        self, folder: Path, connection: Connection, lock: FolderLock, clock: Clock, actor: str
    ) -> None:
        self.folder: Final = folder
        self.connection: Final = connection
        self.history: Final = History(connection, clock, actor)
        self.drafts: Final = DraftStore(connection)
        self.schema: Final = schema_of(connection)
        self.facts: Final = self.history.select(CASE_FILE, "1")[0].value
        self._lock = lock
        self._depth = 0

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """Keep everything inside together or not at all; inside another one, join it."""
        if self._depth:
            yield
            return
        self._depth = 1
        try:
            with self.connection.transaction():
                yield
        finally:
            self._depth = 0

    def attachments(self) -> int:
        """Return how many attachments the file holds."""
        row = self.connection.execute("SELECT count(*) FROM attachment_head").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the database so that no journal is left, and let the next opener in."""
        try:
            self.connection.close()
        finally:
            self._lock.release()


def create(
    folder: Path, passphrase: str, *, clock: Clock, agency: Agency, training: bool
) -> tuple[CaseFile, bytes]:
    """Make a case file and return it open, with its key for the recovery sheet.

    Everything is made in a folder beside and moved into place at the end, so that a crash leaves
    no half case file. Raises VpoError when something is there already or the place is not writable.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VpoError(
            say("There is something at this place already."),
            safe=say("It was not touched."),
            todo=say("Choose a new name for the case file's folder."),
        )
    key = keyring.new_key()
    file_id = str(uuid.uuid4())
    making = folder.with_name(f".{folder.name}.{file_id[:8]}")
    try:
        make_private_folder(making)
        connection = open_database(making / DATABASE, key, mode="create")
        try:
            migrate(connection, new=True)
            history = History(connection, clock, keyring.FIRST_SLOT)
            with connection.transaction():
                facts = CaseFileFacts(file_id, __version__, training)
                history.append(CASE_FILE, file_id, facts)
                history.append(AGENCY, "agency", agency)
        finally:
            connection.close()
        keyring.write_ring(making, keyring.make_ring(file_id, key, passphrase), key)
        if folder.exists():
            folder.rmdir()
        making.replace(folder)
    except OSError as fault:
        shutil.rmtree(making, ignore_errors=True)
        raise _not_writable() from fault
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return open_with_key(folder, key, clock=clock, actor=keyring.FIRST_SLOT), key


def open_with_passphrase(folder: Path, passphrase: str, *, clock: Clock) -> CaseFile:
    """Open a case file to work in it.

    Raises VpoError when the folder is no case file, the keys are missing or damaged, the passphrase
    is wrong (which writes nothing but the time of the attempt), or the file is open elsewhere.
    """
    need_case_file(folder)
    lock = FolderLock(folder)
    lock.acquire()
    try:
        unlocked = _unlock(folder, passphrase, clock)
        return _open(folder, unlocked.key, lock, clock, unlocked.slot_id)
    except BaseException:
        lock.release()
        raise


def open_with_key(folder: Path, key: bytes, *, clock: Clock, actor: str) -> CaseFile:
    """Open a case file with its database key, as the recovery words give it."""
    need_case_file(folder)
    lock = FolderLock(folder)
    lock.acquire()
    try:
        return _open(folder, key, lock, clock, actor)
    except BaseException:
        lock.release()
        raise


@contextmanager
def looking_into(folder: Path, passphrase: str) -> Generator[tuple[Connection, bytes], None, None]:
    """Open a case file to look only: nothing is written, and a read-only folder will do."""
    need_case_file(folder)
    lock = FolderLock(folder)
    with lock.looking():
        key = keyring.read_ring(folder).ring.unlock(passphrase).key
        connection = open_database(folder / DATABASE, key, mode="read")
        try:
            schema_of(connection)
            yield connection, key
        finally:
            connection.close()


def need_case_file(folder: Path) -> None:
    """Raise VpoError unless the folder looks like a case file."""
    database = folder / DATABASE
    if not folder.is_dir() or not (database.exists() or keyring.has_keys(folder)):
        raise VpoError(
            say("This folder is not a case file."),
            safe=say("Nothing was written."),
            todo=say("Choose the folder that ends in .vpodesk, or create a new case file."),
        )
    if not database.exists():
        raise VpoError(
            say("The database of this case file is missing."),
            safe=say("Its keys are there; nothing was written."),
            todo=say("Restore the folder from your newest backup."),
        )


def _unlock(folder: Path, passphrase: str, clock: Clock) -> keyring.Unlocked:
    ring = keyring.read_ring(folder).ring
    try:
        return ring.unlock(passphrase)
    except keyring.WrongPassphrase:
        attempts.record_failure(folder, clock.now().utc)
        raise


def _open(folder: Path, key: bytes, lock: FolderLock, clock: Clock, actor: str) -> CaseFile:
    connection = open_database(folder / DATABASE, key, mode="write")
    try:
        migrate(connection)
        case_file = CaseFile(folder, connection, lock, clock, actor)
        failed = attempts.read(folder).failures
        with case_file.transaction():
            for moment in failed:
                case_file.history.record("failed", "unlock", detail=centiseconds(moment))
            case_file.history.record("unlock")
        attempts.record_unlock(folder, clock.now().utc)
    except BaseException:
        connection.close()
        raise
    return case_file


def _not_writable() -> VpoError:
    return VpoError(
        say("A case file cannot be created here."),
        safe=say("Nothing is left behind."),
        todo=say("Choose a folder on this computer in which you may write."),
    )

"""A case file: the folder with its lock, keys and encrypted database, opened by one at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from vpo_desk import __version__
from vpo_desk.domain.agency import Agency, CaseFileFacts
from vpo_desk.domain.entry import SlotKind, refusal
from vpo_desk.domain.moments import Clock, centiseconds
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, interrupted, keyring
from vpo_desk.storage.backup_places import default_place
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.content_check import check_contents
from vpo_desk.storage.drafts import DraftStore
from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.history import History
from vpo_desk.storage.history_check import check_history
from vpo_desk.storage.migrate import migrate, newest_schema, schema_of
from vpo_desk.storage.nouns import AGENCY, CASE_FILE
from vpo_desk.storage.purge import sweep
from vpo_desk.storage.search_check import check_search
from vpo_desk.storage.slices import SliceStore, clear_leftovers
from vpo_desk.storage.snapshot import Snapshot
from vpo_desk.storage.unfinished import made_beside
from vpo_desk.storage.verify import (
    Check,
    check_anchor,
    check_chain,
    check_keys,
    check_pages,
    check_schema,
)
from vpo_desk.storage.working_copy import is_at_rest
from vpo_desk.words import say, say_count

DATABASE: Final = "case-file.db"
BY_WORDS: Final = "recovery-words"
BY_SHARES: Final = "recovery-shares"
Begin = Callable[[Callable[[Connection], Check]], Callable[[], Check]]
"""Who opened the file, as its audit chain says it, where it was no slot."""


class TooManyFailures(VpoError):
    """After failed attempts the agency's rules let nobody in, or only the supervisor."""


class CaseFile:
    """An open case file, made by the functions below."""

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        lock: FolderLock,
        clock: Clock,
        unlocked: keyring.Unlocked,
    ) -> None:
        self.actor: Final = unlocked.slot_id
        self.folder: Final = folder
        self.connection: Final = connection
        self.history: Final = History(connection, clock, self.actor)
        self.drafts: Final = DraftStore(connection)
        self.slices: Final = SliceStore(connection)
        self.schema: Final = schema_of(connection)
        self.facts: Final = self.history.select(CASE_FILE, "1")[0].value
        self._lock = lock
        self._key = bytearray(unlocked.key)
        self._depth = 0

    @property
    def key(self) -> bytes:
        """The database key, for what is sealed or opened with it; zeros once the file is closed."""
        return bytes(self._key)

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

    def sweep(self) -> None:
        """Do what a purge leaves to do, as `purge.sweep` says."""
        database = self.folder / DATABASE
        sweep(self.connection, self.history, lambda: self.connection.compact(database, self.key))

    def close(self) -> None:
        """Close the database so that no journal is left, and let the next opener in."""
        try:
            self.connection.close()
        finally:
            self._key[:] = bytes(len(self._key))
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
    try:
        with made_beside(folder) as making:
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
    except OSError as fault:
        raise _not_writable() from fault
    return open_with_key(folder, key, clock=clock, actor=keyring.FIRST_SLOT), key


def open_with_passphrase(folder: Path, passphrase: keyring.Offered, *, clock: Clock) -> CaseFile:
    """Open a case file to work in it.

    Raises VpoError when the folder is no case file, the keys are missing or damaged, the passphrase
    is wrong (which writes nothing but the time of the attempt), or the file is open elsewhere.
    """
    need_case_file(folder)
    lock = FolderLock(folder)
    lock.acquire()
    try:
        unlocked = unlock(folder, passphrase, clock)
        opened = open_unlocked(folder, unlocked, lock, clock)
    except BaseException:
        lock.release()
        raise
    with suppress(OSError):  # an interrupted change of the keys is finished now
        interrupted.settle(folder, unlocked.key)
        keyring.mend_ring(folder, keyring.read_ring(folder), unlocked.key)
    return opened


def open_with_key(folder: Path, key: bytes, *, clock: Clock, actor: str) -> CaseFile:
    """Open a case file with its database key, as the recovery words give it."""
    need_case_file(folder)
    lock = FolderLock(folder)
    lock.acquire()
    try:
        return open_unlocked(folder, keyring.Unlocked(key, actor), lock, clock)
    except BaseException:
        lock.release()
        raise


def open_to_look(folder: Path, passphrase: keyring.Offered, *, clock: Clock) -> CaseFile:
    """Open a case file to look only: nothing is written, and a read-only folder will do.

    Raises VpoError as `open_with_passphrase`; a wrong passphrase is noted like any other.
    """
    return _look(folder, lambda: unlock(folder, passphrase, clock), clock)


def look_with_key(folder: Path, key: bytes, *, clock: Clock, actor: str) -> CaseFile:
    """Open a case file to look only, with its database key; no key file is needed.

    Raises DatabaseDamaged for the key of another file, VpoError as `open_to_look`.
    """
    return _look(folder, lambda: keyring.Unlocked(key, actor), clock)


def _look(folder: Path, find: Callable[[], keyring.Unlocked], clock: Clock) -> CaseFile:
    need_case_file(folder)
    lock = FolderLock(folder)
    lock.acquire_to_look()
    try:
        unlocked = find()
        connection = open_database(folder / DATABASE, unlocked.key, mode="read")
        try:
            return CaseFile(folder, connection, lock, clock, unlocked)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        raise


def verify(
    folder: Path, passphrase: keyring.Offered, *, clock: Clock, anchor: str | None = None
) -> tuple[Check, ...]:
    """Check keys, pages, schema and history of a case file; nothing is written.

    `anchor` is a page code: it must name an entry of today's chain. Raises VpoError when the file
    cannot be opened at all.
    """
    opened = open_to_look(folder, passphrase, clock=clock)
    try:
        with _beside(opened) as begin:
            pages, entries, search = begin(check_pages), begin(check_chain), begin(check_search)
            keys = check_keys(keyring.read_ring(folder), opened.key, opened.facts.id)
            tables = check_schema(opened.connection)
            history = check_history(opened.connection)
            contents = check_contents(opened.connection)
            checks = [keys, pages(), tables, entries(), *history, contents, search()]
        if anchor is not None:
            checks.append(check_anchor(opened.connection, anchor))
        return tuple(checks)
    finally:
        opened.close()


@contextmanager
def _beside(opened: CaseFile) -> Generator[Begin, None, None]:
    """Give what begins a check on a thread and a connection of its own; calling that waits for it.

    The check of the pages reads the whole file as often as all others together, and without Python.
    Where the database lies in a copy because of a journal, the check is made when its result is asked
    for.
    """
    path = opened.folder / DATABASE
    if not is_at_rest(path):
        yield lambda check: lambda: check(opened.connection)
        return

    def carry_out(check: Callable[[Connection], Check]) -> Check:
        connection = open_database(path, opened.key, mode="read")
        try:
            return check(connection)
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        yield lambda check: pool.submit(carry_out, check).result


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


def unlock(folder: Path, offered: keyring.Offered, clock: Clock) -> keyring.Unlocked:
    """Return the key that a secret gives and the database takes; a failure is noted.

    Raises TooManyFailures when the agency's rules let nobody try now, WrongPassphrase, or what
    `keyring.read_ring` raises.
    """
    ring, now = keyring.read_ring(folder).ring, clock.now().utc
    supervised = ring.has(SlotKind.SUPERVISOR)
    found = refusal(attempts.read(folder).failures, now, ring.rules, supervised=supervised)
    if found is not None and found.wait is not None:
        raise _too_many(found.wait)
    try:
        only = SlotKind.SUPERVISOR if found else None
        return interrupted.unlock(folder, ring, offered, only=only)
    except keyring.WrongPassphrase:
        attempts.record_failure(folder, now)
        if found:
            raise _only_supervisor() from None
        raise


def _too_many(wait: timedelta) -> VpoError:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TooManyFailures(
        say_count(
            "Too many wrong passphrases. The next attempt is possible in {count} minute.",
            "Too many wrong passphrases. The next attempt is possible in {count} minutes.",
            minutes,
        ),
        safe=say("Nothing was changed, and this attempt was not tried."),
        todo=say("Wait, or use the recovery words."),
    )


def _only_supervisor() -> VpoError:
    return TooManyFailures(
        say("After too many wrong passphrases only the supervisor's passphrase opens this file."),
        safe=say("Nothing was changed."),
        todo=say("Let the supervisor type it, or use the recovery words."),
    )


def open_unlocked(
    folder: Path, unlocked: keyring.Unlocked, lock: FolderLock, clock: Clock
) -> CaseFile:
    """Open a case file with its key; closing it gives `lock` back, which the caller took."""
    connection = open_database(folder / DATABASE, unlocked.key, mode="write")
    try:
        if schema_of(connection) < newest_schema():
            _back_up(folder, connection, unlocked.key, clock)
            migrate(connection)
        case_file = CaseFile(folder, connection, lock, clock, unlocked)
        with case_file.transaction():
            if not case_file.history.index.built:
                case_file.history.index.build()
        failed = attempts.read(folder).failures
        with case_file.transaction():
            for moment in failed:
                case_file.history.record("failed", "unlock", detail=centiseconds(moment))
            case_file.history.record("unlock")
        attempts.record_unlock(folder, clock.now().utc)
        with suppress(VpoError):  # no room now: the next opening does it
            case_file.sweep()
            clear_leftovers(connection)
    except BaseException:
        connection.close()
        raise
    return case_file


def _back_up(folder: Path, connection: Connection, key: bytes, clock: Clock) -> None:
    """Back up before the tables change; without room for that nothing is changed."""
    copy = Snapshot(connection, folder / DATABASE, default_place(folder), clock.now(), key)
    while not copy.step():
        pass
    copy.finish()


def _not_writable() -> VpoError:
    return VpoError(
        say("A case file cannot be created here."),
        safe=say("Nothing is left behind."),
        todo=say("Choose a folder on this computer in which you may write."),
    )

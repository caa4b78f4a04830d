"""The one door to the encrypted database: opening, statements, transactions, closing."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from sqlcipher3 import dbapi2 as sqlcipher
from vpo_desk.errors import VpoError
from vpo_desk.storage import faults
from vpo_desk.storage.atomic import empty_file, flush_file, flush_folder
from vpo_desk.storage.database_file import address_of, need_whole, need_writable
from vpo_desk.storage.faults import FAULTS, POISON, StatementRefused
from vpo_desk.storage.working_copy import WorkingCopy
from vpo_desk.words import say

Mode = Literal["create", "write", "read"]
Value = str | bytes | int | float | None
KEY_BYTES: Final = 32
_CONSTRAINT: Final = 19
_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class Rows:
    """The rows of one statement, fetched as they are asked for; each is a tuple."""

    def __init__(self, connection: Connection, cursor: sqlcipher.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor

    @property
    def description(self) -> tuple[tuple[Any, ...], ...]:
        """The columns; the first item of each is its name."""
        return self._cursor.description or ()

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return self._cursor.rowcount

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        with self._connection.faults():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        with self._connection.faults():
            return self._cursor.fetchall()

    def __iter__(self) -> Iterator[Any]:
        with self._connection.faults():
            yield from self._cursor


class Connection:
    """An open database, used by the thread that opened it.

    After a damaged page or a failing disk it takes no more statements: what follows could not be
    trusted. Close it and open the file again.
    """

    def __init__(
        self, raw: sqlcipher.Connection, *, writes: bool, copy: WorkingCopy | None = None
    ) -> None:
        self._raw = raw
        self._writes = writes
        self._copy = copy
        self._poison: Callable[[], VpoError] | None = None
        self._readers: list[BinaryIO] = []
        self._frozen = False

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> Rows:
        """Run one statement. Raises the VpoErrors of `storage.faults`, or StatementRefused."""
        with self.faults():
            return Rows(self, self._raw.execute(sql, parameters))

    @contextmanager
    def faults(self) -> Generator[None, None, None]:
        """Turn faults of disk and pages inside into VpoErrors, and poison the connection by them."""
        if self._poison is not None:
            raise self._poison()
        try:
            yield
        except sqlcipher.Error as fault:
            raise self._explained(fault) from None

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """Commit everything inside with one flush, or take all of it back."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._take_back()
            raise

    def close(self) -> None:
        """Close it so that the folder holds no journal; a second time does nothing.

        Where the journal cannot be merged now (a full disk), the next opening does it.
        """
        try:
            if self._writes and self._poison is None:
                with suppress(sqlcipher.Error):
                    self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            self._raw.close()
            for reader in self._readers:
                reader.close()
            if self._copy is not None:
                self._copy.remove()

    def freeze(self, path: Path) -> BinaryIO:
        """Merge the journal, and leave the database's file at `path` as it is until `thaw`.

        What is written meanwhile goes to the journal, so the file can be copied byte for byte.
        Returns it open for reading; it stays open until this connection is closed, because on some
        systems closing any handle of a file gives up every lock on it. Raises InUse while a
        statement is being read or the file is frozen already, OSError when it cannot be read.
        """
        if self._frozen or self._merge_journal():
            raise faults.in_use()
        self.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        self._frozen = True
        if not self._readers:
            self._readers.append(path.open("rb"))
        self._readers[0].seek(0)
        return self._readers[0]

    def thaw(self) -> None:
        """Let the journal be merged again."""
        self._frozen = False
        self.execute("PRAGMA wal_autocheckpoint = 1000").fetchall()

    def compact(self, path: Path, key: bytes) -> None:
        """Write the database at `path` anew without free pages; no journal of what was before is left.

        It is written beside, encrypted with the same key, and moved into its place once it is whole and
        flushed: in place SQLite would hold all of it in memory, because it may write no temporary file.
        Raises InUse while the file is frozen for a copy or a statement is being read, DiskFull
        without room for a second copy; nothing is lost then, and it can be done again.
        """
        if self._frozen:
            raise faults.in_use()
        beside = path.with_name(f".{path.name}.anew")
        with faults.of_files():
            try:
                beside.unlink(missing_ok=True)  # what a crash left
                empty_file(beside)
                self.execute("VACUUM INTO ?", (str(beside),))
                flush_file(beside)
                self._change_to(beside, path, key)
            except BaseException:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
                raise

    def _change_to(self, beside: Path, path: Path, key: bytes) -> None:
        """Close the database, move another one into its place, and open what is there then."""
        if self._merge_journal():
            raise faults.in_use()
        self._raw.close()
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        try:
            beside.replace(path)
            flush_folder(path.parent)
        finally:
            self._poison = faults.disk_failed  # until it is open again
            self._raw = _connected(path, "mode=rw")
            self._poison = None
            try:
                _settle(self, key, "write", merges=False)
            except BaseException:
                self._poison = self._poison or faults.disk_failed
                raise

    def _merge_journal(self) -> bool:
        """Merge the journal into the database; True when that was not possible now."""
        return bool(self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0])

    def findings(self) -> tuple[str, ...]:
        """Check every page, every index and every reference; return what is wrong.

        A checkpoint comes first: SQLCipher's page check reports pages that still lie in the
        journal as damaged. Raises InUse when a statement that is still being read prevents it.
        """
        if self._frozen or (self._writes and self._merge_journal()):
            raise faults.in_use()
        found = [str(row[0]) for row in self.execute("PRAGMA cipher_integrity_check")]
        if not found:
            found += [
                str(row[0]) for row in self.execute("PRAGMA integrity_check") if str(row[0]) != "ok"
            ]
            found += [
                f"{row[0]}: row {row[1]} refers to a missing {row[2]}"
                for row in self.execute("PRAGMA foreign_key_check")
            ]
        return tuple(found)

    def _take_back(self) -> None:
        with suppress(sqlcipher.Error):
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        if self._raw.in_transaction and self._poison is None:
            self._poison = faults.disk_failed

    def _explained(self, fault: sqlcipher.Error) -> Exception:
        code = getattr(fault, "sqlite_errorcode", None)
        if code is None:
            if not isinstance(fault, sqlcipher.OperationalError):
                return fault
            code = sqlcipher.SQLITE_CORRUPT  # text that is not UTF-8; the message would quote it
        primary = code & 0xFF
        if primary == _CONSTRAINT:
            return StatementRefused(str(fault))
        explain = FAULTS.get(primary)
        if explain is None:
            return fault
        if primary in POISON:
            self._poison = explain
        return explain()


def open_database(path: Path, key: bytes, *, mode: Mode) -> Connection:
    """Open the database with its raw 256-bit key.

    `create` makes a new one (FileExistsError when there is one), `write` opens one that exists,
    `read` writes nothing at all beside it and works on a read-only folder; where a crash left a
    journal, `read` looks into a copy. Raises the VpoErrors of `storage.faults`: KeyDoesNotFit,
    DatabaseDamaged, NotWritable, DiskFull or InUse. A missing, empty or cut file is never made good
    silently, and a failing opening leaves the folder as it was.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))  # SQLCipher would take it for a passphrase
    if mode == "create":
        path.touch(mode=0o600, exist_ok=False)  # private from its first byte on
        try:
            return _open(path, key, mode)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    at_rest = need_whole(path)
    if mode == "write":
        need_writable(path)
    if at_rest:
        return _open(path, key, mode)
    if mode == "read":
        return _open_copy(path, key)
    # A connection merges the journal when it closes, even with a wrong key: ask beforehand.
    try:
        _open(path, key, "read").close()
    except faults.DatabaseDamaged:
        _open_copy(path, key).close()
    return _open(path, key, mode)


def encrypt_anew(path: Path, key: bytes, new_key: bytes) -> None:
    """Encrypt every page of a database at rest with another key; for a copy that may be lost.

    Nothing is flushed, and a failure leaves no usable database. Raises as `open_database`.
    """
    if {len(key), len(new_key)} != {KEY_BYTES}:
        raise ValueError(len(new_key))
    connection = _open(path, key, "write")
    try:
        for setting in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"").fetchall()
    finally:
        connection.close()


def open_scratch() -> Connection:
    """Open an empty database in memory, to compare schemas with."""
    return Connection(sqlcipher.connect(":memory:", isolation_level=None), writes=False)


def split_statements(sql: str) -> tuple[str, ...]:
    """Return the statements of a script one by one; a trigger's body stays whole.

    Raises ValueError when the last one is not ended by a semicolon: it would be lost.
    """
    found: list[str] = []
    statement = ""
    for piece in re.split(r"(?<=;)", sql):
        statement += piece
        if piece.endswith(";") and sqlcipher.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    if _COMMENT.sub("", statement).strip():
        raise ValueError(len(found))
    return tuple(found)


def _open(path: Path, key: bytes, mode: Mode, copy: WorkingCopy | None = None) -> Connection:
    query = "mode=rw"
    if mode == "read" and copy is None:
        query = "mode=ro&immutable=1"  # not even shared memory is made
    connection = Connection(_connected(path, query), writes=mode != "read", copy=copy)
    try:
        _settle(connection, key, mode, merges=copy is not None)
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, query: str) -> sqlcipher.Connection:
    address = f"{address_of(path)}?{query}"
    try:
        return sqlcipher.connect(address, uri=True, timeout=0.2, isolation_level=None)
    except sqlcipher.Error:
        raise faults.not_readable() from None


def _open_copy(path: Path, key: bytes) -> Connection:
    try:
        copy = WorkingCopy(path)
    except OSError:
        raise VpoError(
            say("This case file was not closed properly and cannot be copied to look into it."),
            safe=say("Nothing was changed."),
            todo=say(
                "Make room on this computer's disk, or open the case file in the window once."
            ),
        ) from None
    try:
        return _open(copy.path, key, "read", copy)
    except BaseException:
        copy.remove()
        raise


def _settle(connection: Connection, key: bytes, mode: Mode, *, merges: bool) -> None:
    """Give the key and the settings of case-file.md, then prove that the first page opens."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # otherwise a wrong key prints to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # takes no bound parameter
    if mode != "read" or merges:
        # Before anything that reads the file: the journal then needs no shared memory file.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    for setting in (
        "cipher_memory_security = OFF",  # slows every connection of the process 5 to 20 times
        "temp_store = MEMORY",  # a temporary file would be plain text
        "trusted_schema = OFF",
        "foreign_keys = ON",
        "secure_delete = ON",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {setting}")
    if mode != "read" or merges:
        kind = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous = FULL")  # an acknowledged write survives power loss
        connection.execute("BEGIN IMMEDIATE")  # tells now, not at the first save
        connection.execute("ROLLBACK")
        if kind != "wal":
            raise faults.not_writable()
    if merges:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if mode == "read":
        connection.execute("PRAGMA query_only = ON")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

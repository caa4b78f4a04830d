"""The one door to the encrypted database: opening, transactions, closing, and what can go wrong."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher
from vpo_desk.errors import VpoError
from vpo_desk.words import say

Mode = Literal["create", "write", "read"]
Value = str | bytes | int | float | None
_SMALLEST: Final = 4096  # one page: anything shorter was cut or never finished


class DatabaseDamaged(VpoError):
    """The database, or a page of it, cannot be read with this key."""


class DiskFull(VpoError):
    """There is no room to write; the transaction was taken back."""


class NotWritable(VpoError):
    """The folder or the disk does not let us write."""


class InUse(VpoError):
    """Another program holds the database."""


class Connection:
    """An open database, used by the thread that opened it.

    After a damaged page it takes no more statements: what follows could not be trusted.
    """

    def __init__(self, raw: sqlcipher.Connection, *, writes: bool) -> None:
        self._raw = raw
        self._writes = writes
        self._poisoned = False

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> sqlcipher.Cursor:
        """Run one statement; faults of disk and pages become VpoErrors."""
        if self._poisoned:
            raise damaged()
        try:
            return self._raw.execute(sql, parameters)
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
            with suppress(sqlcipher.Error):
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close it so that the folder holds no journal."""
        try:
            if self._writes and not self._poisoned:
                with suppress(sqlcipher.Error):
                    self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            self._raw.close()

    def findings(self) -> tuple[str, ...]:
        """Check every page, every index and every reference; return what is wrong.

        A checkpoint comes first: SQLCipher's page check reports pages that still lie in the
        journal as damaged.
        """
        if self._writes:
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
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

    def _explained(self, fault: sqlcipher.Error) -> Exception:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB}:
            self._poisoned = True
            return damaged()
        if code == sqlcipher.SQLITE_FULL:
            return DiskFull(
                say("The disk is full."),
                safe=say("The last change was taken back; everything saved before is safe."),
                todo=say("Make room on the disk, then do it again."),
            )
        if code in {sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_IOERR}:
            return NotWritable(
                say("The case file cannot be written to or reached."),
                safe=say("The last change was taken back; everything saved before is safe."),
                todo=say("Check that the disk is there and lets you write, then do it again."),
            )
        if code in {sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED}:
            return InUse(
                say("Another program holds the database of this case file."),
                safe=say("Nothing was changed."),
                todo=say("Close the other program, then do it again."),
            )
        return fault


def damaged() -> DatabaseDamaged:
    """Return the error of a database that cannot be read."""
    return DatabaseDamaged(
        say("The database cannot be read: the key does not belong to it, or it is damaged."),
        safe=say("Nothing was written."),
        todo=say("Keep the folder as it is, and open the newest good copy of it."),
    )


def open_database(path: Path, key: bytes, *, mode: Mode) -> Connection:
    """Open the database with its raw 256-bit key.

    `create` makes a new one, `write` opens one that exists, `read` writes nothing at all and works
    on a read-only folder. Raises DatabaseDamaged when the key and the pages do not fit, NotWritable
    or InUse as they say. A missing or cut file is never created silently.
    """
    if mode == "create":
        path.touch(mode=0o600, exist_ok=False)  # private from its first byte on
    else:
        _need_size(path)
    query = {"create": "mode=rw", "write": "mode=rw", "read": "mode=ro"}[mode]
    if mode == "read" and not _journal(path):
        query += "&immutable=1"  # at rest there is no journal: not even shared memory is made
    try:
        raw = sqlcipher.connect(
            f"file:{quote(path.as_posix())}?{query}", uri=True, timeout=0.2, isolation_level=None
        )
    except sqlcipher.Error:
        raise NotWritable(
            say("The database of this case file cannot be opened."),
            safe=say("Nothing was changed."),
            todo=say("Check that the folder is there and lets you read and write."),
        ) from None
    connection = Connection(raw, writes=mode != "read")
    try:
        _settle(connection, key, mode)
    except BaseException:
        raw.close()
        raise
    return connection


def open_scratch() -> Connection:
    """Open an empty database in memory, to compare schemas with."""
    return Connection(sqlcipher.connect(":memory:", isolation_level=None), writes=False)


def split_statements(sql: str) -> tuple[str, ...]:
    """Return the statements of a script one by one; a trigger's body stays whole."""
    found: list[str] = []
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlcipher.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return tuple(found)


def _settle(connection: Connection, key: bytes, mode: Mode) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # otherwise a wrong key prints to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # takes no bound parameter
    connection.execute(
        "PRAGMA cipher_memory_security = OFF"
    )  # slows every connection 5 to 20 times
    connection.execute("PRAGMA temp_store = MEMORY")  # a temporary file would be plain text
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -16000")
    if mode == "read":
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # an acknowledged write survives power loss
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _need_size(path: Path) -> None:
    size = path.stat().st_size if path.exists() else 0
    if size < _SMALLEST or (size % _SMALLEST and size < 2 * _SMALLEST):
        raise DatabaseDamaged(
            say("The database of this case file is empty or cut short."),
            safe=say("Nothing was written."),
            todo=say("Keep the folder as it is, and open the newest good copy of it."),
        )


def _journal(path: Path) -> bool:
    journal = path.with_name(path.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0

"""Gathers the whole pages of a damaged database where each of them can be read by itself."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from vpo_desk.storage.connection import Connection, open_database

PAGE: Final = 4096  # bytes, SQLCipher 4's default
COLUMNS: Final = 12  # of a probe: more than any table of a case file has
_SALT: Final = 16
_TAG: Final = 64  # a page ends with its seal: HMAC-SHA512 over content, IV and page number
_SPAN: Final = 1 << 26  # bytes of one row that makes room; SQLite takes no row above 1 GB
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_UNREADABLE: Final = b"\xff" * PAGE  # not zeros: SQLCipher takes those for a page without a seal


@dataclass(frozen=True, slots=True)
class Gathered:
    """Pages in a database of their own.

    `bad` counts those whose seal does not hold. Where `sealed` is false the salt that the seals
    depend on is lost: no page could be checked, and only what proves itself may be believed.
    """

    path: Path
    pages: int
    bad: int
    sealed: bool


class Seals:
    """The seals that SQLCipher 4 puts on the pages of one file."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        mask = bytes(each ^ 0x3A for each in salt)
        self._key = hashlib.pbkdf2_hmac("sha512", key, mask, 2, 32)

    def of(self, page: bytes, number: int) -> bytes:
        """Return the seal of a page's bytes at the page's place, counted from 1."""
        content = page[_SALT if number == 1 else 0 : PAGE - _TAG]
        return hmac.digest(self._key, content + number.to_bytes(4, "little"), "sha512")

    def hold(self, page: bytes, number: int) -> bool:
        """True when the page is as it was written, at its own place."""
        return len(page) == PAGE and hmac.compare_digest(page[-_TAG:], self.of(page, number))


def gather(database: Path, key: bytes, into: Path) -> Gathered:
    """Copy each whole page of a database, as encrypted as it is, into a new database at `into`.

    The new one has a first page of its own, without tables; every other page is sealed anew in its
    old place. Pages that a crash left in the journal count as the newest. Raises OSError, and the
    VpoErrors of `open_database`.
    """
    with database.open("rb") as stream:
        salt = stream.read(_SALT).ljust(_SALT, b"\0")
        seals = Seals(key, salt)
        waiting = _journaled(database, seals)
        last = max(-(-database.stat().st_size // PAGE), *waiting, 1)
        held = sum(seals.hold(page, number) for number, page in _pages(stream, waiting, last))
        _make_room(into, key, last)
        with into.open("r+b") as target:
            anew = Seals(key, target.read(_SALT))
            for number, page in _pages(stream, waiting, last):
                if number == 1:
                    continue
                good = len(page) == PAGE and (not held or seals.hold(page, number))
                target.seek((number - 1) * PAGE)
                target.write(page[:-_TAG] + anew.of(page, number) if good else _UNREADABLE)
    return Gathered(into, last, last - held, sealed=held > 0)


def probe(gathered: Gathered, key: bytes, numbers: range) -> None:
    """Make each of these pages readable as a table: `page_N`, with columns from c0 on."""
    columns = ", ".join(f"c{place}" for place in range(COLUMNS))
    connection = open_database(gathered.path, key, mode="write")
    try:
        connection.execute("PRAGMA writable_schema = ON")
        with connection.transaction():
            connection.execute("DELETE FROM sqlite_schema")
            for number in numbers:
                name = f"page_{number}"
                connection.execute(
                    "INSERT INTO sqlite_schema VALUES ('table', ?, ?, ?, ?)",
                    (name, name, number, f"CREATE TABLE {name} ({columns})"),
                )
    finally:
        connection.close()


def look(gathered: Gathered, key: bytes) -> Connection:
    """Open the probes to read them; after a damaged page, close it and look again."""
    return open_database(gathered.path, key, mode="read")


def _make_room(path: Path, key: bytes, pages: int) -> None:
    """Make a database in which every page up to the last one is taken."""
    connection = open_database(path, key, mode="create")
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE room (content)")
        left = pages * PAGE
        while left > 0:
            connection.execute("INSERT INTO room VALUES (zeroblob(?))", (min(left, _SPAN),))
            left -= _SPAN
    finally:
        connection.close()


def _pages(stream: BinaryIO, waiting: dict[int, bytes], last: int) -> Iterator[tuple[int, bytes]]:
    """Yield each page and its number; what a bad disk does not give is an empty page."""
    for number in range(1, last + 1):
        page = waiting.get(number, b"")
        if not page:
            with suppress(OSError):
                stream.seek((number - 1) * PAGE)
                page = stream.read(PAGE)
        yield number, page


def _journaled(database: Path, seals: Seals) -> dict[int, bytes]:
    """Return the newest whole pages of what was committed to the write-ahead log.

    https://sqlite.org/fileformat2.html#the_write_ahead_log
    """
    try:
        data = database.with_name(database.name + "-wal").read_bytes()
    except OSError:
        return {}
    committed: dict[int, bytes] = {}
    open_now: dict[int, bytes] = {}
    run = data[16:24]  # frames of an earlier run of the log have other salts
    for start in range(_WAL_HEADER, len(data) - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        header = data[start : start + _FRAME_HEADER]
        number, commit = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
        if header[8:16] != run:
            break
        page = data[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        if seals.hold(page, number):
            open_now[number] = page
        if commit:
            committed |= open_now
            open_now = {}
    return committed

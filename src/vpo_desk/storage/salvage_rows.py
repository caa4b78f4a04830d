"""Reads rows out of gathered pages one page after the other, whatever tree they hung on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.domain.audit import AuditEntry
from vpo_desk.errors import VpoError
from vpo_desk.storage.connection import Rows
from vpo_desk.storage.salvage_pages import COLUMNS, Gathered, look, probe

_AT_ONCE: Final = 64  # probes: each opening reads them all
_FIRST: Final = -(1 << 63)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A row of `version`, with the place it had."""

    rowid: int
    object_id: str
    version: int
    kind: str
    recorded_at: str
    audit_sequence: int
    salt: bytes
    content: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of `draft`."""

    scope: str
    field: str
    binding: str
    saved_at: str
    content: str


@dataclass(frozen=True, slots=True)
class OldHead:
    """A row of one of the head tables: what lists showed last, though not of which kind."""

    id: str
    version: int
    columns: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SliceRow:
    """A row of `attachment_slice`."""

    attachment_id: str
    ordinal: int
    data: bytes


Found = AuditEntry | VersionRow | DraftRow | OldHead | SliceRow
Progress = Callable[[int, int], None]
"""Is told how many pages of how many were looked at; may raise to stop."""


class PageRows:
    """The rows of every page; a page or a row that cannot be read is passed over.

    They can be gone through more than once. Whatever cannot be read costs an opening of the
    database anew, so a page without any row is not asked again.
    """

    def __init__(self, gathered: Gathered, key: bytes) -> None:
        self._gathered = gathered
        self._key = key
        self._rowless: set[int] = set()
        self._connection = look(gathered, key)
        self._used = False  # since it was opened

    def close(self) -> None:
        """Close the pages."""
        self._connection.close()

    def found(self, progress: Progress) -> Iterator[Found]:
        """Yield what is found, the same row more than once where pages above it are whole."""
        pages = self._gathered.pages
        for first in range(2, pages + 1, _AT_ONCE):
            progress(first - 1, pages)
            numbers = range(first, min(first + _AT_ONCE, pages + 1))
            self._connection.close()
            probe(self._gathered, self._key, numbers)
            self._connection = look(self._gathered, self._key)
            self._used = False
            for number in numbers:
                if number in self._rowless:
                    continue
                for row in self._of_page(number):
                    if (found := classify(row)) is not None:
                        yield found

    def _of_page(self, number: int) -> Iterator[tuple[Any, ...]]:
        last = _FIRST
        query = f"FROM page_{number} WHERE rowid > ? ORDER BY rowid"
        if not self._has_rows(f"SELECT rowid {query} LIMIT 1"):
            self._rowless.add(number)
            return
        while True:
            rows = self._ask(f"SELECT rowid, * {query}", last)
            while (row := self._next(rows)) is not None:
                if row[0] <= last:
                    return  # no order: bytes that no seal could check lead in circles
                last = row[0]
                yield row
            if rows is not None and self._ended:
                return
            # The cursor reads a row ahead: one that can be read fell with the one behind it.
            alone = self._next(self._ask(f"SELECT rowid, * {query} LIMIT 1", last))
            if alone is not None and alone[0] > last:
                last = alone[0]
                yield alone
                continue
            # A row that cannot be read, because its overflow is lost: go on behind it.
            unreadable = self._next(self._ask(f"SELECT rowid {query} LIMIT 1", last))
            if unreadable is None or unreadable[0] <= last:
                return  # no table's page, or one above a bad page
            last = unreadable[0]

    def _has_rows(self, sql: str) -> bool:
        """False for an index, for what is no page of ours, and where nothing can be read."""
        used = self._used
        if self._next(self._ask(sql, _FIRST)) is not None:
            return True
        # What was read before can stand in the way: a page that was met as part of another tree.
        return used and not self._ended and self._next(self._ask(sql, _FIRST)) is not None

    def _ask(self, sql: str, last: int) -> Rows | None:
        self._ended = False
        self._used = True
        try:
            return self._connection.execute(sql, (last,))
        except VpoError:
            self._look_again()
            return None

    def _next(self, rows: Rows | None) -> tuple[Any, ...] | None:
        if rows is None:
            return None
        try:
            row = rows.fetchone()
        except VpoError:
            self._look_again()
            return None
        self._ended = row is None
        return row

    def _look_again(self) -> None:
        self._connection.close()
        self._connection = look(self._gathered, self._key)
        self._used = False


def classify(row: tuple[Any, ...]) -> Found | None:
    """Return what a row is by its shape, or None for the row of a table that is not looked for."""
    rowid, values = row[0], row[1:]
    used = COLUMNS
    while used and values[used - 1] is None:
        used -= 1
    shape = "".join(_letter(each) for each in values[:used])
    if shape == "-ttttttttt":  # the sequence is the row's own number
        return AuditEntry(rowid, *values[1:10])
    if shape == "tittibt":
        return VersionRow(rowid, *values[:7])
    if shape == "ttttt":
        return DraftRow(*values[:5])
    if shape == "tib":
        return SliceRow(*values[:3])
    if shape[:2] == "ti" and "b" not in shape:
        return OldHead(values[0], values[1], tuple(values[2:]))
    return None


_LETTERS: Final[dict[type[Any], str]] = {str: "t", int: "i", bytes: "b", type(None): "-"}


def _letter(value: object) -> str:
    return _LETTERS.get(type(value), "?")

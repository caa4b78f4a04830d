"""Keeps the search index beside the history: fed with every write, built anew where it must be."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.domain.concern import Concern
from vpo_desk.domain.findable import Sought, tokens
from vpo_desk.domain.person import Person
from vpo_desk.storage.codec import decode
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.nouns import NOUNS, Noun
from vpo_desk.storage.person_keys import keys_of
from vpo_desk.storage.search_texts import TEXTS, texts_of

FORM: Final = 2
"""Raised whenever `TEXTS`, the folding of words or the keys of people change."""
_KIND: Final = "\ue000"
_CASE: Final = "\ue001"
"""Begin the words that say of which kind and case an entry is; no text has them as letters."""
_UNDECIDED: Final = "\ue002"
"""The word of a concern on which a choice about a known person is open."""
_WRITE: Final = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
_TAKE_OUT: Final = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)"
_AT_ONCE: Final = 51
_FIND: Final = (
    "SELECT v.audit_sequence, v.kind, v.object_id, v.recorded_at, v.content"
    " FROM search_words AS f CROSS JOIN version AS v ON v.audit_sequence = f.rowid"
    " WHERE f.search_words MATCH ?1 AND (?2 = 0 OR f.rowid < ?2)"
    " AND (?3 = '' OR v.recorded_at >= ?3) AND (?4 = '' OR v.recorded_at < ?4)"
    " ORDER BY f.rowid DESC LIMIT ?5"
)
_SEARCHED: Final = tuple(noun for noun in NOUNS if noun.kind in TEXTS)
_COLUMNS: Final = "v.kind, v.object_id, v.audit_sequence, v.content"
_CURRENT: Final = (
    f"SELECT {_COLUMNS} FROM version AS v JOIN ("
    + " UNION ALL ".join(f"SELECT id, version FROM {noun.table}" for noun in _SEARCHED)
    + ") AS h ON h.id = v.object_id AND h.version = v.version"
)


class SearchIndex:
    """The words and keys by which current versions are found; callers hold the transaction.

    A file whose index has yet to be built is fed nothing: that is done at its next opening.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._built: bool | None = None

    @property
    def built(self) -> bool:
        """True when the file has an index of the form that this program keeps."""
        if self._built is None:
            self._built = _form(self._connection) == FORM
        return self._built

    def follow(
        self, noun: Noun[Any], id_: str, before: tuple[int, Any] | None, after: tuple[int, Any]
    ) -> None:
        """Let the index follow a write: `before` and `after` are audit sequence and value."""
        if noun.kind not in TEXTS or not self.built:
            return
        if before is not None:
            self._remove(noun, id_, *before)
        self._add(noun, id_, *after)

    def remove(self, noun: Noun[Any], id_: str) -> None:
        """Take an object out that is still in the history."""
        if noun.kind not in TEXTS or not self.built:
            return
        row = self._connection.execute(f"{_CURRENT} WHERE v.object_id = ?", (id_,)).fetchone()
        if row is not None:
            self._remove(noun, id_, row[2], decode(noun.type, row[3]))

    @contextmanager
    def later(self) -> Generator[None, None, None]:
        """Leave out what is written inside, and build the whole index at the end.

        For loading very much in one transaction, which is several times faster so
        (docs/performance.md).
        """
        self._built = False
        try:
            yield
            self.build()
        finally:
            self._built = None  # as the file says: a failure takes the building back too

    def build(self) -> None:
        """Build the whole index from the current versions."""
        self._connection.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        self._connection.execute("DELETE FROM person_key")
        nouns = {noun.kind: noun for noun in _SEARCHED}
        # All at once: what is written between two reads of one statement may be read again.
        rows = self._connection.execute(f"{_CURRENT} ORDER BY v.audit_sequence").fetchall()
        for kind, id_, sequence, content in rows:
            noun = nouns[kind]
            self._add(noun, id_, sequence, decode(noun.type, content))
        self._connection.execute("UPDATE search_form SET form = ?", (FORM,))
        self._built = True

    def _add(self, noun: Noun[Any], id_: str, sequence: int, value: Any) -> None:
        self._connection.execute(_WRITE, (sequence, self._words(noun, id_, value)))
        if isinstance(value, Person):
            for key in keys_of(value):
                self._connection.execute(
                    "INSERT OR IGNORE INTO person_key VALUES (?, ?)", (key, id_)
                )

    def _remove(self, noun: Noun[Any], id_: str, sequence: int, value: Any) -> None:
        self._connection.execute(_TAKE_OUT, (sequence, self._words(noun, id_, value)))
        if isinstance(value, Person):
            for key in keys_of(value):
                self._connection.execute(
                    "DELETE FROM person_key WHERE key = ? AND person_id = ?", (key, id_)
                )

    def _words(self, noun: Noun[Any], id_: str, value: Any) -> str:
        found = tokens("\n".join(texts_of(noun.kind, value)))
        case_id = self._case_of(noun, id_, value)
        marks = [_mark(_KIND, noun.kind), _mark(_CASE, case_id)]
        if isinstance(value, Concern) and value.undecided:
            marks.append(_UNDECIDED)
        return " ".join((*marks, *found))

    def _case_of(self, noun: Noun[Any], id_: str, value: Any) -> str:
        """Return the case an object belongs to; empty for one that belongs to none, or to many."""
        if noun.kind == "case":
            return id_
        if noun.kind == "answer":
            row = self._connection.execute(
                "SELECT case_id FROM interview_head WHERE id = ?", (value.interview_id,)
            ).fetchone()
            return str(row[0]) if row else ""
        return getattr(value, "case_id", None) or ""


def current_numbers(connection: Connection) -> frozenset[int]:
    """Return the audit sequences of every current version that is searched."""
    rows = connection.execute(_CURRENT.replace(_COLUMNS, "v.audit_sequence"))
    return frozenset(int(row[0]) for row in rows)


@dataclass(frozen=True, slots=True)
class Within:
    """What a question is limited to: kinds, a case, and times of entry, the last one excluded."""

    kinds: Collection[str] = ()
    case_id: str = ""
    since: str = ""
    until: str = ""


def matches(
    connection: Connection, wanted: Sequence[Sought], within: Within, *, before: int = 0
) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield what holds all that is sought, newest first.

    Each is its number in the audit chain, kind, id, time of entry and content. `before` goes on
    behind an entry found earlier. What is yielded is read at once, a little at a time, so that a
    caller that stops leaves no statement open.
    """
    last = before
    while True:
        rows = connection.execute(
            _FIND, (_question(wanted, within), last, within.since, within.until, _AT_ONCE)
        ).fetchall()
        for row in rows:
            last = int(row[0])
            yield (last, str(row[1]), str(row[2]), str(row[3]), str(row[4]))
        if len(rows) < _AT_ONCE:
            return


def concerns_undecided(connection: Connection) -> tuple[str, ...]:
    """Return the ids of the concerns on which a choice about a known person is open."""
    rows = connection.execute(
        "SELECT v.object_id FROM search_words AS f CROSS JOIN version AS v"
        " ON v.audit_sequence = f.rowid WHERE f.search_words MATCH ? ORDER BY f.rowid DESC",
        (f'"{_UNDECIDED}"',),
    )
    return tuple(str(row[0]) for row in rows.fetchall())


def people_with(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """Return the ids of the people who have one of these keys."""
    rows = connection.execute(
        "SELECT DISTINCT person_id FROM person_key WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps([key.encode("utf-8", "replace").decode() for key in keys]),),
    )
    return frozenset(str(row[0]) for row in rows.fetchall())


def _question(wanted: Sequence[Sought], within: Within) -> str:
    """Return the question in the index's own language; every word stands in quotes."""
    parts = [
        f'"{token}"{"*" if each.beginning else ""}' for each in wanted for token in each.tokens
    ]
    if within.kinds:
        parts.append(
            "(" + " OR ".join(f'"{_mark(_KIND, each)}"' for each in sorted(within.kinds)) + ")"
        )
    if within.case_id:
        parts.append(f'"{_mark(_CASE, within.case_id)}"')
    return " AND ".join(parts)


def _mark(begin: str, name: str) -> str:
    return begin + "".join(char for char in name.lower() if char.isalnum())


def _form(connection: Connection) -> int:
    row = connection.execute("SELECT form FROM search_form").fetchone()
    return int(row[0]) if row else 0

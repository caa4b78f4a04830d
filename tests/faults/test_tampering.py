"""Somebody has the key and another program: each change of the history is found and named.

Every tampering is done within a transaction that is taken back afterwards, with no trigger in its
way, so that one file serves thousands of them.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import pytest
from tests.faults.conftest import CaseFile

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.domain.audit import anchor_code, content_digest, page_code
from vpo_desk.domain.note import Note
from vpo_desk.storage.case_file import open_with_key
from vpo_desk.storage.codec import encode
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history import History
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import NOTE, NOUNS
from vpo_desk.storage.verify import check_anchor, check_chain
from vpo_desk.words import Catalog

COLUMNS = ("actor", "action", "kind", "object_id", "detail", "digest", "previous", "hash")
Tamper = Callable[[Connection, int], None]


@contextmanager
def taken_back(connection: Connection) -> Generator[None, None, None]:
    """Let somebody tamper in a transaction, and take it back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def edit(column: str, value: str) -> Tamper:
    def tamper(connection: Connection, sequence: int) -> None:
        connection.execute(f"UPDATE audit SET {column} = {value} WHERE sequence = ?", (sequence,))

    return tamper


def delete(connection: Connection, sequence: int) -> None:
    connection.execute("DELETE FROM audit WHERE sequence = ?", (sequence,))


def insert(connection: Connection, sequence: int) -> None:
    """Put an entry in and make room for it; each of the others keeps what it said."""
    move = "UPDATE audit SET sequence = {} WHERE sequence > ?"
    connection.execute(move.format("-sequence"), (sequence,))
    connection.execute("UPDATE audit SET sequence = 1 - sequence WHERE sequence < 0")
    connection.execute(
        "INSERT INTO audit SELECT sequence + 1, at, actor, 'view', '', '', '', '', hash, ?"
        " FROM audit WHERE sequence = ?",
        (secrets.token_hex(32), sequence),
    )


def swap(connection: Connection, sequence: int) -> None:
    """Exchange an entry with the one after it, or the last one with the one before."""
    last = connection.execute("SELECT max(sequence) FROM audit").fetchone()[0]
    other = sequence + 1 if sequence < last else sequence - 1
    for new, old in ((-1, sequence), (sequence, other), (other, -1)):
        connection.execute("UPDATE audit SET sequence = ? WHERE sequence = ?", (new, old))


def edit_version(column: str, value: str) -> Tamper:
    def tamper(connection: Connection, sequence: int) -> None:
        connection.execute(
            f"UPDATE version SET {column} = {value} WHERE audit_sequence = ?", (sequence,)
        )

    return tamper


def delete_version(connection: Connection, sequence: int) -> None:
    connection.execute("DELETE FROM version WHERE audit_sequence = ?", (sequence,))


ENTRIES: dict[str, Tamper] = {
    "edit at": edit("at", "replace(at, '2026', '2025')"),
    **{f"edit {column}": edit(column, f"{column} || 'f'") for column in COLUMNS},
    "delete": delete,
    "insert": insert,
    "swap": swap,
}
VERSIONS: dict[str, Tamper] = {
    "edit content": edit_version("content", "replace(content, '{', '{ ')"),
    "edit salt": edit_version("salt", "zeroblob(16)"),
    "edit time": edit_version("recorded_at", "'2020-01-01T00:00:00.00Z'"),
    "edit object": edit_version("object_id", "object_id || 'f'"),
    "delete version": delete_version,
}


@pytest.fixture
def opened(case_file: CaseFile) -> Iterator[Connection]:
    """Open the demonstration as somebody with the key does, its triggers out of the way."""
    key = bytes.fromhex(case_file.key)
    file = open_with_key(case_file.folder, key, clock=system_clock(), actor="test")
    for (name,) in file.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        file.connection.execute(f"DROP TRIGGER {name}")
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        file.connection.execute(f"PRAGMA {pragma}")
    yield file.connection
    file.close()


def told(connection: Connection, tamper: Tamper, sequence: int) -> list[str]:
    """Tamper, and return what `verify` says of it; then everything is as it was."""
    with taken_back(connection):
        tamper(connection, sequence)
        checks = (check_chain(connection), check_versions(connection), check_heads(connection))
        return [Catalog().text(check.words) for check in checks if not check.holds]


def need_named(connection: Connection, name: str, tamper: Tamper, sequence: int, id_: str) -> None:
    """Something is found, and it names the entry, one beside it, or the object."""
    found = told(connection, tamper, sequence)
    assert found, (name, sequence)
    named = {int(number) for text in found for number in re.findall(r"\b\d+\b", text)}
    beside = {sequence - 1, sequence, sequence + 1, sequence + 2}
    assert named & beside or any(id_ in text for text in found), (name, sequence, found)


def need_all_named(connection: Connection, sequences: list[int]) -> int:
    """Tamper with each of these entries and its version in every way; return how often."""
    count, last = 0, numbers(connection)[-1]
    for sequence in sequences:
        (digest,) = connection.execute(
            "SELECT digest FROM audit WHERE sequence = ?", (sequence,)
        ).fetchone()
        (id_,) = connection.execute(
            "SELECT object_id FROM audit WHERE sequence = ?", (sequence,)
        ).fetchone()
        for name, tamper in {**ENTRIES, **(VERSIONS if digest else {})}.items():
            if name != "delete" or sequence != last:  # without its last entry it was cut off
                need_named(connection, name, tamper, sequence, id_ or "no object")
                count += 1
    return count


def cut_from(connection: Connection, sequence: int) -> None:
    """Take away the end of the history and make every list agree with what is left."""
    connection.execute("DELETE FROM version WHERE audit_sequence >= ?", (sequence,))
    connection.execute("DELETE FROM audit WHERE sequence >= ?", (sequence,))
    history = History(connection, system_clock(), "test")
    for noun in NOUNS:
        connection.execute(f"DELETE FROM {noun.table}")
        ids = connection.execute(
            "SELECT object_id, max(version) FROM version WHERE kind = ? GROUP BY object_id",
            (noun.kind,),
        ).fetchall()
        for id_, version in ids:
            value = next(
                each.value for each in history.versions(noun, id_) if each.version == version
            )
            history.set_head(noun, id_, version, value)


def need_cut_found(connection: Connection, sequences: list[int]) -> int:
    """Cut before each of these entries: only a code on paper tells, and it does."""
    newest = History(connection, system_clock(), "test").chain_head()
    assert newest is not None
    codes = (anchor_code(newest), page_code(newest))
    assert all(check_anchor(connection, code).holds for code in codes)
    for sequence in sequences:
        with taken_back(connection):
            cut_from(connection, sequence)
            for check in (check_chain, check_versions, check_heads):
                assert check(connection).holds, (sequence, check.__name__)
            for code in codes:
                assert not check_anchor(connection, code).holds, sequence
    return len(sequences)


def numbers(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT sequence FROM audit ORDER BY sequence")]


def test_an_object_that_becomes_another_kind_is_found(opened: Connection) -> None:
    id_, case_id = opened.execute("SELECT id, case_id FROM role_head").fetchone()
    clock, salt = system_clock(), bytes(16)
    note = Note(id_, case_id, clock.now(), "No role any more.")
    with taken_back(opened):
        history = History(opened, clock, "test")
        digest = content_digest(salt, encode(note))
        entry = history.record("change", NOTE.kind, id_, digest=digest)
        row = (id_, 2, NOTE.kind, entry.at, entry.sequence, salt, encode(note))
        opened.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        history.set_head(NOTE, id_, 2, note)
        lists = check_heads(opened)
        assert not lists.holds
        assert id_ in Catalog().text(lists.words)


def test_what_was_done_to_any_entry_or_version_is_named(opened: Connection) -> None:
    assert told(opened, lambda _connection, _sequence: None, 1) == []
    everything = numbers(opened)
    some = random.Random(1).sample(everything, 4)
    assert need_all_named(opened, [1, everything[-1], *some]) > 60


def test_a_history_that_was_cut_off_agrees_with_itself_and_not_with_paper(
    opened: Connection,
) -> None:
    everything = numbers(opened)
    need_cut_found(opened, [everything[-1], everything[len(everything) // 2]])


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_every_entry_and_version_in_every_way(opened: Connection) -> None:
    everything = numbers(opened)
    print("entries:", len(everything))
    print("tamperings:", need_all_named(opened, everything))
    cuts = [number for number in everything if number > 2]
    print("cuts:", need_cut_found(opened, cuts))

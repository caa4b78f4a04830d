"""The encrypted database: what opens, what is refused, what is told, and what never shows."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from vpo_desk.errors import VpoError
from vpo_desk.storage.connection import (
    Connection,
    Mode,
    open_database,
    open_scratch,
    split_statements,
)
from vpo_desk.storage.faults import (
    DatabaseDamaged,
    DiskFailed,
    DiskFull,
    InUse,
    KeyDoesNotFit,
    NotWritable,
    StatementRefused,
)

Run = Callable[[str, Path], str]
Snapshot = Callable[[Path], dict[str, tuple[bytes, int, int]]]

PAGE = 4096
MARKED = "Quaggawort"  # a word that stands nowhere else

_CRASH = """
import os, pathlib, signal, sys
from vpo_desk.storage.connection import open_database
connection = open_database(pathlib.Path(sys.argv[1]), bytes(range(32)), mode="write")
for number in range(100, 400):
    with connection.transaction():
        connection.execute("INSERT INTO note(id, text) VALUES (?, ?)", (number, "said " * 200))
    print(number, flush=True)
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM note")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path: Path, key: bytes) -> Path:
    """Give a closed database of 100 notes."""
    folder = tmp_path / "x.vpodesk"
    folder.mkdir()
    return make(folder / "case-file.db", key)


@pytest.fixture
def crashed(path: Path) -> Path:
    """Give a database whose process was killed after 300 acknowledged notes more."""
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split()[-1] == "399"
    assert path.with_name("case-file.db-wal").stat().st_size > 0
    return path


@pytest.fixture
def opened(path: Path, key: bytes) -> Iterator[Connection]:
    connection = open_database(path, key, mode="write")
    yield connection
    connection.close()


def make(path: Path, key: bytes) -> Path:
    connection = open_database(path, key, mode="create")
    with connection.transaction():
        connection.execute(
            "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, CHECK (id >= 0)) STRICT"
        )
        connection.execute(
            "CREATE TABLE reply (note INTEGER NOT NULL REFERENCES note (id), text TEXT) STRICT"
        )
        for number in range(100):
            connection.execute(
                "INSERT INTO note VALUES (?, ?)", (number, f"{number} {MARKED} " * 60)
            )
    connection.close()
    return path


def delete_all(connection: Connection, fault: type[BaseException]) -> None:
    with connection.transaction():
        connection.execute("DELETE FROM note")
        raise fault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])


def change(path: Path, place: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        stream.write(data)


def flip(path: Path, page: int) -> None:
    """Flip one bit in the middle of a page, counted from 1."""
    place = (page - 1) * PAGE + PAGE // 2
    change(path, place, bytes([path.read_bytes()[place] ^ 1]))


# --- opening, closing ----------------------------------------------------------------------------


def test_a_closed_database_is_one_private_file(path: Path, key: bytes) -> None:
    assert names(path.parent) == ["case-file.db"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    connection = open_database(path, key, mode="write")
    assert count(connection) == 100
    connection.execute("UPDATE note SET id = 1000 WHERE id = 1")
    assert names(path.parent) == ["case-file.db", "case-file.db-wal"]
    connection.close()
    connection.close()
    assert names(path.parent) == ["case-file.db"]


def test_a_half_read_statement_does_not_keep_the_journal(path: Path, key: bytes) -> None:
    connection = open_database(path, key, mode="write")
    connection.execute("UPDATE note SET id = 1000 WHERE id = 1")
    rows = connection.execute("SELECT * FROM note")
    assert rows.fetchone()
    connection.close()
    assert names(path.parent) == ["case-file.db"]


@pytest.mark.parametrize(
    ("mode", "settings"),
    [
        (
            "write",
            {
                "journal_mode": "wal",
                "synchronous": 2,  # FULL
                "temp_store": 2,  # MEMORY
                "foreign_keys": 1,
                "secure_delete": 1,
                "locking_mode": "exclusive",
                "trusted_schema": 0,
                "cipher_memory_security": "0",
                "cipher_log_level": "NONE",
                "query_only": 0,
            },
        ),
        (
            "read",
            {
                "temp_store": 2,
                "foreign_keys": 1,
                "trusted_schema": 0,
                "cipher_memory_security": "0",
                "cipher_log_level": "NONE",
                "query_only": 1,
            },
        ),
    ],
)
def test_the_settings_of_the_design(
    mode: Mode, settings: dict[str, object], path: Path, key: bytes
) -> None:
    connection = open_database(path, key, mode=mode)
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
    connection.close()
    assert found == settings


def test_the_cipher_is_sqlcipher_4_as_it_comes(opened: Connection) -> None:
    settings = ("cipher_page_size", "kdf_iter", "cipher_hmac_algorithm", "cipher_kdf_algorithm")
    found = [str(opened.execute(f"PRAGMA {name}").fetchone()[0]) for name in settings]
    assert found == ["4096", "256000", "HMAC_SHA512", "PBKDF2_HMAC_SHA512"]
    assert opened.execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")


def test_an_independent_implementation_opens_it(path: Path, key: bytes) -> None:
    other = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for setting in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
        other.execute(f"PRAGMA {setting}").fetchall()
    assert other.execute("SELECT count(*) FROM note").fetchall() == [(100,)]
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.close()


def test_an_existing_file_is_never_made_anew(path: Path, key: bytes, snapshot: Snapshot) -> None:
    before = snapshot(path.parent)
    with pytest.raises(FileExistsError):
        open_database(path, key, mode="create")
    assert snapshot(path.parent) == before


def test_a_failing_creation_leaves_nothing(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "x" / "case-file.db"
    with pytest.raises(FileNotFoundError):
        open_database(path, key, mode="create")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "case-file.db-wal").mkdir()  # the journal cannot be made
    with pytest.raises(VpoError):
        open_database(path, key, mode="create")
    assert names(tmp_path / "x") == ["case-file.db-wal"]


@pytest.mark.parametrize("name", ["a b#c%41&d=e.db", "Fälle – Hồ sơ.db", "%3fmode=memory"])
def test_any_name_is_a_name(name: str, tmp_path: Path, key: bytes) -> None:
    folder = tmp_path / name
    folder.mkdir()
    make(folder / name, key)
    assert names(folder) == [name]
    connection = open_database(folder / name, key, mode="read")
    assert count(connection) == 100
    connection.close()


if os.name == "posix":

    def test_names_that_only_some_systems_allow(tmp_path: Path, key: bytes) -> None:
        path = tmp_path / 'a?b=c\\d"e\n.db'
        make(path, key)
        assert names(tmp_path) == [path.name]


def test_a_path_from_here(path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    connection = open_database(Path("case-file.db"), key, mode="write")
    assert count(connection) == 100
    connection.close()


def test_a_thread_that_did_not_open_it_is_refused(opened: Connection) -> None:
    found: list[BaseException] = []

    def ask() -> None:
        try:
            count(opened)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is looked at below
            found.append(fault)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert "thread" in str(found[0])


# --- nothing shows -------------------------------------------------------------------------------


def test_a_marked_word_is_in_no_byte(path: Path, key: bytes) -> None:
    def sweep() -> None:
        for each in path.parent.iterdir():
            content = each.read_bytes()
            for spelling in (MARKED, MARKED.lower(), MARKED.upper()):
                assert spelling.encode() not in content
                assert spelling.encode("utf-16-le") not in content
            assert b"SQLite format" not in content
            assert b"CREATE TABLE" not in content

    sweep()
    connection = open_database(path, key, mode="write")
    with connection.transaction():
        connection.execute("INSERT INTO note VALUES (200, ?)", (MARKED * 5000,))
        sweep()
    connection.execute("CREATE TEMP TABLE far AS SELECT * FROM note a, note b LIMIT 9000")
    connection.execute("SELECT text FROM far ORDER BY text DESC").fetchall()
    sweep()
    connection.execute("DELETE FROM note WHERE id > 50")
    connection.execute("VACUUM")
    sweep()
    assert any(name.endswith("-wal") for name in names(path.parent))
    connection.close()
    sweep()


@pytest.mark.parametrize("mode", ["write", "read"])
def test_a_wrong_key_prints_nothing_and_names_both_causes(
    mode: Mode, path: Path, snapshot: Snapshot, capfd: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(path.parent)
    with pytest.raises(KeyDoesNotFit) as told:
        open_database(path, bytes(32), mode=mode)
    assert "the key does not belong to it, or it is damaged. Nothing was written" in str(told.value)
    assert snapshot(path.parent) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_a_mistake(length: int, path: Path, tmp_path: Path) -> None:
    for mode in ("create", "write", "read"):
        with pytest.raises(ValueError, match=str(length)):
            open_database(tmp_path / "new.db", bytes(length), mode=mode)
    assert not (tmp_path / "new.db").exists()


# --- what is no good database --------------------------------------------------------------------


def empty(path: Path) -> None:
    path.write_bytes(b"")


def a_few_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4095])


def cut_within_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def cut_at_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -3 * PAGE])


def first_page_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:PAGE])


def foreign_text(path: Path) -> None:
    path.write_bytes(b"Dear colleague, " * 1024)


def foreign_noise(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(16 * PAGE))


def plain_sqlite(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE note (id, text)")
    other.commit()
    other.close()


def swapped_pages(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[PAGE : 2 * PAGE] + content[:PAGE] + content[2 * PAGE :])


def first_byte(path: Path) -> None:
    change(path, 0, bytes([path.read_bytes()[0] ^ 1]))


@pytest.mark.parametrize("mode", ["write", "read"])
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (empty, "is empty or cut short"),
        (a_few_bytes, "is empty or cut short"),
        (cut_within_a_page, "is empty or cut short"),
        (cut_at_a_page, "is damaged"),
        (first_page_only, "is damaged"),
        (foreign_text, "the key does not belong to it, or it is damaged"),
        (foreign_noise, "the key does not belong to it, or it is damaged"),
        (plain_sqlite, "the key does not belong to it, or it is damaged"),
        (swapped_pages, "the key does not belong to it, or it is damaged"),
        (first_byte, "the key does not belong to it, or it is damaged"),
    ],
)
def test_one_clear_sentence_each_and_nothing_written(
    spoil: Callable[[Path], None],
    words: str,
    mode: Mode,
    path: Path,
    key: bytes,
    snapshot: Snapshot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    spoil(path)
    before = snapshot(path.parent)
    with pytest.raises(DatabaseDamaged) as told:
        count(open_database(path, key, mode=mode))
    assert words in str(told.value)
    assert told.value.safe is not None
    assert told.value.todo is not None
    assert snapshot(path.parent) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("mode", ["write", "read"])
def test_a_missing_database_is_not_made(mode: Mode, path: Path, key: bytes) -> None:
    path.unlink()
    with pytest.raises(DatabaseDamaged, match="is missing"):
        open_database(path, key, mode=mode)
    with pytest.raises(DatabaseDamaged, match="is missing"):
        open_database(path / "further" / "down.db", key, mode=mode)
    assert names(path.parent) == []


# --- damage while it is open ---------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["write", "read"])
@pytest.mark.parametrize("how", ["all", "each", "one"])
def test_a_bad_page_is_told_while_reading_and_ends_the_connection(
    how: str, mode: Mode, path: Path, key: bytes
) -> None:
    flip(path, 20)
    connection = open_database(path, key, mode=mode)
    rows = connection.execute("SELECT text FROM note")
    seen: list[object] = []

    def read() -> None:
        if how == "all":
            rows.fetchall()
        elif how == "each":
            seen.extend(rows)
        else:
            while row := rows.fetchone():
                seen.append(row)

    with pytest.raises(DatabaseDamaged, match="is damaged"):
        read()
    assert how == "all" or 0 < len(seen) < 100
    for again in (lambda: count(connection), rows.fetchone, rows.fetchall, connection.findings):
        with pytest.raises(DatabaseDamaged, match="is damaged"):
            again()
    with pytest.raises(DatabaseDamaged), connection.transaction():
        pytest.fail("a poisoned connection began a transaction")
    connection.close()
    assert names(path.parent) == ["case-file.db"]


def test_damage_in_a_transaction_takes_it_back(path: Path, key: bytes) -> None:
    flip(path, 20)
    connection = open_database(path, key, mode="write")

    def renumber() -> None:
        with connection.transaction():
            connection.execute("UPDATE note SET id = 1000 WHERE id = 1")
            connection.execute("SELECT text FROM note").fetchall()

    with pytest.raises(DatabaseDamaged):
        renumber()
    connection.close()
    connection = open_database(path, key, mode="read")
    assert connection.execute("SELECT id FROM note WHERE id IN (1, 1000)").fetchall() == [(1,)]
    connection.close()


def test_text_that_is_none_is_damage_and_never_quoted(opened: Connection) -> None:
    with pytest.raises(DatabaseDamaged) as told:
        opened.execute(f"SELECT CAST(x'ff' || '{MARKED}' AS TEXT) AS words").fetchall()
    assert MARKED not in str(told.value) + repr(told.value.args)
    assert told.value.__suppress_context__


@pytest.mark.parametrize("mode", ["write", "read"])
def test_findings_name_every_bad_page(mode: Mode, path: Path, key: bytes) -> None:
    connection = open_database(path, key, mode=mode)
    assert connection.findings() == ()
    connection.close()
    flip(path, 7)
    flip(path, 20)
    connection = open_database(path, key, mode=mode)
    assert connection.findings() == (
        "HMAC verification failed for page 7",
        "HMAC verification failed for page 20",
    )
    connection.close()


def test_findings_after_writing_report_no_false_pages(opened: Connection) -> None:
    for number in range(200, 260):
        opened.execute("INSERT INTO note VALUES (?, ?)", (number, str(number) * 900))
    assert opened.findings() == ()


def test_findings_see_rows_that_lead_nowhere(path: Path, key: bytes, opened: Connection) -> None:
    opened.execute("PRAGMA foreign_keys = OFF")
    opened.execute("INSERT INTO reply VALUES (777, 'x')")
    assert opened.findings() == ("reply: row 1 refers to a missing note",)


def test_findings_wait_for_no_statement(opened: Connection) -> None:
    opened.execute("UPDATE note SET id = 1000 WHERE id = 1")
    rows = opened.execute("SELECT * FROM note")
    rows.fetchone()
    with pytest.raises(InUse):
        opened.findings()
    rows.fetchall()
    assert opened.findings() == ()


# --- looking only --------------------------------------------------------------------------------


def test_looking_writes_nothing(path: Path, key: bytes, snapshot: Snapshot) -> None:
    before = snapshot(path.parent)
    connection = open_database(path, key, mode="read")
    assert count(connection) == 100
    assert connection.findings() == ()
    with pytest.raises(NotWritable):
        connection.execute("DELETE FROM note")
    with pytest.raises(NotWritable):
        connection.execute("CREATE TABLE x (y)")
    assert snapshot(path.parent) == before
    connection.close()
    assert snapshot(path.parent) == before


LOOK = """
for mode in ("read", "write"):
    try:
        opened = connection.open_database(folder / "case-file.db", bytes(range(32)), mode=mode)
    except VpoError as fault:
        print(mode, type(fault).__name__)
    else:
        print(mode, opened.execute("SELECT count(*) FROM note").fetchone()[0], opened.findings())
        opened.close()
"""


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "printed"),
    [
        (0o444, 0o555, "read 100 ()\nwrite NotWritable\n"),
        (0o666, 0o555, "read 100 ()\nwrite NotWritable\n"),
        (0o444, 0o777, "read 100 ()\nwrite NotWritable\n"),
        (0o000, 0o777, "read NotWritable\nwrite NotWritable\n"),
        (0o666, 0o000, "read NotWritable\nwrite NotWritable\n"),
        (0o666, 0o777, "read 100 ()\nwrite 100 ()\n"),
    ],
)
def test_permissions_are_told_at_once(
    file_mode: int,
    folder_mode: int,
    printed: str,
    open_folder: Path,
    key: bytes,
    as_ordinary_user: Run,
) -> None:
    path = make(open_folder / "case-file.db", key)
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    assert as_ordinary_user(LOOK, open_folder) == printed
    open_folder.chmod(0o700)
    path.chmod(0o600)
    assert names(open_folder) == ["case-file.db"]
    assert path.read_bytes() == before


# --- after a crash -------------------------------------------------------------------------------


def test_after_a_crash_every_acknowledged_write_is_there(crashed: Path, key: bytes) -> None:
    connection = open_database(crashed, key, mode="write")
    assert count(connection) == 400
    assert connection.findings() == ()
    connection.close()
    assert names(crashed.parent) == ["case-file.db"]
    connection = open_database(crashed, key, mode="read")
    assert count(connection) == 400
    connection.close()


def test_looking_after_a_crash_sees_all_and_writes_nothing(
    crashed: Path,
    key: bytes,
    snapshot: Snapshot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = snapshot(crashed.parent)
    connection = open_database(crashed, key, mode="read")
    assert count(connection) == 400
    assert connection.findings() == ()
    (copy,) = place.iterdir()
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o700
    assert all(MARKED.encode() not in each.read_bytes() for each in copy.iterdir())
    with pytest.raises(NotWritable):
        connection.execute("DELETE FROM note")
    connection.close()
    assert snapshot(crashed.parent) == before
    assert names(place) == []


def test_looking_after_a_crash_works_in_a_read_only_folder(
    crashed: Path, open_folder: Path, as_ordinary_user: Run, snapshot: Snapshot
) -> None:
    for each in crashed.parent.iterdir():
        (open_folder / each.name).write_bytes(each.read_bytes())
        (open_folder / each.name).chmod(0o444)
    open_folder.chmod(0o555)
    before = snapshot(open_folder)
    assert as_ordinary_user(LOOK, open_folder) == "read 400 ()\nwrite NotWritable\n"
    assert snapshot(open_folder) == before


@pytest.mark.parametrize("mode", ["write", "read"])
def test_a_wrong_key_after_a_crash_does_not_merge_the_journal(
    mode: Mode, crashed: Path, key: bytes, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(crashed.parent)
    with pytest.raises(KeyDoesNotFit):
        open_database(crashed, bytes(32), mode=mode)
    assert snapshot(crashed.parent) == before
    connection = open_database(crashed, key, mode="write")
    assert count(connection) == 400
    connection.close()


@pytest.mark.parametrize("mode", ["write", "read"])
def test_a_first_page_torn_while_merging_is_in_the_journal(
    mode: Mode, crashed: Path, key: bytes
) -> None:
    """Power fails while the journal is merged: the main file is half written, and whole again."""
    change(crashed, PAGE // 2, bytes(PAGE // 2))
    with crashed.open("ab") as stream:
        stream.write(b"half a page")
    connection = open_database(crashed, key, mode=mode)
    assert connection.execute("SELECT count(*) FROM note WHERE id >= 100").fetchone() == (300,)
    assert connection.findings() == ()
    connection.close()


def test_no_room_for_a_copy_is_told(
    crashed: Path, key: bytes, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    before = snapshot(crashed.parent)
    with pytest.raises(VpoError, match="not closed properly and cannot be copied to look into it"):
        open_database(crashed, key, mode="read")
    assert snapshot(crashed.parent) == before


# --- writing -------------------------------------------------------------------------------------


def test_a_transaction_is_kept_whole_or_not_at_all(opened: Connection) -> None:
    with opened.transaction():
        opened.execute("INSERT INTO note VALUES (200, 'a')")
        opened.execute("INSERT INTO note VALUES (201, 'b')")
    for fault in (ZeroDivisionError, KeyboardInterrupt):
        with pytest.raises(fault):
            delete_all(opened, fault)
    assert count(opened) == 102
    with opened.transaction():
        assert opened.execute("DELETE FROM note WHERE id >= 200").rowcount == 2
    assert count(opened) == 100


def test_the_rules_of_the_tables_are_told_without_values(opened: Connection) -> None:
    opened.execute(
        "CREATE TRIGGER fixed BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'append only'); END"
    )
    for sql, rule in (
        ("INSERT INTO note VALUES (1, ?)", "UNIQUE constraint failed: note.id"),
        ("INSERT INTO note VALUES (-1, ?)", "CHECK constraint failed: id >= 0"),
        ("INSERT INTO reply VALUES (7777, ?)", "FOREIGN KEY constraint failed"),
        ("DELETE FROM note WHERE text <> ?", "append only"),
    ):
        with pytest.raises(StatementRefused) as told, opened.transaction():
            opened.execute(sql, (MARKED,))
        assert str(told.value) == rule
    assert count(opened) == 100


def test_a_full_disk_takes_it_back_and_goes_on_when_there_is_room(opened: Connection) -> None:
    pages = opened.execute("PRAGMA page_count").fetchone()[0]
    opened.execute(f"PRAGMA max_page_count = {pages + 2}")
    told = r"The disk is full\. The last change was taken back"
    with pytest.raises(DiskFull, match=told), opened.transaction():
        opened.execute("INSERT INTO note VALUES (200, ?)", ("x" * 90_000,))
    assert count(opened) == 100
    opened.execute(f"PRAGMA max_page_count = {pages + 200}")
    with opened.transaction():
        opened.execute("INSERT INTO note VALUES (200, ?)", ("x" * 90_000,))
    assert count(opened) == 101
    assert opened.findings() == ()


if sys.platform == "linux":

    def descriptor_of(path: Path) -> int:
        links = Path("/proc/self/fd")
        return next(int(each.name) for each in links.iterdir() if each.resolve() == path.resolve())

    def temporary_files() -> list[str]:
        """The files that this process holds open without a name, as SQLite's temporary ones."""
        found: list[str] = []
        for each in Path("/proc/self/fd").iterdir():
            try:
                found.append(str(each.readlink()))
            except FileNotFoundError:
                continue  # the one that listed them
        return [name for name in found if "etilqs" in name]

    def test_sorting_much_makes_no_temporary_file(path: Path, key: bytes) -> None:
        connection = open_database(path, key, mode="read")
        much = (
            "SELECT text FROM (SELECT a.text FROM note a, note b, note c LIMIT 60000)"
            " ORDER BY text DESC"
        )
        rows = connection.execute(much)
        assert rows.fetchone()
        assert temporary_files() == []
        connection.execute("PRAGMA temp_store = FILE")  # so that this test can fail
        rows = connection.execute(much)
        assert rows.fetchone()
        assert temporary_files() != []
        connection.close()

    def test_a_really_full_disk(path: Path, key: bytes) -> None:
        connection = open_database(path, key, mode="write")
        with connection.transaction():
            connection.execute("INSERT INTO note VALUES (200, 'acknowledged')")
        journal = descriptor_of(path.with_name("case-file.db-wal"))
        kept = os.dup(journal)
        full = os.open("/dev/full", os.O_RDWR)
        os.dup2(full, journal)  # every further write finds no room
        with pytest.raises(DiskFull), connection.transaction():
            connection.execute("INSERT INTO note VALUES (201, 'lost')")
        os.dup2(kept, journal)
        with connection.transaction():
            connection.execute("INSERT INTO note VALUES (202, 'again')")
        assert connection.execute("SELECT id FROM note WHERE id >= 200").fetchall() == [
            (200,),
            (202,),
        ]
        connection.close()
        for each in (kept, full):
            os.close(each)
        assert names(path.parent) == ["case-file.db"]

    def test_a_disk_that_does_not_answer_ends_the_connection(path: Path, key: bytes) -> None:
        connection = open_database(path, key, mode="write")
        with connection.transaction():
            connection.execute("INSERT INTO note VALUES (200, 'acknowledged')")
        journal = descriptor_of(path.with_name("case-file.db-wal"))
        kept = os.dup(journal)
        gone = os.open("/dev/null", os.O_RDONLY)
        os.dup2(gone, journal)  # every further write fails
        with pytest.raises(DiskFailed, match="does not answer"), connection.transaction():
            connection.execute("INSERT INTO note VALUES (201, 'lost')")
        os.dup2(kept, journal)
        with pytest.raises(DiskFailed, match="close the case file and open it again"):
            count(connection)
        connection.close()
        for each in (kept, gone):
            os.close(each)
        connection = open_database(path, key, mode="write")
        assert connection.execute("SELECT id FROM note WHERE id >= 200").fetchall() == [(200,)]
        connection.close()


def test_two_at_once_are_told(path: Path, key: bytes, opened: Connection) -> None:
    with pytest.raises(InUse, match="Another program holds the database"):
        open_database(path, key, mode="write")
    assert count(opened) == 100


def test_a_mistake_of_ours_is_no_fault_of_the_disk(opened: Connection) -> None:
    with pytest.raises(Exception, match="no such table") as told:
        opened.execute("SELECT * FROM nowhere")
    assert not isinstance(told.value, VpoError)
    assert count(opened) == 100


def test_rows_know_their_columns(opened: Connection) -> None:
    rows = opened.execute("SELECT id, text AS said FROM note ORDER BY id LIMIT 3")
    assert [column[0] for column in rows.description] == ["id", "said"]
    assert [row[0] for row in rows] == [0, 1, 2]
    assert rows.fetchone() is None
    assert opened.execute("UPDATE note SET id = id WHERE id < 5").rowcount == 5


def test_a_scratch_database_is_in_memory_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scratch = open_scratch()
    scratch.execute("CREATE TABLE x (y)")
    with scratch.transaction():
        scratch.execute("INSERT INTO x VALUES (1)")
    assert scratch.execute("SELECT * FROM x").fetchall() == [(1,)]
    scratch.close()
    assert names(tmp_path) == []


# --- scripts -------------------------------------------------------------------------------------

SCRIPT = """-- A first note; with a semicolon
CREATE TABLE a (x TEXT DEFAULT ';', /* y; */ "z;" TEXT); CREATE TABLE b (y);

CREATE TRIGGER t AFTER INSERT ON a
BEGIN
    UPDATE b SET y = 'END;';  -- why;
    DELETE FROM b WHERE y = CASE WHEN 1 THEN 2 END;
END;
INSERT INTO a VALUES ('it''s; ok
still', '') ;
-- the end; really
"""


def test_a_script_comes_apart_at_its_statements_only() -> None:
    statements = split_statements(SCRIPT)
    assert [each.split()[0] for each in statements] == ["--", "CREATE", "CREATE", "INSERT"]
    assert statements[1] == "CREATE TABLE b (y);"
    assert statements[2].endswith("2 END;\nEND;")
    scratch = open_scratch()
    for statement in statements:
        scratch.execute(statement)
    assert scratch.execute("SELECT x FROM a").fetchall() == [("it's; ok\nstill",)]
    scratch.close()


@pytest.mark.parametrize("rest", ["DROP TABLE a", "INSERT INTO a VALUES ('x;", "CREATE TRIGGER t;"])
def test_a_statement_without_its_end_is_not_lost_silently(rest: str) -> None:
    with pytest.raises(ValueError, match="1"):
        split_statements(f"CREATE TABLE a (x);\n{rest}\n")


@pytest.mark.parametrize("script", ["", "  \n", "-- only; words\n/* and\n; more */ "])
def test_nothing_to_do_is_nothing(script: str) -> None:
    assert split_statements(script) == ()

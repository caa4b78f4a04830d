"""Rows 12 and 13: a backup, and `verify`, of a case file of one gigabyte with 100,000 answers."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.bench.large import LargeFile, make_large
from tests.bench.measure import Row, compare

from sqlcipher3 import dbapi2 as sqlcipher
from vpo_desk.bootstrap import system_clock
from vpo_desk.storage import case_file
from vpo_desk.storage.backup import back_up

ANSWERS = 100_000
SAID = "He said it again, slowly, and looked at the clock. " * 150
"""Some 7.5 KB; with its head and its index an answer takes a little more than 10 KB."""


def row_12(rounds: int) -> Row:
    """Back up while the file is open, without the proof that follows; against SQLite's own copy."""
    with _bulky() as (made, place):
        clock = system_clock()
        offered = made.passphrase
        opened = case_file.open_to_look(made.folder, offered, clock=clock)
        key = opened.key
        copies = place / "backups"

        def ours() -> None:
            back_up(opened, copies, clock.now()).unlink()

        def floor() -> None:
            bare = place / "bare.db"
            with closing(_raw(made.folder / case_file.DATABASE, key)) as source:
                with closing(_raw(bare, key)) as copy:
                    source.backup(copy)
                descriptor = os.open(bare, os.O_RDWR)
                os.fsync(descriptor)
                os.close(descriptor)
            bare.unlink()

        try:
            return compare(12, _name("backup", made), ours, floor, rounds=rounds)
        finally:
            opened.close()


def row_13(rounds: int) -> Row:
    """Verify as the command does, key and all; against the page check and one pass of SHA-256."""
    with _bulky() as (made, _place):
        clock = system_clock()
        opened = case_file.open_to_look(made.folder, made.passphrase, clock=clock)
        key = opened.key
        opened.close()

        def ours() -> None:
            checks = case_file.verify(made.folder, made.passphrase, clock=clock)
            assert all(check.holds for check in checks)

        def floor() -> None:
            with closing(_raw(made.folder / case_file.DATABASE, key)) as raw:
                assert not raw.execute("PRAGMA cipher_integrity_check").fetchall()
                digest = hashlib.sha256()
                for (content,) in raw.execute("SELECT content FROM version"):
                    digest.update(content.encode() if isinstance(content, str) else content)

        return compare(13, _name("verify", made), ours, floor, rounds=rounds)


@contextmanager
def _bulky() -> Generator[tuple[LargeFile, Path], None, None]:
    with tempfile.TemporaryDirectory() as place:
        yield make_large(Path(place), cases=1, answers=ANSWERS, said=SAID), Path(place)


def _name(what: str, made: LargeFile) -> str:
    size = (made.folder / case_file.DATABASE).stat().st_size
    return f"{what} of {size / 1e9:.2f} GB, {ANSWERS:,} answers"


def _raw(path: Path, key: bytes) -> sqlcipher.Connection:
    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw

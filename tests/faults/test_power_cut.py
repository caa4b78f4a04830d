"""The power goes while something is written: what was flushed is there, and nothing is half.

Every write is acknowledged once its journal is flushed. So the journal's length at each
acknowledgment is noted, and the cut is played by keeping the journal up to some byte only: behind
it there is nothing, zeros, or noise, as disks leave it. While the journal is merged into the
database any of its pages may have arrived, whole or by half, in any order.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.storage import case_file
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.verify import check_chain, check_pages

DATABASE, JOURNAL = "case-file.db", "case-file.db-wal"
PAGE, HEAD = 4096, 32
FRAME = 24 + PAGE


class Clock:
    def now(self) -> Moment:
        return Moment(datetime(2026, 11, 23, 12, tzinfo=UTC))


@dataclass(frozen=True)
class Told:
    """What was acknowledged: the journal's length then, and the newest entry and person."""

    length: int
    sequence: int
    people: int


@dataclass(frozen=True)
class Recorded:
    """The bytes of a case file at work, the acknowledgments, and its database after the merge."""

    key: bytes
    database: bytes
    journal: bytes
    merged: bytes
    told: tuple[Told, ...]

    def kept_up_to(self, length: int) -> Told:
        return [each for each in self.told if each.length <= length][-1]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("recorded") / "Desk.vpodesk"
    opened, key = case_file.create(
        folder, "orchid tunnel marble seven kites", clock=Clock(), agency=Agency(), training=False
    )
    journal = folder / JOURNAL
    opened.connection.freeze(folder / DATABASE)  # nothing is merged until the record is taken
    database = (folder / DATABASE).read_bytes()
    chance = random.Random(7)
    told = [Told(0, _newest(opened), 0)]
    people = 0
    for _ in range(25):
        with opened.transaction():
            for _ in range(chance.choice((1, 1, 2, 12))):
                people += 1
                text = f"Person {people} " + "x" * chance.choice((10, 300, 9000))
                opened.history.append(PERSON, f"p{people}", Person(f"p{people}", text))
        told.append(Told(journal.stat().st_size, _newest(opened), people))
    log = journal.read_bytes()
    opened.connection.thaw()
    opened.close()
    merged = (folder / DATABASE).read_bytes()
    assert [each.length for each in told] == sorted({each.length for each in told})
    assert (told[-1].length, (told[-1].length - HEAD) % FRAME) == (len(log), 0)
    return Recorded(key, database, log, merged, tuple(told))


def _newest(opened: case_file.CaseFile) -> int:
    return int(opened.connection.execute("SELECT max(sequence) FROM audit").fetchone()[0])


def after_the_cut(recorded: Recorded, folder: Path, database: bytes, journal: bytes) -> Told:
    """Start the computer again: open to look first, then to work, and tell what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / DATABASE).write_bytes(database)
    (folder / JOURNAL).write_bytes(journal)
    connection = open_database(folder / DATABASE, recorded.key, mode="write")
    try:
        for check in (check_chain, check_versions, check_heads, check_pages):
            assert check(connection).holds, check.__name__
        sequence = connection.execute("SELECT max(sequence) FROM audit").fetchone()[0]
        people = connection.execute("SELECT count(*) FROM person_head").fetchone()[0]
    finally:
        connection.close()
    assert [path.name for path in folder.iterdir()] == [DATABASE]
    return Told(0, int(sequence), int(people))


def need_kept(recorded: Recorded, folder: Path, length: int, tail: bytes) -> None:
    found = after_the_cut(recorded, folder, recorded.database, recorded.journal[:length] + tail)
    kept = recorded.kept_up_to(length)
    assert (found.sequence, found.people) == (kept.sequence, kept.people), (length, len(tail))


def tails(recorded: Recorded, length: int) -> Iterator[bytes]:
    """What disks leave where nothing was flushed: nothing, zeros, noise."""
    missing = len(recorded.journal) - length
    yield b""
    yield bytes(missing)
    yield random.Random(length).randbytes(missing)


def cuts(recorded: Recorded, count: int) -> list[int]:
    """Lengths by chance, and around the ends of writes and of pages, where mistakes live."""
    chance = random.Random(11)
    whole = len(recorded.journal)
    pages = range(HEAD, whole + 1, FRAME)
    ends = [each.length for each in chance.sample(recorded.told[1:], min(count, 25))]
    near = [end + step for end in ends for step in (-1, 0)]
    inside = [chance.randrange(whole) for _ in range(count)]
    return [0, 1, HEAD - 1, HEAD, *near, *inside, *chance.sample(pages, min(count, len(pages)))]


def test_what_was_flushed_before_the_cut_is_there_and_nothing_else(
    recorded: Recorded, tmp_path: Path
) -> None:
    for number, length in enumerate(cuts(recorded, 9)):
        found = list(tails(recorded, length))
        need_kept(recorded, tmp_path / "cut", length, found[number % len(found)])


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_every_page_of_the_journal_and_a_thousand_bytes_of_it(
    recorded: Recorded, tmp_path: Path
) -> None:
    chance = random.Random(13)
    whole = len(recorded.journal)
    lengths = [*range(HEAD, whole + 1, FRAME), *(chance.randrange(whole) for _ in range(1000))]
    for length in lengths:
        for tail in tails(recorded, length):
            need_kept(recorded, tmp_path / "cut", length, tail)


def half_merged(recorded: Recorded, chance: random.Random) -> bytes:
    """Return the database with some pages of the merge arrived, some torn, in no order."""
    old = recorded.database.ljust(len(recorded.merged), b"\0")
    length = chance.choice((len(recorded.database), len(recorded.merged)))
    pages: list[bytes] = []
    for place in range(0, length, PAGE):
        torn = chance.choice((0, 0, 512, 2048, PAGE, PAGE))
        middle = place + torn
        pages.append(recorded.merged[place:middle] + old[middle : place + PAGE])
    return b"".join(pages)


def need_all(recorded: Recorded, folder: Path, seeds: range) -> None:
    last = recorded.told[-1]
    for seed in seeds:
        database = half_merged(recorded, random.Random(seed))
        found = after_the_cut(recorded, folder, database, recorded.journal)
        assert (found.sequence, found.people) == (last.sequence, last.people), seed


def test_a_cut_while_the_journal_is_merged_loses_nothing(
    recorded: Recorded, tmp_path: Path
) -> None:
    need_all(recorded, tmp_path / "cut", range(12))


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_thousand_cuts_while_the_journal_is_merged(recorded: Recorded, tmp_path: Path) -> None:
    need_all(recorded, tmp_path / "cut", range(1000))

"""One byte changed, or the end cut off, anywhere: it is told, nothing is written, nothing is guessed."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.errors import VpoError
from vpo_desk.storage import case_file, custody, keyring
from vpo_desk.storage.backup import back_up
from vpo_desk.storage.backup_file import read_keys, read_protocols
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.protocol_copy import FOLDER
from vpo_desk.storage.restore import drill, restore
from vpo_desk.storage.verify import Check, check_chain, check_pages

PASSPHRASE = "orchid tunnel marble seven kites"
CHECKS: tuple[Callable[[Connection], Check], ...] = (
    check_pages,
    check_chain,
    check_versions,
    check_heads,
)


class Clock:
    def now(self) -> Moment:
        return Moment(datetime(2026, 11, 23, 12, tzinfo=UTC))


class Made:
    """A case file of some size, its key, and a backup of it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "Desk.vpodesk"
        opened, self.key = case_file.create(
            self.folder, PASSPHRASE, clock=Clock(), agency=Agency(), training=False
        )
        with opened.transaction():
            for number in range(300):
                person = Person(f"p{number}", f"Person {number} " + "x" * 300)
                opened.history.append(PERSON, person.id, person)
        (self.folder / FOLDER).mkdir()
        (self.folder / FOLDER / "tenant.v1.toml").write_bytes(b"# " + b"own words " * 200)
        self.backup = back_up(opened, place / "backups", Clock().now())
        shutil.rmtree(self.folder / FOLDER)
        opened.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("flips"))


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1 << place % 8]))


def state(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def is_told(folder: Path, key: bytes) -> bool:
    """Look at everything as `verify` does; True when something is found or it does not open."""
    try:
        opened = case_file.look_with_key(folder, key, clock=Clock(), actor="recovery-words")
    except VpoError:
        return True
    try:
        return not all(check(opened.connection).holds for check in CHECKS)
    except VpoError:
        return True
    finally:
        opened.close()


def flip_database(made: Made, scratch: Path, places: list[int]) -> None:
    for place in places:
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(made.folder, scratch)
        flip(scratch / "case-file.db", place)
        before = state(scratch)
        assert is_told(scratch, made.key), place
        assert state(scratch) == before, place


def test_the_unharmed_file_is_whole(made: Made) -> None:
    assert not is_told(made.folder, made.key)


def test_a_byte_of_the_database_anywhere(made: Made, tmp_path: Path) -> None:
    size = (made.folder / "case-file.db").stat().st_size
    chance = random.Random(1)
    places = [*range(0, 120, 17), *(chance.randrange(size) for _ in range(40)), size - 1]
    flip_database(made, tmp_path / "x", places)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_bytes_of_every_page_of_the_database(made: Made, tmp_path: Path) -> None:
    size = (made.folder / "case-file.db").stat().st_size
    chance = random.Random(2)
    places = [page + chance.randrange(4096) for page in range(0, size, 4096) for _ in range(8)]
    flip_database(made, tmp_path / "x", places)


@pytest.mark.parametrize("pages", [(2, 5), (3, 20), (1, 2)])
def test_two_pages_exchanged(made: Made, tmp_path: Path, pages: tuple[int, int]) -> None:
    shutil.copytree(made.folder, tmp_path / "x")
    path = tmp_path / "x" / "case-file.db"
    data = bytearray(path.read_bytes())
    one, two = ((page - 1) * 4096 for page in pages)
    data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]
    path.write_bytes(data)
    assert is_told(tmp_path / "x", made.key)


def test_the_database_cut_off_anywhere(made: Made, tmp_path: Path) -> None:
    size = (made.folder / "case-file.db").stat().st_size
    chance = random.Random(3)
    for length in (0, 1, 16, 4095, 4096, size - 4096, *(chance.randrange(size) for _ in range(15))):
        shutil.rmtree(tmp_path / "x", ignore_errors=True)
        shutil.copytree(made.folder, tmp_path / "x")
        with (tmp_path / "x" / "case-file.db").open("r+b") as stream:
            stream.truncate(length)
        before = state(tmp_path / "x")
        assert is_told(tmp_path / "x", made.key), length
        assert state(tmp_path / "x") == before


def test_each_byte_of_a_key_file_is_told_and_the_other_file_is_used(
    made: Made, tmp_path: Path
) -> None:
    whole = keyring.read_ring(made.folder).ring
    for name in keyring.FILES:
        content = (made.folder / name).read_bytes()
        for place in range(len(content)):
            folder = tmp_path / "k"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for each in keyring.FILES:
                (folder / each).write_bytes(content)
            flip(folder / name, place)
            reading = keyring.read_ring(folder)
            assert reading.ring == whole, place
            changed = (folder / name).read_bytes().split() != content.split()
            assert bool(reading.damaged) or not changed, place


def told_of(made: Made, path: Path, places: Iterable[int]) -> int:
    """Change a byte of a backup at each place; return how often that was told.

    Where it is not, it has no effect: the backup says and opens what it did.
    """
    whole, count = drill(made.backup, lambda _path: made.key), 0
    for place in places:
        shutil.copy(made.backup, path)
        flip(path, place)
        try:
            proof = drill(path, lambda _path: made.key)
        except VpoError:
            count += 1
            continue
        if not proof.holds:
            count += 1
            continue
        assert proof.manifest == whole.manifest
        assert read_keys(path) == read_keys(made.backup), place
        assert read_protocols(path) == read_protocols(made.backup), place
    return count


def test_a_byte_of_a_backup_is_told_or_without_any_effect(made: Made, tmp_path: Path) -> None:
    size = made.backup.stat().st_size
    chance = random.Random(4)
    own = made.backup.read_bytes().index(b"protocols.sealed")
    edges = [*range(0, 60, 7), *range(own - 30, own + 900, 31), *range(size - 400, size, 13)]
    places = [*edges, *(chance.randrange(size) for _ in range(40))]
    assert told_of(made, tmp_path / made.backup.name, places) > 40


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_thousand_bytes_of_a_backup(made: Made, tmp_path: Path) -> None:
    """Every second one of its end, where the envelope says what is in it, and others by chance."""
    size = made.backup.stat().st_size
    chance = random.Random(5)
    places = [*range(size - 800, size, 2), *(chance.randrange(size) for _ in range(600))]
    print("bytes:", len(places), "told:", told_of(made, tmp_path / made.backup.name, places))


def test_with_its_key_slots_damaged_a_backup_is_restored_by_what_is_on_paper(
    made: Made, tmp_path: Path
) -> None:
    path = tmp_path / made.backup.name
    shutil.copy(made.backup, path)
    flip(path, path.read_bytes().index(b'"wrapped"') + 30)
    proof = restore(path, tmp_path / "back.vpodesk", lambda _path: made.key, clock=Clock())
    assert [check.name for check in proof.checks if not check.holds] == ["keys"]
    words = " ".join(keyring.words_of_key(made.key))
    custody.recover(
        tmp_path / "back.vpodesk", words, "harbor violin quiet moss", clock=Clock()
    ).close()
    assert not is_told(tmp_path / "back.vpodesk", made.key)


def test_a_backup_cut_off_anywhere_is_none(made: Made, tmp_path: Path) -> None:
    size = made.backup.stat().st_size
    chance = random.Random(5)
    for length in (0, 1, 22, size - 1, *(chance.randrange(size) for _ in range(12))):
        path = tmp_path / made.backup.name
        shutil.copy(made.backup, path)
        with path.open("r+b") as stream:
            stream.truncate(length)
        with pytest.raises(VpoError):
            drill(path, lambda _path: made.key)

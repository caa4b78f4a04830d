"""The process is killed at any step of what takes long: the old state or the new one, never between."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults import stepper
from tests.faults.stepper import (
    BACK,
    BACKUPS,
    FOLDER,
    KEY_FILE,
    NEW,
    NEW_PASSPHRASE,
    OLD_PASSPHRASE,
    Clock,
)

from vpo_desk.domain.entry import SlotKind
from vpo_desk.domain.person import Person
from vpo_desk.storage import case_file, keyring
from vpo_desk.storage.backup import back_up, backups_in
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.migrate import newest_schema, schema_of
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.purge import unswept
from vpo_desk.storage.restore import drill, restore
from vpo_desk.storage.verify import check_chain, check_pages, check_schema

DRIVER = Path(stepper.__file__)
GOLDEN = Path(__file__).resolve().parents[1] / "storage" / "golden" / "schema-1"
PEOPLE = 40
OWN = "protocols/tenant.v1.toml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a case file, its key, and an older backup."""
    place = tmp_path_factory.mktemp("made")
    opened, key = case_file.create(
        place / FOLDER, OLD_PASSPHRASE, clock=Clock(), agency=stepper.Agency(), training=False
    )
    (place / "key").write_bytes(key)
    (place / FOLDER / "protocols").mkdir()
    (place / FOLDER / OWN).write_bytes(b"# Who has keys?\n")
    for number in range(PEOPLE):
        with opened.transaction():
            person = Person(f"p{number}", f"Person {number}")
            opened.history.append(PERSON, person.id, person)
    back_up(opened, place / BACKUPS, Clock().now())
    opened.close()
    return place


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a case file of the first schema."""
    place = tmp_path_factory.mktemp("old")
    shutil.copytree(GOLDEN / "case-file", place / FOLDER)
    words = (GOLDEN / "recovery-words.txt").read_text(encoding="utf-8")
    (place / "key").write_bytes(keyring.key_of_words(words))
    return place


def run(what: str, place: Path, step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DRIVER), what, str(place), str(step)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def steps_of(what: str, template: Path, scratch: Path) -> int:
    """Do it once undisturbed, and return how many steps it has."""
    shutil.copytree(template, scratch)
    done = run(what, scratch, 0)
    assert (done.returncode, done.stderr) == (0, "")
    shutil.rmtree(scratch)
    return int(done.stdout)


def need_whole(folder: Path, place: Path, people: int = PEOPLE) -> None:
    """Open it as the next start does: it holds, and everything is in it."""
    key = (place / "key").read_bytes()
    opened = case_file.open_with_key(folder, key, clock=Clock(), actor="words")
    try:
        for check in (check_pages, check_schema, check_chain, check_versions, check_heads):
            assert check(opened.connection).holds, check.__name__
        assert opened.history.count(PERSON) == people
    finally:
        opened.close()


def find_key(place: Path) -> Callable[[Path], bytes]:
    return lambda _path: (place / "key").read_bytes()


def state(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def need_backups(place: Path) -> None:
    """Whatever counts as a backup can be restored, and the next one is made as if nothing was."""
    found = backups_in(place / BACKUPS)
    assert found
    for each in found:
        assert drill(each.path, find_key(place)).holds
    need_whole(place / FOLDER, place)
    opened = case_file.open_with_key(
        place / FOLDER, (place / "key").read_bytes(), clock=Clock(), actor="words"
    )
    path = back_up(opened, place / BACKUPS, Clock().now())
    opened.close()
    assert drill(path, find_key(place)).holds
    wanted = sorted({each.path.name for each in found} | {path.name})
    assert sorted(each.name for each in (place / BACKUPS).iterdir()) == wanted


def need_created(place: Path) -> None:
    """There is a case file that opens, or none, and then one can be made."""
    if not (place / NEW).exists():
        stepper.create(place)
    passphrase_opens(place / NEW, OLD_PASSPHRASE)
    assert sorted(path.name for path in (place / NEW).iterdir()) == [
        "attempts.json",
        "case-file.db",
        "keys.copy.json",
        "keys.json",
        "lock",
    ]


def need_restored(place: Path) -> None:
    """There is a restored case file that is whole, or none; the backup and the file are as before."""
    (backup,) = backups_in(place / BACKUPS)
    if not (place / BACK).exists():
        restore(backup.path, place / BACK, find_key(place), clock=Clock())
    need_whole(place / BACK, place)
    assert (place / BACK / OWN).read_bytes() == (place / FOLDER / OWN).read_bytes()
    passphrase_opens(place / BACK, OLD_PASSPHRASE)
    assert drill(backup.path, find_key(place)).holds


def need_migrated(place: Path) -> None:
    """Tables are of one schema; where they were changed already, there is a backup from before."""
    key = (place / "key").read_bytes()
    connection = open_database(place / FOLDER / "case-file.db", key, mode="read")
    try:
        schema, people = (
            schema_of(connection),
            connection.execute("SELECT count(*) FROM person_head").fetchone()[0],
        )
        assert check_schema(connection).holds
    finally:
        connection.close()
    backups = [each for path in place.rglob("*.vpobackup") for each in backups_in(path.parent)]
    if schema > 1:
        assert [each.sealed.manifest.schema for each in backups] == [1]
    for each in backups:
        proof = drill(each.path, find_key(place))
        assert [str(check.words) for check in proof.checks if not check.holds] == []
    need_whole(place / FOLDER, place, people)
    connection = open_database(place / FOLDER / "case-file.db", key, mode="read")
    assert schema_of(connection) == newest_schema()
    connection.close()


def passphrase_opens(folder: Path, passphrase: str) -> None:
    case_file.open_with_passphrase(folder, passphrase, clock=Clock()).close()


def need_one_passphrase(place: Path) -> None:
    """Exactly one of the two passphrases opens, before and after the next opening mended the keys."""
    opens: list[str] = []
    for passphrase in (OLD_PASSPHRASE, NEW_PASSPHRASE):
        try:
            passphrase_opens(place / FOLDER, passphrase)
        except keyring.WrongPassphrase:
            continue
        opens.append(passphrase)
    assert len(opens) == 1
    copies = {(place / FOLDER / name).read_bytes() for name in keyring.FILES}
    assert len(copies) == 1
    need_whole(place / FOLDER, place)


def need_one_way_in(place: Path) -> None:
    """The officer opens with the passphrase alone or with the key file too, never with both ways."""
    both = keyring.Secret(OLD_PASSPHRASE, KEY_FILE)
    case_file.open_with_passphrase(place / FOLDER, both, clock=Clock()).close()
    ring = keyring.read_ring(place / FOLDER).ring
    alone = ring.has(SlotKind.PASSPHRASE)
    assert ring.has(SlotKind.KEY_FILE) is not alone
    try:
        passphrase_opens(place / FOLDER, OLD_PASSPHRASE)
    except keyring.WrongPassphrase:
        assert not alone
    else:
        assert alone
    copies = {(place / FOLDER / name).read_bytes() for name in keyring.FILES}
    assert len(copies) == 1
    need_whole(place / FOLDER, place)


def need_purged(place: Path) -> None:
    """The person is there with all that is known, or gone with every byte; the rest is whole."""
    key = (place / "key").read_bytes()
    opened = case_file.open_with_key(place / FOLDER, key, clock=Clock(), actor="words")
    try:
        gone = opened.history.find(PERSON, "p0") is None
        assert unswept(opened.connection) == ""
    finally:
        opened.close()
    need_whole(place / FOLDER, place, PEOPLE - gone)


def need_salvaged(place: Path) -> None:
    """There is a salvaged case file that is whole, or none, and then it can be made."""
    if not (place / BACK).exists():
        stepper.salvaged(place)
    need_whole(place / BACK, place)
    passphrase_opens(place / BACK, OLD_PASSPHRASE)


NEEDED: dict[str, Callable[[Path], None]] = {
    "create": need_created,
    "backup": need_backups,
    "close and copy": need_backups,
    "restore": need_restored,
    "migrate": need_migrated,
    "passphrase": need_one_passphrase,
    "slots": need_one_way_in,
    "purge": need_purged,
    "salvage": need_salvaged,
}


def need_nothing_hidden(place: Path) -> None:
    """The next case file that is made there takes away what the killed one left of its own."""
    for path in (place / NEW, place / "Next.vpodesk"):
        if not path.exists():
            made, _ = case_file.create(
                path, OLD_PASSPHRASE, clock=Clock(), agency=stepper.Agency(), training=False
            )
            made.close()
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []


def kill_at(what: str, template: Path, scratch: Path, step: int) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(template, scratch)
    database = (scratch / FOLDER / "case-file.db").read_bytes()
    given = state(scratch / BACKUPS) if (scratch / BACKUPS).exists() else {}
    died = run(what, scratch, step)
    assert died.returncode not in {0, 1, 2}, (step, died.stderr)
    if given:
        left = state(scratch / BACKUPS)
        assert {name: left.get(name) for name in given} == given, step
    if what == "salvage":  # it only reads what it saves from
        assert (scratch / FOLDER / "case-file.db").read_bytes() == database, step
    NEEDED[what](scratch)
    if what in {"create", "restore", "salvage"}:
        need_nothing_hidden(scratch)


@pytest.mark.parametrize("what", NEEDED)
def test_killed_at_some_steps(what: str, made: Path, old: Path, tmp_path: Path) -> None:
    template, scratch = old if what == "migrate" else made, tmp_path / "place"
    count = steps_of(what, template, scratch)
    middle = random.Random(what).randrange(count // 3, count - 1)
    for step in (middle, count - 1):
        kill_at(what, template, scratch, step)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("what", NEEDED)
def test_killed_at_every_step_or_at_a_hundred(
    what: str, made: Path, old: Path, tmp_path: Path
) -> None:
    template, scratch = old if what == "migrate" else made, tmp_path / "place"
    count = steps_of(what, template, scratch)
    steps = range(1, count + 1, max(1, count // 100))
    for step in steps:
        kill_at(what, template, scratch, step)
    print(f"{what}: {count} steps, {len(steps)} kills")

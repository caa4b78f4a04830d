"""Backups: the state when they began, proved by opening, and refused when anything is off."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from vpo_desk.bootstrap import open_desk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.people import PersonDetails
from vpo_desk.storage import case_file, custody, keyring
from vpo_desk.storage.backup import BackupCopy, back_up, backups_in, check_backup
from vpo_desk.storage.backup_file import BackupDamaged, read_manifest
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.key_origin import KeyOfAnother
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.rekey import encrypt_with_new_key
from vpo_desk.storage.restore import drill, key_by_passphrase, key_by_words, restore
from vpo_desk.storage.snapshot import make_ready

PASSPHRASE = "orchid tunnel marble seven kites"
AT = Moment(datetime(2026, 11, 23, 21, 42, tzinfo=UTC), "America/New_York")


class Ticking:
    """A clock that goes on a second each time it is asked."""

    def __init__(self) -> None:
        self.utc = AT.utc

    def now(self) -> Moment:
        self.utc += timedelta(seconds=1)
        return Moment(self.utc, AT.zone)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def file(tmp_path: Path, clock: Ticking) -> CaseFile:
    made, _ = case_file.create(
        tmp_path / "Harlow.vpodesk", PASSPHRASE, clock=clock, agency=Agency("HFPD"), training=False
    )
    return made


def add_person(file: CaseFile, name: str) -> None:
    with file.transaction():
        file.history.append(PERSON, f"person-{name}", Person(f"person-{name}", name))


def people(folder: Path, clock: Ticking) -> set[str]:
    opened = case_file.open_to_look(folder, PASSPHRASE, clock=clock)
    try:
        return {each.name for each in opened.history.values(PERSON, "1")}
    finally:
        opened.close()


def holds(path: Path, key: bytes) -> bool:
    return all(check.holds for check in check_backup(path, key))


def test_a_backup_is_one_private_file_named_by_its_time_and_holds_everything(
    file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    add_person(file, "Reyes")
    path = back_up(file, tmp_path / "stick", AT)
    assert path.name == "Harlow-2026-11-23T1642.vpobackup"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert holds(path, file.key)
    assert b"Reyes" not in path.read_bytes()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    manifest = read_manifest(path).manifest
    assert manifest.counts["person"] == 1
    assert manifest.file_id == file.facts.id
    file.close()


def test_what_is_written_meanwhile_is_not_in_it_and_not_lost(
    file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    add_person(file, "before")
    copy = BackupCopy(file, tmp_path / "stick", AT)
    add_person(file, "meanwhile")
    while not copy.step():
        add_person(file, "slice")
    path = copy.finish()
    add_person(file, "after")
    assert holds(path, file.key)
    assert read_manifest(path).manifest.counts["person"] == 1
    file.close()
    restore(path, tmp_path / "old.vpodesk", key_by_passphrase(PASSPHRASE), clock=clock)
    assert people(tmp_path / "old.vpodesk", clock) == {"before"}
    assert people(file.folder, clock) >= {"before", "meanwhile", "after"}


def test_an_abandoned_one_leaves_nothing_and_the_file_goes_on(
    file: CaseFile, tmp_path: Path
) -> None:
    copy = BackupCopy(file, tmp_path / "stick", AT)
    copy.step()
    copy.abandon()
    assert list((tmp_path / "stick").iterdir()) == []
    add_person(file, "after")
    assert holds(back_up(file, tmp_path / "stick", AT), file.key)
    file.close()


def test_two_in_one_minute_do_not_write_over_each_other(file: CaseFile, tmp_path: Path) -> None:
    first, second = (back_up(file, tmp_path / "stick", AT) for _ in range(2))
    assert second.name == "Harlow-2026-11-23T1642-2.vpobackup"
    assert holds(first, file.key)
    assert holds(second, file.key)
    file.close()


def test_only_one_backup_runs_at_a_time(file: CaseFile, tmp_path: Path) -> None:
    copy = BackupCopy(file, tmp_path / "stick", AT)
    with pytest.raises(VpoError):
        BackupCopy(file, tmp_path / "stick", AT)
    while not copy.step():
        pass
    assert holds(copy.finish(), file.key)
    file.close()


@pytest.fixture
def backup(file: CaseFile, tmp_path: Path) -> Path:
    add_person(file, "Reyes")
    path = back_up(file, tmp_path / "stick", AT)
    file.close()
    return path


@pytest.fixture
def key(file: CaseFile) -> bytes:
    return file.key


def test_restoring_makes_a_new_folder_and_touches_nothing_else(
    key: bytes, backup: Path, tmp_path: Path, clock: Ticking
) -> None:
    there = tmp_path / "there.vpodesk"
    there.mkdir()
    (there / "letter").write_text("mine")
    with pytest.raises(VpoError):
        restore(backup, there, key_by_passphrase(PASSPHRASE), clock=clock)
    assert (there / "letter").read_text() == "mine"
    before = backup.read_bytes()
    proof = restore(backup, tmp_path / "new.vpodesk", key_by_passphrase(PASSPHRASE), clock=clock)
    assert proof.holds
    assert backup.read_bytes() == before
    assert people(tmp_path / "new.vpodesk", clock) == {"Reyes"}
    checks = case_file.verify(tmp_path / "new.vpodesk", PASSPHRASE, clock=clock)
    assert all(check.holds for check in checks)


def test_the_recovery_words_restore_and_drill_too(
    key: bytes, backup: Path, tmp_path: Path, clock: Ticking
) -> None:
    words = " ".join(keyring.words_of_key(key))
    assert drill(backup, key_by_words(words)).holds
    assert restore(backup, tmp_path / "w.vpodesk", key_by_words(words), clock=clock).holds
    assert people(tmp_path / "w.vpodesk", clock) == {"Reyes"}


def test_an_older_backup_opens_with_the_present_passphrase_or_says_which_one_it_wants(
    key: bytes, backup: Path, file: CaseFile, clock: Ticking
) -> None:
    new = "a quite different set of words 9"
    custody.change_passphrase(file.folder, PASSPHRASE, new, clock=clock)
    present = keyring.read_ring(file.folder).ring
    assert drill(backup, key_by_passphrase(PASSPHRASE)).holds
    assert drill(backup, key_by_passphrase(new, present)).holds
    with pytest.raises(keyring.WrongPassphrase) as told:
        drill(backup, key_by_passphrase(new))
    assert "23 Nov 2026" in str(told.value.happened)


def test_a_backup_of_an_older_key_says_of_when_its_key_is(
    backup: Path, file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    folder, new = file.folder, "a quite different set of words 9"
    file.close()
    rekeyed = encrypt_with_new_key(
        folder, PASSPHRASE, lambda _key: None, clock=clock, new_passphrase=new
    )
    rekeyed.file.close()
    present = keyring.read_ring(folder).ring
    words = " ".join(keyring.words_of_key(rekeyed.key))
    for find_key in (key_by_passphrase(new, present), key_by_words(words)):
        with pytest.raises(KeyOfAnother, match="in use on 23 Nov 2026"):
            drill(backup, find_key)
        with pytest.raises(KeyOfAnother, match="in use on 23 Nov 2026"):
            restore(backup, tmp_path / "r.vpodesk", find_key, clock=clock)
    assert not (tmp_path / "r.vpodesk").exists()
    assert drill(backup, key_by_passphrase(PASSPHRASE)).holds


def test_a_drill_tells_whether_the_present_file_goes_on_from_the_backup(
    key: bytes, backup: Path, file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    find = key_by_passphrase(PASSPHRASE)
    present = case_file.open_to_look(file.folder, PASSPHRASE, clock=clock)
    try:
        assert drill(backup, find, against=present).holds
    finally:
        present.close()
    other, _ = case_file.create(
        tmp_path / "Other.vpodesk", PASSPHRASE, clock=clock, agency=Agency(), training=False
    )
    try:
        proof = drill(backup, find, against=other)
        assert [each.name for each in proof.checks if not each.holds] == ["continues"]
    finally:
        other.close()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_is_cut_short_does_not_count(
    key: bytes, backup: Path, share: float, tmp_path: Path, clock: Ticking
) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    assert backups_in(backup.parent) == ()
    for attempt in (
        lambda: drill(backup, key_by_passphrase(PASSPHRASE)),
        lambda: restore(backup, tmp_path / "n", key_by_passphrase(PASSPHRASE), clock=clock),
    ):
        with pytest.raises(BackupDamaged):
            attempt()
    assert not (tmp_path / "n").exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_flipped_byte_anywhere_is_told_and_nothing_wrong_is_restored(
    key: bytes, backup: Path, tmp_path: Path, clock: Ticking
) -> None:
    data = bytearray(backup.read_bytes())
    find = key_by_words(key.hex())
    for place in range(0, len(data), len(data) // 60):
        changed = data.copy()
        changed[place] ^= 0x41
        backup.write_bytes(changed)
        target = tmp_path / f"n{place}.vpodesk"
        try:
            proof = restore(backup, target, find, clock=clock)
        except VpoError:
            assert not target.exists()
        else:  # a byte of the archive's own frame that carries nothing
            assert not proof.holds or people(target, clock) == {"Reyes"}


def rewritten(backup: Path, change: Callable[[dict[str, object]], None]) -> None:
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    plain = json.loads(members["manifest.json"])
    change(plain)
    members["manifest.json"] = json.dumps(plain).encode()
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_a_manifest_that_was_changed_is_found_with_the_key(key: bytes, backup: Path) -> None:
    rewritten(backup, lambda plain: plain.update(program="9.9"))
    failed = {check.name for check in check_backup(backup, key) if not check.holds}
    assert failed == {"seal"}


def test_a_newer_backup_is_refused_with_a_sentence(key: bytes, backup: Path) -> None:
    rewritten(backup, lambda plain: plain.update(format=3))
    with pytest.raises(VpoError) as told:
        check_backup(backup, key)
    assert "newer VPO Desk" in str(told.value.happened)


def test_another_files_key_opens_nothing(backup: Path) -> None:
    with pytest.raises(VpoError):
        check_backup(backup, bytes(32))


def test_a_place_that_is_gone_is_told_and_the_file_goes_on(file: CaseFile, tmp_path: Path) -> None:
    blocked = tmp_path / "stick"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(VpoError):
        back_up(file, blocked, AT)
    add_person(file, "after")
    file.close()


def test_rotation_records_before_it_removes_and_keeps_what_was_never_proved(
    file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    desk = open_desk(file, clock=clock)
    services: Services = desk.services
    place = tmp_path / "stick"
    paths: list[Path] = []
    for day in range(12):
        clock.utc = AT.utc + timedelta(hours=day)
        services.people.add(PersonDetails(f"person {day}"))
        path, _ = services.backups.make(place)
        paths.append(path)
        if day != 11:
            services.backups.note_proof(path, services.backups.prover()(path))
    gone = services.backups.rotate(place)
    left = {each.path for each in services.backups.in_places((place,))}
    assert set(gone).isdisjoint(left)
    assert paths[11] in left
    assert {paths[10], paths[9], paths[8]} <= left
    assert len(gone) == 12 - len(left) > 0
    assert all(not path.exists() for path in gone)
    actions = [each.action for each in services.upkeep.entries() if each.kind == "backup"]
    assert actions.count("rotate") == len(gone)
    health = services.backups.health()
    assert health.verified_at is not None
    assert health.changes == 1
    desk.close()


def test_a_backup_that_does_not_hold_is_recorded_and_never_counts(
    file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    desk = open_desk(file, clock=clock)
    services = desk.services
    path, _ = services.backups.make(tmp_path / "stick")
    rewritten(path, lambda plain: plain.update(program="9.9"))
    services.backups.note_proof(path, services.backups.prover()(path))
    assert [line.verified for line in services.backups.in_places((tmp_path / "stick",))] == [False]
    assert services.backups.health().verified_at is None
    desk.close()


def test_the_copy_at_closing_needs_no_key_and_is_made_only_after_a_change(
    file: CaseFile, tmp_path: Path, clock: Ticking
) -> None:
    place, key = tmp_path / "stick", file.key
    desk = open_desk(file, clock=clock)
    desk.services.people.add(PersonDetails("Reyes"))
    closing = desk.services.backups.closing()
    assert closing.is_new(place)
    desk.close()
    assert file.key == bytes(32)
    path = closing.write(place)
    assert holds(path, key)
    again = open_desk(
        case_file.open_with_passphrase(file.folder, PASSPHRASE, clock=clock), clock=clock
    )
    assert not again.services.backups.closing().is_new(place)
    again.close()
    shutil.rmtree(file.folder)
    restore(path, file.folder, key_by_passphrase(PASSPHRASE), clock=clock)
    assert people(file.folder, clock) == {"Reyes"}


def test_a_place_without_room_says_how_much_is_needed_never_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: object) -> SimpleNamespace:
        return SimpleNamespace(free=0)

    monkeypatch.setattr("shutil.disk_usage", full)
    with pytest.raises(VpoError) as caught:
        make_ready(tmp_path, 900_000)
    assert "17 MB are needed" in str(caught.value.sentences[0])

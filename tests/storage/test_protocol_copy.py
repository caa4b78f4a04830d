"""The agency's own protocol files in a backup: taken as they are, sealed, proved, and put back."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vpo_desk.bootstrap import look_into
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment, SystemClock
from vpo_desk.errors import VpoError
from vpo_desk.storage import case_file
from vpo_desk.storage.backup import ClosingCopy, back_up, check_backup
from vpo_desk.storage.backup_file import BackupDamaged, read_manifest
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.protocol_copy import FOLDER, read_own
from vpo_desk.storage.restore import drill, key_by_passphrase, restore

PASSPHRASE = "orchid tunnel marble seven kites"
AT = Moment(datetime(2026, 11, 23, 21, 42, tzinfo=UTC), "America/New_York")
CLOCK = SystemClock("UTC")
FILES = {
    "tenant.v1.toml": b"# Who has keys?\n",
    "Half a draft.toml": b"\xff\xfe not even text \x00",
    "Gespr\u00e4ch \u8eab.v2.toml": "# \u00dcber alles".encode(),
}
FIRST_FORMAT = {
    *("id", "file_id", "made_at", "program", "schema", "training", "sequence", "head", "counts"),
    *("database_bytes", "database_sha256", "format", "mac"),
}


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    made, _ = case_file.create(
        tmp_path / "Harlow.vpodesk", PASSPHRASE, clock=CLOCK, agency=Agency("HFPD"), training=False
    )
    return made


def put(file: CaseFile, files: dict[str, bytes]) -> Path:
    folder = file.folder / FOLDER
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def made(file: CaseFile, place: Path) -> Path:
    """Make a backup of the open file and close it."""
    path = back_up(file, place, AT)
    file.close()
    return path


def found(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (folder / FOLDER).iterdir()}


def key() -> Callable[[Path], bytes]:
    return key_by_passphrase(PASSPHRASE)


def told(path: Path) -> dict[str, tuple[bool, str]]:
    proof = drill(path, key())
    return {check.name: (check.holds, str(check.words)) for check in proof.checks}


def test_they_come_back_byte_for_byte_and_only_their_owner_reads_them(
    file: CaseFile, tmp_path: Path
) -> None:
    put(file, FILES)
    path = made(file, tmp_path / "stick")
    again = tmp_path / "again.vpodesk"
    proof = restore(path, again, key(), clock=CLOCK)
    assert proof.holds
    assert found(again) == FILES
    assert stat.S_IMODE((again / FOLDER).stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in (again / FOLDER).iterdir()} == {0o600}
    look_into(again, PASSPHRASE).close()


def test_a_drill_and_a_proof_say_that_they_are_in_it(file: CaseFile, tmp_path: Path) -> None:
    put(file, FILES)
    path = back_up(file, tmp_path / "stick", AT)
    checks = {check.name: check.holds for check in check_backup(path, file.key)}
    file.close()
    assert checks["protocols"]
    holds, words = told(path)["protocols"]
    assert holds
    assert words == "3 protocol files of your agency's own are in it, as they were."


def test_nobody_reads_them_in_the_backup_without_its_key(file: CaseFile, tmp_path: Path) -> None:
    put(file, {"tenant.v1.toml": b"a marked word"})
    content = made(file, tmp_path / "stick").read_bytes()
    assert b"marked" not in content
    assert b"tenant" not in content


def test_a_backup_without_any_is_as_backups_always_were(file: CaseFile, tmp_path: Path) -> None:
    (file.folder / FOLDER).mkdir()
    (file.folder / FOLDER / "notes.txt").write_text("no protocol")
    path = made(file, tmp_path / "stick")
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["case-file.db", "keys.json", "manifest.json"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest.keys() == FIRST_FORMAT
    assert manifest["format"] == 1
    assert "protocols" not in told(path)
    again = tmp_path / "again.vpodesk"
    assert restore(path, again, key(), clock=CLOCK).holds
    assert not (again / FOLDER).exists()


def test_the_copy_at_the_lock_holds_them_and_is_new_when_only_they_changed(
    file: CaseFile, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    folder, opened = file.folder, file
    for number, files in enumerate((FILES, {"tenant.v1.toml": b"# changed\n"}, {}), start=1):
        put(opened, files)
        copy = ClosingCopy(opened, Moment(AT.utc + timedelta(minutes=number), AT.zone))
        opened.close()
        assert copy.is_new(place) is bool(files)
        if files:
            path = copy.write(place)
            again = tmp_path / f"again {number}.vpodesk"
            assert restore(path, again, key(), clock=CLOCK).holds
            assert found(again) == {**FILES, **files}
        opened = case_file.open_with_passphrase(folder, PASSPHRASE, clock=CLOCK)
    opened.close()


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write the archive anew with other members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = path.with_name("changed.vpobackup")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def test_files_that_were_changed_are_told_and_not_put_back(file: CaseFile, tmp_path: Path) -> None:
    put(file, FILES)
    path = made(file, tmp_path / "stick")

    def flip(members: dict[str, bytes]) -> None:
        sealed = bytearray(members["protocols.sealed"])
        sealed[40] ^= 1
        members["protocols.sealed"] = bytes(sealed)

    changed = rewritten(path, flip)
    holds, words = told(changed)["protocols"]
    assert not holds
    assert "damaged or changed" in words
    again = tmp_path / "again.vpodesk"
    assert not restore(changed, again, key(), clock=CLOCK).holds
    assert not (again / FOLDER).exists()
    look_into(again, PASSPHRASE).close()


def test_those_of_another_backup_are_not_taken_for_its_own(file: CaseFile, tmp_path: Path) -> None:
    put(file, {"tenant.v1.toml": b"# old\n"})
    old = back_up(file, tmp_path / "stick", AT)
    put(file, {"tenant.v1.toml": b"# new\n"})
    path = made(file, tmp_path / "stick")

    def swap(members: dict[str, bytes]) -> None:
        with zipfile.ZipFile(old) as archive:
            members["protocols.sealed"] = archive.read("protocols.sealed")

    assert not told(rewritten(path, swap))["protocols"][0]


def lose(members: dict[str, bytes]) -> None:
    del members["protocols.sealed"]


def add(members: dict[str, bytes]) -> None:
    members["more"] = b"x"


def say_first_format(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"format": 2', b'"format": 1')


def lose_the_name(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"own_protocols"', b'"other"')


@pytest.mark.parametrize("change", [lose, add, say_first_format, lose_the_name])
def test_one_that_lost_its_member_or_its_name_is_no_whole_backup(
    file: CaseFile, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    put(file, FILES)
    changed = rewritten(made(file, tmp_path / "stick"), change)
    with pytest.raises(BackupDamaged):
        read_manifest(changed)
    with pytest.raises(BackupDamaged):
        restore(changed, tmp_path / "again.vpodesk", key(), clock=CLOCK)
    assert not (tmp_path / "again.vpodesk").exists()


def test_one_of_a_newer_format_says_so(file: CaseFile, tmp_path: Path) -> None:
    put(file, FILES)

    def newer(members: dict[str, bytes]) -> None:
        text = members["manifest.json"].replace(b'"format": 2', b'"format": 3')
        members["manifest.json"] = text

    changed = rewritten(made(file, tmp_path / "stick"), newer)
    with pytest.raises(VpoError, match="newer VPO Desk"):
        read_manifest(changed)


def test_what_no_backup_can_hold_is_named_at_every_drill(file: CaseFile, tmp_path: Path) -> None:
    folder = put(file, {"tenant.v1.toml": b"# one\n", "TENANT.v1.toml": b"# two\n"})
    (folder / "huge.v1.toml").write_bytes(b"#" * 2_000_001)
    (folder / "nul.toml").write_bytes(b"")
    (folder / "a:b.toml").write_bytes(b"")
    (folder / "folder.toml").mkdir()
    path = made(file, tmp_path / "stick")
    holds, words = told(path)["protocols"]
    assert holds
    assert words.startswith("1 protocol file of your agency's own is in it, as it was. Not in it")
    for name in ("huge.v1.toml", "nul.toml", "a:b.toml", "tenant.v1.toml"):
        assert name in words
    assert "folder.toml" not in words
    again = tmp_path / "again.vpodesk"
    assert restore(path, again, key(), clock=CLOCK).holds
    assert found(again) == {"TENANT.v1.toml": b"# two\n"}


def test_a_restore_never_touches_a_folder_that_is_there(file: CaseFile, tmp_path: Path) -> None:
    put(file, FILES)
    path = made(file, tmp_path / "stick")
    mine = tmp_path / "again.vpodesk"
    (mine / FOLDER).mkdir(parents=True)
    (mine / FOLDER / "tenant.v1.toml").write_bytes(b"# mine\n")
    with pytest.raises(VpoError, match="something at this place"):
        restore(path, mine, key(), clock=CLOCK)
    assert found(mine) == {"tenant.v1.toml": b"# mine\n"}


def test_more_files_than_are_read_are_named(file: CaseFile) -> None:
    put(file, {f"p{number:03d}.v1.toml": b"#\n" for number in range(203)})
    own = read_own(file.folder)
    file.close()
    assert len(own.files) == 200
    assert own.left_out == ("p200.v1.toml", "p201.v1.toml", "p202.v1.toml")

"""The independent verifier opens a case file and a backup by every way in that the format has."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.conftest import PASSPHRASE, CaseFile, Verdict, printed, tool

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.cli.main import main
from vpo_desk.storage.backup import back_up
from vpo_desk.storage.case_file import open_with_key

SUPERVISOR = "violin harbor quiet moss eleven"
KEY_FILES = ("keys.json", "keys.copy.json")
Asked = Callable[..., Verdict]


def run(*arguments: str | Path) -> None:
    assert main([str(each) for each in arguments]) == 0


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return written(tmp_path / "passphrase", PASSPHRASE)


def written(path: Path, text: str) -> Path:
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.fixture
def supervised(case_file: CaseFile, secret: Path, tmp_path: Path) -> CaseFile:
    theirs = written(tmp_path / "supervisor", SUPERVISOR)
    run(
        *("keys", case_file.folder, "--passphrase-file", secret),
        *("--supervisor-passphrase-file", theirs),
    )
    return case_file


@pytest.fixture
def with_key_file(supervised: CaseFile, secret: Path, tmp_path: Path) -> Path:
    """Turn the key file on and return it; the passphrase alone opens nothing then."""
    made = tmp_path / "stick" / "second.key"
    made.parent.mkdir()
    run("keys", supervised.folder, "--passphrase-file", secret, "--new-key-file", made)
    return made


@pytest.fixture(params=["case file", "backup"])
def asked(request: pytest.FixtureRequest, case_file: CaseFile, tmp_path: Path) -> Asked:
    """Return what asks the tool about the case file as it is then, or about a backup of it."""

    def ask(*options: str | Path) -> Verdict:
        place = case_file.folder
        if request.param == "backup":
            place = backup_of(case_file, tmp_path)
        return tool(*(str(each) for each in options), str(place))

    return ask


def backup_of(case_file: CaseFile, tmp_path: Path) -> Path:
    """Return the backup that there is, or make one by the recovery words, whatever slots there are."""
    place = tmp_path / "backups"
    if not place.exists():
        own = case_file.folder / "protocols"
        own.mkdir(exist_ok=True)
        (own / "tenant.v1.toml").write_text("# Who has keys?", encoding="utf-8")
        clock = system_clock()
        key = bytes.fromhex(case_file.key)
        opened = open_with_key(case_file.folder, key, clock=clock, actor="recovery-words")
        back_up(opened, place, clock.now())
        opened.close()
    (found,) = place.iterdir()
    return found


def need_all_to_hold(verdict: Verdict) -> None:
    assert (verdict.code, verdict.findings, verdict.err) == (0, [], ""), verdict.out


@pytest.mark.usefixtures("supervised")
def test_the_passphrase_and_the_supervisors(asked: Asked, secret: Path, tmp_path: Path) -> None:
    verdict = asked("--passphrase-file", tmp_path / "supervisor")
    need_all_to_hold(verdict)
    assert "(type supervisor)" in verdict.out
    need_all_to_hold(asked("--passphrase-file", secret))


def test_the_passphrase_and_a_key_file(
    with_key_file: Path, asked: Asked, secret: Path, tmp_path: Path
) -> None:
    given = ("--passphrase-file", secret)
    verdict = asked(*given, "--key-file", with_key_file)
    need_all_to_hold(verdict)
    assert "(type key-file)" in verdict.out
    alone = asked(*given)
    assert alone.findings == ["no key slot opens with this passphrase"]
    assert "give it with --key-file" in alone.out
    other = written(tmp_path / "other.key", f"VPO Desk key file 1\n{'ab' * 32}")
    assert asked(*given, "--key-file", other).findings == ["no key slot opens with this passphrase"]
    need_all_to_hold(asked("--passphrase-file", tmp_path / "supervisor"))


def test_what_is_no_key_file_is_told(
    with_key_file: Path, asked: Asked, secret: Path, tmp_path: Path
) -> None:
    damaged = written(tmp_path / "damaged.key", with_key_file.read_text("ascii")[:-10])
    verdict = asked("--passphrase-file", secret, "--key-file", damaged)
    assert (verdict.code, verdict.out) == (2, "")
    assert "no key file" in verdict.err
    verdict = asked("--passphrase-file", secret, "--key-file", tmp_path / "nowhere")
    assert verdict.code == 2


@pytest.mark.parametrize("as_printed", ["words", "key"])
def test_the_recovery_sheet_when_both_key_files_are_gone(
    case_file: CaseFile, asked: Asked, as_printed: str, tmp_path: Path
) -> None:
    backup_of(case_file, tmp_path)
    for name in KEY_FILES:
        (case_file.folder / name).unlink()
    sheet = written(tmp_path / "sheet", getattr(case_file, as_printed))
    verdict = asked("--recovery-file", sheet)
    need_all_to_hold(verdict)
    assert "the key opens case-file.db" in verdict.out


def test_a_backup_without_its_key_slots_opens_by_the_recovery_sheet(
    case_file: CaseFile, tmp_path: Path
) -> None:
    """Damaged on the stick: the words need no slot, and the tool says what is wrong."""
    backup = backup_of(case_file, tmp_path)
    changed_member(backup, "keys.json", b"{}")
    sheet = written(tmp_path / "sheet", case_file.words)
    verdict = tool("--recovery-file", str(sheet), str(backup))
    assert verdict.findings == ["keys.json is damaged: it is not what its own SHA-256 says"]
    assert "the backup holds what its manifest says" in verdict.out


def changed_member(backup: Path, name: str, content: bytes) -> None:
    """Write a backup anew with one member changed, as another program may."""
    with zipfile.ZipFile(backup) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(backup, "w") as archive:
        for each, old in members.items():
            archive.writestr(each, content if each == name else old)


@pytest.mark.parametrize("field", ["head", "counts", "made_at"])
def test_a_manifest_that_was_changed_is_found(
    case_file: CaseFile, secret: Path, tmp_path: Path, field: str
) -> None:
    backup = backup_of(case_file, tmp_path)
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    others = {"head": "0" * 64, "counts": {}}
    manifest[field] = others.get(field, "2020-01-01T00:00:00.00Z")
    changed_member(backup, "manifest.json", json.dumps(manifest).encode())
    verdict = tool("--passphrase-file", str(secret), str(backup))
    assert verdict.findings[0] == "the manifest's MAC is not that of this key: it was changed"
    if field in others:
        told = "the manifest says something else than the backup holds"
        assert verdict.findings[1] == f"{told}: {field}"


def test_a_backup_of_another_history_in_the_same_envelope_is_found(
    case_file: CaseFile, secret: Path, tmp_path: Path
) -> None:
    backup = backup_of(case_file, tmp_path)
    connection = case_file.opened()
    connection.execute("UPDATE agency_head SET version = 1")
    connection.close()
    changed_member(backup, "case-file.db", case_file.database.read_bytes())
    verdict = tool("--passphrase-file", str(secret), str(backup))
    assert "the database is not the one that the manifest names" in verdict.findings


@pytest.mark.parametrize("content", [b"", b"Dear reader", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_told(secret: Path, tmp_path: Path, content: bytes) -> None:
    letter = tmp_path / "letter.vpobackup"
    letter.write_bytes(content)
    verdict = tool("--passphrase-file", str(secret), str(letter))
    assert (verdict.code, verdict.err) == (1, "")
    assert verdict.findings[0].startswith("this is no whole backup")


def test_a_backup_that_was_damaged_is_told(
    case_file: CaseFile, secret: Path, tmp_path: Path
) -> None:
    backup = backup_of(case_file, tmp_path)
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    verdict = tool("--passphrase-file", str(secret), str(backup))
    assert (verdict.code, verdict.err) == (1, "")


def test_an_anchor_slips_code_is_found_and_a_cut_chain_told(
    case_file: CaseFile, secret: Path, tmp_path: Path
) -> None:
    slip = tmp_path / "slip.pdf"
    run("audit", case_file.folder, "--passphrase-file", secret, "--slip", slip)
    code = next(each for each in printed(slip).split() if each.count("-") == 8)
    verdict = case_file.verified("--anchor", code)
    need_all_to_hold(verdict)
    assert "the page's entry is in the chain" in verdict.out
    mistyped = code[:-3] + ("1" if code[-3] != "1" else "2") + code[-2:]
    assert case_file.verified("--anchor", mistyped).code == 2
    sequence = code.split("-")[0]
    case_file.tampered(f"DELETE FROM audit WHERE sequence >= {sequence}")
    (finding,) = case_file.verified("--anchor", code).findings
    assert finding.startswith(f"the page's entry {sequence} is gone")


def test_own_protocol_files_are_read_in_a_backup_and_those_of_another_are_found(
    case_file: CaseFile, secret: Path, tmp_path: Path
) -> None:
    backup = backup_of(case_file, tmp_path)
    verdict = tool("--passphrase-file", str(secret), str(backup))
    need_all_to_hold(verdict)
    assert "the agency's own protocol files are as they were: 1" in verdict.out
    with zipfile.ZipFile(backup) as archive:
        sealed = bytearray(archive.read("protocols.sealed"))
    sealed[-1] ^= 1
    changed_member(backup, "protocols.sealed", bytes(sealed))
    verdict = tool("--passphrase-file", str(secret), str(backup))
    assert verdict.findings == [
        "the agency's own protocol files are not those of this backup and key"
    ]

"""Key slots and a new key, as a script does it."""

from __future__ import annotations

import re
import stat
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Desk

BOSS = "granite willow eleven paper boats"
NEW = "harbor violin quiet lantern moss"


@pytest.fixture
def boss(desk: Desk) -> Path:
    path = desk.folder.parent / "boss"
    path.write_text(BOSS + "\n", encoding="utf-8")
    return path


@pytest.fixture
def new(desk: Desk) -> Path:
    path = desk.folder.parent / "new"
    path.write_text(NEW + "\n", encoding="utf-8")
    return path


def opens(desk: Desk, secret: Path, *more: str | Path) -> bool:
    return desk.run("info", desk.folder, "--passphrase-file", secret, *more).code == 0


def test_the_slots_and_rules_are_listed(desk: Desk) -> None:
    done = desk.verb("keys")
    assert done.code == 0
    assert done.out.splitlines() == [
        "passphrase-1: Passphrase, argon2id",
        "After five failures: Waits that grow",
    ]


def test_a_supervisor_is_given_a_way_in_and_loses_it(desk: Desk, boss: Path) -> None:
    assert desk.verb("keys", "--supervisor-passphrase-file", boss).code == 0
    assert opens(desk, boss)
    assert "supervisor-1" in desk.verb("keys", "--after-failures", "supervisor").out
    assert desk.verb("keys", "--remove-supervisor").code == 0
    assert not opens(desk, boss)


def test_the_derivation_is_the_agencys_choice_and_stays_with_every_way_in(
    desk: Desk, boss: Path
) -> None:
    done = desk.verb("keys", "--derivation", "pbkdf2")
    assert "passphrase-1: Passphrase, pbkdf2" in done.out
    assert opens(desk, desk.secret)
    stick = desk.folder.parent / "stick.vpokey"
    for change in (
        ("--supervisor-passphrase-file", boss),
        ("--new-key-file", stick),
        ("--key-file", stick, "--no-key-file"),
    ):
        assert desk.verb("keys", *change).code == 0
    listed = desk.verb("keys").out
    assert "passphrase-1: Passphrase, pbkdf2" in listed
    assert "supervisor-1: Supervisor's passphrase, pbkdf2" in listed
    assert opens(desk, boss)
    assert desk.run("verify", desk.folder, "--passphrase-file", desk.secret).code == 0
    again = desk.verb("keys", "--derivation", "argon2id").out
    assert "passphrase-1: Passphrase, argon2id" in again


def test_a_weak_passphrase_of_a_supervisor_is_refused(desk: Desk, boss: Path) -> None:
    boss.write_text("1234567\n", encoding="utf-8")
    done = desk.verb("keys", "--supervisor-passphrase-file", boss)
    assert done.code == 1
    assert "supervisor" not in desk.verb("keys").out


def test_a_key_file_is_wanted_until_it_is_not(desk: Desk) -> None:
    stick = desk.folder.parent / "stick.vpokey"
    assert desk.verb("keys", "--new-key-file", stick).code == 0
    assert stat.S_IMODE(stick.stat().st_mode) == 0o600
    assert PASSPHRASE not in stick.read_text(encoding="utf-8")
    refused = desk.verb("info")
    assert refused.code == 1
    assert "key file" in refused.err
    assert desk.verb("verify", "--key-file", stick).code == 0
    assert desk.verb("keys", "--new-key-file", stick, "--key-file", stick).code == 1
    missing = desk.verb("info", "--key-file", stick.with_name("nowhere"))
    assert (missing.code, "Traceback" in missing.err) == (1, False)
    assert desk.verb("keys", "--key-file", stick, "--no-key-file").code == 0
    assert opens(desk, desk.secret)


def test_no_key_file_without_the_key_file_is_one_sentence(desk: Desk) -> None:
    done = desk.verb("keys", "--no-key-file")
    assert done.code == 2
    assert "--key-file" in done.err


def test_a_notice_is_kept_to_the_letter(desk: Desk) -> None:
    notice = desk.folder.parent / "notice"
    notice.write_text("Solo uso oficial: ñ <b> & 法\n", encoding="utf-8")
    assert desk.verb("keys", "--notice-file", notice).code == 0
    assert "Solo uso oficial: ñ <b> & 法" in desk.verb("keys").out
    notice.write_text("x" * 3000, encoding="utf-8")
    assert desk.verb("keys", "--notice-file", notice).code == 1


def test_five_failures_bring_a_wait_of_which_one_sentence_tells(desk: Desk, boss: Path) -> None:
    for _ in range(5):
        assert not opens(desk, boss)
    done = desk.verb("info")
    assert done.code == 1
    assert "next attempt is possible in 1 minute" in done.err


def test_a_new_key_brings_a_new_sheet_that_opens(desk: Desk, new: Path, boss: Path) -> None:
    desk.verb("keys", "--supervisor-passphrase-file", boss)
    before = desk.verb("info", "--json").json
    sheet = desk.folder.parent / "anew.pdf"
    options = ("--new-passphrase-file", new, "--rekey", "--recovery-sheet", sheet)
    done = desk.verb("passphrase", *options, "--supervisor-passphrase-file", boss)
    assert (done.code, "gone" in done.err) == (0, False)
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert not opens(desk, desk.secret)
    assert opens(desk, boss)
    assert opens(desk, new)
    after = desk.run("info", desk.folder, "--passphrase-file", new, "--json").json
    assert {**before, "audit_entries": 0} == {**after, "audit_entries": 0}
    text = subprocess.run(
        ["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = desk.folder.parent / "words"
    words.write_text(" ".join(re.findall(r"^\d+\. ([a-z]+)$", text, re.MULTILINE)))
    assert desk.run("recovery", desk.folder, "--words-file", words, "--check").code == 0


def test_a_slot_whose_secret_is_missing_is_named(desk: Desk, new: Path, boss: Path) -> None:
    desk.verb("keys", "--supervisor-passphrase-file", boss)
    shares = desk.folder.parent / "shares"
    done = desk.verb(
        "passphrase", "--new-passphrase-file", new, "--rekey", "--share-sheets", shares
    )
    assert done.code == 0
    assert "supervisor-1 is gone" in done.err
    assert len(list(shares.iterdir())) == 3
    assert not opens(desk, boss)


@pytest.mark.parametrize(
    "options",
    [("--rekey",), ("--recovery-sheet", "x.pdf"), ("--rekey", "--shares", "2-of-3")],
)
def test_a_new_key_without_its_paper_is_refused(
    options: tuple[str, ...], desk: Desk, new: Path
) -> None:
    assert desk.verb("passphrase", "--new-passphrase-file", new, *options).code == 2
    assert opens(desk, desk.secret)


def test_where_the_sheet_cannot_be_written_the_old_key_stays(desk: Desk, new: Path) -> None:
    sheet = desk.folder.parent / "nowhere" / "sheet.pdf"
    done = desk.verb(
        "passphrase", "--new-passphrase-file", new, "--rekey", "--recovery-sheet", sheet
    )
    assert (done.code, "Traceback" in done.err) == (1, False)
    assert opens(desk, desk.secret)
    assert not list(desk.folder.glob("*.next*"))

"""The verbs about backups, as a person types them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.unit.protocols.test_own import GOOD

from cli.conftest import PASSPHRASE, Desk
from vpo_desk.bootstrap import open_case_file
from vpo_desk.cli.main import main

MARK = "Quetzalcoatlus"
SCENARIO = f"""
format = 1
title = "One concern"

[[step]]
do = "concern"
id = "c1"
at = 2026-11-19T08:31:00
route = "phone"
danger = "no"
source = {{ name = "B. Hale", identity = "named" }}
words = "He said {MARK}."
"""


def read(paper: Path) -> str:
    command = ["pdftotext", "-raw", str(paper), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_backup_is_made_drilled_and_restored(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(SCENARIO).code == 0
    made = desk.verb("backup", tmp_path / "stick")
    assert made.code == 0
    backup = Path(made.out.strip())
    assert backup.parent == tmp_path / "stick"
    assert MARK.encode() not in backup.read_bytes()
    drilled = desk.run(
        "drill",
        backup,
        *("--against", desk.folder, "--passphrase-file", desk.secret),
        *("--certificate", tmp_path / "drill.pdf"),
    )
    assert drilled.code == 0
    assert "The drill passed" in drilled.out
    paper = read(tmp_path / "drill.pdf")
    assert "Restore drill: passed" in paper
    assert backup.name in paper.replace("\n", "")
    assert MARK not in paper
    restored = tmp_path / "restored.vpodesk"
    assert desk.run("restore", backup, restored, "--passphrase-file", desk.secret).code == 0
    copy = Desk(restored, desk.secret, desk.capture)
    assert copy.info()["concerns"] == desk.info()["concerns"] == 1
    assert copy.verb("verify").code == 0
    again = desk.run("restore", backup, restored, "--passphrase-file", desk.secret)
    assert again.code == 1
    assert "never writes over" in again.err
    assert "Traceback" not in again.err


def test_the_certificate_says_whose_case_file_the_drill_opened(desk: Desk, tmp_path: Path) -> None:
    folder, sheet = tmp_path / "Other.vpodesk", tmp_path / "sheet.pdf"
    named = ("--agency", "Harlow Falls PD", "--officer", "J. Alvarez")
    secret = ("--passphrase-file", desk.secret)
    assert desk.run("new", folder, *secret, "--recovery-sheet", sheet, *named).code == 0
    backup = desk.run("backup", folder, *secret, tmp_path / "stick").out.strip()
    certificate = tmp_path / "drill.pdf"
    assert desk.run("drill", backup, *secret, "--certificate", certificate).code == 0
    assert "Harlow Falls PD" in read(certificate)
    assert "J. Alvarez" in read(certificate)


def test_the_words_alone_restore_when_the_passphrase_is_forgotten(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.play(SCENARIO).code == 0
    backup = Path(desk.verb("backup", tmp_path / "stick").out.strip())
    sheet = read(desk.folder.parent / "sheet.pdf")
    digits = next(line for line in sheet.splitlines() if len(line) == 64 and line.isalnum())
    words = tmp_path / "words.txt"
    words.write_text(digits)
    assert desk.run("drill", backup, "--words-file", words).code == 0
    restored = tmp_path / "restored.vpodesk"
    assert desk.run("restore", backup, restored, "--words-file", words).code == 0
    new = tmp_path / "new.txt"
    new.write_text("a quite different set of words 9\n")
    recovery = ["recovery", str(restored), "--words-file", str(words)]
    assert main([*recovery, "--new-passphrase-file", str(new)]) == 0
    assert Desk(restored, new, desk.capture).info()["concerns"] == 1


def test_what_is_wrong_is_one_sentence_and_nothing_is_left(desk: Desk, tmp_path: Path) -> None:
    backup = Path(desk.verb("backup", tmp_path / "stick").out.strip())
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n")
    target = tmp_path / "n.vpodesk"
    told = desk.run("restore", backup, target, "--passphrase-file", wrong)
    assert (told.code, target.exists()) == (1, False)
    assert "wants the passphrase that was in use on" in told.err
    letter = tmp_path / "letter.vpobackup"
    letter.write_text("Dear reader")
    for verb in (("restore", letter, target), ("drill", letter)):
        told = desk.run(*verb, "--passphrase-file", desk.secret)
        assert told.code == 1
        assert "not a whole backup" in told.err
    told = desk.run("drill", tmp_path / "gone", "--passphrase-file", desk.secret)
    assert told.code == 1
    assert "no such backup" in told.err
    assert not target.exists()


def test_own_protocols_come_back_with_a_restore_and_are_used_again(desk: Desk) -> None:
    own = desk.folder / "protocols"
    own.mkdir()
    (own / "tenant.v1.toml").write_text(GOOD, encoding="utf-8")
    (own / "draft.toml").write_text("title = ", encoding="utf-8")
    secret = ("--passphrase-file", desk.secret)
    made = desk.verb("backup", desk.folder.parent / "stick")
    assert made.code == 0
    backup = Path(made.out.splitlines()[-1])
    shutil.rmtree(desk.folder)
    proved = desk.run("drill", backup, *secret)
    assert proved.code == 0
    assert "ok    protocols: 2 protocol files of your agency's own are in it" in proved.out
    assert desk.run("restore", backup, desk.folder, *secret).code == 0
    assert (own / "draft.toml").read_text(encoding="utf-8") == "title = "
    opened = open_case_file(desk.folder, PASSPHRASE)
    try:
        shelf = opened.services.protocols.look()
    finally:
        opened.close()
    assert "tenant@1" in [line.ref for line in shelf.lines]
    assert len(shelf.faults) == 1

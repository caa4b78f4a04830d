"""`salvage` makes a new case file of what can be read, says what is missing, and leaves the rest."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import PASSPHRASE, Desk

PAGE = 4096


def spoil(desk: Desk, page: int) -> None:
    database = desk.folder / "case-file.db"
    data = bytearray(database.read_bytes())
    data[(page - 1) * PAGE + 700] ^= 1
    database.write_bytes(data)


def test_a_whole_file_is_told_to_be_whole(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new.vpodesk"
    done = desk.verb("salvage", new)
    assert done.code == 0, done.err
    assert "nothing is missing" in done.out
    assert done.out.splitlines()[-1] == str(new)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    assert desk.run("verify", new, "--passphrase-file", secret).code == 0


def test_what_is_missing_and_the_newest_backup_are_listed(desk: Desk, tmp_path: Path) -> None:
    place = desk.folder.with_name(f"{desk.folder.stem} backups")
    place.mkdir()
    assert desk.verb("backup", place).code == 0
    spoil(desk, 2)
    new = tmp_path / "new.vpodesk"
    done = desk.verb("salvage", new, "--json")
    assert done.code == 1
    assert done.json["bad_pages"] == 1
    assert Path(done.json["newest_backup"]).parent == place
    assert desk.run("verify", new, "--passphrase-file", desk.secret).code == 0
    again = desk.verb("salvage", new)
    assert again.code == 1
    assert "something at this place" in again.err


def test_a_wrong_passphrase_is_noted_and_nothing_is_made(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")
    new = tmp_path / "new.vpodesk"
    done = desk.run("salvage", desk.folder, new, "--passphrase-file", wrong)
    assert done.code == 1
    assert "does not open" in done.err
    assert not new.exists()


def test_words_that_are_none_are_told(desk: Desk, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("abandon ability", encoding="utf-8")
    new = tmp_path / "new.vpodesk"
    done = desk.run("salvage", desk.folder, new, "--words-file", words)
    assert done.code == 1
    assert "24 recovery words are wanted" in done.err
    assert not new.exists()

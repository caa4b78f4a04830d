"""Recovery by several holders, as a script does it: share sheets, recovery, and the drill."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Desk, Result

from vpo_desk.cli.main import main

NEW_PASSPHRASE = "seven other marble kites tunnel"


def page_of(sheet: Path) -> str:
    return subprocess.run(
        ["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout


def words_on(sheet: Path) -> list[str]:
    return re.findall(r"^\d+\. ([a-z]+)$", page_of(sheet), re.MULTILINE)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


class Shared:
    """A case file whose key is shared, and the folder with the sheets."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.folder = desk.folder
        self.sheets = desk.folder.parent / "sheets"
        self.new = desk.folder.parent / "new"
        self.new.write_text(NEW_PASSPHRASE + "\n", encoding="utf-8")

    def typed(self, *numbers: int, sheets: Path | None = None) -> Path:
        """Return a file with shares as their holders would type them."""
        found = [
            words_on((sheets or self.sheets) / f"recovery-share-{number}-of-3.pdf")
            for number in numbers
        ]
        return self.file_of(found)

    def file_of(self, shares: Sequence[Sequence[str]]) -> Path:
        path = self.folder.parent / "shares.txt"
        path.write_text("\n\n".join(" ".join(words) for words in shares), encoding="utf-8")
        return path

    def recover(self, shares: Path) -> Result:
        return self.desk.run(
            "recovery", self.folder, "--shares-file", shares, "--new-passphrase-file", self.new
        )

    def check(self, shares: Path) -> Result:
        return self.desk.run("recovery", self.folder, "--shares-file", shares, "--check")


@pytest.fixture(scope="module")
def shared_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("shared")
    (place / "secret").write_text(PASSPHRASE + "\n", encoding="utf-8")
    arguments = ["new", place / "Desk.vpodesk", "--passphrase-file", place / "secret"]
    arguments += ["--share-sheets", place / "sheets", "--recovery-sheet", place / "sheet.pdf"]
    assert main([str(each) for each in arguments]) == 0
    return place


@pytest.fixture
def shared(shared_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shared:
    place = tmp_path / "shared"
    shutil.copytree(shared_template, place)
    return Shared(Desk(place / "Desk.vpodesk", place / "secret", capsys))


def make(desk: Desk, tmp_path: Path, *options: str | Path) -> Result:
    return desk.run("new", tmp_path / "Made.vpodesk", "--passphrase-file", desk.secret, *options)


# Making


def test_three_private_sheets_are_made_beside_the_recovery_sheet(shared: Shared) -> None:
    names = [path.name for path in sorted(shared.sheets.iterdir())]
    assert names == [f"recovery-share-{number}-of-3.pdf" for number in (1, 2, 3)]
    assert {path.stat().st_mode & 0o777 for path in shared.sheets.iterdir()} == {0o600}
    assert shared.sheets.stat().st_mode & 0o777 == 0o700
    assert len(words_on(shared.folder.parent / "sheet.pdf")) == 24


def test_each_sheet_has_33_words_its_number_and_the_keys_fingerprint(shared: Shared) -> None:
    pages = [
        page_of(sheet) for sheet in (shared.folder.parent / "sheet.pdf", *shared.sheets.iterdir())
    ]
    found = [re.findall(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$", page, re.MULTILINE) for page in pages]
    assert [found[0]] * 4 == found
    assert len(found[0]) == 1
    for number in (1, 2, 3):
        sheet = shared.sheets / f"recovery-share-{number}-of-3.pdf"
        assert len(words_on(sheet)) == 33
        assert f"Recovery share {number} of 3" in page_of(sheet)
        assert "any 2 of them" in page_of(sheet)


def test_the_officer_chooses_how_many(desk: Desk, tmp_path: Path) -> None:
    done = make(desk, tmp_path, "--share-sheets", tmp_path / "five", "--shares", "3-of-5")
    assert done.code == 0, done.err
    assert "any 3 of them" in done.err
    assert len(list((tmp_path / "five").iterdir())) == 5
    assert done.out.strip() == str(tmp_path / "Made.vpodesk")


@pytest.mark.parametrize("plan", ["1-of-3", "4-of-3", "2-of-17", "two", "2/3"])
def test_a_plan_that_is_none_is_usage(desk: Desk, tmp_path: Path, plan: str) -> None:
    done = make(desk, tmp_path, "--share-sheets", tmp_path / "sheets", "--shares", plan)
    assert done.code == 2
    assert "2-of-3" in done.err
    assert not (tmp_path / "Made.vpodesk").exists()


def test_a_plan_without_a_place_for_its_sheets_is_usage(desk: Desk, tmp_path: Path) -> None:
    assert make(desk, tmp_path, "--no-recovery-sheet", "--shares", "2-of-3").code == 2
    assert not (tmp_path / "Made.vpodesk").exists()


def test_no_case_file_is_made_where_a_sheet_would_be_written_over(
    desk: Desk, tmp_path: Path
) -> None:
    taken = tmp_path / "sheets" / "recovery-share-2-of-3.pdf"
    taken.parent.mkdir()
    taken.write_bytes(b"a letter")
    done = make(desk, tmp_path, "--share-sheets", taken.parent)
    assert done.code == 1
    assert list(taken.parent.iterdir()) == [taken]
    assert taken.read_bytes() == b"a letter"
    assert not (tmp_path / "Made.vpodesk").exists()


def test_sheets_that_cannot_be_written_are_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    done = make(desk, tmp_path, "--share-sheets", tmp_path / "file" / "sheets")
    assert done.code == 1
    assert "share sheets could not be written" in done.err
    assert (tmp_path / "Made.vpodesk").is_dir()


def test_no_word_of_a_share_is_in_the_case_file(shared: Shared) -> None:
    wanted = " ".join(words_on(shared.sheets / "recovery-share-1-of-3.pdf")[:4]).encode()
    contents = [path.read_bytes() for path in shared.folder.iterdir() if path.is_file()]
    assert not any(wanted in content for content in contents)


# Recovery


@pytest.mark.parametrize("numbers", [(1, 2), (3, 1), (2, 3), (1, 2, 3)])
def test_any_two_sheets_set_a_new_passphrase_without_any_keys_file(
    shared: Shared, numbers: tuple[int, ...]
) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (shared.folder / name).unlink()
    done = shared.recover(shared.typed(*numbers))
    assert done.code == 0, done.err
    opened = shared.desk.run("info", shared.folder, "--passphrase-file", shared.new)
    assert opened.code == 0
    assert shared.desk.verb("info").code == 1
    verified = shared.desk.run("verify", shared.folder, "--passphrase-file", shared.new)
    assert verified.code == 0, verified.out


def test_four_letters_of_a_word_suffice(shared: Shared) -> None:
    shares = [words_on(path) for path in sorted(shared.sheets.iterdir())[:2]]
    short = [[f"{n}. {word[:4]}" for n, word in enumerate(words, 1)] for words in shares]
    assert shared.recover(shared.file_of(short)).code == 0


def test_one_sheet_opens_nothing(shared: Shared) -> None:
    before = snapshot(shared.folder)
    done = shared.recover(shared.typed(2))
    assert done.code == 1
    assert "2 shares of this set are wanted" in done.err
    assert snapshot(shared.folder) == before


def test_the_recovery_words_still_open_it_too(shared: Shared) -> None:
    words = shared.file_of([words_on(shared.folder.parent / "sheet.pdf")])
    done = shared.desk.run(
        "recovery", shared.folder, "--words-file", words, "--new-passphrase-file", shared.new
    )
    assert done.code == 0, done.err


def test_shares_of_another_case_file_change_nothing(
    shared: Shared, desk: Desk, tmp_path: Path
) -> None:
    assert make(desk, tmp_path, "--share-sheets", tmp_path / "sheets").code == 0
    before = snapshot(shared.folder)
    done = shared.recover(shared.typed(1, 2, sheets=tmp_path / "sheets"))
    assert done.code == 1
    assert "do not open this case file" in done.err
    after = snapshot(shared.folder)
    assert after.pop("lock")[0] == before.pop("lock")[0]  # touched by whoever opens to write
    assert after == before


def test_a_weak_new_passphrase_is_refused_before_anything_is_opened(shared: Shared) -> None:
    shared.new.write_text("short\n", encoding="utf-8")
    before = snapshot(shared.folder)
    assert shared.recover(shared.typed(1, 2)).code == 1
    assert snapshot(shared.folder) == before


# The drill


def test_the_drill_names_the_shares_and_changes_nothing(shared: Shared) -> None:
    before = snapshot(shared.folder)
    done = shared.check(shared.typed(3, 1))
    assert done.code == 0, done.err
    assert "Shares 1, 3 were used" in done.out
    assert "any 2 of their set" in done.out
    fingerprint = re.search(r"Key fingerprint ([0-9A-Z-]{9})", done.out)
    assert fingerprint
    assert fingerprint[1] in page_of(shared.sheets / "recovery-share-1-of-3.pdf")
    assert snapshot(shared.folder) == before
    assert shared.desk.verb("info").code == 0


def test_the_drill_works_without_any_keys_file(shared: Shared) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (shared.folder / name).unlink()
    before = snapshot(shared.folder)
    assert "Shares 1, 2, 3 were used" in shared.check(shared.typed(1, 2, 3)).out
    assert snapshot(shared.folder) == before


def test_the_drill_proves_the_recovery_sheet_too(shared: Shared) -> None:
    before = snapshot(shared.folder)
    words = shared.file_of([words_on(shared.folder.parent / "sheet.pdf")])
    done = shared.desk.run("recovery", shared.folder, "--words-file", words, "--check")
    assert done.code == 0, done.err
    assert "The recovery words open this case file." in done.out
    assert snapshot(shared.folder) == before


def test_the_drill_fails_with_a_misread_word_and_names_its_place(shared: Shared) -> None:
    shares = [words_on(path) for path in sorted(shared.sheets.iterdir())[:2]]
    shares[1][4] = "acid" if shares[1][4] != "acid" else "acne"
    done = shared.check(shared.file_of(shares))
    assert done.code == 1
    assert "In share 2 of those typed, word 5 is misread." in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_the_drill_fails_with_shares_of_another_case_file(
    shared: Shared, desk: Desk, tmp_path: Path
) -> None:
    assert make(desk, tmp_path, "--share-sheets", tmp_path / "sheets").code == 0
    done = shared.check(shared.typed(1, 2, sheets=tmp_path / "sheets"))
    assert done.code == 1
    assert "do not open this case file" in done.err


def test_a_file_of_shares_that_cannot_be_read_is_said(shared: Shared, tmp_path: Path) -> None:
    done = shared.check(tmp_path / "nothing")
    assert done.code == 1
    assert "The file with the shares cannot be read." in done.err


def test_recovery_needs_one_kind_of_paper_and_one_aim(shared: Shared) -> None:
    paper = shared.typed(1, 2)
    run, folder = shared.desk.run, shared.folder
    assert run("recovery", folder, "--shares-file", paper).code == 2
    assert run("recovery", folder, "--check").code == 2
    both = ("--shares-file", paper, "--words-file", paper, "--check")
    assert run("recovery", folder, *both).code == 2
    aims = ("--shares-file", paper, "--check", "--new-passphrase-file", shared.new)
    assert run("recovery", folder, *aims).code == 2


# Backups


def test_a_backup_is_drilled_and_restored_with_any_two_sheets(
    shared: Shared, tmp_path: Path
) -> None:
    made = shared.desk.verb("backup", tmp_path / "stick")
    backup = made.out.strip()
    paper = ("--shares-file", shared.typed(2, 3))
    certificate = tmp_path / "drill.pdf"
    drilled = shared.desk.run("drill", backup, *paper, "--certificate", certificate)
    assert drilled.code == 0, drilled.err
    assert "Recovery shares" in page_of(certificate)
    restored = tmp_path / "restored.vpodesk"
    assert shared.desk.run("restore", backup, restored, *paper).code == 0
    copy = Desk(restored, shared.desk.secret, shared.desk.capture)
    assert copy.verb("verify").code == 0


def test_a_backup_is_not_opened_by_one_sheet(shared: Shared, tmp_path: Path) -> None:
    backup = shared.desk.verb("backup", tmp_path / "stick").out.strip()
    restored = tmp_path / "restored.vpodesk"
    done = shared.desk.run("restore", backup, restored, "--shares-file", shared.typed(2))
    assert done.code == 1
    assert "2 shares of this set are wanted" in done.err
    assert not restored.exists()

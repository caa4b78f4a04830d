"""After a whole session no word of a case and no passphrase lies anywhere outside the encrypted file."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vpo_desk.bootstrap import create_case_file
from vpo_desk.domain.agency import Agency

PASSPHRASE = "orchid tunnel marble seven kites"
WORD = "zebrawhistle\u00e9quoin"
SESSION = Path(__file__).with_name("session.py")


def spellings(word: str) -> set[bytes]:
    """Return how a word may lie in a file."""
    found = {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
    found |= {word.encode("unicode_escape"), base64.b64encode(word.encode())[:-4]}
    return found


def hits(place: Path, word: str) -> list[str]:
    """Return the files in which a word lies, or whose names have it."""
    wanted = spellings(word)
    found: list[str] = []
    for path in place.rglob("*"):
        name = os.fsencode(path.name)
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if any(each in data or each in name for each in wanted):
            found.append(str(path.relative_to(place)))
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("home", "scratch", "paper", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    agency = Agency("Harlow Falls Police Department", officer="R. Okafor")
    desk, _ = create_case_file(tmp_path / "home" / "Desk.vpodesk", PASSPHRASE, agency)
    desk.close()
    return tmp_path


def test_the_sweep_finds_what_it_looks_for(tmp_path: Path) -> None:
    for number, spelling in enumerate(sorted(spellings(WORD))):
        (tmp_path / str(number)).write_bytes(b"x" + spelling + b"y")
    assert len(hits(tmp_path, WORD)) == len(spellings(WORD))


def test_nothing_of_a_session_lies_outside_the_encrypted_file(place: Path) -> None:
    home = place / "home"
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XDG_") and name not in {"HOME", "TMPDIR"}
    }
    done = subprocess.run(
        [
            sys.executable,
            str(SESSION),
            str(home / "Desk.vpodesk"),
            str(place / "paper" / "sheet.pdf"),
            WORD,
        ],
        input=PASSPHRASE + "\n",
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=place / "run",
        env={
            **kept,
            "HOME": str(home),
            "USERPROFILE": str(home),
            "LOCALAPPDATA": str(home),
            "APPDATA": str(home),
            "TMPDIR": str(place / "scratch"),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    assert done.returncode == 0, done.stderr
    assert WORD not in done.stdout + done.stderr
    assert (place / "paper" / "sheet.pdf").exists()
    written = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".vpobackup" for path in written)
    assert any("ValueError" in path.read_text("utf-8", "replace") for path in written)  # the log
    for word in (WORD, PASSPHRASE):
        assert hits(place, word) == []
    assert list((place / "scratch").iterdir()) == []
    assert list((place / "run").iterdir()) == []

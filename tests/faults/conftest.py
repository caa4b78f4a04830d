"""A played demonstration, its secrets, and somebody who has the key and another program."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "independent_verifier.py"
PASSPHRASE = "orchid tunnel marble seven kites"
ROW_VERBS = ("UPDATE", "INSERT", "DELETE")
PROGRAM = "import sys; from vpo_desk.cli.main import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Verdict:
    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        lines = self.out.splitlines()
        return [line.removeprefix("WRONG").strip() for line in lines if line.startswith("WRONG")]


@dataclass(frozen=True)
class CaseFile:
    folder: Path
    key: str
    words: str
    page_code: str

    @property
    def database(self) -> Path:
        return self.folder / "case-file.db"

    def verified(self, *arguments: str, passphrase: str = "", recovery: str = "") -> Verdict:
        """Run the tool; the secret, by default the passphrase, goes through a file."""
        secret = self.folder.parent / "secret"
        secret.write_text((recovery or passphrase or PASSPHRASE) + "\n", encoding="utf-8")
        option = "--recovery-file" if recovery else "--passphrase-file"
        return tool(option, str(secret), *arguments, str(self.folder))

    def opened(self) -> Any:
        """Open the database with the other program, as one may who has the key."""
        connection: Any = apsw.Connection(str(self.database))
        for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{self.key}'\""):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    def tampered(self, *statements: str | Callable[[Any], None]) -> None:
        """Carry out statements with the triggers out of the way, and put those back."""
        connection = self.opened()
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for each in statements:
            if callable(each):
                each(connection)
            else:
                before = connection.total_changes()
                connection.execute(each).fetchall()
                done = connection.total_changes() > before or not each.startswith(ROW_VERBS)
                assert done, f"nothing to tamper with: {each}"
        for _, sql in triggers:
            connection.execute(sql)
        connection.close()


@dataclass(frozen=True)
class WorkedDay:
    """What a day in the window left behind: the process's own place, and what it printed."""

    place: Path
    printed: str

    def find(self, name: str) -> Path:
        (path,) = self.place.rglob(name)
        return path


def tool(*arguments: str) -> Verdict:
    """Run the tool as anybody would."""
    done = subprocess.run(
        [sys.executable, str(TOOL), *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Verdict(done.returncode, done.stdout, done.stderr)


def rewrite_chain(connection: Any) -> None:
    """Make every digest, link and hash fit what the tables say now."""
    versions = {
        sequence: hashlib.sha256(salt + content.encode()).hexdigest()
        for sequence, salt, content in connection.execute(
            "SELECT audit_sequence, salt, content FROM version"
        )
    }
    link = "0" * 64
    for row in connection.execute("SELECT * FROM audit ORDER BY sequence").fetchall():
        fields = [*row[:7], versions.get(row[0], ""), link]
        form = json.dumps(fields, separators=(",", ":"), ensure_ascii=True)
        link = hashlib.sha256(form.encode("ascii")).hexdigest()
        connection.execute(
            "UPDATE audit SET digest = ?, previous = ?, hash = ? WHERE sequence = ?",
            (fields[7], fields[8], link, row[0]),
        )


def printed(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], CaseFile]:
    """Return what plays the demonstration the first time and hands out the same one later."""
    place = tmp_path_factory.mktemp("demonstration")
    made: list[CaseFile] = []

    def play() -> CaseFile:
        if made:
            return made[0]
        secret = place / "passphrase"
        secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
        options = ["demo", "--out", str(place / "out"), "--passphrase-file", str(secret)]
        subprocess.run([sys.executable, "-c", PROGRAM, *options], check=True, capture_output=True)
        papers = place / "out" / "documents"
        sheet = printed(papers / "recovery-sheet.pdf")
        words = re.findall(r"\b\d+\. ([a-z]{3,8})\b", sheet)
        page = printed(min(papers.glob("plan-*.pdf")))
        codes = re.findall(r"\b\d+-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]", page)
        keys = re.findall(r"\b[0-9a-f]{64}\b", sheet)
        assert (len(words), len(keys), len(set(codes))) == (24, 1, 1)
        folder = place / "out" / "Demonstration.vpodesk"
        made.append(CaseFile(folder, keys[0], " ".join(words), codes[0]))
        return made[0]

    return play


@pytest.fixture
def case_file(played: Callable[[], CaseFile], home: Path, tmp_path: Path) -> CaseFile:
    """Return a copy of the played demonstration, to do anything with."""
    original = played()
    folder = tmp_path / "Copy.vpodesk"
    shutil.copytree(original.folder, folder)
    return CaseFile(folder, original.key, original.words, original.page_code)


@pytest.fixture(scope="session")
def worked_day(tmp_path_factory: pytest.TempPathFactory) -> WorkedDay:
    """Let a process of its own work in the window for a day, and return the place it lived in.

    Everything it can write to by itself is in there: home, settings, logs, temporary files.
    """
    place = tmp_path_factory.mktemp("day")
    temporary = place / "temporary"
    temporary.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-s",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
            ),
            *("--basetemp", str(place / "base"), "--timeout", "120"),
            str(Path(__file__).with_name("window_session.py")),
        ],
        cwd=ROOT,
        env=kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return WorkedDay(place, done.stdout + done.stderr)

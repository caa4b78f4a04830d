"""The whole job through the program's own door, and what a killed process leaves behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import start

from vpo_desk.bootstrap.custody import verify
from vpo_desk.bootstrap.desk import open_case_file
from vpo_desk.services.people import PersonDetails
from vpo_desk.storage.nouns import NOUNS

SCENARIO = Path(__file__).with_name("whole_job.toml")
ROOT = Path(__file__).parents[2]
PROGRAM = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "guard")])
NUMBER = "2026-001"
# What each step of the scenario adds to the case file.
ADDED = [
    ("concern", Counter(concern=1, person=2)),
    ("triage", Counter(triage=1, case=1, role=2)),
    ("person", Counter(person=1, role=1)),
    ("interview", Counter(interview=1, answer=3, protocol=2)),
    ("assess", Counter(assessment=1)),
    ("plan", Counter(plan=1)),
    ("print", Counter(copy=2)),
    ("root", Counter(root=1)),
    ("interview", Counter(interview=1, answer=2, protocol=2)),
    ("difference", Counter(difference=1)),
    ("assess", Counter(assessment=1)),
    ("plan", Counter(plan=1)),
    ("print", Counter(copy=1)),
]
OK_LINES = [f"{number} {do} ok" for number, do in enumerate((do for do, _ in ADDED), start=1)]

# Lets the program run as it is, until the line that it was told to die at has left the process.
FUSE = """
import os, signal, sys
class Fuse:
    def __init__(self, stream, line):
        self.stream, self.line = stream, line
    def write(self, text):
        self.stream.write(text)
        if text.rstrip() == self.line:
            self.stream.flush()
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    def flush(self):
        self.stream.flush()
sys.stdout = Fuse(sys.stdout, os.environ["DIES_AFTER"])
"""


@dataclass(frozen=True)
class Desk:
    """A case file that processes of `vpo-desk-cli` work in."""

    folder: Path
    secret: Path

    @property
    def passphrase(self) -> str:
        return self.secret.read_text(encoding="utf-8").rstrip()

    def arguments(self, *given: str | Path, before: str = "") -> list[str]:
        code = before + start.entry_code("vpo-desk-cli")
        secret = ("--passphrase-file", self.secret)
        return [sys.executable, "-c", code, *(str(each) for each in (*given, *secret))]

    def run(self, *given: str | Path, code: int = 0) -> str:
        done = subprocess.run(
            self.arguments(*given),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONPATH": PROGRAM},
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def json(self, verb: str) -> Any:
        return json.loads(self.run(verb, self.folder, "--json"))

    def play(self, *given: str | Path) -> str:
        return self.run("play", SCENARIO, self.folder, *given)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    place = tmp_path_factory.mktemp("template")
    desk = Desk(place / "Desk.vpodesk", place / "secret")
    desk.secret.write_text("orchid tunnel marble seven kites\n", encoding="utf-8")
    desk.run("new", desk.folder, "--recovery-sheet", place / "sheet.pdf")
    return desk


@pytest.fixture
def desk(template: Desk, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(template.folder, tmp_path / "Desk.vpodesk")), template.secret)


def words_on(page: Path) -> str:
    done = subprocess.run(
        ["pdftotext", str(page), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return " ".join(done.stdout.split())


# --- the job -------------------------------------------------------------------------------------


def test_a_case_from_the_first_call_to_the_second_plan(desk: Desk, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    *lines, last = desk.play("--documents", papers, "--json").splitlines()
    played = json.loads(last)
    assert lines == OK_LINES
    documents = [Path(name) for name in played.pop("documents")]
    assert played == {"steps": 13, "concerns": {"c1": "C-2026-001"}, "cases": {"k1": NUMBER}}
    assert [path.name for path in documents] == [
        "007-plan-2026-001-v1-c1.pdf",
        "007-plan-2026-001-v1-c2.pdf",
        "013-interview-2026-001-v1-c1.pdf",
    ]
    assert sorted(papers.iterdir()) == documents

    assert desk.json("cases") == [
        {"number": NUMBER, "state": "managed", "level": "moderate", "next_review": "2026-12-05"}
    ]
    info = desk.json("info")
    entries = info.pop("audit_entries")
    assert desk.json("audit")["entries"] == entries
    assert info == {
        "concerns": 1,
        "people": 3,
        "cases": 1,
        "interviews": 2,
        "answers": 5,
        "attachments": 0,
        "schema": info["schema"],
        "program": info["program"],
        "training": False,
    }
    lines = desk.run("verify", desk.folder).splitlines()
    assert len(lines) == 8
    assert [line for line in lines if not line.startswith("ok ")] == []

    first, record = words_on(documents[0]), words_on(documents[2])
    assert "He named a day [1]." in first
    assert "Crisis evaluation" in first
    assert "Two sources only tonight; the rest tomorrow." in first
    assert "P.N." in first
    assert [name for name in ("Novak", "Hale", "Tolan") if name in first] == []
    assert "Sat at the same table; it was no joke to him." in record
    assert "What he said in the canteen on 18 November" in record


def test_an_exported_plan_says_the_words_and_its_code_is_in_the_chain(
    desk: Desk, tmp_path: Path
) -> None:
    desk.play()
    out = tmp_path / "plan.pdf"
    desk.run("export", desk.folder, "--case", NUMBER, "--document", "plan", "--out", out)
    page = words_on(out)
    assert "Peter Novak" in page
    assert "He calls it a joke [1]; who sat there does not [2]. First word of it: [3]." in page
    assert "Call the sister on Sundays" in page
    assert "The cousin has not been heard." in page
    assert "One calls it a joke, the other does not." in page
    assert "Harlow Falls Police Department" in page
    assert "Crisis evaluation" not in page
    code = re.search(r"Code (\S+)", page)
    assert code is not None
    assert "ok    anchor" in desk.run("verify", desk.folder, "--anchor", code[1])


def test_nothing_of_the_case_is_readable_in_the_folder(desk: Desk) -> None:
    desk.play()
    desk.run(
        "export", desk.folder, "--case", "2026-009", "--document", "plan", "--out", "x", code=1
    )
    for path in desk.folder.iterdir():
        content = path.read_bytes()
        spoken = [
            word for word in (b"Novak", b"Hale", b"Friday", NUMBER.encode()) if word in content
        ]
        assert spoken == [], path.name
    assert (desk.folder / "case-file.db").stat().st_size > 100_000


# --- the process is killed -----------------------------------------------------------------------


def kept(desk: Desk) -> Counter[str]:
    """Open the case file to work in it and return how many objects of each kind it holds."""
    opened = open_case_file(desk.folder, desk.passphrase)
    try:
        history = opened.services.ground.history
        found = Counter({noun.kind: history.count(noun) for noun in NOUNS})
        opened.services.people.add(PersonDetails("One more"))
    finally:
        opened.close()
    return +found


def after(steps: int) -> Counter[str]:
    return sum((added for _, added in ADDED[:steps]), Counter(case_file=1, agency=1))


def need_whole(desk: Desk) -> None:
    assert [check.name for check in verify(desk.folder, desk.passphrase) if not check.holds] == []


@pytest.mark.parametrize("number", [2, 4, 12])
def test_a_process_killed_after_an_ok_line_leaves_exactly_the_steps_it_told_of(
    desk: Desk, number: int
) -> None:
    died = subprocess.run(
        desk.arguments("play", SCENARIO, desk.folder, before=FUSE),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "DIES_AFTER": OK_LINES[number - 1]},
    )
    assert died.returncode not in {0, 1, 2}
    assert (died.stdout.splitlines(), died.stderr) == (OK_LINES[:number], "")
    need_whole(desk)
    assert kept(desk) == after(number)
    need_whole(desk)


@pytest.mark.parametrize("number", [1, 3, 8])
def test_a_process_killed_within_a_step_keeps_what_it_told_of_and_no_half_of_the_next(
    desk: Desk, number: int
) -> None:
    playing = subprocess.Popen(
        desk.arguments("play", SCENARIO, desk.folder), stdout=subprocess.PIPE, encoding="utf-8"
    )
    with playing:
        assert playing.stdout is not None
        told = [playing.stdout.readline().rstrip() for _ in range(number)]
        playing.kill()
        told += playing.stdout.read().splitlines()
    assert told == OK_LINES[: len(told)]
    need_whole(desk)
    assert kept(desk) in (after(len(told)), after(len(told) + 1))
    need_whole(desk)


def test_every_step_adds_what_the_tests_above_count_with(desk: Desk) -> None:
    desk.play()
    assert kept(desk) == after(len(ADDED))

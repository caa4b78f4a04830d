"""The case files of every schema ever released still open, hold, and tell what they told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.storage.golden.make import make
from tests.storage.golden.told import (
    CASE_FILE,
    EXPECTED,
    PASSPHRASE,
    WORDS,
    tell,
    tell_audit,
    told_then,
)

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import recover_case_file, verify
from vpo_desk.bootstrap.desk import OpenDesk, open_case_file, open_desk
from vpo_desk.storage.migrate import newest_schema

GOLDEN = Path(__file__).resolve().parent / "golden"
FOLDERS = sorted(
    GOLDEN.glob("schema-*"), key=lambda folder: int(folder.name.removeprefix("schema-"))
)


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0]


def expected(golden: Path) -> dict[str, Any]:
    return json.loads((golden / EXPECTED).read_bytes())


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a golden folder; the committed one is never opened."""
    return Path(shutil.copytree(request.param, tmp_path / "golden"))


@dataclass(frozen=True)
class Opened:
    """A golden case file as today's program shows it; it is only read."""

    golden: Path
    desk: OpenDesk


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """Open a copy of a golden folder, once for all that look at it alone."""
    golden = Path(shutil.copytree(request.param, tmp_path_factory.mktemp("golden") / "golden"))
    desk = open_case_file(golden / CASE_FILE, first_line(golden / PASSPHRASE))
    yield Opened(golden, desk)
    desk.close()


def test_there_is_a_golden_file_of_every_schema() -> None:
    assert [each.name for each in FOLDERS] == [f"schema-{n + 1}" for n in range(newest_schema())]


def test_todays_program_carries_every_word_and_number_over(opened: Opened) -> None:
    told = as_json(tell(opened.desk.services))
    wanted = expected(opened.golden)["told"]
    for part, value in wanted.items():
        assert told_then(told[part], value) == value, part


def test_the_audit_chain_goes_on_from_the_head_it_had(opened: Opened) -> None:
    before = expected(opened.golden)["audit"]
    entries = opened.desk.services.upkeep.entries()
    assert entries[before["entries"] - 1].hash == before["head"]
    assert entries[before["entries"]].previous == before["head"]
    assert tell_audit(opened.desk.services)["entries"] > before["entries"]


def test_everything_holds_before_and_after_todays_program_worked_in_it(golden: Path) -> None:
    folder, passphrase = golden / CASE_FILE, first_line(golden / PASSPHRASE)
    for _ in range(2):
        opened = open_case_file(folder, passphrase)
        case = opened.services.cases.newest()[0].case
        opened.services.knowledge.add_root(case.id, "Something new")
        opened.close()
        assert [check.name for check in verify(folder, passphrase) if not check.holds] == []


def test_a_file_of_todays_schema_holds_untouched(tmp_path: Path) -> None:
    golden = Path(shutil.copytree(FOLDERS[-1], tmp_path / "golden"))
    checks = verify(golden / CASE_FILE, first_line(golden / PASSPHRASE))
    assert [check.name for check in checks if not check.holds] == []


def test_the_recovery_words_of_that_time_open_it_and_everything_is_there(golden: Path) -> None:
    words = first_line(golden / WORDS)
    new = "seven other marble kites tunnel"
    file = recover_case_file(golden / CASE_FILE, words, new, clock=system_clock())
    opened = open_desk(file)
    try:
        told, wanted = as_json(tell(opened.services)), expected(golden)["told"]
        assert told_then(told, wanted) == wanted
    finally:
        opened.close()


def test_the_golden_case_files_are_small() -> None:
    for folder in FOLDERS:
        size = sum(path.stat().st_size for path in (folder / CASE_FILE).iterdir())
        assert size < 1_000_000, folder.name  # each table and index takes a page


def test_the_script_still_makes_one(tmp_path: Path) -> None:
    make(tmp_path / "made")
    made, kept = (expected(folder)["told"] for folder in (tmp_path / "made", FOLDERS[-1]))
    assert made["counts"] == kept["counts"]
    assert made["cases"].keys() == kept["cases"].keys()

"""The file that the benchmarks open is a case file like any other, down to its last digest."""

from __future__ import annotations

from pathlib import Path

from tests.bench.large import make_large

from vpo_desk import bootstrap
from vpo_desk.bootstrap import system_clock
from vpo_desk.storage import case_file


def test_the_large_file_holds_against_its_own_history(tmp_path: Path) -> None:
    made = make_large(tmp_path, cases=12, answers=150)
    checks = case_file.verify(made.folder, made.passphrase, clock=system_clock())
    assert [check.name for check in checks if not check.holds] == []


def test_the_large_file_holds_as_many_cases_and_answers_as_asked_for(tmp_path: Path) -> None:
    made = make_large(tmp_path, cases=12, answers=150)
    desk = bootstrap.look_into(made.folder, made.passphrase)
    try:
        info = desk.services.upkeep.info()
        assert (info.cases, info.answers) == (12, 150)
        assert desk.services.interviews.answers(made.interview_id)
    finally:
        desk.close()

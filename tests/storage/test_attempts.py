"""Failed unlocks are noted beside the database: times and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import SystemClock
from vpo_desk.storage import attempts, case_file
from vpo_desk.storage.attempts import Attempts
from vpo_desk.storage.keyring import WrongPassphrase

START = datetime(2026, 11, 23, 16, 42, 7, 310_000, tzinfo=UTC)


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert attempts.read(tmp_path) == Attempts(None, ())
    assert list(tmp_path.iterdir()) == []


def test_failures_are_kept_until_the_next_unlock(tmp_path: Path) -> None:
    attempts.record_unlock(tmp_path, START)
    later = [START + timedelta(minutes=minute) for minute in (5, 6)]
    for at in later:
        attempts.record_failure(tmp_path, at)
    assert attempts.read(tmp_path) == Attempts(START, tuple(later))
    attempts.record_unlock(tmp_path, later[1])
    assert attempts.read(tmp_path) == Attempts(later[1], ())


def test_the_file_holds_times_and_nothing_else(tmp_path: Path) -> None:
    attempts.record_failure(tmp_path, START)
    assert json.loads((tmp_path / "attempts.json").read_bytes()) == {
        "last_unlock": None,
        "failures": ["2026-11-23T16:42:07.31Z"],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["attempts.json"]


def test_the_newest_thousand_count(tmp_path: Path) -> None:
    times = [f"2026-11-23T16:{second // 60:02d}:{second % 60:02d}.00Z" for second in range(1000)]
    (tmp_path / "attempts.json").write_text(json.dumps({"last_unlock": None, "failures": times}))
    attempts.record_failure(tmp_path, START)
    known = attempts.read(tmp_path).failures
    assert (len(known), known[-1]) == (1000, START)
    assert known[0] == datetime(2026, 11, 23, 16, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"last_unlock": null}',
        b'{"last_unlock": 7, "failures": []}',
        b'{"last_unlock": "", "failures": []}',
        b'{"last_unlock": null, "failures": 7}',
        b'{"last_unlock": null, "failures": [7]}',
        b'{"last_unlock": null, "failures": ["yesterday"]}',
        b"[" * 100_000,
        b" " * 1_000_000 + b'{"last_unlock": null, "failures": []}',
    ],
    ids=lambda content: str(content[:30]),
)
def test_a_damaged_file_means_unknown_and_is_written_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "attempts.json").write_bytes(content)
    assert attempts.read(tmp_path) == Attempts(None, ())
    attempts.record_failure(tmp_path, START)
    assert attempts.read(tmp_path) == Attempts(None, (START,))


def test_a_read_only_folder_is_no_error(
    open_folder: Path, as_ordinary_user: Callable[[str, Path], str]
) -> None:
    open_folder.chmod(0o555)
    as_ordinary_user("attempts.record_failure(folder, datetime.now(UTC))", open_folder)
    assert list(open_folder.iterdir()) == []


def test_a_wrong_passphrase_writes_nothing_else(tmp_path: Path) -> None:
    folder, clock = tmp_path / "x.vpodesk", SystemClock("UTC")
    made, _ = case_file.create(
        folder, "otter ladder quiet harvest", clock=clock, agency=Agency(), training=False
    )
    made.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for opening in (case_file.open_with_passphrase, case_file.open_to_look):
        with pytest.raises(WrongPassphrase):
            opening(folder, "otter ladder quiet moon", clock=clock)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(attempts.read(folder).failures) == 2
    assert before.pop("attempts.json") != after.pop("attempts.json")
    assert after == before

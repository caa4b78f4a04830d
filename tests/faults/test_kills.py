"""The process is killed while it writes: nothing that was told of is lost, and nothing is half."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.storage import case_file
from vpo_desk.storage.content_check import check_contents
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.verify import check_chain, check_pages

PASSPHRASE = "orchid tunnel marble seven kites"
WRITER = Path(__file__).with_name("writer.py")


class Clock:
    def now(self) -> Moment:
        return Moment(datetime.now(UTC))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made, key = case_file.create(
        tmp_path / "Desk.vpodesk", PASSPHRASE, clock=Clock(), agency=Agency(), training=False
    )
    made.close()
    (tmp_path / "key").write_bytes(key)
    return tmp_path


def killed(place: Path, seed: int) -> list[tuple[str, str]]:
    """Let a writer work, kill it at a moment by chance, and return what it told of."""
    chance = random.Random(seed)
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), str(place / "Desk.vpodesk"), str(place / "key"), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(chance.randrange(1, 40))]
    # From the last line on it goes on by itself; how far it gets is the machine's chance.
    sum(range(chance.randrange(500_000)))
    writer.kill()
    rest, trouble = writer.communicate(timeout=60)
    assert trouble == ""
    told += rest.splitlines(keepends=True)
    found = [json.loads(line) for line in told if line.endswith("\n")]
    return [(kind, token) for kind, token in found]


def need_whole(place: Path, told: list[tuple[str, str]]) -> None:
    """Open it as the next start does, and find everything that was told of, each once, whole."""
    key = (place / "key").read_bytes()
    opened = case_file.open_with_key(
        place / "Desk.vpodesk", key, clock=Clock(), actor="recovery-words"
    )
    try:
        connection = opened.connection
        checks = (check_pages, check_chain, check_versions, check_heads, check_contents)
        for check in checks:
            assert check(connection).holds, check.__name__
        texts = [str(row[0]) for row in connection.execute("SELECT content FROM version")]
        texts += [str(row[0]) for row in connection.execute("SELECT content FROM draft")]
        seen = {str(row[0]) for row in connection.execute("SELECT object_id FROM audit")}
        everything = "\n".join(texts)
        lost = [
            (kind, token)
            for kind, token in told
            if (token not in seen if kind == "view" else token not in everything)
        ]
        assert lost == []
    finally:
        opened.close()
    left = {path.name for path in (place / "Desk.vpodesk").iterdir()}
    assert left <= {"case-file.db", "keys.json", "keys.copy.json", "attempts.json", "lock"}


def kill_often(place: Path, times: int) -> None:
    told: list[tuple[str, str]] = []
    for seed in range(times):
        told += killed(place, seed)
        need_whole(place, told)
    assert len({kind for kind, _ in told}) > 1


def test_nothing_told_of_is_lost_whenever_the_process_is_killed(place: Path) -> None:
    kill_often(place, 5)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_nothing_told_of_is_lost_in_a_thousand_kills(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for _ in range(20):
        place = tmp_path_factory.mktemp("killed")
        made, key = case_file.create(
            place / "Desk.vpodesk", PASSPHRASE, clock=Clock(), agency=Agency(), training=False
        )
        made.close()
        (place / "key").write_bytes(key)
        kill_often(place, 50)

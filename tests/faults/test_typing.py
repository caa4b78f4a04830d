"""The window is killed while somebody types: all but the last moment's letters come back."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faults.typist import LETTERS

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.domain.agency import Agency
from vpo_desk.storage import case_file
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.verify import check_chain, check_pages

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "orchid tunnel marble seven kites"


def killed(place: Path, letters: int, chance: random.Random) -> list[float]:
    """Let somebody type, kill the window, and return when each letter was typed, and the kill."""
    command = [sys.executable, "-m", "tests.faults.typist"]
    typist = subprocess.Popen(
        [*command, str(place / "Desk.vpodesk"), str(place / "passphrase"), str(place)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Qt's offscreen platform says what it cannot do
        text=True,
        cwd=ROOT,
    )
    assert typist.stdout is not None
    told = [typist.stdout.readline() for _ in range(letters)]
    assert all(told), "the window ended by itself"
    # From the last line on it goes on by itself; how far it gets is the machine's chance.
    sum(range(chance.randrange(5_000_000)))
    moment = time.time()
    typist.kill()
    told += typist.communicate(timeout=60)[0].splitlines()
    return [*(float(line.split()[1]) for line in told if len(line.split()) == 2), moment]


def kept(place: Path) -> int:
    """Open it as the next start does: it holds; return how many of the letters are kept."""
    opened = case_file.open_with_passphrase(
        place / "Desk.vpodesk", PASSPHRASE, clock=system_clock()
    )
    try:
        for check in (check_pages, check_chain, check_versions, check_heads):
            assert check(opened.connection).holds, check.__name__
        rows = opened.connection.execute("SELECT content FROM draft").fetchall()
        opened.connection.execute("DELETE FROM draft")
    finally:
        opened.close()
    text = "".join(str(row[0]) for row in rows).lower()
    return max(count for count in range(len(LETTERS)) if LETTERS[:count] in text)


def lose(place: Path, times: int) -> list[float]:
    """Kill often; return for each kill how many seconds before it the oldest lost letter was typed."""
    made, _ = case_file.create(
        place / "Desk.vpodesk", PASSPHRASE, clock=system_clock(), agency=Agency(), training=False
    )
    made.close()
    (place / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    lost: list[float] = []
    for seed in range(times):
        chance = random.Random(seed)
        typed = killed(place, chance.randrange(60, 120), chance)
        count = kept(place)
        assert count > 0, len(typed)
        lost.append(typed[-1] - typed[min(count, len(typed) - 1)])
    return lost


def test_what_was_typed_comes_back_but_for_the_last_moment(tmp_path: Path) -> None:
    lose(tmp_path, 1)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_twenty_kills_while_somebody_types(tmp_path: Path) -> None:
    lost = sorted(lose(tmp_path, 20))
    print("seconds lost, median and most:", round(lost[10], 2), round(lost[-1], 2))

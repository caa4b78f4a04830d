"""Several programs want one case file at once, and holders die: one works, the others are told whom."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.domain.agency import Agency
from vpo_desk.storage import case_file
from vpo_desk.storage.folder_lock import OpenElsewhere
from vpo_desk.storage.verify import check_chain

PASSPHRASE = "orchid tunnel marble seven kites"
# Waits for a line, wants the case file at that moment, tells, and holds it until it is ended.
OPENER = """
import sys
from pathlib import Path
from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.errors import VpoError
from vpo_desk.storage.case_file import open_with_key
folder, key = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
print("ready", flush=True)
sys.stdin.readline()
try:
    opened = open_with_key(folder, key, clock=system_clock(), actor="recovery-words")
    print("opened", flush=True)
except VpoError as fault:
    print(fault.happened, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made, key = case_file.create(
        tmp_path / "Desk.vpodesk", PASSPHRASE, clock=system_clock(), agency=Agency(), training=False
    )
    made.close()
    (tmp_path / "key").write_bytes(key)
    return tmp_path


@contextlib.contextmanager
def openers(place: Path, count: int) -> Generator[list[subprocess.Popen[str]], None, None]:
    """Start programs that stand before the case file; all of them are ended afterwards."""
    command = [sys.executable, "-c", OPENER, str(place / "Desk.vpodesk"), str(place / "key")]
    with contextlib.ExitStack() as stack:
        started: list[subprocess.Popen[str]] = []
        for _ in range(count):
            process = stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            stack.callback(process.kill)
            started.append(process)
        assert [line(each) for each in started] == ["ready"] * count
        yield started


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def race(place: Path, count: int) -> None:
    """Exactly one opens, the others name it; it is killed, and the next opens at once."""
    with openers(place, count) as started:
        for each in started:
            go(each)
        said = [line(each) for each in started]
        assert sorted(text == "opened" for text in said) == [False] * (count - 1) + [True], said
        holder = started[said.index("opened")]
        told = {text for text in said if text != "opened"}
        # The one that holds it may not have noted its number yet when the others look.
        assert all(text.startswith("This case file is open elsewhere") for text in told)
        with pytest.raises(OpenElsewhere, match=f"process {holder.pid},"):
            opened_here(place)
        holder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        holder.wait()
        note = json.loads((place / "Desk.vpodesk" / "lock").read_bytes())
        assert note["process"] == holder.pid  # the note of the dead is still there and holds nobody
        opened_here(place)


def opened_here(place: Path) -> None:
    key = (place / "key").read_bytes()
    opened = case_file.open_with_key(
        place / "Desk.vpodesk", key, clock=system_clock(), actor="recovery-words"
    )
    try:
        assert check_chain(opened.connection).holds
    finally:
        opened.close()


def test_of_three_at_once_one_opens_and_its_death_holds_nobody_back(place: Path) -> None:
    race(place, 3)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_thirty_times_five_at_once(place: Path) -> None:
    for _ in range(30):
        race(place, 5)
    print("races:", 30)

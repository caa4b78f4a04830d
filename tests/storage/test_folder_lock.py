"""One opener at a time; looking writes nothing; a crash holds nobody back."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vpo_desk.errors import VpoError
from vpo_desk.storage.folder_lock import FolderLock, NativeLock, OpenElsewhere

Snapshot = Callable[[Path], dict[str, tuple[bytes, int, int]]]

_HOLDER = """
import pathlib, sys
from vpo_desk.storage.folder_lock import FolderLock
lock = FolderLock(pathlib.Path(sys.argv[1]))
getattr(lock, sys.argv[2])()
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


class FakeSystem:
    """Stands for the system's locks: held by others, or not there at all on this disk."""

    def __init__(self, *, held: bool = False, fault: int | None = None) -> None:
        self.held = held
        self.fault = fault
        self.asked: list[tuple[int, bool]] = []
        self.freed: list[int] = []

    def take(self, descriptor: int, *, shared: bool) -> bool:
        self.asked.append((descriptor, shared))
        if self.fault is not None:
            raise OSError(self.fault, "no locks here")
        return not self.held

    def free(self, descriptor: int) -> None:
        self.freed.append(descriptor)


@contextmanager
def holder(folder: Path, how: str = "acquire") -> Generator[subprocess.Popen[str]]:
    """Another process that holds the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_a_second_opener_hears_who_has_it_open(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(OpenElsewhere) as told:
            FolderLock(tmp_path).acquire()
        text = str(told.value)
        assert f"This case file is open elsewhere (-c, process {process.pid}, since " in text
        assert "Nothing was changed. Close it there first." in text
        process.communicate("")
    FolderLock(tmp_path).acquire()


def test_the_same_program_is_a_second_opener_too(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    with pytest.raises(OpenElsewhere, match=f"process {os.getpid()}"):
        second.acquire()
    second.release()  # holds nothing: changes nothing
    with pytest.raises(OpenElsewhere):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_crash_holds_nobody_back(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    note = (tmp_path / "lock").read_bytes()
    assert json.loads(note)["process"] == process.pid  # the note is still there, the lock is not
    lock = FolderLock(tmp_path)
    lock.acquire()
    assert json.loads((tmp_path / "lock").read_bytes())["process"] == os.getpid()
    lock.release()
    assert (tmp_path / "lock").read_bytes() == b""


def test_a_program_started_as_a_module_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [str(tmp_path / "vpo_desk" / "__main__.py")])
    lock = FolderLock(tmp_path)
    lock.acquire()
    assert json.loads((tmp_path / "lock").read_bytes())["program"] == "vpo-desk"
    lock.release()


def test_the_note_names_a_process_and_no_case(tmp_path: Path) -> None:
    folder = tmp_path / "Smith investigation.vpodesk"
    folder.mkdir()
    lock = FolderLock(folder)
    lock.acquire()
    note = json.loads((folder / "lock").read_bytes())
    assert set(note) == {"process", "program", "host", "since"}
    assert "Smith" not in str(note)
    if os.name == "posix":
        assert (folder / "lock").stat().st_mode & 0o777 == 0o600
    lock.release()


def test_looking_is_refused_while_somebody_works(tmp_path: Path, snapshot: Snapshot) -> None:
    lock = FolderLock(tmp_path)
    lock.acquire()
    before = snapshot(tmp_path)
    with pytest.raises(OpenElsewhere, match=f"process {os.getpid()}"):
        FolderLock(tmp_path).acquire_to_look()
    assert snapshot(tmp_path) == before
    lock.release()


def test_looking_writes_nothing(tmp_path: Path, snapshot: Snapshot) -> None:
    lock = FolderLock(tmp_path)
    lock.acquire_to_look()
    lock.release()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "lock").write_bytes(b"left by a crash")
    before = snapshot(tmp_path)
    lock.acquire_to_look()
    lock.release()
    assert snapshot(tmp_path) == before


def test_nobody_starts_to_work_while_somebody_looks(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"")
    with holder(tmp_path, "acquire_to_look") as process:
        with pytest.raises(OpenElsewhere, match=r"^This case file is open elsewhere\. "):
            FolderLock(tmp_path).acquire()
        process.communicate("")
    FolderLock(tmp_path).acquire()


def test_looking_works_in_a_read_only_folder(
    open_folder: Path, as_ordinary_user: Callable[[str, Path], str]
) -> None:
    (open_folder / "lock").write_bytes(b"")
    (open_folder / "lock").chmod(0o444)
    open_folder.chmod(0o555)
    code = "lock = folder_lock.FolderLock(folder); lock.acquire_to_look(); print('looks')"
    assert as_ordinary_user(code, open_folder) == "looks\n"
    (open_folder / "lock").chmod(0o000)  # not even readable
    assert as_ordinary_user(code, open_folder) == "looks\n"


def test_working_needs_a_folder_that_lets_us_write(
    open_folder: Path, as_ordinary_user: Callable[[str, Path], str]
) -> None:
    open_folder.chmod(0o555)
    code = """
try:
    folder_lock.FolderLock(folder).acquire()
except VpoError as fault:
    print(fault)
"""
    assert "does not let you write. Nothing was changed." in as_ordinary_user(code, open_folder)
    assert list(open_folder.iterdir()) == []


def test_a_vanished_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(VpoError, match="does not let you write"):
        FolderLock(tmp_path / "gone").acquire()


@pytest.mark.parametrize(
    "note",
    [b"", b"{", b"[]", b"7", b"\xff\xfe", b'{"process": "x"}', b'{"process": 1e999}', b"[" * 4096],
    ids=str,
)
def test_an_unreadable_note_still_says_that_it_is_open(note: bytes, tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.acquire()
    (tmp_path / "lock").write_bytes(note)
    with pytest.raises(OpenElsewhere, match=r"^This case file is open elsewhere\. "):
        FolderLock(tmp_path).acquire()
    lock.release()


def test_another_machine_and_another_day_are_named(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.acquire()
    here = json.loads((tmp_path / "lock").read_bytes())["host"]
    lock.release()
    assert here
    note = {
        "process": 7,
        "program": "vpo-desk",
        "host": "FRONT-DESK\n\x1b[31m" + "x" * 200,
        "since": "2026-03-01T12:00+0000",
    }
    (tmp_path / "lock").write_text(json.dumps(note))
    with pytest.raises(OpenElsewhere) as told:
        FolderLock(tmp_path, FakeSystem(held=True)).acquire()
    text = str(told.value)
    assert "(vpo-desk on FRONT-DESK[31mxxx" in text
    assert "process 7, since 2026-0" in text
    assert text.isprintable()
    assert len(text) < 200

    note["host"] = here
    (tmp_path / "lock").write_text(json.dumps(note))
    with pytest.raises(OpenElsewhere, match=r"elsewhere \(vpo-desk, process 7, since 2026-0"):
        FolderLock(tmp_path, FakeSystem(held=True)).acquire()


def test_a_disk_without_locks_is_only_looked_into(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"")
    system = FakeSystem(fault=errno.ENOLCK)
    with pytest.raises(VpoError, match="cannot keep two programs from writing"):
        FolderLock(tmp_path, system).acquire()
    FolderLock(tmp_path, system).acquire_to_look()
    assert [shared for _, shared in system.asked] == [False, True]
    assert not any(is_open(descriptor) for descriptor, _ in system.asked)


def test_only_a_lock_that_is_held_counts_as_held(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    os.close(descriptor)
    with pytest.raises(OSError, match="descriptor"):
        NativeLock().take(descriptor, shared=False)


def test_what_is_refused_is_closed_and_what_is_held_is_freed(tmp_path: Path) -> None:
    held = FakeSystem(held=True)
    with pytest.raises(OpenElsewhere):
        FolderLock(tmp_path, held).acquire()
    assert not is_open(held.asked[0][0])

    free = FakeSystem()
    lock = FolderLock(tmp_path, free)
    lock.acquire()
    descriptor = free.asked[0][0]
    assert is_open(descriptor)
    lock.release()
    lock.release()
    assert free.freed == [descriptor]
    assert not is_open(descriptor)


def test_a_full_disk_keeps_the_lock_without_its_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    lock = FolderLock(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        lock.acquire()
    with pytest.raises(OpenElsewhere):
        FolderLock(tmp_path).acquire()
    lock.release()


if os.name == "posix":

    def test_a_link_put_there_by_somebody_is_not_followed(tmp_path: Path) -> None:
        precious = tmp_path / "precious"
        precious.write_bytes(b"words")
        (tmp_path / "lock").symlink_to(precious)
        with pytest.raises(VpoError, match="does not let you write"):
            FolderLock(tmp_path).acquire()
        assert precious.read_bytes() == b"words"

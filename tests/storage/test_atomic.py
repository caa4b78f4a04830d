"""A file is written whole or not at all, and nobody else can read it meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from vpo_desk.storage.atomic import (
    flush_folder,
    read_small,
    remove_leftovers,
    write_file,
    write_together,
)

# Kills its own process before or after the n-th step that reaches the disk.
_KILLED = """
import os, pathlib, signal, sys
from vpo_desk.storage import atomic
folder, wanted, after = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "after"
steps = 0
def killing(real):
    def step(*given):
        global steps
        steps += 1
        if steps == wanted and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*given)
        if steps == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return step
os.fsync = killing(os.fsync)
pathlib.Path.replace = killing(pathlib.Path.replace)
atomic.write_together(folder, {"a": b"new" * 9000, "b": b"new" * 9000})
"""
_STEPS = 5  # two files flushed, two put in place, one folder flushed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_file(path, b"one\n")
    write_file(path, b"two\n")
    assert path.read_bytes() == b"two\n"
    assert names(tmp_path) == ["keys.json"]


if os.name == "posix":

    def test_is_private_from_its_first_byte_on(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        modes: list[int] = []
        flush = os.fsync

        def watch(descriptor: int) -> None:
            modes.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())
            flush(descriptor)

        monkeypatch.setattr(os, "fsync", watch)
        before = os.umask(0)
        try:
            write_file(tmp_path / "keys.json", b"x")
        finally:
            os.umask(before)
        assert modes == [0o600, 0o600]  # under its first name, then under its own


def test_a_long_name_has_room_for_the_other_one(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 120)
    write_file(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_alone(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"old")

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(OSError, match="full"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["settings.toml"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(tmp_path / "gone" / "x", b"x")


def test_several_are_written_in_order(tmp_path: Path) -> None:
    write_together(tmp_path, {"a": b"1", "b": b"2"})
    assert (tmp_path / "a").read_bytes() + (tmp_path / "b").read_bytes() == b"12"
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("old", [b"old", None])
def test_when_one_cannot_be_placed_the_ones_before_are_put_back(
    old: bytes | None, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()  # nothing can take the place of a folder
    if old is not None:
        (tmp_path / "a").write_bytes(old)
    with pytest.raises(OSError, match="b"):
        write_together(tmp_path, {"a": b"new", "b": b"new"})
    assert names(tmp_path) == (["b"] if old is None else ["a", "b"])
    assert old is None or (tmp_path / "a").read_bytes() == old


def test_when_there_is_no_room_for_all_none_is_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    flush, flushed = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal flushed
        flushed += 1
        if flushed == 2:
            raise OSError(errno.ENOSPC, "full")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write_together(tmp_path, {"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", range(1, _STEPS + 1))
def test_a_kill_at_any_step_leaves_whole_files_the_first_one_newest(
    step: int, when: str, tmp_path: Path
) -> None:
    old, new = b"old" * 9000, b"new" * 9000
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(old)
    done = subprocess.run([sys.executable, "-c", _KILLED, tmp_path, str(step), when], check=False)
    assert done.returncode == -signal.SIGKILL
    found = ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes())
    placed = {("before", 4): 1, ("after", 3): 1, ("after", 4): 2}.get((when, step))
    placed = placed if placed is not None else (2 if step == _STEPS else 0)
    assert found == ((old, old), (new, old), (new, new))[placed]

    for name in ("a", "b"):
        remove_leftovers(tmp_path / name)
    assert names(tmp_path) == ["a", "b"]


def test_leftovers_of_other_files_stay(tmp_path: Path) -> None:
    for name in (".a.1234abcd.new", ".b.1234abcd.new", ".a.b", "a.new"):
        (tmp_path / name).write_bytes(b"")
    remove_leftovers(tmp_path / "a")
    assert names(tmp_path) == [".a.b", ".b.1234abcd.new", "a.new"]


def test_reads_no_more_than_it_was_told(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"1234")
    assert read_small(path, 4) == b"1234"
    with pytest.raises(ValueError, match="3"):
        read_small(path, 3)


def test_a_system_that_opens_no_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "as on Windows")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    write_file(tmp_path / "x", b"x")
    assert (tmp_path / "x").read_bytes() == b"x"


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EIO])
def test_a_disk_that_cannot_flush_folders_differs_from_one_that_fails(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(code, "flush")

    monkeypatch.setattr(os, "fsync", fail)
    if code == errno.EINVAL:
        flush_folder(tmp_path)
    else:
        with pytest.raises(OSError, match="flush"):
            flush_folder(tmp_path)

"""Writes files whole or not at all, readable by their owner only from their first byte on."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would turn line ends otherwise
_MOST_NAME: Final = 40  # characters: with its endings a name stays below every system's limit
_FOLDERS_NOT_FLUSHED: Final = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF}
)


def write_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write `data` to `path` so that after a crash there is the old file or the new one.

    Raises OSError when the disk or the folder does not let us; nothing half-written is left then.
    """
    staged = _stage(path, data, mode)
    try:
        staged.replace(path)
    except BaseException:
        _forget(staged)
        raise
    flush_folder(path.parent)


def write_together(folder: Path, contents: Mapping[str, bytes], *, mode: int = 0o600) -> None:
    """Write several files of a folder in their order: all of them, or (OSError) none.

    Each is on the disk whole before the first of them takes its place, so a full disk changes
    nothing. When one cannot take its place, those before it get their old content back. After a
    crash in between the first ones are new and the last ones old, and each is whole.
    """
    before = {name: _content(folder / name) for name in contents}
    staged: dict[str, Path] = {}
    placed: list[str] = []
    try:
        for name, data in contents.items():
            staged[name] = _stage(folder / name, data, mode)
        for name, path in staged.items():
            path.replace(folder / name)
            placed.append(name)
    except BaseException:
        for path in staged.values():
            _forget(path)
        for name in placed:
            _put_back(folder / name, before[name], mode)
        raise
    flush_folder(folder)


def remove_leftovers(path: Path) -> None:
    """Remove what a crash left of unfinished writes to `path`.

    Only for files that a single process writes at a time: another one's write would be lost.
    """
    with contextlib.suppress(OSError):
        for left in path.parent.iterdir():
            if left.name.startswith(_prefix(path)) and left.suffix == ".new":
                _forget(left)


def read_small(path: Path, most: int) -> bytes:
    """Return a file's content; ValueError when it is longer than `most` bytes, or OSError."""
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError(most)
    return data


def empty_file(path: Path) -> None:
    """Make an empty file that only its owner may read; OSError when there is one of that name."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def flush_file(path: Path) -> None:
    """Make a file's content durable; OSError when the disk fails."""
    descriptor = os.open(path, os.O_RDWR)  # Windows flushes only what may be written
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make the folder's own entries durable, where the system can do that.

    Windows opens no folders (its file systems journal the renaming itself), and some network disks
    flush none; a disk that fails raises OSError.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in _FOLDERS_NOT_FLUSHED:
            raise
    finally:
        os.close(descriptor)


def _prefix(path: Path) -> str:
    return f".{path.name[:_MOST_NAME]}."


def _stage(path: Path, data: bytes, mode: int) -> Path:
    """Write the data beside `path` under another name, flushed."""
    staged = path.with_name(f"{_prefix(path)}{secrets.token_hex(4)}.new")
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        _forget(staged)
        raise
    return staged


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # there is nothing to put back


def _put_back(path: Path, content: bytes | None, mode: int) -> None:
    with contextlib.suppress(OSError):
        if content is None:
            path.unlink()
        else:
            write_file(path, content, mode=mode)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()

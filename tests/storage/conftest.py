"""Folders, keys and processes for the tests of the storage layer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Everything that may be wanted is imported beforehand: an ordinary user may not be able to read
# the folder that Python itself lives in.
_ORDINARY_USER = """
import os, pathlib, shutil, sys, tempfile
from datetime import UTC, datetime
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, connection, faults, folder_lock, keyring
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
folder = pathlib.Path(sys.argv[1])
"""

Run = Callable[[str, Path], str]
Snapshot = Callable[[Path], dict[str, tuple[bytes, int, int]]]


@pytest.fixture
def key() -> bytes:
    """Give a database key."""
    return bytes(range(32))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that any user of the machine reaches; it is made writable again at the end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def as_ordinary_user() -> Run:
    """Run Python code about `folder` in a process that permissions hold back, also under root.

    Returns what it printed; a traceback or any word on stderr fails the test.
    """

    def run(code: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _ORDINARY_USER + code, str(folder)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "TMPDIR": tempfile.gettempdir()},
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def snapshot() -> Snapshot:
    """Return a function that tells all that is in a folder: bytes, mode and time of change."""

    def look(folder: Path) -> dict[str, tuple[bytes, int, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns)
            for path in folder.iterdir()
        }

    return look

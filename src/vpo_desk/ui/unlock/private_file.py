"""Writes a file that only its owner may read, all of it or nothing."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from vpo_desk.errors import VpoError
from vpo_desk.words import say


def write_private(path: Path, content: bytes) -> Path:
    """Write `content` with mode 0600 in place of what was there, and return the path.

    Raises VpoError when it cannot be written; then nothing at `path` has changed.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError:
        raise VpoError(
            say("The file could not be saved there."),
            safe=say("Nothing was written."),
            todo=say("Choose another folder, or make room, and save again."),
        ) from None
    return path


_BINARY = getattr(os, "O_BINARY", 0)  # Windows turns line ends in a PDF without it

"""One opener at a time: a lock the system lets go when its process ends."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

FILE: Final = "lock"
_LOCKED_BYTE: Final = 1 << 20  # beyond the text, so that others can still read who holds it


class OpenElsewhere(VpoError):
    """Another process has this case file open."""


class FolderLock:
    """Held while a case file is open; a lock left by a crash holds nobody back."""

    def __init__(self, folder: Path) -> None:
        self._path: Final = folder / FILE
        self._stream: IO[bytes] | None = None

    def acquire(self) -> None:
        """Take the lock and say in it which process holds it; no names of cases.

        Raises OpenElsewhere when another process holds it, VpoError where we may not write.
        """
        try:
            stream = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError:
            raise VpoError(
                say("The folder of this case file does not let you write."),
                safe=say("Nothing was changed."),
                todo=say("Ask for the right to write there, or copy the folder to your own disk."),
            ) from None
        if not _take(stream):
            stream.close()
            raise OpenElsewhere(
                say("This case file is open elsewhere{holder}.", holder=self._holder()),
                safe=say("Nothing was changed."),
                todo=say("Close it there first."),
            )
        holder = {"process": os.getpid(), "since": f"{datetime.now().astimezone():%H:%M}"}
        stream.truncate(0)
        stream.write(json.dumps(holder).encode("ascii"))
        stream.flush()
        self._stream = stream

    def release(self) -> None:
        """Let the next opener in."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.truncate(0)
            self._stream.close()
            self._stream = None

    def _holder(self) -> Words:
        try:
            raw: Any = json.loads(self._path.read_text(encoding="ascii"))
            process, since = int(raw["process"]), str(raw["since"])
        except (OSError, ValueError, TypeError, KeyError):
            return say("")
        return say(" (process {process}, since {since})", process=process, since=since)


def _take(stream: IO[bytes]) -> bool:
    """Lock one byte of the open file; False when somebody else holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(_LOCKED_BYTE)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

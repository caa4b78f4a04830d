"""No memory of this process in files: core dumps off, and no other program may look into it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_SET_DUMPABLE = 4  # PR_SET_DUMPABLE


def forbid_dumps() -> None:
    """Let a crash write no memory to disk; where a system refuses, the program goes on without.

    On Linux this also keeps other programs of the same user from reading this process. Windows and
    macOS write no core files by default; what their fault reporting takes is theirs to set.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0 if hard else hard))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)

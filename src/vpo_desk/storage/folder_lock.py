"""One opener at a time: a lock the system lets go when its process ends."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

FILE: Final = "lock"
_MOST: Final = 4096  # bytes of the note that are read
_HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
# No line ends for Windows to turn, and never through a link that somebody put there.
_PLAIN: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class OpenElsewhere(VpoError):
    """Another process has this case file open."""


class SystemLock(Protocol):
    """The system's lock on an open file, which ends with the process that holds it."""

    def take(self, descriptor: int, *, shared: bool) -> bool:
        """Take it without waiting; False when it is held, OSError where there is no such lock."""
        ...

    def free(self, descriptor: int) -> None:
        """Let it go."""
        ...


if sys.platform == "win32":
    import msvcrt

    class NativeLock:
        """Windows locks a range of bytes; one beyond the note, which others may then read.

        It knows no shared locks, so that looking also keeps others out.
        """

        _BYTE: Final = 1 << 20

        def take(self, descriptor: int, *, shared: bool) -> bool:  # noqa: ARG002
            """Take it without waiting; False when it is held."""
            os.lseek(descriptor, self._BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as fault:
                return _held(fault)
            return True

        def free(self, descriptor: int) -> None:
            """Let it go."""
            os.lseek(descriptor, self._BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    class NativeLock:
        """Everywhere else the whole file is locked, for all or against writers only."""

        def take(self, descriptor: int, *, shared: bool) -> bool:
            """Take it without waiting; False when it is held."""
            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except OSError as fault:
                return _held(fault)
            return True

        def free(self, descriptor: int) -> None:
            """Let it go."""
            fcntl.flock(descriptor, fcntl.LOCK_UN)


class FolderLock:
    """Held while a case file is open; a lock left by a crash holds nobody back."""

    def __init__(self, folder: Path, system: SystemLock | None = None) -> None:
        self._path: Final = folder / FILE
        self._system: Final[SystemLock] = system or NativeLock()
        self._descriptor: int | None = None
        self._shared = False

    def acquire(self) -> None:
        """Take the lock and note in it which process holds it; no names of cases.

        Raises OpenElsewhere when another process holds it, VpoError where we may not write or the
        disk cannot keep two programs apart.
        """
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _PLAIN, 0o600)
        except OSError:
            raise VpoError(
                say("The folder of this case file does not let you write."),
                safe=say("Nothing was changed."),
                todo=say("Ask for the right to write there, or copy the folder to your own disk."),
            ) from None
        try:
            self._take(descriptor, shared=False)
        except OSError:
            raise VpoError(
                say("This disk cannot keep two programs from writing at the same time."),
                safe=say("Nothing was changed."),
                todo=say("Copy the folder to a disk of this computer and open it there."),
            ) from None
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its note
            _note(descriptor, _holder())

    def acquire_to_look(self) -> None:
        """Keep writers out while looking, without writing anything, also on a read-only folder.

        Raises OpenElsewhere when another process has the case file open to work in it. Where there
        is no lock file, or none can be taken, nobody can have it open.
        """
        try:
            descriptor = os.open(self._path, os.O_RDONLY | _PLAIN)
        except OSError:
            return
        with contextlib.suppress(OSError):
            self._take(descriptor, shared=True)

    def release(self) -> None:
        """Let the next opener in; without a lock, do nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        with contextlib.suppress(OSError):
            if not self._shared:
                os.ftruncate(descriptor, 0)
        with contextlib.suppress(OSError):
            self._system.free(descriptor)
        os.close(descriptor)

    def _take(self, descriptor: int, *, shared: bool) -> None:
        taken = False
        try:
            taken = self._system.take(descriptor, shared=shared)
            if not taken:
                raise OpenElsewhere(
                    _told(descriptor),
                    safe=say("Nothing was changed."),
                    todo=say("Close it there first."),
                )
        finally:
            if not taken:
                os.close(descriptor)
        self._descriptor, self._shared = descriptor, shared


def _held(fault: OSError) -> bool:
    """Give False for a lock that somebody else holds; anything else is raised."""
    if fault.errno not in _HELD:
        raise fault
    return False


def _holder() -> dict[str, str | int]:
    return {
        "process": os.getpid(),
        "program": _program(),
        "host": _machine(),
        "since": f"{datetime.now().astimezone():%Y-%m-%dT%H:%M%z}",
    }


def _program() -> str:
    """Return what this program is called; started as a module, it is `__main__.py` of it."""
    started = Path(next(iter(sys.argv), ""))
    if started.stem == "__main__":
        return started.parent.name.replace("_", "-") or "python"
    return started.stem or "python"


def _machine() -> str:
    """Return this machine's name, without asking a network library for it."""
    uname = getattr(os, "uname", None)
    return str(uname().nodename) if uname else os.environ.get("COMPUTERNAME", "")


def _note(descriptor: int, holder: dict[str, str | int]) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, json.dumps(holder).encode("ascii"))


def _told(descriptor: int) -> Words:
    """Say who holds the lock, as far as the note in it can be read."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        raw: Any = json.loads(os.read(descriptor, _MOST))
        process, program = int(raw["process"]), _short(raw["program"])
        since = datetime.fromisoformat(str(raw["since"])).astimezone()
        host = _short(raw["host"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return say("This case file is open elsewhere.")
    today = since.date() == datetime.now().astimezone().date()
    values = {
        "process": process,
        "program": program,
        "since": f"{since:%H:%M}" if today else f"{since:%Y-%m-%d %H:%M}",
    }
    if host != _short(_machine()):
        return say(
            "This case file is open elsewhere ({program} on {host}, process {process}, since"
            " {since}).",
            host=host,
            **values,
        )
    return say(
        "This case file is open elsewhere ({program}, process {process}, since {since}).", **values
    )


def _short(text: object) -> str:
    """Return at most 60 printable characters of what another program wrote."""
    return "".join(each for each in str(text) if each.isprintable())[:60]

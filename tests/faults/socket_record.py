"""Records which sockets a process opens: those of Python by its audit events, all by the system."""

from __future__ import annotations

import sys
from pathlib import Path

EVENTS = frozenset({"socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo"})
TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


class SocketRecord:
    """Hears from now on of every socket that Python opens in this process."""

    def __init__(self) -> None:
        self.events: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[object, ...]) -> None:
        if event in EVENTS:
            self.events.append(f"{event} {given[1:]}")

    def told(self) -> dict[str, list[str]]:
        """Return the events, and what the system says that is open now; only Linux tells that."""
        return {"events": self.events, "held": _held() if sys.platform == "linux" else []}


def _held() -> list[str]:
    """Return the network sockets of this process, also those of libraries that are not Python."""
    open_now: set[str] = set()
    for path in list(Path("/proc/self/fd").iterdir()):
        if path.is_symlink():  # the folder that was read is gone by now
            open_now.add(str(path.readlink()))
    found: list[str] = []
    for table in TABLES:
        path = Path("/proc/self/net") / table
        lines = path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else []
        found += [table for line in lines if f"socket:[{line.split()[9]}]" in open_now]
    return found

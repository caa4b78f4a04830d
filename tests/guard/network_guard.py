"""Keeps the tests, and every Python process they start, off the network."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

LOG_VARIABLE = "VPO_TEST_NETWORK_LOG"
_OUTWARD = {socket.AF_INET, socket.AF_INET6}
# The only local services a desktop program talks to: its display, D-Bus, the accessibility bus.
_LOCAL_SERVICES = ("/tmp/.X11-unix/", "/run/dbus/", "/var/run/dbus/")
_LOCAL_NAMES = ("wayland-", "bus", "at-spi", "dbus-")


class NetworkUsed(Exception):
    """A test, or a process it started, reached for the network."""


def _is_local_service(address: object) -> bool:
    if isinstance(address, bytes):
        address = os.fsdecode(address)
    if not isinstance(address, str):
        return False
    address = address.removeprefix("\0")  # Linux's abstract names, which X and D-Bus use
    return address.startswith(_LOCAL_SERVICES) or Path(address).name.startswith(_LOCAL_NAMES)


def forbidden(event: str, arguments: tuple[object, ...]) -> bool:
    """Tell whether an audit event of Python's socket module leads off this machine."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        return True
    if event == "socket.__new__":
        return arguments[1] in _OUTWARD
    if event == "socket.connect":
        return not _is_local_service(arguments[1])
    return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") and forbidden(event, arguments):
        # An exception alone may be swallowed by the code under test; the line in the log is not.
        log = os.environ.get(LOG_VARIABLE)
        if log:
            with Path(log).open("a", encoding="utf-8") as stream:
                stream.write(f"{event} in process {os.getpid()}\n")
        raise NetworkUsed(event)


def install() -> None:
    """Watch this process until its end; an audit hook cannot be taken off again."""
    sys.addaudithook(_watch)

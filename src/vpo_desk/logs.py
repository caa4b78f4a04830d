"""The program's log: what kind of fault happened at which code line, never what anybody said."""

from __future__ import annotations

import logging
import os
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

LOGGER: Final = "vpo_desk"
"""The logger of this program; what libraries log may hold anything and goes nowhere."""

_FILE: Final = "vpo-desk.log"
_BYTES: Final = 256 * 1024
_OLDER_FILES: Final = 2
_DEEPEST: Final = 40
_ID: Final = re.compile(r"[a-z_]+-[0-9a-hjkmnp-tv-z]{16}")


def code_lines(fault: BaseException) -> tuple[str, ...]:
    """Return the types of a fault and of what led to it, each with its code lines.

    Messages and values are left out, because they may hold case text; so are folders, because a
    home folder's name tells who works here.
    """
    return tuple(_code_lines(fault, seen=set()))


def _code_lines(fault: BaseException, seen: set[int]) -> Iterator[str]:
    if id(fault) in seen:
        return
    seen.add(id(fault))
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"
    for frame, line in list(traceback.walk_tb(fault.__traceback__))[-_DEEPEST:]:
        yield f"  {frame.f_globals.get('__name__')}:{line} {frame.f_code.co_name}"
    led_to_it = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if led_to_it is not None:
        yield from _code_lines(led_to_it, seen)


class WordlessFormatter(logging.Formatter):
    """Writes a record with numbers and ids alone; any other argument only by its type."""

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        lines = [f"{when} {record.levelname} {record.name} {_message(record)}"]
        if record.exc_info and record.exc_info[1]:
            lines += code_lines(record.exc_info[1])
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return _harmless(record.msg)
    if not record.args:
        return record.msg
    try:
        if isinstance(record.args, Mapping):
            return record.msg % {name: _kept(value) for name, value in record.args.items()}
        return record.msg % tuple(_kept(value) for value in record.args)
    except (TypeError, ValueError, KeyError):  # a %d whose value was not a number, for instance
        return record.msg


def _kept(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else _harmless(value)


def _harmless(value: object) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    return f"‹{type(value).__name__}›"


class LogFile(RotatingFileHandler):
    """A log of bounded size that only its owner can read and that never gets in the way."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder / _FILE,
            maxBytes=_BYTES,
            backupCount=_OLDER_FILES,
            encoding="utf-8",
            delay=True,
            errors="backslashreplace",
        )
        self.setFormatter(WordlessFormatter())

    def _open(self) -> TextIOWrapper:
        folder = Path(self.baseFilename).parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return open(descriptor, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - overrides
        """Stay silent: the standard way prints the record with its arguments to stderr."""


def open_log(folder: Path) -> LogFile:
    """Write this program's log to `folder` from now on; it is made when there is a first line.

    A log that cannot be written loses its lines and stops nobody. End it with `close_log`.
    """
    log = LogFile(folder)
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.disabled = False  # a library that sets up its own log switches off every other one
    logger.addHandler(log)
    return log


def close_log(log: LogFile) -> None:
    """Write nothing more to this log."""
    logging.getLogger(LOGGER).removeHandler(log)
    log.close()

"""Times of failed unlocks and of the last one, kept beside the database and nothing else."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from vpo_desk.domain.moments import centiseconds, from_centiseconds
from vpo_desk.storage.atomic import read_small, remove_leftovers, write_file

FILE: Final = "attempts.json"
_MOST: Final = 1000  # an attacker's script must not fill the disk; the newest count
_MOST_BYTES: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class Attempts:
    """When the file was last unlocked (None when unknown) and the failures since, oldest first."""

    last_unlock: datetime | None = None
    failures: tuple[datetime, ...] = ()


def read(folder: Path) -> Attempts:
    """Return what is known; a missing or damaged file means that nothing is."""
    try:
        raw: Any = json.loads(read_small(folder / FILE, _MOST_BYTES))
        last = raw["last_unlock"]
        failures = tuple(from_centiseconds(each) for each in cast("list[str]", raw["failures"]))
        return Attempts(None if last is None else from_centiseconds(last), failures)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Attempts()


def record_failure(folder: Path, at: datetime) -> None:
    """Note a failed unlock; on a read-only folder there is nowhere to note it."""
    known = read(folder)
    _write(folder, Attempts(known.last_unlock, (*known.failures, at)[-_MOST:]))


def record_unlock(folder: Path, at: datetime) -> None:
    """Note an unlock; the failures before it are in the audit chain by now."""
    _write(folder, Attempts(at, ()))


def _write(folder: Path, attempts: Attempts) -> None:
    last = attempts.last_unlock
    plain = {
        "last_unlock": centiseconds(last) if last else None,
        "failures": [centiseconds(each) for each in attempts.failures],
    }
    with contextlib.suppress(OSError):
        write_file(folder / FILE, json.dumps(plain).encode("ascii"))
        remove_leftovers(folder / FILE)

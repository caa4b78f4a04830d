"""What a salvaged case file says about its own gaps, so that they are told from later ones."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.storage.connection import Connection

SALVAGE: Final = "salvage"  # the action of the entry that names the gaps
LOST: Final = "lost"  # the action of a stand-in for an entry that could not be read
_SPANS: Final = re.compile(r"(?:\d+(?:-\d+)?)(?:,\d+(?:-\d+)?)*")


@dataclass(frozen=True, slots=True)
class Losses:
    """The gaps that the newest salvage left; no gaps and no `at` where there was none.

    `entries` are the sequence numbers of audit entries that could not be read, `versions` those of
    entries whose version could not be, `contents` those of the newest version of each attachment
    whose bytes are not whole. `seal` is the digest over all stand-ins. All in order.
    """

    at: str = ""
    entries: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()
    seal: str = ""
    contents: tuple[int, ...] = ()

    def detail(self, counts: Iterable[tuple[str, int]]) -> str:
        """Return it as an audit entry keeps it, behind the counts of what was kept."""
        parts = [f"{name}:{count}" for name, count in counts]
        parts += [
            f"lost-entries:{spans(self.entries)}",
            f"lost-versions:{spans(self.versions)}",
            f"seal:{self.seal}",
        ]
        if self.contents:
            parts.append(f"lost-contents:{spans(self.contents)}")
        return " ".join(parts)


def known_losses(connection: Connection) -> Losses:
    """Return what the newest salvage entry of the chain says; its own hash is not checked here."""
    row = connection.execute(
        "SELECT sequence, at, detail FROM audit WHERE action = ? AND kind = '' AND object_id = ''"
        " ORDER BY sequence DESC LIMIT 1",
        (SALVAGE,),
    ).fetchone()
    if row is None:
        return Losses()
    sequence, at, detail = row
    fields = dict(part.partition(":")[::2] for part in detail.split(" "))
    return Losses(
        at,
        _numbers(fields.get("lost-entries", ""), sequence),
        _numbers(fields.get("lost-versions", ""), sequence),
        fields.get("seal", ""),
        _numbers(fields.get("lost-contents", ""), sequence),
    )


def spans(numbers: Sequence[int]) -> str:
    """Return ascending numbers as `17-29,300`, or `-` for none."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found) or "-"


def seal_of(stand_ins: Iterable[Sequence[Any]]) -> str:
    """Return the hex SHA-256 over whole rows of `audit`, one JSON array a line."""
    digest = hashlib.sha256()
    for row in stand_ins:
        digest.update(json.dumps(list(row), separators=(",", ":"), ensure_ascii=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def between(numbers: Sequence[int], after: int, before: int) -> int:
    """Count the ascending numbers strictly between two others."""
    return max(0, bisect_left(numbers, before) - bisect_right(numbers, after))


def _numbers(text: str, most: int) -> tuple[int, ...]:
    """Read `spans` back; what is not of that form, or beyond the entry itself, names nothing."""
    if not _SPANS.fullmatch(text):
        return ()
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        end = int(last or first)
        if end >= most:
            return ()
        found.extend(range(int(first), end + 1))
    return tuple(found)

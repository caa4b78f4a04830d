"""Where backups go: a first place beside the case file or chosen, and a second one on a stick."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vpo_desk.errors import VpoError
from vpo_desk.storage.atomic import read_small, write_file
from vpo_desk.storage.permissions import make_private_folder
from vpo_desk.words import say

MARKER: Final = "vpo-desk-backups.json"
_MOST_BYTES: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class BackupPlaces:
    """Two folders; the second is used only while it is recognized, as a stick comes and goes."""

    first: Path
    second: Path | None = None

    def usable(self) -> tuple[Path, ...]:
        """Return the places that can be written to now as far as can be seen."""
        if self.second is None or not is_marked(self.second):
            return (self.first,)
        return (self.first, self.second)

    @property
    def second_is_away(self) -> bool:
        """True while a second place is chosen and not there."""
        return self.second is not None and not is_marked(self.second)


def default_place(folder: Path) -> Path:
    """Return where backups of a case file go when nothing is chosen: beside its folder."""
    return folder.with_name(f"{folder.stem} backups")


def mark(place: Path) -> None:
    """Make a folder the second place, so that it is recognized when it is back.

    Raises VpoError when the folder cannot be written to.
    """
    try:
        if not place.exists():
            make_private_folder(place)
        write_file(place / MARKER, json.dumps({"format": 1}).encode("ascii"))
    except OSError:
        raise VpoError(
            say("Backups cannot be put into this folder."),
            safe=say("Nothing was changed."),
            todo=say("Check that the stick or disk is there and may be written to."),
        ) from None


def is_marked(place: Path) -> bool:
    """True when the folder is there and was made a place for backups."""
    with suppress(OSError, ValueError):
        plain: Any = json.loads(read_small(place / MARKER, _MOST_BYTES))
        return plain == {"format": 1}
    return False

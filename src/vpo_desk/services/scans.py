"""Reading the codes on scanned paper: the file is held in memory while it is read, and forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.attachment import MEGABYTE
from vpo_desk.errors import VpoError
from vpo_desk.storage.source_file import SourceFile
from vpo_desk.words import say

if TYPE_CHECKING:
    from vpo_desk.documents.scans import Scan

MOST_BYTES: Final = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Scanned:
    """How far a scan is read: `codes` found so far, each once, and the squares of others."""

    done: int
    total: int
    codes: tuple[str, ...] = ()
    foreign: int = 0

    @property
    def is_whole(self) -> bool:
        """True when every page was looked at."""
        return self.done == self.total


class ScanReading:
    """Reads one scanned file page by page, on any thread; nothing of it is written anywhere."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scan: Scan | None = None
        self._so_far = Scanned(0, 0)

    def step(self) -> Scanned:
        """Look at the next page and return what was found so far; the last step lets go of the file.

        Raises VpoError for a file that is no scan, cannot be read, or is too large.
        """
        from vpo_desk.documents.scans import Scan

        if self._scan is None:
            self._scan = Scan(_content(self._path))
            self._so_far = Scanned(0, self._scan.count)
        before = self._so_far
        page = self._scan.look(before.done)
        codes = dict.fromkeys((*before.codes, *page.codes))
        found = Scanned(before.done + 1, before.total, tuple(codes), before.foreign + page.foreign)
        self._so_far = found
        if found.is_whole:
            self._scan = None
        return found


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # the reader below says what is wrong
    if size > MOST_BYTES:
        raise VpoError(
            say("The file is too large for a scan: more than {most} MB.", most=MOST_BYTES >> 20),
            safe=say("Nothing of it was kept, and nothing was changed."),
            todo=say("Scan only the page that you want to check, or type its code."),
        )
    source = SourceFile(path)
    try:
        slices: list[bytes] = []
        while piece := source.read():
            slices.append(piece)
        return b"".join(slices)
    finally:
        source.close()

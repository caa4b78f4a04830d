"""An encrypted copy of a database in a private folder, to look into without touching the first."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

# What SQLite keeps beside a database: the write-ahead log, and the journal of older modes.
_JOURNALS: Final = ("-wal", "-journal")


class WorkingCopy:
    """A database and its journal, copied byte by byte: it stays as encrypted as it was."""

    def __init__(self, path: Path) -> None:
        """Copy the database; OSError when there is no room or it cannot be read."""
        self._folder: Final = Path(tempfile.mkdtemp(prefix="vpo-desk-"))  # mode 0700
        self.path: Final = self._folder / "copy.db"
        try:
            shutil.copyfile(path, self.path)
            for ending in _JOURNALS:
                journal = _beside(path, ending)
                if journal.exists():
                    shutil.copyfile(journal, _beside(self.path, ending))
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the copy; nothing in it was readable without the key."""
        shutil.rmtree(self._folder, ignore_errors=True)


def is_at_rest(path: Path) -> bool:
    """True when the database was closed: no journal beside it holds anything."""
    journals = (_beside(path, ending) for ending in _JOURNALS)
    return not any(journal.exists() and journal.stat().st_size for journal in journals)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)

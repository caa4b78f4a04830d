"""A name for the folder of a new case file that is not taken yet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SUFFIX: Final = ".vpodesk"


def free_folder(parent: Path, stem: str) -> Path:
    """Return a folder of that name, or with the first number that is not there yet."""
    folder, number = parent / f"{stem}{SUFFIX}", 2
    while folder.exists():
        folder, number = parent / f"{stem} {number}{SUFFIX}", number + 1
    return folder

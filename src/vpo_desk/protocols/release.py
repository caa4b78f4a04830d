"""Pins released protocol files: writes the list of their hashes, which the library checks."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from vpo_desk.protocols.library import PINS

_HEAD = """\
# SHA-256 of every released protocol file. A released file never changes: a correction is a new
# version. Written by `python -m vpo_desk.protocols.release resources/protocols`.

[sha256]
"""


def pins(files: Mapping[str, bytes]) -> str:
    """Return the text of the list for files by name."""
    lines = [
        f'"{name}" = "{hashlib.sha256(content).hexdigest()}"'
        for name, content in sorted(files.items())
        if name != PINS
    ]
    return _HEAD + "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write the list of a folder; for the project's own releases."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    (folder / PINS).write_bytes(pins(files).encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

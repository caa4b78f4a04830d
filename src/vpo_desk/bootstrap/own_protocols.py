"""The agency's own protocol files: a folder of plain TOML files inside the case file's folder."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.protocols.load import MOST_BYTES
from vpo_desk.storage.protocol_copy import FOLDER


def own_files(case_file: Path) -> dict[str, bytes]:
    """Return the TOML files of the folder by name; of one that is too large only its beginning.

    A folder that is not there, or cannot be read, holds none. A file that cannot be read is empty,
    and the reader then says what is missing in it.
    """
    folder = case_file / FOLDER
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return {}
    return {path.name: _beginning(path) for path in paths if path.is_file()}


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError:
        return b""

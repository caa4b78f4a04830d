"""A logo on its way from a file into the letterhead."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.documents.logo import FILE_MOST, made
from vpo_desk.domain.letterhead import written_logo
from vpo_desk.errors import VpoError
from vpo_desk.words import say


def read_logo(path: Path) -> str:
    """Return the picture in a file as a letterhead keeps it; pure work, on any thread.

    Raises VpoError when the file cannot be read or is no picture that can be a logo.
    """
    try:
        with path.open("rb") as file:
            found = file.read(FILE_MOST + 1)
    except OSError:
        raise VpoError(
            say("This file could not be read."),
            safe=say("The letterhead stands as it was."),
            todo=say("Check that the file is there and may be read, then choose it again."),
        ) from None
    return written_logo(made(found))

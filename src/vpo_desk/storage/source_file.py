"""A file outside the case file while it is taken in: what it must be, read slice by slice."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from vpo_desk.domain.attachment import LARGEST, MEGABYTE
from vpo_desk.domain.file_name import last_part
from vpo_desk.errors import VpoError
from vpo_desk.storage.slices import SLICE
from vpo_desk.words import Words, say


class SourceFile:
    """An open file; it is read once, from its beginning, and must not change meanwhile.

    Raises VpoError for what cannot be taken in, each with a sentence of its own; the sentences
    name no file, because a name can tell of a case.
    """

    def __init__(self, path: Path) -> None:
        self.name: Final = last_part(path.name)
        try:
            found = path.stat()
            if stat.S_ISDIR(found.st_mode):
                raise _refused(
                    say("This is a folder."), say("Add the files in it one by one, or a ZIP of it.")
                )
            if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for ever
                raise _refused(say("This is no ordinary file."), say("Choose a file."))
            self._stream = path.open("rb", buffering=0)
        except FileNotFoundError:
            raise _refused(say("The file is not there any more."), say("Look for it.")) from None
        except (OSError, ValueError):  # a name that the system does not take at all
            raise _unreadable() from None
        self._before = os.fstat(self._stream.fileno())
        self.size: Final = self._before.st_size
        self._read = 0
        if not 0 < self.size <= LARGEST:
            self.close()
            raise _empty() if not self.size else _too_large(self.size)

    def read(self) -> bytes:
        """Return the next slice, a full one unless it is the last; nothing at the end."""
        data = b""
        try:
            while len(data) < SLICE and (more := self._stream.read(SLICE - len(data))):
                data += more
            now = os.fstat(self._stream.fileno())
        except (OSError, ValueError):  # a stick that was pulled
            raise _unreadable() from None
        self._read += len(data)
        changed = (now.st_size, now.st_mtime_ns) != (self.size, self._before.st_mtime_ns)
        if changed or self._read > self.size or (not data and self._read < self.size):
            raise _refused(
                say("The file was changed while it was read."),
                say("Close the program that writes to it, then add it again."),
            )
        return data

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._stream.close()


def _refused(happened: Words, todo: Words) -> VpoError:
    return VpoError(happened, safe=say("Nothing of it was kept."), todo=todo)


def _unreadable() -> VpoError:
    return _refused(
        say("The file cannot be read."),
        say("Check that the disk or stick is there and lets you read it."),
    )


def _empty() -> VpoError:
    return _refused(
        say("The file is empty: it has 0 bytes."),
        say("Get it again from where it came; note that it was empty if that matters."),
    )


def _too_large(size: int) -> VpoError:
    return _refused(
        say(
            "The file has {size} MB, and a case file takes at most {most} MB in one file.",
            size=-(-size // MEGABYTE),
            most=LARGEST // MEGABYTE,
        ),
        say("Keep it in the agency's evidence system, and note its number and place in the case."),
    )

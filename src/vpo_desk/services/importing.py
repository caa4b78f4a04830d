"""Takes a file in, slice by slice: nothing of it shows before all of it is there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Generic, TypeVar

from vpo_desk.domain.attachment import FileFacts
from vpo_desk.domain.file_kind import HEAD, FileKind, tell_kind
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.services.ground import Ground
from vpo_desk.storage.faults import disk_full
from vpo_desk.storage.slices import BATCH
from vpo_desk.storage.source_file import SourceFile

T = TypeVar("T")
_SPARE: Final = 16 << 20
"""Bytes that must stay free: a full disk would stop the officer's work."""


class Import(Generic[T]):
    """A file on its way in: `step` until it is True, then `finish`; `undo_step` takes it back.

    Each step is a transaction of its own under an id that no list shows; `finish` is the one in
    which the file appears. `enter` writes that, and gets the id and the facts. What a crash or a
    lock leaves is removed at the next opening.
    """

    def __init__(self, ground: Ground, path: Path, enter: Callable[[str, FileFacts], T]) -> None:
        self._ground = ground
        self._enter = enter
        self._source = SourceFile(path)
        self._digest = hashlib.sha256()
        self._kind = FileKind.OTHER
        self._slices = 0
        self._whole = False
        self.id: Final = ground.ids.new("attachment")
        self.name: Final = self._source.name
        self.total: Final = self._source.size
        self.done = 0
        if shutil.disk_usage(ground.file.folder).free < self.total + _SPARE:
            self._source.close()
            raise disk_full()

    def step(self) -> bool:
        """Keep the next 2 MB; True when everything is there.

        Raises VpoError when the file cannot be read on, was changed, or the disk is full; what came
        in is to be taken back then.
        """
        try:
            with self._ground.transaction():
                for _ in range(BATCH):
                    if self._next():
                        return True
        except BaseException:
            self.leave()
            raise
        return False

    def finish(self) -> T:
        """Let the file appear, by one commit, and return what `enter` returns."""
        if not self._whole:
            raise Cancelled
        facts = FileFacts(self.name, self.done, self._digest.hexdigest(), self._kind)
        with self._ground.transaction():
            return self._enter(self.id, facts)

    def undo_step(self) -> bool:
        """Remove the next 2 MB of what came in; True when nothing is left."""
        self.leave()
        with self._ground.transaction():
            return self._ground.file.slices.remove(self.id)

    def undo(self) -> None:
        """Take everything back at once."""
        while not self.undo_step():
            pass

    def leave(self) -> None:
        """Let go of the file outside; what came in stays until the next opening."""
        self._source.close()

    def _next(self) -> bool:
        data = self._source.read()
        if not data:
            self._whole = True
            self.leave()
            return True
        if not self._slices:
            self._kind = tell_kind(data[:HEAD])
        self._slices += 1
        self._digest.update(data)
        self._ground.file.slices.put(self.id, self._slices, data)
        self.done += len(data)
        return False


def carried_out(work: Import[T]) -> T:
    """Take a file in at once, for the command line and scenarios; nothing is left when it fails."""
    try:
        while not work.step():
            pass
        return work.finish()
    except BaseException:
        work.leave()
        with suppress(VpoError):  # no room even for that: the next opening does it
            work.undo()
        raise

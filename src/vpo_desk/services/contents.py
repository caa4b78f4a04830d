"""Reads attachments back: digested on the way, whole in memory or into a file that was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from vpo_desk.domain.attachment import Attachment
from vpo_desk.errors import VpoError
from vpo_desk.services.ground import Ground
from vpo_desk.storage.slices import Proof
from vpo_desk.words import say

Checked = Callable[[str, bool], None]
"""Is told the id of an attachment, and whether its digest holds."""


class Reading:
    """An attachment while it is read: `step` until it is True; then `content` is the whole of it.

    With `keep` false only the digest is checked and `content` stays empty.
    """

    def __init__(
        self, ground: Ground, attachment: Attachment, checked: Checked, *, keep: bool = True
    ) -> None:
        self._proof = Proof(ground.file.slices, attachment.id, attachment.file)
        self._checked = checked
        self._keep = keep
        self._parts: list[bytes] = []
        self.attachment: Final = attachment
        self.total: Final = attachment.file.size
        self.content = b""

    @property
    def done(self) -> int:
        """Bytes that were read."""
        return self._proof.done

    def step(self) -> bool:
        """Read the next bytes; True when all are read and are those that came in.

        Raises VpoError when they are not.
        """
        if found := self._proof.step():
            if self._keep:
                self._parts += found
            return False
        holds = self._proof.holds()
        self._checked(self.attachment.id, holds)
        if not holds:
            self._parts.clear()
            raise _damaged()
        self.content = b"".join(self._parts)
        self._parts.clear()
        return True

    def leave(self) -> None:
        """Forget what was read."""
        self._parts.clear()

    def undo_step(self) -> bool:
        """Forget what was read; there is nothing to take back."""
        self.leave()
        return True


class Export:
    """An attachment on its way into a plain file: `step` until it is True.

    That it leaves is in the audit chain before its first byte is written, and so is what came of
    it. Never over another file; a file that could not be written whole is removed.
    """

    def __init__(
        self, ground: Ground, attachment: Attachment, path: Path, checked: Checked
    ) -> None:
        self._ground = ground
        self._id = attachment.id
        self._checked = checked
        self._path = path
        self._proof = Proof(ground.file.slices, attachment.id, attachment.file)
        self.total: Final = attachment.file.size
        self._note("export")
        try:
            self._stream: BinaryIO = open(path, "xb", opener=_private)  # noqa: SIM115
        except FileExistsError:
            self._note("not_exported")
            raise VpoError(
                say("There is a file of that name already."),
                safe=say("It was not touched, and nothing was exported."),
                todo=say("Choose another name."),
            ) from None
        except (OSError, ValueError):
            self._note("not_exported")
            raise _not_written() from None

    @property
    def done(self) -> int:
        """Bytes that were written."""
        return self._proof.done

    def step(self) -> bool:
        """Write the next bytes; True when the file is whole.

        Raises VpoError when the place does not take it, or the content is not what came in.
        """
        try:
            if found := self._proof.step():
                for each in found:
                    self._stream.write(each)
                return False
            self._end()
        except OSError:
            self.leave()
            raise _not_written() from None
        except BaseException:
            self.leave()
            raise
        self._note("exported")
        return True

    def leave(self) -> None:
        """Remove what was written so far, and note that; after the end it does nothing."""
        if self._stream.closed:
            return
        with suppress(OSError):
            self._stream.close()
        with suppress(OSError):
            self._path.unlink()
        self._note("not_exported")

    def undo_step(self) -> bool:
        """Remove what was written so far, at once."""
        self.leave()
        return True

    def _end(self) -> None:
        holds = self._proof.holds()
        self._checked(self._id, holds)
        if not holds:
            raise _damaged()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def _note(self, action: str) -> None:
        with self._ground.transaction():
            self._ground.history.record(action, "attachment", self._id)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _damaged() -> VpoError:
    return VpoError(
        say("The content of this file is not what came in: its digest does not hold."),
        safe=say("It is not shown and was not exported; what is known of it stays readable."),
        todo=say("Run a check of the case file, and look for the file in a backup."),
    )


def _not_written() -> VpoError:
    return VpoError(
        say("The file could not be written: the disk or folder did not take it."),
        safe=say("The case file is unchanged, and nothing half-written was left."),
        todo=say("Choose another place, or make room."),
    )

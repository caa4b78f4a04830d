"""A folder in which a case file is made whole before it appears at its place."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.storage import folder_lock
from vpo_desk.storage.atomic import flush_folder
from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.permissions import make_private_folder

ENDING: Final = ".unfinished"


@contextmanager
def made_beside(folder: Path) -> Generator[Path, None, None]:
    """Give a private folder beside `folder`; it takes that place when the work in it is done.

    It is held while its maker lives. What a crash left of such folders in the same place, held by
    nobody, is removed first. Raises OSError when the place does not let us; whatever is raised,
    nothing is left.
    """
    _remove_what_crashes_left(folder.parent)
    making = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}{ENDING}")
    lock = FolderLock(making)
    try:
        make_private_folder(making)
        with suppress(VpoError):  # a disk without locks: then nobody takes one to remove it either
            lock.acquire()
        yield making
        lock.release()  # Windows moves no folder in which a file is open
        (making / folder_lock.FILE).unlink(missing_ok=True)
        if folder.exists():
            folder.rmdir()  # an empty one, and only such a one
        making.replace(folder)
        flush_folder(folder.parent)
    except BaseException:
        lock.release()
        shutil.rmtree(making, ignore_errors=True)
        raise


def _remove_what_crashes_left(place: Path) -> None:
    with suppress(OSError):
        for left in place.glob(f".*{ENDING}"):
            if left.is_dir() and not left.is_symlink():
                lock = FolderLock(left)
                with suppress(VpoError):
                    lock.acquire()
                    lock.release()
                    shutil.rmtree(left, ignore_errors=True)

"""Restrictive permissions for folders and files, where the system has such modes."""

from __future__ import annotations

from pathlib import Path


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner can look into; OSError when that cannot be done.

    On Windows a folder takes over the access rights of the one around it; a folder within the
    user's own profile is private there, and the mode only says that it may be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700)
    path.chmod(0o700)  # whatever the umask says

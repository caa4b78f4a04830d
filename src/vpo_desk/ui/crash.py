"""What may be said about a fault of the program: types and code lines, never a value."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from typing import Final

from vpo_desk import __version__

_MOST_LINES: Final = 40


def crash_text(fault: BaseException) -> str:
    """Return an account of a fault that names no person, no case and no typed word.

    It holds the type of the error and of those that led to it, and for each the code lines as
    file:line function. Messages and values are left out, because they may hold case text.
    """
    lines = [f"VPO Desk {__version__}, Python {platform.python_version()}, {platform.system()}"]
    seen: set[int] = set()
    cause: BaseException | None = fault
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {place_of(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)[-_MOST_LINES:]
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def place_of(filename: str) -> str:
    """Return a code file's name from its package on; a home folder's name tells who works here."""
    parts = Path(filename).parts
    for package in ("vpo_desk", "site-packages", "tests"):
        if package in parts:
            start = len(parts) - 1 - parts[::-1].index(package)
            return "/".join(parts[start:])
    return Path(filename).name

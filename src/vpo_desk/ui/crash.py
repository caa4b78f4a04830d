"""What may be said about a fault of the program: types and code lines, never a value."""

from __future__ import annotations

import platform

from vpo_desk import __version__
from vpo_desk.logs import code_lines


def crash_text(fault: BaseException) -> str:
    """Return an account of a fault that names no person, no case and no typed word."""
    head = f"VPO Desk {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join((head, *code_lines(fault)))

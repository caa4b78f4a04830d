"""Keeps Qt's library for Python out of the imports of everything else."""

from __future__ import annotations

import builtins

_HELD = "__orig_import__"  # where PySide6 keeps the import that it took the place of


def leave_imports_alone() -> None:
    """Give imports back to Python; for a program that has imported PySide6 and none of its features.

    PySide6 reads the source of every module that anything imports, to see whether it uses PySide6's
    other spellings. It asks the half-loaded module for an attribute then, which makes pydantic load
    more of itself; beside a second thread that imports, that failed, and the desk did not unlock.
    """
    original = vars(builtins).get(_HELD)
    if original is not None:
        builtins.__import__ = original

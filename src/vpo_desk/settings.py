"""The window's settings of one user on one machine; nothing in them tells about a case."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, cast

from vpo_desk.errors import VpoError
from vpo_desk.storage.atomic import write_file
from vpo_desk.words import Words, say

THEMES: Final = ("system", "light", "dark", "contrast")
PAPERS: Final = ("letter", "a4")
TEXT_SCALES: Final = range(100, 201)
"""Percent of the drawn design."""
LOCK_MINUTES: Final = range(1, 31)
"""Idle minutes until the desk locks itself; thirty at most (CJIS 6.0 AC-11)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one user chose for the window.

    `case_file` is the folder of the case file opened last, or None. It is the one trace of work
    that is kept: a folder's path names an agency at most, never a case.
    """

    theme: str = "system"
    text_scale: int = 100
    paper: str = "letter"
    lock_minutes: int = 10
    case_file: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Settings as far as they could be read, and a notice for each one that could not."""

    settings: Settings
    notices: tuple[Words, ...] = ()


def read(path: Path) -> ReadSettings:
    """Return the settings kept at `path`; what is missing or not understood takes its default.

    A missing file is no trouble: nothing was chosen yet. Nothing here raises, because a spoiled
    settings file must not keep an officer from the case file.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        found: Mapping[str, object] = tomllib.loads(text)
    except FileNotFoundError:
        return ReadSettings(Settings())
    except (OSError, ValueError):
        notice = say("The window settings could not be read; the usual ones are in effect.")
        return ReadSettings(Settings(), (notice,))
    known = {field.name for field in fields(Settings)}
    good = {name: value for name, value in found.items() if _allowed(name, value)}
    notices = tuple(
        say("The window setting {name} is not one that can be used; it is left out.", name=name)
        for name in found
        if name not in good
    )
    missing = known - good.keys()
    usual = Settings()
    case_file = good.get("case_file")
    settings = Settings(
        theme=str(good.get("theme", usual.theme)),
        text_scale=cast("int", good.get("text_scale", usual.text_scale)),
        paper=str(good.get("paper", usual.paper)),
        lock_minutes=cast("int", good.get("lock_minutes", usual.lock_minutes)),
        case_file=None if "case_file" in missing else Path(str(case_file)),
    )
    return ReadSettings(settings, notices)

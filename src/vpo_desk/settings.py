"""The window's settings of one user on one machine; nothing in them tells about a case."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

THEMES: Final = ("system", "light", "dark", "contrast")
TEXT_SCALES: Final = range(100, 201)
"""Percent of the drawn design."""
_GONE: Final = frozenset({"paper"})  # once a setting; the agency's paper decides
FOLDERS: Final = ("case_file", "backup_place", "second_backup_place")
LOCK_MINUTES: Final = range(1, 31)
"""Idle minutes until the desk locks itself; thirty at most (CJIS 6.0 AC-11)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one user chose for the window.

    `case_file` is the folder of the case file opened last, or None. It is the one trace of work
    that is kept, with the folders of its backups: a folder's path names an agency at most, never a
    case. No `backup_place` means beside the case file.
    """

    theme: str = "system"
    text_scale: int = 100
    lock_minutes: int = 10
    case_file: Path | None = None
    backup_place: Path | None = None
    second_backup_place: Path | None = None


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
        found = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return ReadSettings(Settings())
    except (OSError, ValueError, RecursionError):
        notice = say("The window settings could not be read; the usual ones are in effect.")
        return ReadSettings(Settings(), (notice,))
    chosen: dict[str, object] = {}
    notices: list[Words] = []
    for name, value in found.items():
        if name in _GONE:
            continue
        try:
            chosen[name] = _CHECKS[name](value)
        except (KeyError, ValueError):
            notices.append(say("The window setting “{name}” is not understood.", name=name))
    return ReadSettings(replace(Settings(), **chosen), tuple(notices))


def write(path: Path, settings: Settings) -> None:
    """Keep the settings at `path`: after a crash there is the old file or the new one.

    Raises VpoError when the disk or the folder does not let us.
    """
    from vpo_desk.storage.atomic import write_file  # not needed before the first paint

    lines = [
        f"theme = {_quoted(settings.theme)}",
        f"text_scale = {settings.text_scale}",
        f"lock_minutes = {settings.lock_minutes}",
    ]
    # A path that is not text in this system's encoding cannot stand in a text file.
    for name in FOLDERS:
        folder: Path | None = getattr(settings, name)
        if folder is not None and _is_text(str(folder)):
            lines.append(f"{name} = {_quoted(str(folder))}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(path, "\n".join([*lines, ""]).encode("utf-8"))
    except OSError as error:
        raise VpoError(
            say("The window settings could not be saved."),
            safe=say("The case file is not affected."),
            todo=say(
                "Check that the disk has room and that you may write to the folder {folder}.",
                folder=path.parent,
            ),
        ) from error


def _one_of(value: object, choices: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise ValueError


def _within(value: object, numbers: range) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in numbers:
        return value
    raise ValueError


def _folder(value: object) -> Path:
    if isinstance(value, str) and "\0" not in value and Path(value).is_absolute():
        return Path(value)
    raise ValueError


_CHECKS: Final[Mapping[str, Callable[[object], object]]] = {
    "theme": lambda value: _one_of(value, THEMES),
    "text_scale": lambda value: _within(value, TEXT_SCALES),
    "lock_minutes": lambda value: _within(value, LOCK_MINUTES),
    **dict.fromkeys(FOLDERS, _folder),
}


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _quoted(text: str) -> str:
    """Return `text` as a TOML string; the standard library reads TOML but does not write it."""
    escaped = "".join(
        f"\\u{ord(sign):04x}" if sign in {'"', "\\"} or sign < " " or sign == "\x7f" else sign
        for sign in text
    )
    return f'"{escaped}"'

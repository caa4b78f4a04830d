"""The agency's own protocol files in a backup: taken from their folder, sealed, and put back.

They are copied as they lie there, also those that cannot be used yet: what somebody wrote is theirs.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from vpo_desk.storage import keyring
from vpo_desk.storage.atomic import read_small, write_file
from vpo_desk.storage.key_slots import canonical
from vpo_desk.storage.permissions import make_private_folder
from vpo_desk.storage.verify import Check
from vpo_desk.storage.wrapping import decrypted, encrypted
from vpo_desk.words import say, say_count

FOLDER: Final = "protocols"
"""The folder beside the database, inside the case file's own folder."""

_PURPOSE: Final = b"VPO Desk backup protocols"
_MOST_FILES: Final = 200
_MOST_BYTES: Final = 2_000_000
_MOST_TOGETHER: Final = 32_000_000
_NAME: Final = re.compile(r'[^<>:"/\\|?*]{1,120}\.toml')
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\..*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Protocol files by name; `left_out` are the names of those that could not be taken."""

    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.left_out)

    def plain(self) -> dict[str, Any]:
        """Return the files as a JSON object, their bytes in base 64."""
        coded = {name: base64.b64encode(each).decode() for name, each in self.files.items()}
        return {"files": coded, "left_out": list(self.left_out)}

    def check(self) -> Check:
        """Return what is to be said of them where they are as they were."""
        words = say_count(
            "{count} protocol file of your agency's own is in it, as it was.",
            "{count} protocol files of your agency's own are in it, as they were.",
            len(self.files),
        )
        if self.left_out:
            names = ", ".join(self.left_out)
            words = say(
                "{words} Not in it, for their size, number or name, or because they could not be"
                " read: {names}. Copy these by hand.",
                words=words,
                names=names,
            )
        return Check("protocols", words, holds=True)


def read_own(case_file: Path) -> OwnFiles:
    """Return the protocol files of a case file's folder; none where there is no such folder.

    A folder that is there and cannot be read is named as left out itself.
    """
    try:
        paths = sorted(each for each in (case_file / FOLDER).iterdir() if each.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return OwnFiles()
    except OSError:
        return OwnFiles(left_out=(f"{FOLDER}/",))
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    taken: set[str] = set()
    room = _MOST_TOGETHER
    for path in paths:
        try:
            if path.is_dir():
                continue
            # Reading a pipe would wait for ever.
            content = read_small(path, min(_MOST_BYTES, room)) if path.is_file() else None
        except (OSError, ValueError):
            content = None
        if content is None:
            left_out.append(_shown(path.name))
            continue
        alike = _same_for_some(path.name)
        if not _is_portable(path.name) or alike in taken or len(files) == _MOST_FILES:
            left_out.append(_shown(path.name))
            continue
        taken.add(alike)
        files[path.name] = content
        room -= len(content)
    return OwnFiles(files, tuple(left_out))


def _is_portable(name: str) -> bool:
    """True for a name that any system takes, so that a restore elsewhere can write it."""
    return bool(_NAME.fullmatch(name) and name.isprintable()) and not _DEVICE.fullmatch(name)


def _same_for_some(name: str) -> str:
    """Return what two names have in common that are one file for some systems."""
    return unicodedata.normalize("NFC", name).casefold()


def _shown(name: str) -> str:
    """Return a name without what JSON in ASCII or a line could not hold."""
    return name.encode("utf-8", "replace").decode().replace("\n", " ")


def seal_files(own: OwnFiles, key: bytes, backup_id: str) -> bytes:
    """Return the files encrypted for one backup; nothing where there are none."""
    if not own:
        return b""
    return encrypted(keyring.purpose_key(key, _PURPOSE), canonical(own.plain()), backup_id.encode())


def open_files(sealed: bytes, key: bytes, backup_id: str) -> OwnFiles:
    """Return the files of a backup; ValueError when they are not what was put into it."""
    plain = decrypted(keyring.purpose_key(key, _PURPOSE), sealed, backup_id.encode())
    if plain is None:
        raise ValueError(backup_id)
    whole = cast("dict[str, Any]", json.loads(plain))
    files = {str(name): base64.b64decode(each) for name, each in whole["files"].items()}
    if not all(_is_portable(name) for name in files):
        raise ValueError(backup_id)
    return OwnFiles(files, tuple(str(name) for name in whole["left_out"]))


def write_own(own: OwnFiles, case_file: Path) -> None:
    """Put the files into the folder of a case file that is being made; OSError where that fails."""
    if own.files:
        folder = case_file / FOLDER
        make_private_folder(folder)
        for name, content in own.files.items():
            write_file(folder / name, content)

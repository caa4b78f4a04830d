"""One backup file: a stored zip of the encrypted database, its key slots and a sealed manifest."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import zipfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, cast

from vpo_desk.domain.backups import Manifest
from vpo_desk.domain.moments import centiseconds, from_centiseconds
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.atomic import flush_folder
from vpo_desk.storage.key_slots import canonical
from vpo_desk.words import say

ENDING: Final = ".vpobackup"
FORMAT: Final = 2
"""That of a backup with protocol files of the agency's own; the others keep the first one."""

SLICE: Final = 4 << 20
"""Bytes that are copied at a time, so that other work gets its turn in between."""
_DATABASE: Final = "case-file.db"
_KEYS: Final = "keys.json"
_MANIFEST: Final = "manifest.json"
_PROTOCOLS: Final = "protocols.sealed"
_MOST_SMALL: Final = 1 << 20
_MOST_PROTOCOLS: Final = 1 << 26
_PURPOSE: Final = b"VPO Desk backup manifest"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # a member's own time tells nothing; the manifest does


class BackupDamaged(VpoError):
    """A file is no whole backup of this program."""


@dataclass(frozen=True, slots=True)
class SealedManifest:
    """A manifest as read, with its seal; only who has the key can tell whether it is genuine."""

    manifest: Manifest
    mac: str

    def is_genuine(self, key: bytes) -> bool:
        """True when it was written with this database key and not changed since."""
        return keyring.seal(_plain(self.manifest), sealing_key(key)) == self.mac


class BackupWriter:
    """Writes a backup slice by slice under another name, and gives it its own at the end.

    A half-written one never carries the name of a backup. OSError when the disk does not let us.
    """

    def __init__(
        self, place: Path, stem: str, at: datetime, keys: bytes, protocols: bytes = b""
    ) -> None:
        """Begin `STEM-2026-11-23T1642.vpobackup`; `at` is the local time of its name.

        `protocols` are the agency's own files, sealed; nothing where there are none.
        """
        for left in place.glob(f".{glob.escape(stem)}-*{ENDING}.part"):
            left.unlink()  # what a crash left; only one program at a time has this case file
        self._target = _free_name(place, f"{stem}-{at:%Y-%m-%dT%H%M}")
        self._part = self._target.with_name(f".{self._target.name}.part")
        descriptor = os.open(
            self._part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, allowZip64=True)
        self._digest = hashlib.sha256()
        self._bytes = 0
        try:
            self._zip.writestr(_member(_KEYS), keys)
            if protocols:
                self._zip.writestr(_member(_PROTOCOLS), protocols)
            self._member = self._zip.open(_member(_DATABASE), "w", force_zip64=True)
            self._file.flush()  # a disk without any room says so now
        except BaseException:
            self._forget(self._zip, self._file)
            raise

    def write(self, data: bytes) -> None:
        """Add bytes of the encrypted database."""
        self._member.write(data)
        self._digest.update(data)
        self._bytes += len(data)

    def finish(self, manifest: Manifest, sealed_with: bytes) -> Path:
        """Seal the manifest (`sealing_key`), flush everything and return the file's path."""
        whole = replace(
            manifest, database_bytes=self._bytes, database_sha256=self._digest.hexdigest()
        )
        plain = _plain(whole)
        sealed = {**plain, "mac": keyring.seal(plain, sealed_with)}
        self._member.close()
        text = json.dumps(sealed, indent=1, sort_keys=True).encode("ascii") + b"\n"
        self._zip.writestr(_member(_MANIFEST), text)
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._target)
        flush_folder(self._target.parent)
        return self._target

    def abandon(self) -> None:
        """Leave nothing behind of a backup that was not finished.

        Where the disk does not even let us remove it, the next backup in that place does.
        """
        self._forget(self._member, self._zip, self._file)

    def _forget(self, *parts: IO[bytes] | zipfile.ZipFile) -> None:
        for part in parts:
            with suppress(OSError, ValueError):  # a full disk refuses even the archive's end
                part.close()
        with suppress(OSError):  # so does a stick that was pulled
            self._part.unlink()


def sealing_key(key: bytes) -> bytes:
    """Return the key that seals manifests; it outlives the database key at the lock."""
    return keyring.purpose_key(key, _PURPOSE)


def read_manifest(path: Path) -> SealedManifest:
    """Return what a backup says of itself; BackupDamaged when it is no whole backup."""
    with _opened(path) as archive:
        return _manifest_of(archive)


def read_keys(path: Path) -> bytes:
    """Return the key slots in a backup, as the bytes of a key file."""
    with _opened(path) as archive:
        return archive.read(_KEYS)


def read_protocols(path: Path) -> bytes:
    """Return the agency's own protocol files in a backup, sealed; nothing where there are none."""
    with _opened(path) as archive:
        return archive.read(_PROTOCOLS) if _PROTOCOLS in archive.namelist() else b""


def extract(path: Path, database: Path) -> SealedManifest:
    """Copy the encrypted database out of a backup to a file that must not exist yet.

    Raises BackupDamaged when what comes out is not what the manifest says, OSError when there is
    no room for it.
    """
    with _opened(path) as archive:
        sealed = _manifest_of(archive)
        digest = hashlib.sha256()
        descriptor = os.open(
            database, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        with os.fdopen(descriptor, "wb") as out, archive.open(_DATABASE) as stored:
            while data := _read(stored):
                digest.update(data)
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sealed.manifest.database_sha256:
            raise damaged()
        return sealed


def damaged() -> BackupDamaged:
    """Return the error of a file that is no whole backup."""
    return BackupDamaged(
        say(
            "This file is not a whole backup of VPO Desk: it is damaged, cut short or another file."
        ),
        safe=say("Nothing was changed."),
        todo=say("Choose another backup; each has its date in its name."),
    )


def _plain(manifest: Manifest) -> dict[str, Any]:
    plain = asdict(manifest)
    plain["counts"] = dict(manifest.counts)
    plain["made_at"] = centiseconds(manifest.made_at)
    plain["format"] = FORMAT if manifest.own_protocols else 1
    if not manifest.own_protocols:  # the first format knows no such field
        del plain["own_protocols"]
    return plain


def _manifest_of(archive: zipfile.ZipFile) -> SealedManifest:
    try:
        plain = cast("dict[str, Any]", json.loads(archive.read(_MANIFEST)))
        mac, number = str(plain.pop("mac")), int(plain.pop("format"))
        if number > FORMAT:
            raise VpoError(
                say("This backup was made by a newer VPO Desk."),
                safe=say("Nothing was changed."),
                todo=say("Restore it with the newer program."),
            )
        plain["made_at"] = from_centiseconds(plain["made_at"])
        manifest = Manifest(**plain)
        canonical(_plain(manifest))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise damaged() from None
    has_protocols = _PROTOCOLS in archive.namelist()
    if archive.getinfo(_DATABASE).file_size != manifest.database_bytes:
        raise damaged()
    if has_protocols != bool(manifest.own_protocols) or number != _plain(manifest)["format"]:
        raise damaged()
    return SealedManifest(manifest, mac)


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile, None, None]:
    """Open the archive and refuse one whose members are not exactly ours, stored as they are."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = sorted(each.filename for each in members)
            stored = all(each.compress_type == zipfile.ZIP_STORED for each in members)
            ours = {_DATABASE, _KEYS, _MANIFEST}
            if names not in (sorted(ours), sorted({*ours, _PROTOCOLS})) or not stored:
                raise damaged()
            sizes = {each.filename: each.file_size for each in members}
            if max(sizes[_KEYS], sizes[_MANIFEST]) > _MOST_SMALL:
                raise damaged()
            if sizes.get(_PROTOCOLS, 0) > _MOST_PROTOCOLS:
                raise damaged()
            yield archive
    except (zipfile.BadZipFile, EOFError, RuntimeError):
        raise damaged() from None
    except FileNotFoundError:
        raise VpoError(
            say("There is no such backup."),
            safe=say("Nothing was changed."),
            todo=say("Check that the stick or disk is there."),
        ) from None
    except IsADirectoryError:
        raise damaged() from None


def _read(stored: IO[bytes]) -> bytes:
    return stored.read(SLICE)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o600 << 16
    return info


def _free_name(place: Path, stem: str) -> Path:
    for number in range(1, 10_000):
        name = f"{stem}{ENDING}" if number == 1 else f"{stem}-{number}{ENDING}"
        if not (place / name).exists():
            return place / name
    raise FileExistsError(stem)

"""Saving what can be read of a damaged case file, with the protocols that the program ships."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.desk import protocol_library
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.domain.salvage import NewestBackup, Salvaged
from vpo_desk.errors import VpoError
from vpo_desk.protocols.lost import lost_protocol
from vpo_desk.storage import case_file, keyring
from vpo_desk.storage.backup import backups_in
from vpo_desk.storage.backup_places import default_place
from vpo_desk.storage.case_file import BY_SHARES, BY_WORDS
from vpo_desk.storage.keyring import Offered, Unlocked
from vpo_desk.storage.salvage import salvage
from vpo_desk.storage.shares import are_shares, key_of_shares

Progress = Callable[[int, int], None]


def salvage_case_file(
    folder: Path,
    target: Path,
    offered: Offered,
    *,
    progress: Progress = lambda _done, _all: None,
    clock: Clock | None = None,
    places: Iterable[Path] = (),
) -> Salvaged:
    """Bring every readable row of a damaged case file into a new one, by passphrase.

    `places` are folders where backups may lie, besides the usual one. Raises VpoError as
    `storage.salvage.salvage` and for a wrong passphrase, which is noted.
    """
    at = clock or system_clock()
    unlocked = case_file.unlock(folder, offered, at)
    return _salvage(folder, target, unlocked, progress, at, places)


def salvage_by_paper(
    folder: Path,
    target: Path,
    typed: str,
    *,
    progress: Progress = lambda _done, _all: None,
    clock: Clock | None = None,
    places: Iterable[Path] = (),
) -> Salvaged:
    """Do the same with recovery words or shares, also where both key files are gone."""
    if are_shares(typed):
        unlocked = Unlocked(key_of_shares(typed).key, BY_SHARES)
    else:
        unlocked = Unlocked(keyring.key_of_words(typed), BY_WORDS)
    return _salvage(folder, target, unlocked, progress, clock or system_clock(), places)


def newest_backup(
    folder: Path, key: bytes, zone: str, places: Iterable[Path] = ()
) -> NewestBackup | None:
    """Return the newest backup of a case file beside it or in other places; None without one.

    One belongs to it that says so by the file's id, or that was sealed with this key.
    """
    file_id = ""
    with suppress(VpoError):
        file_id = keyring.read_ring(folder).ring.file_id
    found = [
        each
        for place in dict.fromkeys((default_place(folder), *places))
        for each in backups_in(place)
        if each.sealed.manifest.file_id == file_id or each.sealed.is_genuine(key)
    ]
    if not found:
        return None
    newest = max(found, key=lambda each: each.sealed.manifest.made_at)
    return NewestBackup(newest.path, Moment(newest.sealed.manifest.made_at, zone))


def _salvage(
    folder: Path,
    target: Path,
    unlocked: Unlocked,
    progress: Progress,
    clock: Clock,
    places: Iterable[Path],
) -> Salvaged:
    library = protocol_library()
    shipped = frozenset(library.refs())

    def text(ref: str, questions: Sequence[str]) -> str:
        return library.text(ref) if ref in shipped else lost_protocol(ref, questions)

    saved = salvage(folder, target, unlocked, clock=clock, protocols=text, progress=progress)
    newest = newest_backup(folder, unlocked.key, clock.now().zone, places)
    return replace(saved, backup=newest)

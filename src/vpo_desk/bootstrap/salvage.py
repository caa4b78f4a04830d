"""Saving what can be read of a damaged case file, with the protocols that the program ships."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.desk import protocol_library
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.domain.salvage import NewestBackup, Salvaged
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
) -> Salvaged:
    """Bring every readable row of a damaged case file into a new one, by passphrase.

    Raises VpoError as `storage.salvage.salvage` and for a wrong passphrase, which is noted.
    """
    at = clock or system_clock()
    return _salvage(folder, target, case_file.unlock(folder, offered, at), progress, at)


def salvage_by_paper(
    folder: Path,
    target: Path,
    typed: str,
    *,
    progress: Progress = lambda _done, _all: None,
    clock: Clock | None = None,
) -> Salvaged:
    """Do the same with recovery words or shares, also where both key files are gone."""
    if are_shares(typed):
        unlocked = Unlocked(key_of_shares(typed).key, BY_SHARES)
    else:
        unlocked = Unlocked(keyring.key_of_words(typed), BY_WORDS)
    return _salvage(folder, target, unlocked, progress, clock or system_clock())


def newest_backup(folder: Path, zone: str) -> NewestBackup | None:
    """Return the newest backup in the usual place beside a case file; None without one."""
    found = backups_in(default_place(folder))
    if not found:
        return None
    return NewestBackup(found[-1].path, Moment(found[-1].sealed.manifest.made_at, zone))


def _salvage(
    folder: Path, target: Path, unlocked: Unlocked, progress: Progress, clock: Clock
) -> Salvaged:
    library = protocol_library()
    shipped = frozenset(library.refs())

    def text(ref: str, questions: Sequence[str]) -> str:
        return library.text(ref) if ref in shipped else lost_protocol(ref, questions)

    saved = salvage(folder, target, unlocked, clock=clock, protocols=text, progress=progress)
    return replace(saved, backup=newest_backup(folder, clock.now().zone))

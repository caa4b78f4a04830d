"""Backups of the open case file: making them, proving them, and keeping the right ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.backups import Kept, rotate
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment, from_centiseconds, zone_of
from vpo_desk.errors import VpoError
from vpo_desk.services.ground import Ground
from vpo_desk.storage.backup import (
    IS_CHANGE,
    BackupCopy,
    ClosingCopy,
    back_up,
    backups_in,
    check_backup,
)
from vpo_desk.storage.backup_file import read_manifest
from vpo_desk.storage.backup_places import BackupPlaces, default_place, mark
from vpo_desk.storage.keyring import read_ring
from vpo_desk.storage.restore import (
    Proof,
    drill,
    key_by_passphrase,
    key_by_shares,
    key_by_words,
    with_present,
)
from vpo_desk.storage.shares import are_shares
from vpo_desk.storage.verify import Check
from vpo_desk.storage.wrapping import offered_with

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

__all__ = [
    "BackupCopy",
    "BackupHealth",
    "BackupLine",
    "BackupPlaces",
    "Backups",
    "Check",
    "Proof",
    "close_and_back_up",
    "places_of",
]
"""The window reaches what lies below through here."""

MONTH: Final = timedelta(days=31)
"""After this time the desk asks for another restore drill."""


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup as lists show it."""

    path: Path
    id: str
    made_at: Moment
    size: int
    verified: bool
    is_genuine: bool = True
    sequence: int = 0
    """Its newest audit entry: what was entered later is not in it."""


@dataclass(frozen=True, slots=True)
class BackupHealth:
    """When the newest proved backup was made (None when none was), and what changed since.

    `changes` counts the audit entries after it; `second_at` is when the newest proved one in the
    second place was made.
    """

    verified_at: Moment | None
    changes: int
    second_at: Moment | None = None


class Backups:
    """Makes, proves and keeps backups of one case file."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def make(self, place: Path) -> tuple[Path, Changes]:
        """Make a backup in one go; it is not proved yet. VpoError when the place refuses."""
        path = back_up(self._ground.file, place, self._ground.clock.now())
        return path, Changes((("backup", path.name),))

    def begin(self, place: Path) -> BackupCopy:
        """Begin a backup that is made slice by slice."""
        return BackupCopy(self._ground.file, place, self._ground.clock.now())

    def closing(self) -> ClosingCopy:
        """Prepare the backup that is made once the file is closed."""
        return ClosingCopy(self._ground.file, self._ground.clock.now())

    def in_places(self, places: Iterable[Path]) -> tuple[BackupLine, ...]:
        """Return the backups of this case file in all places, newest first."""
        proved = self._proved()
        zone = self._ground.clock.now().zone
        found = [
            BackupLine(
                each.path,
                each.sealed.manifest.id,
                Moment(each.sealed.manifest.made_at, zone),
                each.sealed.manifest.database_bytes,
                each.sealed.manifest.id in proved,
                each.sealed.is_genuine(self._ground.file.key),
                each.sealed.manifest.sequence,
            )
            for place in places
            for each in backups_in(place, self._ground.file.facts.id)
        ]
        return tuple(sorted(found, key=lambda line: line.made_at.utc, reverse=True))

    def prover(self) -> Callable[[Path], tuple[Check, ...]]:
        """Return what proves a backup by opening it; it may run on any thread."""
        key = self._ground.file.key
        return lambda path: check_backup(path, key)

    def note_proof(self, path: Path, checks: tuple[Check, ...], *, second: bool = False) -> Changes:
        """Record in the audit chain that a backup was proved, or that it does not hold."""
        manifest = read_manifest(path).manifest
        failed = [check.name for check in checks if not check.holds]
        detail = "second" if second else "first"
        if failed:
            detail = f"failed {' '.join(failed)}"
        with self._ground.transaction():
            self._ground.history.record(
                "broken" if failed else "proved", "backup", manifest.id, detail=detail
            )
        return Changes((("backup", manifest.id),))

    def rotate(self, place: Path) -> tuple[Path, ...]:
        """Remove what rotation no longer keeps in a place, and return what was removed.

        Nothing is removed unless there are proved backups; each removal is in the audit chain
        before it happens.
        """
        lines = self.in_places((place,))
        zone = zone_of(self._ground.clock.now().zone)
        keep = rotate(
            [Kept(line.path.name, line.made_at.utc, line.verified) for line in lines],
            lambda moment: moment.astimezone(zone).date(),
            self._ground.clock.now().utc,
        )
        gone = [line for line in lines if line.path.name not in keep]
        if gone:
            with self._ground.transaction():
                for line in gone:
                    self._ground.history.record("rotate", "backup", line.id)
            for line in gone:
                with suppress(OSError):  # a stick that was pulled: it goes the next time
                    line.path.unlink()
        return tuple(line.path for line in gone)

    def health(self) -> BackupHealth:
        """Return how old the newest proved backup is, wherever it lies now."""
        rows = self._ground.file.connection.execute(
            "SELECT object_id, detail FROM audit WHERE kind = 'backup' AND action = 'proved'"
            " ORDER BY sequence DESC LIMIT 400"
        ).fetchall()
        now = self._ground.clock.now()
        made_all = [_made(str(row[0])) for row in rows]
        # One from the future was made under a wrong clock; it counts only where there is no other.
        dated = [each for each in made_all if each[0] <= now.utc]
        newest, zone = max(dated or made_all, default=None), now.zone
        second = max((_made(str(row[0]))[0] for row in rows if row[1] == "second"), default=None)
        head = self._ground.history.chain_head()
        if newest is None:
            return BackupHealth(None, head.sequence if head else 0)
        made, sequence = newest
        row = self._ground.file.connection.execute(
            f"SELECT count(*) FROM audit WHERE sequence > ? AND {IS_CHANGE}", (sequence,)
        ).fetchone()
        return BackupHealth(
            Moment(made, zone), int(row[0]), Moment(second, zone) if second else None
        )

    def is_due(self, seconds: int) -> bool:
        """True when something was changed since a proved backup that is older than this."""
        health = self.health()
        if not health.changes:
            return False
        now = self._ground.clock.now().utc
        made = health.verified_at
        if made is None or made.utc > now:
            return True
        return (now - made.utc).total_seconds() >= seconds

    def use_second(self, place: Path) -> Changes:
        """Make a folder the second place, and record that; VpoError when it refuses."""
        mark(place)
        with self._ground.transaction():
            self._ground.history.record("policy", "agency", "agency", detail="second-place")
        return Changes((("backup", "second-place"),))

    def driller(self, passphrase: str, key_file: Path | None = None) -> Callable[[Path], Proof]:
        """Return what drills a backup with a passphrase, and its key file where one is used.

        It may run on any thread and raises VpoError when the backup does not open.
        """
        present = read_ring(self._ground.file.folder).ring
        return lambda path: drill(
            path, key_by_passphrase(offered_with(passphrase, key_file), present)
        )

    def driller_by_paper(self, typed: str) -> Callable[[Path], Proof]:
        """Return what drills a backup with recovery words or shares, as if no passphrase was known.

        It may run on any thread and raises VpoError for what are none, or of another key.
        """
        find_key = key_by_shares(typed) if are_shares(typed) else key_by_words(typed)
        return lambda path: drill(path, find_key)

    def note_drill(self, proof: Proof) -> tuple[Proof, Changes]:
        """Compare a drill with this case file, record what came of it, and return it complete."""
        whole = with_present(proof, self._ground.file)
        result = "passed" if whole.holds else "failed"
        with self._ground.transaction():
            self._ground.history.record("drill", "backup", proof.manifest.id, detail=result)
        return whole, Changes((("backup", proof.manifest.id),))

    def last_drill(self) -> Moment | None:
        """Return when a drill passed last; None when none did."""
        row = self._ground.file.connection.execute(
            "SELECT max(at) FROM audit WHERE kind = 'backup' AND action = 'drill'"
            " AND detail = 'passed'"
        ).fetchone()
        zone = self._ground.clock.now().zone
        return Moment(from_centiseconds(str(row[0])), zone) if row[0] else None

    def drill_is_due(self) -> bool:
        """True when no drill passed for a month; of a new case file, when it is a month old."""
        now = self._ground.clock.now()
        since = self.last_drill()
        if since is None:
            row = self._ground.file.connection.execute(
                "SELECT at FROM audit ORDER BY sequence LIMIT 1"
            ).fetchone()
            since = Moment(from_centiseconds(str(row[0])), now.zone)
        # One from the future was made under a wrong clock, and says nothing of its age.
        return now.utc - since.utc > MONTH or since.utc > now.utc

    def _proved(self) -> frozenset[str]:
        rows = self._ground.file.connection.execute(
            "SELECT object_id, action FROM audit WHERE kind = 'backup'"
            " AND action IN ('proved', 'broken') ORDER BY sequence"
        )
        last = {str(row[0]): str(row[1]) for row in rows}
        return frozenset(id_ for id_, action in last.items() if action == "proved")


def _made(id_: str) -> tuple[datetime, int]:
    """Return when a backup was made and the number of its newest audit entry, from its id."""
    stamp, sequence, _ = id_.split("-")
    plain = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:15]}.00Z"
    return from_centiseconds(plain), int(sequence)


def close_and_back_up(services: Services, close: Callable[[], None], places: BackupPlaces) -> None:
    """Close the case file, then copy it into every place that lacks what was changed.

    The file is closed in any case. Raises the first VpoError of a place that refused its copy, after
    every other place has its own.
    """
    try:
        copy = services.backups.closing()
    finally:
        close()
    refused: list[VpoError] = []
    for place in places.usable():
        try:
            if copy.is_new(place):
                copy.write(place)
        except VpoError as fault:
            refused.append(fault)
    if refused:
        raise refused[0]


def places_of(folder: Path, chosen: Path | None, second: Path | None) -> BackupPlaces:
    """Return where backups of a case file go: as chosen, or beside its folder."""
    return BackupPlaces(chosen or default_place(folder), second)

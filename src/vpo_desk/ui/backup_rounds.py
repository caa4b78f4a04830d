"""Looks after backups while the desk is open: proves those of the last lock, makes the daily one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from vpo_desk.domain.changes import Changes
from vpo_desk.errors import VpoError
from vpo_desk.services.backups import BackupHealth, BackupLine, BackupPlaces
from vpo_desk.ui.session import CaseFileSession
from vpo_desk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from vpo_desk.services.backups import BackupCopy, Check
    from vpo_desk.services.catalog import Services

ROUND: Final = 3_600_000
"""Milliseconds between two looks at whether the day's backup is there."""
AFTER: Final = 400
"""Milliseconds after the unlock: the first page comes first."""
DAY: Final = 24 * 3600

Done = Callable[[Path, tuple["Check", ...]], None]
Failed = Callable[[Exception], None]


class BackupRounds(QObject):
    """Makes and proves backups beside the officer's work; every slice lets other work in between.

    `told(BackupHealth, BackupPlaces)` comes whenever there is something new to say about them.
    """

    told = Signal(object, object)

    def __init__(
        self,
        session: CaseFileSession,
        runner: TaskRunner,
        places: BackupPlaces,
        keep_second: Callable[[Path], None],
    ) -> None:
        super().__init__(session)
        self._session: Final = session
        self._runner: Final = runner
        self._keep_second: Final = keep_second
        self.places = places
        self.is_making = False
        self._copy: BackupCopy | None = None  # touched on the worker only
        self._timer = QTimer(self)
        self._timer.setInterval(ROUND)
        self._timer.timeout.connect(self.look)
        session.before_lock(self._leave)

    def start(self) -> None:
        """Begin with the backups that were made at the last lock."""
        self._timer.start()
        QTimer.singleShot(AFTER, self, self._begin)

    def _begin(self) -> None:
        self._tell()
        self._session.query(self._waiting, self._prove_all)

    def look(self) -> None:
        """Make the day's backup when it is due."""
        self._session.query(lambda services: services.backups.is_due(DAY), self._make_due)

    def make(self, place: Path, done: Done, failed: Failed) -> None:
        """Make a backup now and prove it; `done` gets its path and what the proof found.

        Only one runs at a time: a second wish while one is under way is dropped.
        """
        if self.is_making:
            return
        self.is_making = True

        def refused(fault: Exception) -> None:
            self.is_making = False
            failed(fault)

        def begin(services: Services) -> BackupCopy:
            self._copy = services.backups.begin(place)
            return self._copy

        self._session.query(
            begin, lambda copy: self._step(copy, place, done, refused), refused, self
        )

    def prove(self, path: Path, done: Done, failed: Failed) -> None:
        """Prove a backup on a thread of its own, record what came of it, and rotate."""
        second = path.parent == self.places.second

        def checked(checks: tuple[Check, ...]) -> None:
            def act(services: Services) -> Changes:
                changes = services.backups.note_proof(path, checks, second=second)
                services.backups.rotate(path.parent)
                return changes

            def noted(_nothing: object) -> None:
                self.is_making = False
                self._tell()
                done(path, checks)

            self._session.command(act, noted, failed, self)

        def found(prover: Callable[[Path], tuple[Check, ...]]) -> None:
            self._runner.render(lambda: prover(path), checked, failed, self)

        self._session.query(lambda services: services.backups.prover(), found, failed, self)

    def use_second(self, place: Path, done: Callable[[], None], failed: Failed) -> None:
        """Take a folder as the second place from now on."""

        def marked(_nothing: object) -> None:
            self.places = BackupPlaces(self.places.first, place)
            self._keep_second(place)
            self._tell()
            done()

        self._session.command(
            lambda services: services.backups.use_second(place), marked, failed, self
        )

    def _step(self, copy: BackupCopy, place: Path, done: Done, failed: Failed) -> None:
        def stepped(finished: bool) -> None:
            if not finished:
                self._step(copy, place, done, failed)
                return
            self._session.query(lambda _services: finish(), written, failed, self)

        def finish() -> Path:
            self._copy = None
            return copy.finish()

        def step() -> bool:
            try:
                return copy.step()
            except VpoError:
                self._copy = None
                raise

        def written(path: Path) -> None:
            self.prove(path, done, failed)

        self._session.query(lambda _services: step(), stepped, failed, self)

    def _leave(self) -> None:
        """Leave a backup that is under way: the one at the lock holds more."""
        self._session.command(lambda _services: self._abandon())

    def _abandon(self) -> None:
        """Leave nothing half-written behind; on the worker, behind whatever began one."""
        copy, self._copy = self._copy, None
        if copy is not None:
            copy.abandon()

    def _waiting(self, services: Services) -> tuple[BackupLine, ...]:
        """Return the newest backup of each place that waits for its proof."""
        found: list[BackupLine] = []
        for place in self.places.usable():
            lines = services.backups.in_places((place,))
            if lines and not lines[0].verified and lines[0].is_genuine:
                found.append(lines[0])
        return tuple(found)

    def _prove_all(self, lines: tuple[BackupLine, ...]) -> None:
        if lines:
            rest = lines[1:]

            def done(_path: Path, _checks: tuple[Check, ...]) -> None:
                self._prove_all(rest)

            self.prove(lines[0].path, done, self._quietly)

    def _make_due(self, due: bool) -> None:
        if due:
            self._make_in(self.places.usable())

    def _make_in(self, places: tuple[Path, ...]) -> None:
        def done(_path: Path, _checks: tuple[Check, ...]) -> None:
            self._make_in(places[1:])

        if places:
            self.make(places[0], done, self._quietly)

    def _quietly(self, _fault: Exception) -> None:
        """Let Today say that the newest proved backup is old; nothing of the work is in the way."""
        self._tell()

    def _tell(self) -> None:
        self._session.query(
            lambda services: services.backups.health(),
            lambda health: self._told(health),  # noqa: PLW0108 - dies with this object
        )

    def _told(self, health: BackupHealth) -> None:
        self.told.emit(health, self.places)

"""One unlocked case file as the window sees it: questions, commands, changes, and the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.ui.ports import OpenDesk
from vpo_desk.ui.tasks import Failed, Report, Task, TaskRunner, Then, holder_of, is_gone

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

Flush = Callable[[], None]
Written = Changes | tuple[Any, Changes] | None
Commanded = tuple[Any, Changes, Moment]


class CaseFileSession(QObject):
    """Carries what pages ask to the worker that owns the case file, until it is locked.

    `changed(Changes)` and `saved(Moment)` follow each command that wrote; `locked` comes once,
    before the key is gone; `closed` comes once the case file is closed. `close` closes it on the
    worker, and may do there what belongs to it, such as a backup.
    """

    changed = Signal(object)
    saved = Signal(object)
    locked = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: OpenDesk,
        runner: TaskRunner,
        clock: Clock,
        report: Report,
        parent: QObject | None = None,
        *,
        close: Callable[[OpenDesk], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._close: Final[Callable[[OpenDesk], None]] = close or _close
        self._desk: OpenDesk | None = desk
        self._runner: Final = runner
        self._clock: Final = clock
        self._report: Final = report
        self._flushes: list[Flush] = []
        self._faults: list[Exception] = []
        self._is_locked = False
        self._is_closing = False
        self._failed_late = False

    @property
    def is_locked(self) -> bool:
        """True from the moment the lock begins."""
        return self._is_locked

    @property
    def failed_late(self) -> bool:
        """True when something handed in before the lock could not be kept."""
        return self._failed_late

    def query(
        self,
        ask: Callable[[Services], Any],
        then: Then,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Task | None:
        """Ask the services on the worker and hand `then` the answer.

        Nothing comes back after the lock, or when `owner` (or the object whose method `then` is)
        has died. Returns None when the case file is locked already.
        """
        desk = self._desk
        if self._is_locked or desk is None:
            return None

        def work() -> Any:
            return None if self._is_locked else ask(desk.services)

        return self._runner.run(
            work,
            self._unless_locked(then),
            None if failed is None else self._unless_locked(failed),
            owner or holder_of(then),
        )

    def command(
        self,
        act: Callable[[Services], Written],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Let the services write; `act` returns Changes, (value, Changes), or None.

        None means that something was kept that no page shows, such as a draft. `then` gets the
        value (None where there is none) after `changed` and `saved` were sent. A command handed in
        before the lock is carried out in any case, and its error is shown even then. After the
        lock none is taken: emptied fields must never be saved as answers.
        """
        desk, clock = self._desk, self._clock
        if self._is_locked or desk is None:
            return
        owner = owner or holder_of(then) or holder_of(failed)

        def work() -> Commanded:
            written = act(desk.services)
            if written is None or isinstance(written, Changes):
                return None, written or Changes(), clock.now()
            value, changes = written
            return value, changes, clock.now()

        def land(commanded: Commanded) -> None:
            value, changes, moment = commanded
            if self._is_locked:
                return
            if changes:
                self.changed.emit(changes)
            self.saved.emit(moment)
            if then is not None and not is_gone(owner):
                then(value)

        def fail(fault: Exception) -> None:
            unseen = self._is_locked or is_gone(owner)
            self._failed_late |= self._is_locked
            if failed is None or unseen:
                self._report(fault, None if unseen else owner)
            else:
                failed(fault)

        self._runner.run(work, land, fail, owner=self)

    def before_lock(self, flush: Flush) -> None:
        """Have `flush` called when the lock begins, while commands are still taken."""
        self._flushes.append(flush)

    def forget(self, flush: Flush) -> None:
        """Take back what `before_lock` was given."""
        self._flushes = [known for known in self._flushes if known != flush]

    def settle(self) -> None:
        """Journal what was typed and take nothing more; the first step of the lock.

        Every flush is called even if one of them fails; its fault is told by `lock`.
        """
        if self._is_locked:
            return
        for flush in tuple(self._flushes):
            try:
                flush()
            except Exception as fault:  # noqa: BLE001 - one page must not keep the key in memory
                self._failed_late = True
                self._faults.append(fault)
        self._flushes.clear()
        self._is_locked = True

    def lock(self) -> None:
        """Journal what was typed, take nothing more, close the case file; never waits.

        `closed` follows within a second.
        """
        if self._is_closing:
            return
        self._is_closing = True
        self.settle()
        for fault in self._faults:
            self._report(fault, None)
        self._faults.clear()
        self.locked.emit()
        desk = self._desk
        if desk is not None:
            close = self._close
            self._runner.run(lambda: close(desk), self._closed, self._not_closed, owner=self)

    def _unless_locked(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        def deliver(outcome: Any) -> None:
            if not self._is_locked:
                callback(outcome)

        return deliver

    def _closed(self, _nothing: object) -> None:
        self._desk = None  # the last reference from the window to what held the key
        self.closed.emit()

    def _not_closed(self, fault: Exception) -> None:
        self._failed_late = True
        self._report(fault, None)
        self._closed(None)


def _close(desk: OpenDesk) -> None:
    desk.close()

"""Long work on the case file, a step at a time: other work comes in between, and it can be left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from vpo_desk.domain.changes import Changes
from vpo_desk.errors import Cancelled
from vpo_desk.ui.session import CaseFileSession, Written

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class Work(Protocol):
    """Stepwise work of the services, such as an import."""

    @property
    def total(self) -> int:
        """Bytes in all."""
        ...

    @property
    def done(self) -> int:
        """Bytes so far."""
        ...

    def step(self) -> bool:
        """Do the next part; True when that was the last."""
        ...

    def undo_step(self) -> bool:
        """Take back the next part; True when nothing is left."""
        ...

    def leave(self) -> None:
        """Let go of it at once."""
        ...


Begin = Callable[["Services"], Work]
Finish = Callable[["Services", Any], Written]
Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


class Stepping(QObject):
    """Carries out one piece of work at a time; each step is a task of its own.

    `advanced(done, total)` comes after each. The lock leaves it where it is: what an import left
    is removed at the next opening.
    """

    advanced = Signal(object, object)  # a Qt int has 32 bits

    def __init__(self, session: CaseFileSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._work: Work | None = None  # touched on the worker only
        self._is_busy = False
        self._is_cancelled = False
        session.before_lock(self._leave)

    @property
    def is_busy(self) -> bool:
        """True while something is under way."""
        return self._is_busy

    def carry_out(self, begin: Begin, finish: Finish, then: Then, failed: Failed) -> None:
        """Begin, step to the end, finish; then `then` gets what finishing gave.

        `failed` gets the fault, or Cancelled, once what came of the work is taken back. While
        something is under way a second piece of work is dropped.
        """
        if self._is_busy:
            return
        self._is_busy, self._is_cancelled = True, False

        def ended(value: Any) -> None:
            self._is_busy = False
            then(value)

        def refused(fault: Exception) -> None:
            self._is_busy = False
            failed(fault)

        def start(services: Services) -> Work:
            self._work = begin(services)
            return self._work

        self._session.query(
            start, lambda work: self._step(work, finish, ended, refused), refused, self
        )

    def cancel(self) -> None:
        """Take back what came of the work so far."""
        self._is_cancelled = True

    def _step(self, work: Work, finish: Finish, ended: Then, refused: Failed) -> None:
        def stepped(last: bool) -> None:
            self.advanced.emit(work.done, work.total)
            if self._is_cancelled:
                self._undo(work, Cancelled(), refused)
            elif last:
                self._session.command(
                    lambda services: self._finished(services, work, finish),
                    ended,
                    lambda fault: self._undo(work, fault, refused),
                    self,
                )
            else:
                self._step(work, finish, ended, refused)

        self._session.query(
            lambda _services: work.step(),
            stepped,
            lambda fault: self._undo(work, fault, refused),
            self,
        )

    def _finished(self, services: Services, work: Work, finish: Finish) -> Written:
        written = finish(services, work)
        self._work = None
        return written

    def _undo(self, work: Work, fault: Exception, refused: Failed) -> None:
        """Take it back; where even that fails the next opening does it, and the first fault is told."""

        def undone(last: bool) -> None:
            if last:
                refused(fault)
            else:
                self._undo(work, fault, refused)

        self._session.query(
            lambda _services: work.undo_step(), undone, lambda _second: refused(fault), self
        )

    def _leave(self) -> None:
        self._session.command(lambda _services: self._let_go())

    def _let_go(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.leave()


def value_of(value: Any) -> Written:
    """Return a value of a step that changed nothing a page shows."""
    return value, Changes()

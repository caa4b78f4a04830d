"""Work beside the window: one thread owns the case file, another one renders paper."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from vpo_desk.errors import Cancelled

Then = Callable[[Any], None]
Failed = Callable[[Exception], None]
Report = Callable[[Exception, QObject | None], None]

SIGN_AFTER: Final = 100
"""Milliseconds after which the window says that it is working."""


class Task:
    """One piece of work: done on a worker, landed on the window's thread.

    `then` and `failed` are never called once the task was called off or its `owner` is gone.
    """

    def __init__(
        self,
        work: Callable[[], Any],
        then: Then | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> None:
        self._work: Callable[[], Any] | None = work
        self._then = then
        self._failed = failed
        self._owner = owner
        self._called_off = threading.Event()
        self._result: Any = None
        self._error: Exception | None = None

    def cancel(self) -> None:
        """Call it off: not begun if it still waits, otherwise its result is dropped."""
        self._called_off.set()

    @property
    def is_cancelled(self) -> bool:
        """True once it was called off; long work may look at this between its steps."""
        return self._called_off.is_set()

    def carry_out(self) -> None:
        """Do the work; called on a worker thread, once."""
        work = self._work
        if work is None or self.is_cancelled:
            return
        try:
            self._result = work()
        except Exception as fault:  # noqa: BLE001 - every fault is delivered, none is lost
            self._error = fault

    def land(self, report: Report) -> None:
        """Deliver the outcome; called on the window's thread, once.

        Everything is let go here, so that no widget captured by a closure dies on a worker.
        """
        then, failed, owner = self._then, self._failed, self._owner
        result, error = self._result, self._error
        self._work = self._then = self._failed = self._owner = self._result = self._error = None
        gone = is_gone(owner)
        if self.is_cancelled or isinstance(error, Cancelled):
            return
        if error is None:
            if then is not None and not gone:
                then(result)
        elif failed is not None and not gone:
            failed(error)
        else:
            report(error, None if gone else owner)


class Lane:
    """One thread that does its tasks in the order they came."""

    def __init__(self, name: str, landed: Callable[[Task], None]) -> None:
        self._landed = landed
        self._waiting: SimpleQueue[Task | threading.Event | None] = SimpleQueue()
        self._open = True
        self._dropped = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def add(self, task: Task) -> None:
        """Let a task wait its turn; RuntimeError once the lane is shut."""
        if not self._open:
            message = "this lane is shut"
            raise RuntimeError(message)
        self._waiting.put(task)

    def shut(self, *, drop: bool = False) -> None:
        """Take no more; what waits is still done, or called off with `drop`."""
        self._dropped = drop
        if self._open:
            self._open = False
            self._waiting.put(None)

    def settle(self) -> None:
        """Wait until everything that was added before is done."""
        done = threading.Event()
        self._waiting.put(done)
        done.wait()

    def join(self) -> None:
        """Wait until the thread of a lane that is shut has ended."""
        self._thread.join()

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            if isinstance(task, threading.Event):
                task.set()
                continue
            if self._dropped:
                task.cancel()
            task.carry_out()
            self._landed(task)
            del task


class TaskRunner(QObject):
    """Runs work on the two lanes and brings each outcome back to the window's thread.

    `report(error, owner)` gets every error that no caller asked for. `busy` says, after a tenth
    of a second, that something is under way, and when it is over.
    """

    busy = Signal(bool)
    _landed = Signal(object)

    def __init__(self, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._under_way = 0
        self._shown = False
        self._sign = QTimer(self)
        self._sign.setSingleShot(True)
        self._sign.setInterval(SIGN_AFTER)
        self._sign.timeout.connect(self._show_sign)
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)
        self._case_file = Lane("case file", self._landed.emit)
        self._paper = Lane("paper", self._landed.emit)

    def run(
        self,
        work: Callable[[], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Do `work` on the thread that owns the case file and hand `then` what it returns.

        An error goes to `failed`, or else to the one place that shows errors. Both are dropped
        when `owner`, or the object whose method they are, has died meanwhile.
        """
        return self._start(self._case_file, work, then, failed, owner)

    def render(
        self,
        work: Callable[[], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Do `work`, which must be pure, on the rendering thread; otherwise as `run`."""
        return self._start(self._paper, work, then, failed, owner)

    def stop(self) -> None:
        """Finish what waits for the case file and what follows from it, then end both threads.

        Nothing that was handed in for the case file is lost; pages not rendered yet are.
        """
        self._paper.shut(drop=True)
        self._paper.join()
        while self._under_way:
            self._case_file.settle()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._case_file.shut()
        self._case_file.join()
        self._sign.stop()

    def _start(
        self,
        lane: Lane,
        work: Callable[[], Any],
        then: Then | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> Task:
        task = Task(work, then, failed, owner or holder_of(then) or holder_of(failed))
        lane.add(task)
        self._under_way += 1
        if not self._sign.isActive() and not self._shown:
            self._sign.start()
        return task

    @Slot(object)
    def _land(self, task: Task) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._sign.stop()
            if self._shown:
                self._shown = False
                self.busy.emit(self._shown)
        task.land(self._report)

    @Slot()
    def _show_sign(self) -> None:
        self._shown = True
        self.busy.emit(self._shown)


def holder_of(callback: Callable[..., Any] | None) -> QObject | None:
    """Return the QObject whose method a callback is, if it is one."""
    holder = getattr(callback, "__self__", None)
    return holder if isinstance(holder, QObject) else None


def is_gone(owner: QObject | None) -> bool:
    """True when there is an owner and Qt has deleted it."""
    return owner is not None and not isValid(owner)

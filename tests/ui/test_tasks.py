"""Work beside the window: in order, delivered on the window's thread, lost never."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.stage import Reports
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.words import say

WAIT = 20_000


def test_work_is_done_in_order_on_one_thread_and_lands_on_the_windows(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    worked: list[tuple[int, int]] = []
    landed: list[tuple[int, int]] = []

    def work(number: int) -> int:
        worked.append((number, threading.get_ident()))
        return number

    for number in range(50):
        runner.run(
            lambda number=number: work(number),
            lambda number: landed.append((number, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: len(landed) == 50, timeout=WAIT)
    assert [number for number, _ in worked] == list(range(50))
    assert [number for number, _ in landed] == list(range(50))
    assert {thread for _, thread in landed} == {threading.get_ident()}
    assert len({thread for _, thread in worked}) == 1
    assert {thread for _, thread in worked} != {threading.get_ident()}


def test_rendering_does_not_wait_for_the_case_file(qtbot: QtBot, runner: TaskRunner) -> None:
    go_on = threading.Event()
    order: list[str] = []
    runner.run(go_on.wait, lambda _: order.append("case file"))
    runner.render(lambda: "page", order.append)
    qtbot.waitUntil(lambda: order == ["page"], timeout=WAIT)
    go_on.set()
    qtbot.waitUntil(lambda: order == ["page", "case file"], timeout=WAIT)


def unexpected(_value: object) -> None:
    pytest.fail("this must not be told")


def _raise(fault: Exception) -> Callable[[], Any]:
    def work() -> None:
        raise fault

    return work


def test_an_error_goes_to_whoever_asked(qtbot: QtBot, runner: TaskRunner, reports: Reports) -> None:
    caught: list[Exception] = []
    fault = VpoError(say("The disk is full."))
    runner.run(_raise(fault), unexpected, caught.append)
    qtbot.waitUntil(lambda: caught == [fault], timeout=WAIT)
    assert reports.faults == []


def test_an_error_nobody_asked_for_is_shown_with_its_owner(
    qtbot: QtBot, runner: TaskRunner, reports: Reports
) -> None:
    fault, owner = ValueError("x"), QObject()
    runner.run(_raise(fault), owner=owner)
    qtbot.waitUntil(lambda: reports.faults == [fault], timeout=WAIT)
    assert reports.owners == [owner]


def test_calling_off_says_nothing(qtbot: QtBot, runner: TaskRunner, reports: Reports) -> None:
    done: list[int] = []
    runner.run(_raise(Cancelled()), failed=unexpected)
    runner.run(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1], timeout=WAIT)
    assert reports.faults == []


def test_a_task_called_off_before_its_turn_is_never_begun(qtbot: QtBot, runner: TaskRunner) -> None:
    go_on, begun, done = threading.Event(), threading.Event(), list[str]()
    runner.run(go_on.wait)
    task = runner.run(begun.set, lambda _: done.append("called off"))
    runner.run(lambda: "last", done.append)
    task.cancel()
    assert task.is_cancelled
    go_on.set()
    qtbot.waitUntil(lambda: done == ["last"], timeout=WAIT)
    assert not begun.is_set()


def test_a_result_for_a_widget_that_died_is_dropped(
    qtbot: QtBot, runner: TaskRunner, reports: Reports
) -> None:
    go_on, done = threading.Event(), list[int]()
    label = QLabel()
    runner.run(go_on.wait)
    runner.run(lambda: "words", label.setText)
    runner.run(lambda: 1, unexpected, owner=label)
    runner.run(_raise(ValueError()), owner=label)
    runner.run(lambda: 2, done.append)
    delete(label)
    go_on.set()
    qtbot.waitUntil(lambda: done == [2], timeout=WAIT)
    assert [type(fault) for fault in reports.faults] == [ValueError]
    assert reports.owners == [None]


class Tracked:
    """Tells on which thread it was let go."""

    def __init__(self, gone: list[int]) -> None:
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def test_what_a_closure_holds_is_let_go_on_the_windows_thread(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    gone: list[int] = []

    def ask() -> None:
        held = Tracked(gone)
        runner.run(lambda: [held])
        raising = Tracked(gone)
        runner.run(lambda: raising.missing, failed=lambda _: None)  # type: ignore[attr-defined]

    for _ in range(100):
        ask()
    qtbot.waitUntil(lambda: len(gone) == 200, timeout=WAIT)
    assert set(gone) == {threading.get_ident()}


def test_stopping_finishes_what_waits_and_what_follows(reports: Reports, qtbot: QtBot) -> None:
    runner = TaskRunner(reports)
    done: list[str] = []

    def follow(value: str) -> None:
        done.append(value)
        if value == "9":
            runner.run(lambda: "follow-up", done.append)

    for number in range(10):
        runner.run(lambda number=number: str(number), follow)
    runner.run(_raise(ValueError()))
    runner.stop()
    assert done == [*"0123456789", "follow-up"]
    assert [type(fault) for fault in reports.faults] == [ValueError]
    with pytest.raises(RuntimeError):
        runner.run(lambda: 1)


def test_stopping_drops_pages_that_were_not_rendered(reports: Reports, qtbot: QtBot) -> None:
    runner = TaskRunner(reports)
    go_on, begun, done = threading.Event(), threading.Event(), list[int]()

    def first() -> int:
        begun.set()
        go_on.wait()
        return 1

    runner.render(first, done.append)
    runner.render(lambda: 2, done.append)
    assert begun.wait(20)
    threading.Timer(0.05, go_on.set).start()
    runner.stop()
    assert 2 not in done


def test_a_longer_task_shows_a_sign(qtbot: QtBot, runner: TaskRunner) -> None:
    go_on = threading.Event()
    with qtbot.waitSignal(runner.busy, timeout=WAIT) as begun:
        runner.run(go_on.wait)
    assert begun.args == [True]
    with qtbot.waitSignal(runner.busy, timeout=WAIT) as over:
        go_on.set()
    assert over.args == [False]

"""One unlocked case file: questions, commands, what changed, and the lock that loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.stage import PASSPHRASE, Reports, StillClock
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger, Identity, Route
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.ui.session import CaseFileSession
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.words import say

WAIT = 20_000


def unexpected(_value: object) -> None:
    pytest.fail("this must not be told")


def take_in(clock: StillClock, words: str) -> Callable[[Services], Any]:
    intake = Intake(
        at=clock.now(),
        route=Route.PHONE,
        danger=Danger.NO,
        source=Informant(Identity.ANONYMOUS),
        words=words,
    )
    return lambda services: services.concerns.take_in(intake)


def draft_of(door: CaseFileDoor, folder: Path) -> list[str]:
    desk = door.open(folder, PASSPHRASE)
    try:
        return [draft.content for draft in desk.services.drafts.of("form")]
    finally:
        desk.close()


def test_a_query_brings_its_answer(qtbot: QtBot, session: CaseFileSession) -> None:
    answers: list[str] = []
    session.query(lambda services: services.agency.get().officer, answers.append)
    qtbot.waitUntil(lambda: answers == ["R. Okafor"], timeout=WAIT)


def test_a_command_tells_what_it_changed_and_when(
    qtbot: QtBot, session: CaseFileSession, clock: StillClock
) -> None:
    order: list[Any] = []
    session.changed.connect(order.append, Qt.ConnectionType.DirectConnection)
    session.saved.connect(order.append, Qt.ConnectionType.DirectConnection)
    session.command(take_in(clock, "He said everyone will remember Friday."), order.append)
    qtbot.waitUntil(lambda: len(order) == 3, timeout=WAIT)
    changes, moment, concern = order
    assert isinstance(changes, Changes)
    assert changes.touches("concern")
    assert moment == clock.now()
    assert concern.words == "He said everyone will remember Friday."


def test_a_command_that_no_page_shows_is_saved_all_the_same(
    qtbot: QtBot, session: CaseFileSession
) -> None:
    session.changed.connect(unexpected)
    with qtbot.waitSignal(session.saved, timeout=WAIT):
        session.command(lambda services: services.drafts.keep("form", "words", "", "typed"))


def test_a_refused_command_is_shown_and_changes_nothing(
    qtbot: QtBot, session: CaseFileSession, reports: Reports, clock: StillClock
) -> None:
    owner = QObject()
    session.changed.connect(unexpected)
    session.saved.connect(unexpected)
    session.command(take_in(clock, "  "), owner=owner)
    qtbot.waitUntil(lambda: len(reports.faults) == 1, timeout=WAIT)
    assert isinstance(reports.faults[0], VpoError)
    assert reports.owners == [owner]


def test_a_refused_command_goes_to_whoever_asked(
    qtbot: QtBot, session: CaseFileSession, reports: Reports, clock: StillClock
) -> None:
    faults: list[Exception] = []
    session.command(take_in(clock, ""), failed=faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1, timeout=WAIT)
    assert reports.faults == []


def test_answers_for_a_page_that_died_are_dropped(
    qtbot: QtBot, session: CaseFileSession, clock: StillClock, reports: Reports
) -> None:
    label, done = QLabel(), list[str]()
    session.query(lambda services: services.agency.get().name, label.setText)
    session.command(take_in(clock, "words"), unexpected, owner=label)
    session.command(take_in(clock, ""), failed=unexpected, owner=label)
    delete(label)
    session.query(lambda services: services.agency.get().officer, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    assert len(reports.faults) == 1
    assert reports.owners == [None]


def test_locking_keeps_what_was_typed_and_closes_the_file(
    qtbot: QtBot, session: CaseFileSession, door: CaseFileDoor, case_file: Path
) -> None:
    def flush() -> None:
        session.command(lambda services: services.drafts.keep("form", "words", "", "half a sen"))

    session.before_lock(flush)
    locked: list[bool] = []
    session.locked.connect(lambda: locked.append(session.is_locked))
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
        assert locked == [True]
    assert not session.failed_late
    assert sorted(path.name for path in case_file.iterdir() if "-wal" in path.name) == []
    assert draft_of(door, case_file) == ["half a sen"]


def test_nothing_comes_back_after_the_lock(
    qtbot: QtBot, session: CaseFileSession, runner: TaskRunner, clock: StillClock
) -> None:
    go_on = threading.Event()
    runner.run(go_on.wait)
    session.changed.connect(unexpected)
    session.saved.connect(unexpected)
    session.query(lambda services: services.agency.get(), unexpected)
    session.command(take_in(clock, "kept, not shown"), unexpected)
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
        go_on.set()


def test_a_query_that_waits_at_the_lock_is_not_even_asked(
    qtbot: QtBot, session: CaseFileSession, runner: TaskRunner
) -> None:
    go_on, asked = threading.Event(), threading.Event()
    runner.run(go_on.wait)
    session.query(lambda _: asked.set(), lambda _: None)
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
        go_on.set()
    assert not asked.is_set()


def test_a_command_before_the_lock_is_carried_out_and_one_after_it_is_not(
    qtbot: QtBot, session: CaseFileSession, door: CaseFileDoor, case_file: Path
) -> None:
    def keep(field: str) -> None:
        session.command(lambda services: services.drafts.keep("form", field, "", field))

    keep("before")
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
        keep("after")
        assert session.query(lambda _: None, lambda _: None) is None
    assert draft_of(door, case_file) == ["before"]


def test_what_could_not_be_kept_is_said_after_the_lock(
    qtbot: QtBot, session: CaseFileSession, reports: Reports
) -> None:
    def full(_services: Services) -> None:
        raise VpoError(say("The disk is full."))

    session.command(full, failed=unexpected)
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
    assert [str(fault) for fault in reports.faults] == ["The disk is full."]
    assert session.failed_late


def test_a_page_that_fails_does_not_stop_the_lock(
    qtbot: QtBot, session: CaseFileSession, reports: Reports
) -> None:
    flushed: list[str] = []

    def broken() -> None:
        raise ZeroDivisionError

    forgotten = lambda: flushed.append("forgotten")  # noqa: E731
    session.before_lock(broken)
    session.before_lock(forgotten)
    session.before_lock(lambda: flushed.append("second"))
    session.forget(forgotten)
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        session.lock()
        session.lock()
    assert flushed == ["second"]
    assert [type(fault) for fault in reports.faults] == [ZeroDivisionError]
    assert session.failed_late


def test_the_file_can_be_opened_again_after_the_lock(
    qtbot: QtBot, open_session: Callable[[], CaseFileSession]
) -> None:
    for _ in range(2):
        session = open_session()
        with qtbot.waitSignal(session.closed, timeout=WAIT):
            session.lock()

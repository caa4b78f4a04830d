"""Row 16: the lock, in whatever the officer and the desk are in the middle of."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from tests.bench.measure import Row, row_of
from tests.bench.waiting import settle, until
from tests.bench.window import Window, since, summary_of
from tests.documents.contents import plan_of

from vpo_desk.documents.build import render
from vpo_desk.documents.fonts import Fonts
from vpo_desk.resources import find_resources
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.ui.backup_rounds import BackupRounds
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.words import Catalog

Begin = Callable[[Window, RunnerPage], object]


def row_16(rounds: int) -> Iterator[Row]:
    """From the lock until every view is empty, and until the key is gone (as the floor column).

    The key is gone when the case file is closed and its bytes are overwritten; the copy that the lock
    leaves as a backup is made after that, of encrypted files, without it.
    """
    with tempfile.TemporaryDirectory() as place, Window() as window:
        states: dict[str, Begin] = {
            "in an interview": lambda _window, _page: None,
            "half a sentence typed": _type,
            "a dialog open": _open_dialog,
            "a plan being made": _make_plan,
            "a backup being made": partial(_back_up, Path(place)),
        }
        for name, begin in states.items():
            yield _row(window, name, begin, max(rounds, 5))


def _row(window: Window, name: str, begin: Begin, rounds: int) -> Row:
    empty: list[float] = []
    keyless: list[float] = []
    for _ in range(rounds):
        window.stir()
        window.enter()
        begin(window, window.run_interview())
        session = window.program.window.session
        assert session is not None
        gone: list[bool] = []
        session.closed.connect(partial(gone.append, True))
        with _told_when_keyless() as overwritten:
            begun = time.perf_counter()
            window.program.window.lock()
            empty.append(since(begun))
            until(partial(bool, gone))
        keyless.append((overwritten[0] - begun) * 1000)
        settle(0.2)
    return row_of(16, f"lock, {name} (second: key gone)", empty, keyless, unit="ms")


@contextmanager
def _told_when_keyless() -> Generator[list[float]]:
    """Give the times at which a case file had been closed and its key overwritten."""
    times: list[float] = []
    kind: Any = CaseFile
    close = kind.close

    def closing(file: CaseFile) -> None:
        close(file)
        times.append(time.perf_counter())

    kind.close = closing
    try:
        yield times
    finally:
        kind.close = close


def _type(_window: Window, page: RunnerPage) -> None:
    QTest.keyClicks(summary_of(page), "He said he would wait for him at the")


def _open_dialog(window: Window, _page: RunnerPage) -> None:
    QDialog(window.program.window).open()


def _make_plan(window: Window, _page: RunnerPage) -> None:
    fonts = Fonts(find_resources())
    fonts.register()
    content = plan_of("He named a day and a place. " * 400, actions=30)
    window.program.runner.render(lambda: render(content, fonts, Catalog()))


def _back_up(place: Path, window: Window, _page: RunnerPage) -> None:
    session = window.program.window.session
    assert session is not None
    (rounds,) = session.findChildren(BackupRounds)
    rounds.make(place, lambda _path, _checks: None, lambda _fault: None)
    until(lambda: any(place.glob("*.part")) or any(place.glob(".*.part")))
    settle(0.05)

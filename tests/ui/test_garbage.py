"""What became unreachable is let go on the window's thread, and on no other."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vpo_desk.ui.garbage import GarbageRounds


class Knot:
    """An object that only a collection lets go."""

    def __init__(self, gone: list[int]) -> None:
        self.itself = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def test_a_worker_collects_nothing_and_the_window_does(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[int] = []
    monkeypatch.setattr("vpo_desk.ui.garbage.LOOK_EVERY", 10)
    owner = QObject()
    rounds = GarbageRounds(owner)
    assert not gc.isenabled()

    def work() -> None:
        for _ in range(5000):
            Knot(gone)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: len(gone) == 5000, timeout=20_000)
    assert set(gone) == {threading.get_ident()}
    rounds.stop()
    assert gc.isenabled()

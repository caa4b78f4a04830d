"""What window tests stand on: a real case file, a worker, a clock that stands still."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.stage import PASSPHRASE, SETUP, FakePrompts, Reports, StillClock
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.paths import Paths
from vpo_desk.resources import Resources
from vpo_desk.ui.main import Program
from vpo_desk.ui.session import CaseFileSession
from vpo_desk.ui.style_sheet import apply_theme
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's offscreen platform say what it cannot do; every other warning fails the test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True)
def garbage_on_this_thread() -> Iterator[None]:
    """Let nothing be collected on a worker's thread, as the program does (ui/garbage.py)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def runner(qapp: QApplication, reports: Reports) -> Iterator[TaskRunner]:
    made = TaskRunner(reports)
    yield made
    made.stop()


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def look(qapp: QApplication) -> None:
    """Dress the application as the program does."""
    apply_theme(qapp, Theme())


@pytest.fixture(scope="session")
def made_case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real case file for the whole run; tests get copies of it."""
    folder = tmp_path_factory.mktemp("made") / "Harlow Falls.vpodesk"
    desk, _ = CaseFileDoor(StillClock()).create(folder, SETUP)
    desk.close()
    return folder


@pytest.fixture
def case_file(made_case_file: Path, tmp_path: Path) -> Path:
    """Give the test a real case file of its own."""
    return Path(shutil.copytree(made_case_file, tmp_path / made_case_file.name))


@pytest.fixture
def door(clock: StillClock) -> CaseFileDoor:
    return CaseFileDoor(clock)


@pytest.fixture
def open_session(
    qtbot: QtBot,
    runner: TaskRunner,
    reports: Reports,
    door: CaseFileDoor,
    case_file: Path,
    clock: StillClock,
) -> Callable[[], CaseFileSession]:
    """Open the case file on the worker, as the window does."""

    def open_it() -> CaseFileSession:
        opened: list[Any] = []
        runner.run(lambda: door.open(case_file, PASSPHRASE), opened.append)
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        return CaseFileSession(opened[0], runner, clock, reports)

    return open_it


@pytest.fixture
def session(open_session: Callable[[], CaseFileSession], qtbot: QtBot) -> Iterator[CaseFileSession]:
    """Open the case file for the test, and lock it afterwards."""
    made = open_session()
    yield made
    if not made.is_locked:
        with qtbot.waitSignal(made.closed, timeout=20_000):
            made.lock()


@pytest.fixture
def bare_resources(tmp_path: Path) -> Resources:
    """Give the program no bundled fonts: what is drawn with is the system's business here."""
    folder = tmp_path / "resources"
    (folder / "fonts").mkdir(parents=True)
    return Resources(folder)


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    case_file: Path,
    prompts: FakePrompts,
    door: CaseFileDoor,
    clock: StillClock,
    bare_resources: Resources,
) -> Iterator[Program]:
    """Start the program on the case file's lock page."""
    paths = Paths(
        settings_file=tmp_path / "config" / "settings.toml",
        log_folder=tmp_path / "log",
        default_case_file=tmp_path / "data" / "Case file.vpodesk",
    )
    made = Program(
        qapp,
        paths,
        bare_resources,
        folder=case_file,
        prompts=prompts,
        make_door=lambda: door,
        clock=clock,
    )
    made.alerts.unwatch()  # pytest-qt watches the same doors
    made.window.show()
    qtbot.waitUntil(lambda: made.idle is not None, timeout=20_000)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=20_000)
    yield made
    made.stop()
    delete(made.window)
    apply_theme(qapp, Theme())

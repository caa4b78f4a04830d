"""The desk follows the computer: sleep, a locked screen, twelve hours, and the wish to end it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer
from pytestqt.qtbot import QtBot

from ui.stage import PASSPHRASE
from vpo_desk.ui.machine.linux import BusEvents
from vpo_desk.ui.machine.watch import LONGEST_STAY, SLEPT, WARNED_BEFORE, MachineWatch
from vpo_desk.ui.machine.windows import POWER, SESSION, means_leaving
from vpo_desk.ui.main import Program

WAIT = 30_000


class Clocks:
    def __init__(self) -> None:
        self.running = 1000.0
        self.wall = 5000.0

    def pass_by(self, seconds: float, *, asleep: bool = False) -> None:
        self.running += 0 if asleep else seconds
        self.wall += seconds


class Told:
    """Counts what a watch tells."""

    def __init__(self, watch: MachineWatch) -> None:
        self.left = self.ends = self.over = 0
        watch.left.connect(self._leave)
        watch.stay_ends.connect(self._end)
        watch.stay_over.connect(self._stay_over)

    def _leave(self) -> None:
        self.left += 1

    def _end(self) -> None:
        self.ends += 1

    def _stay_over(self) -> None:
        self.over += 1


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp: object, clocks: Clocks) -> MachineWatch:
    made = MachineWatch(None, (lambda: clocks.running, lambda: clocks.wall))
    made.look()
    return made


@pytest.mark.parametrize("asleep", [True, False])
def test_sleep_is_noticed_by_the_clock_that_goes_on(
    watch: MachineWatch, clocks: Clocks, asleep: bool
) -> None:
    told = Told(watch)
    clocks.pass_by(SLEPT, asleep=asleep)
    watch.look()
    assert told.left == 0
    clocks.pass_by(SLEPT + 1, asleep=asleep)
    watch.look()
    assert told.left == 1
    watch.look()
    assert told.left == 1


def test_a_clock_set_back_is_no_sleep_and_lengthens_no_stay(
    watch: MachineWatch, clocks: Clocks
) -> None:
    told = Told(watch)
    watch.enter()
    clocks.wall -= 7 * 3600
    watch.look()
    assert told.left == 0
    for _ in range(LONGEST_STAY // SLEPT):
        clocks.pass_by(SLEPT)
        watch.look()
    assert (told.left, told.ends, told.over) == (0, 1, 1)


def test_ten_minutes_before_the_end_of_twelve_hours_it_is_said_once(
    watch: MachineWatch, clocks: Clocks
) -> None:
    told = Told(watch)
    watch.enter()
    for _ in range((LONGEST_STAY - WARNED_BEFORE) // SLEPT - 1):
        clocks.pass_by(SLEPT)
        watch.look()
    assert told.ends == 0
    clocks.pass_by(SLEPT)
    watch.look()
    watch.look()
    assert (told.ends, told.over) == (1, 0)
    watch.leave()
    clocks.pass_by(WARNED_BEFORE)
    watch.look()
    assert told.over == 0


class Fake(QObject):
    left = Signal()


def test_what_a_system_tells_is_passed_on(watch: MachineWatch) -> None:
    source, told = Fake(), Told(watch)
    watch.listen_to(source.left)
    source.left.emit()
    assert told.left == 1


@pytest.mark.parametrize(
    ("message", "wide", "leaves"),
    [
        (POWER, 0x4, True),
        (POWER, 0x7, False),
        (SESSION, 0x7, True),
        (SESSION, 0x8, False),
        (0x0100, 0x7, False),
    ],
)
def test_windows_messages_are_told_apart(message: int, wide: int, *, leaves: bool) -> None:
    assert means_leaving(message, wide) is leaves


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    """Give both ends of a bus of our own: that of the desk, and that of the system."""
    server = QDBusServer()
    assert server.isConnected(), server.lastError().message()
    far: list[QDBusConnection] = []
    server.newConnection.connect(far.append)
    near = QDBusConnection.connectToPeer(server.address(), "desk")
    qtbot.waitUntil(lambda: bool(far), timeout=WAIT)
    yield near, far[0]
    QDBusConnection.disconnectFromPeer("desk")


@pytest.mark.parametrize(
    ("interface", "name", "value", "leaves"),
    [
        ("org.freedesktop.login1.Manager", "PrepareForSleep", True, True),
        ("org.freedesktop.login1.Manager", "PrepareForSleep", False, False),
        ("org.freedesktop.login1.Session", "Lock", None, True),
        ("org.gnome.ScreenSaver", "ActiveChanged", True, True),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", False, False),
    ],
)
def test_the_bus_tells_of_sleep_and_of_a_locked_screen(
    qtbot: QtBot,
    bus: tuple[QDBusConnection, QDBusConnection],
    interface: str,
    name: str,
    value: bool | None,
    leaves: bool,
) -> None:
    near, far = bus
    events = BusEvents(None, (near,))
    heard: list[bool] = []
    events.left.connect(lambda: heard.append(True))
    ended: list[bool] = []
    probe = BusEvents(None, (near,))
    probe.left.connect(lambda: ended.append(True))
    message = QDBusMessage.createSignal("/here", interface, name)
    if value is not None:
        message.setArguments([value])
    assert far.send(message)
    last = QDBusMessage.createSignal("/here", "org.freedesktop.login1.Session", "Lock")
    assert far.send(last)  # comes after the first one, whatever that was
    qtbot.waitUntil(lambda: len(ended) > int(leaves), timeout=WAIT)
    assert len(heard) == 1 + int(leaves)


def test_a_bus_that_is_not_there_is_passed_over(qapp: object) -> None:
    BusEvents(None, (QDBusConnection("nowhere"),))


def test_the_desk_locks_when_the_computer_is_left(qtbot: QtBot, program: Program) -> None:
    page = program.area.unlock_page
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        page.passphrase.set_secret(PASSPHRASE, shown=False)
        page.unlock_button.click()
    qtbot.waitUntil(lambda: program.machine is not None, timeout=WAIT)
    assert program.machine is not None
    with qtbot.waitSignal(program.window.locked, timeout=WAIT):
        program.machine.left.emit()
    assert program.window.frame is None


ENDED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from vpo_desk.paths import find_paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import Program
app = QApplication(["desk"])
program = Program(app, find_paths(), find_resources(), folder=Path(sys.argv[1]))
program.window.show()
page = program.area.unlock_page

def unlock():
    page.passphrase.set_secret(sys.stdin.readline().strip(), shown=False)
    page.unlock_button.click()

def ended():
    print("left", flush=True)
    app.quit()

program.window.left.connect(ended)
program.window.entered.connect(lambda _folder: os.kill(os.getpid(), signal.SIGTERM))
QTimer.singleShot(0, unlock)
code = app.exec()
program.stop()
"""


@pytest.mark.parametrize("name", ["SIGTERM"])
def test_a_request_to_end_locks_first_and_leaves_no_journal(name: str, case_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDED, str(case_file)],
        input=PASSPHRASE + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert hasattr(signal, name)
    assert (done.returncode, done.stdout) == (0, "left\n"), done.stderr
    assert not (case_file / "case-file.db-wal").exists()


def test_the_end_of_the_session_waits_until_the_case_file_is_closed(
    qtbot: QtBot, program: Program, case_file: Path
) -> None:
    page = program.area.unlock_page
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        page.passphrase.set_secret(PASSPHRASE, shown=False)
        page.unlock_button.click()
    program._commit()
    assert program.window.session is None
    assert not (case_file / "case-file.db-wal").exists()
    program._commit()

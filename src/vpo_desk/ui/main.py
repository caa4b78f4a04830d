"""The program's start: paints the lock page first and loads everything else behind it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from vpo_desk import settings
from vpo_desk.errors import VpoError
from vpo_desk.paths import Paths, find_paths
from vpo_desk.resources import Resources, find_resources
from vpo_desk.ui.alerts import Alerts
from vpo_desk.ui.computer import Computer
from vpo_desk.ui.door import LateClock, LateDoor
from vpo_desk.ui.first_paint import FirstPaint
from vpo_desk.ui.imports import leave_imports_alone
from vpo_desk.ui.prompts import Prompts, QtPrompts
from vpo_desk.ui.style_sheet import load_fonts
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.theme import FAMILY
from vpo_desk.ui.unlock.area import UnlockArea
from vpo_desk.ui.window import DeskWindow
from vpo_desk.words import Catalog, say

if TYPE_CHECKING:
    from vpo_desk.domain.moments import Clock
    from vpo_desk.logs import LogFile
    from vpo_desk.ui.actions import Shortcuts
    from vpo_desk.ui.frame import DeskFrame
    from vpo_desk.ui.garbage import GarbageRounds
    from vpo_desk.ui.idle import IdleWatch
    from vpo_desk.ui.machine.ending import EndRequests
    from vpo_desk.ui.machine.watch import MachineWatch
    from vpo_desk.ui.ports import DeskDoor, OpenDesk, OpenedDesk
    from vpo_desk.ui.session import CaseFileSession
    from vpo_desk.ui.unlock.sheet_page import PrintSheet

SESSION_END: Final = 8000
"""Milliseconds that the end of the system's session waits for the case file to be closed."""

MakeDoor = Callable[[], "DeskDoor"]


def run(argv: Sequence[str]) -> int:
    """Open the window and return the program's exit code once it is closed.

    `argv` is the program's name and, where wanted, the folder of a case file.
    """
    gc.disable()  # until the lock page is painted: nothing that was made so far can be let go
    app = QApplication([*argv[:1], "-style", "fusion", *argv[1:]])
    app.setApplicationName("VPO Desk")
    named = app.arguments()[1:]
    folder = Path(named[0]).absolute() if named else None
    program = Program(app, find_paths(), find_resources(), folder=folder)
    program.window.show()
    code = app.exec()
    program.stop()
    return code


def _print_on_paper(pdf: bytes) -> bool:
    from vpo_desk.ui.documents.printers import PaperPrinter

    printer = PaperPrinter()
    return printer.has_printer() and printer.print_pdf(pdf)


class Program:
    """The objects of one run, made and handed to each other.

    `folder` is the case file to unlock instead of the one that the settings remember.
    """

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        resources: Resources,
        *,
        folder: Path | None = None,
        prompts: Prompts | None = None,
        make_door: MakeDoor | None = None,
        clock: Clock | None = None,
        print_sheet: PrintSheet = _print_on_paper,
    ) -> None:
        leave_imports_alone()
        self._app: Final = app
        self._paths: Final = paths
        self._log_file: LogFile | None = None
        found = settings.read(paths.settings_file)
        self._notices = found.notices
        self.catalog: Final = Catalog()
        self.alerts: Final = Alerts(self.catalog, self._log)
        self.alerts.watch()
        load_fonts(bundled_fonts(resources))
        self.runner: Final = TaskRunner(self.alerts.report)
        self.computer: Final = Computer(app, self.runner, paths.settings_file, found.settings)
        theme = self.computer.dress()
        self.clock: Final = clock or LateClock(_machine_clock)
        own_prompts = QtPrompts(self.catalog)
        self.prompts: Final[Prompts] = prompts or own_prompts
        self._door: Final = LateDoor(make_door or partial(_real_door, self.computer))
        self.area: Final = UnlockArea(
            self._door,
            self.runner,
            self.prompts,
            self.alerts,
            self.catalog,
            self.clock,
            parent_folder=paths.default_case_file.parent,
            print_sheet=print_sheet,
        )
        self.window: Final = DeskWindow(self.area, self._furnish, self.prompts, self.catalog, theme)
        own_prompts.window = self.window
        self.idle: IdleWatch | None = None
        self.machine: MachineWatch | None = None
        self._ending: EndRequests | None = None
        self._garbage: GarbageRounds | None = None
        self.area.show_folder(folder or found.settings.case_file)
        self._connect()

    def stop(self) -> None:
        """Lock what is open, finish what waits, and end; nothing typed or handed in is lost."""
        if self.window.session is not None:  # the system ended us without closing the window
            self.window.lock()
        self.runner.stop()
        self.alerts.unwatch()
        if self._ending is not None:
            self._ending.stop()
        if self._garbage is not None:
            self._garbage.stop()
            self._garbage = None
        if self._log_file is not None:
            from vpo_desk.logs import close_log

            close_log(self._log_file)

    def _connect(self) -> None:
        window = self.window
        window.theme_asked.connect(self.computer.take_theme)
        self.computer.dressed.connect(window.set_theme)
        window.entered.connect(self._remember)
        self._first_paint = FirstPaint(self.area.unlock_page)
        self._first_paint.painted.connect(self._load_rest)

    def _load_rest(self) -> None:
        """Load what the lock page does not need: the door on the worker, the desk here."""
        from vpo_desk.ui.garbage import GarbageRounds

        self._garbage = GarbageRounds(self.window)
        self.window.complete()
        self.alerts.stand_in(self.area.unlock_page.notices, self.window)
        self.area.describe()
        self._start_idle_watch()
        self._start_machine_watch()
        for words in self._notices:
            self.alerts.report(VpoError(words))
        import_module("vpo_desk.ui.desk_plan")

    def _start_idle_watch(self) -> None:
        from vpo_desk.ui.idle import IdleWatch

        self.idle = IdleWatch(self.computer.lock_minutes, parent=self.window)
        self.computer.minutes_set.connect(self.idle.set_minutes)
        self.idle.minutes_left.connect(self.window.show_minutes)
        self.idle.ran_out.connect(self.window.lock)
        self.idle.start()

    def _start_machine_watch(self) -> None:
        from vpo_desk.ui.machine.ending import EndRequests
        from vpo_desk.ui.machine.watch import MachineWatch, system_signal

        self.machine = MachineWatch(self.window)
        self.machine.left.connect(self.window.lock)
        self.machine.stay_over.connect(self.window.lock)
        self.machine.stay_ends.connect(self._warn_of_stay)
        self.window.entered.connect(self.machine.enter)
        self.window.locked.connect(self.machine.leave)
        left = system_signal(self.window)
        if left is not None:
            self.machine.listen_to(left)
        self.machine.start()
        self._ending = EndRequests(self.window)
        self._ending.asked.connect(self._end)
        self._ending.listen()
        self._app.commitDataRequest.connect(self._commit, Qt.ConnectionType.DirectConnection)

    def _warn_of_stay(self) -> None:
        words = say("In ten minutes the desk locks: it has been open for almost twelve hours.")
        self.alerts.report(
            VpoError(words, safe=say("What you type is kept, as at every lock.")), self.window
        )

    def _commit(self) -> None:
        """Lock and wait for the case file: the system ends the session once this returns."""
        session = self.window.session
        if session is not None:
            loop = QEventLoop()
            session.closed.connect(loop.quit)
            QTimer.singleShot(SESSION_END, loop, loop.quit)
            self.window.lock()
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _end(self) -> None:
        self.window.lock()  # first: a question on the screen must not hold it up
        self.window.close()

    def _furnish(
        self, opened: OpenedDesk, keys: Shortcuts | None
    ) -> tuple[CaseFileSession, DeskFrame]:
        from vpo_desk.services.backups import close_and_back_up, places_of
        from vpo_desk.ui.backup_rounds import BackupRounds
        from vpo_desk.ui.chain_round import ChainRound
        from vpo_desk.ui.desk_plan import desk_plan
        from vpo_desk.ui.frame import DeskFrame
        from vpo_desk.ui.page import PageGround
        from vpo_desk.ui.session import CaseFileSession

        chosen = self.computer.settings
        places = places_of(opened.folder, chosen.backup_place, chosen.second_backup_place)

        def close(desk: OpenDesk) -> None:
            close_and_back_up(desk.services, desk.close, rounds.places)

        session = CaseFileSession(
            opened.desk, self.runner, self.clock, self.alerts.report, self.window, close=close
        )
        rounds = BackupRounds(session, self.runner, places, self._keep_second)
        chain = ChainRound(session)
        ground = PageGround(
            session,
            self.catalog,
            self.prompts,
            self.clock,
            self.runner,
            rounds,
            chain,
            self._door,
            self.computer,
        )
        rounds.start()
        chain.start()
        return session, DeskFrame(desk_plan(), ground, opened.facts, self.alerts, window_keys=keys)

    def _remember(self, folder: Path) -> None:
        self.computer.keep(case_file=folder)

    def _keep_second(self, place: Path) -> None:
        self.computer.keep(second_backup_place=place)

    def _log(self, account: str) -> None:
        import logging

        from vpo_desk.logs import LOGGER, open_log

        if self._log_file is None:
            self._log_file = open_log(self._paths.log_folder)
        logging.getLogger(LOGGER).error(account)


def bundled_fonts(resources: Resources) -> Iterator[bytes]:
    """Return the files of the window's typeface."""
    for suffix in (".ttf", ".otf"):
        for name in resources.names("fonts", suffix):
            if name.startswith(FAMILY):
                yield resources.read_bytes(f"fonts/{name}")


def _real_door(computer: Computer) -> DeskDoor:
    from vpo_desk.bootstrap import CaseFileDoor

    return CaseFileDoor(backup_places=computer.backup_places)


def _machine_clock() -> Clock:
    from vpo_desk.bootstrap import system_clock

    return system_clock()

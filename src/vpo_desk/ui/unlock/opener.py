"""Opens a desk on the worker, one at a time; a lock that comes first calls it off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vpo_desk.ui.alerts import Alerts
from vpo_desk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from vpo_desk.ui.unlock.create_page import CreatePage
    from vpo_desk.ui.unlock.new_key_page import NewKeyPage
    from vpo_desk.ui.unlock.opening import Opening
    from vpo_desk.ui.unlock.unlock_page import UnlockPage
    from vpo_desk.ui.unlock.words_page import WordsPage

    OpeningPage = UnlockPage | WordsPage | CreatePage | NewKeyPage


class Opener(QObject):
    """`refused` comes when a desk could not be opened, `came_late(Opening)` after a lock."""

    refused = Signal()
    came_late = Signal(object)

    def __init__(self, area: QWidget, runner: TaskRunner, alerts: Alerts) -> None:
        super().__init__(area)
        self._area = area
        self._runner = runner
        self._alerts = alerts
        self._called_off = threading.Event()
        self.is_opening = False

    def begin(
        self, work: Callable[[], Opening], then: Callable[[Opening], None], page: OpeningPage
    ) -> None:
        """Open a desk on the worker; errors stand on the page."""
        called_off = self._called_off = threading.Event()
        page.notices.clear()
        page.show_busy(busy=True)

        def landed(opening: Opening) -> None:
            if called_off.is_set():
                self.came_late.emit(opening)
            else:
                self.is_opening = False
                then(opening)

        def refused(fault: Exception) -> None:
            if not called_off.is_set():
                self.is_opening = False
                page.show_busy(busy=False)
                self._alerts.report(fault, page)
                self.refused.emit()

        self.is_opening = True
        self._runner.run(work, landed, refused, owner=self._area)

    def call_off(self) -> None:
        """Let what is being opened be closed again as soon as it is there."""
        self._called_off.set()
        self.is_opening = False

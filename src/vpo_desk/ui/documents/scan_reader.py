"""Scans of paper on their way in: a button, a place to drop them, how far they are, and cancel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.services.scans import Scanned, ScanReading
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.text import QuietLabel


class ScanReader(QWidget):
    """Reads scans one after the other, beside the window and page by page; keeps nothing of them.

    `begun` comes when a person hands scans in, `found(Scanned)` after each that was read, and
    `refused(VpoError)` after each that cannot be; `called_off` when a person cancels.
    """

    begun = Signal()
    found = Signal(object)
    refused = Signal(object)
    called_off = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._waiting: list[Path] = []
        self._reading: ScanReading | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Button(page.say("Read a scan…"), self._choose))
        column.addWidget(
            QuietLabel(
                page.say(
                    "Or drop a picture or PDF of the page here. Its QR code is read in memory; nothing"
                    " of the file is kept."
                )
            )
        )
        self.progress = QWidget()
        line = QHBoxLayout(self.progress)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(page.say("How far the scan is read"))
        line.addWidget(self._bar, 1)
        line.addWidget(LinkButton(page.say("Cancel"), self._cancel))
        self.progress.hide()
        column.addWidget(self.progress)

    def read(self, paths: tuple[Path, ...]) -> None:
        """Read scans, behind those that are on their way."""
        if self._reading is None:
            self.begun.emit()
        self._waiting += paths
        if self._reading is None:
            self._next()

    def forget(self) -> None:
        """Let go of what is being read, and of what waits."""
        self._waiting.clear()
        self._reading = None
        self.progress.hide()

    def _choose(self) -> None:
        page = self._page
        kinds = page.say("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp)")
        pattern = f"{kinds};;{page.say('All files (*)')}"
        path = page.ground.prompts.open_file(page.say("Read a scan"), pattern)
        if path is not None:
            self.read((path,))

    def _next(self) -> None:
        self.progress.setVisible(bool(self._waiting))
        if self._waiting:
            self._reading = ScanReading(self._waiting.pop(0))
            self._bar.setRange(0, 0)  # moves until the number of pages is known
            self._step(self._reading)

    def _step(self, reading: ScanReading) -> None:
        def stepped(so_far: Scanned) -> None:
            if reading is not self._reading:  # called off meanwhile
                return
            self._bar.setRange(0, so_far.total)
            self._bar.setValue(so_far.done)
            if not so_far.is_whole:
                self._step(reading)
                return
            self._reading = None
            self.found.emit(so_far)
            self._next()

        def failed(fault: Exception) -> None:
            if reading is not self._reading:
                return
            self._reading = None
            if isinstance(fault, VpoError):
                self.refused.emit(fault)
            self._next()
            if not isinstance(fault, VpoError):
                raise fault

        self._page.ground.runner.render(reading.step, stepped, failed, owner=self)

    def _cancel(self) -> None:
        self.forget()
        self.called_off.emit()

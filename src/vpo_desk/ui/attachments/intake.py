"""Where files come in: a button, a place to drop them, how far they are, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vpo_desk.domain.attachment import FileFacts
from vpo_desk.domain.file_name import shown_name
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.ui.attachments.stepping import Begin, Finish, Stepping
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words

Beginning = Callable[[Path], Begin]
Advice = Callable[[int], Words | None]


class FileIntake(QWidget):
    """Takes files in one after the other. `taken` comes after each that is there.

    `begin` gives what begins the import of a path, `finish` what ends it and returns facts of the
    file; both are carried out on the worker.
    """

    taken = Signal()

    def __init__(self, page: Page, begin: Beginning, finish: Finish, advice: Advice) -> None:
        super().__init__()
        self._page = page
        self._begin = begin
        self._finish = finish
        self._advice = advice
        self._waiting: list[Begin] = []
        self._count = 0
        self._stepping = Stepping(page.ground.session, self)
        self._stepping.advanced.connect(self._show_progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.button = Button(page.say("Add a file…"), self._choose)
        row.addWidget(self.button)
        row.addWidget(QuietLabel(page.say("or drop files here. They are kept encrypted.")), 1)
        column.addLayout(row)
        self.progress = QWidget()
        line = QHBoxLayout(self.progress)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(page.say("How far the file is in"))
        self._told = QuietLabel("")
        self._cancel = LinkButton(page.say("Cancel"), self.cancel)
        line.addWidget(self._bar, 1)
        line.addWidget(self._told)
        line.addWidget(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        self.notices = NoticeArea()
        column.addWidget(self.notices)

    @property
    def is_busy(self) -> bool:
        """True while a file is on its way."""
        return self._stepping.is_busy

    def add(self, paths: tuple[Path, ...]) -> None:
        """Take files in, behind those that are on their way."""
        if not self._stepping.is_busy:
            self.notices.clear()
            self._count = 0
        self._waiting += [self._begin(path) for path in paths]  # to what is shown now
        self._count += len(paths)
        self._next()

    def cancel(self) -> None:
        """Take back the file on its way, and leave those behind it."""
        self._waiting.clear()
        self._stepping.cancel()

    def _choose(self) -> None:
        pattern = self._page.say("All files (*)")
        path = self._page.ground.prompts.open_file(self._page.say("Add a file"), pattern)
        if path is not None:
            self.add((path,))

    def _next(self) -> None:
        if self._stepping.is_busy:
            return
        self.progress.setVisible(bool(self._waiting))
        if self._waiting:
            self._show_progress(0, 1)
            begin = self._waiting.pop(0)
            self._stepping.carry_out(begin, self._finish, self._landed, self._refused)

    def _landed(self, facts: FileFacts) -> None:
        name = shown_name(facts.name)
        words = self._advice(facts.size)
        self.notices.add(
            Notice(
                self._page.say("{name} is in.", name=name),
                self._page.text(words) if words else "",
                tone="warning" if words else "good",
            )
        )
        self.taken.emit()
        self._next()

    def _refused(self, fault: Exception) -> None:
        if isinstance(fault, VpoError):
            self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))
        elif isinstance(fault, Cancelled):
            words = self._page.say("Nothing of the file was kept.")
            self.notices.add(Notice(self._page.say("Cancelled."), words))
        self._next()
        if not isinstance(fault, VpoError | Cancelled):
            raise fault

    def _show_progress(self, done: Any, total: Any) -> None:
        percent = 100 * int(done) // max(1, int(total))
        self._bar.setValue(percent)
        number = self._count - len(self._waiting)
        self._told.setText(
            self._page.say(
                "{number} of {count}: {percent} %",
                number=max(1, number),
                count=self._count,
                percent=percent,
            )
        )

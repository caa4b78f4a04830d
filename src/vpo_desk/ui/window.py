"""The one window: the lock page or the unlocked desk, and the way between them."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QStackedWidget

from vpo_desk.ui.theme import Theme
from vpo_desk.ui.unlock.area import UnlockArea
from vpo_desk.words import Catalog, say

if TYPE_CHECKING:
    from vpo_desk.ui.actions import Shortcuts
    from vpo_desk.ui.clipboard import ClipboardGuard
    from vpo_desk.ui.frame import DeskFrame
    from vpo_desk.ui.places import Place
    from vpo_desk.ui.ports import OpenedDesk
    from vpo_desk.ui.prompts import Prompts
    from vpo_desk.ui.session import CaseFileSession

SMALLEST: Final = QSize(1024, 700)
DRAWN: Final = QSize(1280, 800)

Furnish = Callable[["OpenedDesk", "Shortcuts | None"], "tuple[CaseFileSession, DeskFrame]"]
"""Makes the session and the frame of an opened desk; gets the keys of the window."""


class DeskWindow(QMainWindow):
    """Holds the lock page and, while a case file is open, the desk; knows no case.

    Its title never names anything. `entered(folder)` comes with each desk that was opened,
    `theme_asked(Theme)` when the officer wants other colors or another text size, `left` once the
    window is closed and the case file too.
    """

    entered = Signal(object)
    locked = Signal()
    theme_asked = Signal(object)
    left = Signal()

    def __init__(
        self, area: UnlockArea, furnish: Furnish, prompts: Prompts, catalog: Catalog, theme: Theme
    ) -> None:
        super().__init__()
        self._area: Final = area
        self._furnish: Final = furnish
        self._prompts: Final = prompts
        self._catalog: Final = catalog
        self._theme = theme
        self._session: CaseFileSession | None = None
        self._closing: CaseFileSession | None = None
        self._frame: DeskFrame | None = None
        self._parting: list[DeskFrame] = []
        self._was_at: tuple[Path, Place | None] | None = None
        self._leaving = False
        self._minutes = 0
        self._clipboard: ClipboardGuard | None = None
        self._keys: Shortcuts | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self.setCentralWidget(self._stack)
        self.setWindowTitle(catalog.say("VPO Desk"))
        self.setMinimumSize(SMALLEST)
        screen = self.screen().availableGeometry().size()
        self.resize(DRAWN.boundedTo(screen - QSize(2, 32)))  # room for the system's own frame
        area.opened.connect(self._enter)

    def complete(self) -> None:
        """Make what the first paint of the lock page does not need."""
        from vpo_desk.ui.clipboard import ClipboardGuard

        self._clipboard = ClipboardGuard(self)
        self._add_keys()

    @property
    def frame(self) -> DeskFrame | None:
        """The unlocked desk; None while locked."""
        return self._frame

    @property
    def session(self) -> CaseFileSession | None:
        """The open case file; None while locked."""
        return self._session

    @property
    def clipboard(self) -> ClipboardGuard | None:
        """Knows whether the clipboard holds words of this program."""
        return self._clipboard

    def lock(self) -> None:
        """Show the lock page and forget what was shown, at once; never waits for anything.

        What was typed is handed to the worker first, which closes the case file behind it.
        """
        self._close_dialogs()
        session, frame = self._session, self._frame
        if session is None or frame is None:
            self._area.lock()
            self._clear_clipboard()
            return
        self._was_at = (self._was_at[0], frame.place) if self._was_at else None
        self._session, self._frame, self._closing = None, None, session
        session.closed.connect(self._closed)
        session.settle()  # first: a field that loses the focus to the lock page was not left
        self._area.lock()  # so that errors of what follows stand on the lock page
        session.lock()
        self._stack.setCurrentWidget(self._area)
        self.repaint()
        frame.clear()
        self._stack.removeWidget(frame)
        self._parting.append(frame)
        self._part()
        self._clear_clipboard()
        self.locked.emit()

    def show_minutes(self, minutes: int) -> None:
        """Show the minutes until the desk locks by itself."""
        self._minutes = minutes
        if self._frame is not None:
            self._frame.navigation.show_minutes(minutes)

    def set_theme(self, theme: Theme) -> None:
        """Know the theme that is in effect, from which the officer's next change starts."""
        self._theme = theme

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first, and leave once the case file is closed; called by Qt."""
        if self._area.has_unsaved_sheet and not self._prompts.confirm(
            self._catalog.say("Leave without the recovery sheet?"),
            self._catalog.say(
                "It was neither printed nor saved, and is never shown again. If the passphrase is"
                " forgotten, nothing opens the case file."
            ),
            self._catalog.say("Leave without it"),
            self._catalog.say("Go back to the sheet"),
        ):
            event.ignore()
            return
        was_open = self._session is not None or self._closing is not None
        self.lock()
        if was_open:
            self._leaving = True
            event.ignore()
        else:
            event.accept()
            self.left.emit()

    def _enter(self, opened: OpenedDesk) -> None:
        session, frame = self._furnish(opened, self._keys)
        self._session, self._frame = session, frame
        back_to = None
        if self._was_at is not None and self._was_at[0] == opened.folder:
            back_to = self._was_at[1]
        self._was_at = (opened.folder, None)
        frame.lock_asked.connect(self.lock)
        frame.navigation.show_minutes(self._minutes)
        self._stack.addWidget(frame)
        self._stack.setCurrentWidget(frame)
        frame.open(back_to)
        self.entered.emit(opened.folder)

    def _closed(self) -> None:
        session, self._closing = self._closing, None
        if not self._leaving:
            return
        self._leaving = False
        if session is None or not session.failed_late:
            self.close()

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.reject()
            elif isinstance(widget, QMenu):
                widget.close()

    def _part(self) -> None:
        """Let Qt delete the emptied desk, but never under a page that still waits for a dialog."""
        if QThread.currentThread().loopLevel() > 1:
            QTimer.singleShot(50, self, self._part)
            return
        for frame in self._parting:
            frame.deleteLater()
        self._parting.clear()
        QTimer.singleShot(0, gc.collect)  # closures that held answers go now, not some time later

    def _clear_clipboard(self) -> None:
        if self._clipboard is not None:
            self._clipboard.clear()

    def _add_keys(self) -> None:
        from vpo_desk.ui.actions import Shortcut, Shortcuts

        self._keys = Shortcuts(self)
        for keys, words, changed in (
            ("Ctrl+=", say("Larger text"), Theme.larger),
            ("Ctrl+-", say("Smaller text"), Theme.smaller),
            ("Ctrl+0", say("Text as drawn"), Theme.drawn),
            ("Ctrl+Shift+L", say("Light, dark or high contrast"), Theme.other),
        ):
            self._keys.add(Shortcut(keys, words, self._asker(changed)))

    def _asker(self, changed: Callable[[Theme], Theme]) -> Callable[[], None]:
        def ask() -> None:
            self._theme = changed(self._theme)
            self.theme_asked.emit(self._theme)

        return ask

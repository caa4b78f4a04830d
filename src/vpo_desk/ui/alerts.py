"""The one place that shows errors: sentences in the page, or the dialog of a program fault."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.ui.tasks import is_gone
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.words import Catalog

if TYPE_CHECKING:
    from vpo_desk.ui.crash_dialog import CrashDialog

_LOUD: Final = {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}


class Alerts(QObject):
    """Shows every error that nobody else shows, on the window's thread.

    `log` gets the account of a program fault, never a value. Notices stand in the area of the
    page that asked, or else in the one that `stand_in` named last.
    """

    _came = Signal(object)

    def __init__(
        self, catalog: Catalog, log: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._log = log
        self._area: NoticeArea | None = None
        self._window: QWidget | None = None
        self._before: tuple[object, ...] | None = None
        self.dialog: CrashDialog | None = None
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def stand_in(self, area: NoticeArea, window: QWidget | None = None) -> None:
        """Show notices in this area from now on, and dialogs over this window."""
        self._area = area
        self._window = window or self._window

    def report(self, fault: BaseException, owner: QObject | None = None) -> None:
        """Show an error: a VpoError as a notice, a cancelled step not at all, the rest loudly."""
        if isinstance(fault, Cancelled | KeyboardInterrupt):
            return
        if isinstance(fault, VpoError):
            self._show_notice(fault, owner)
        else:
            self._show_crash(_account(fault))

    def watch(self) -> None:
        """Take in the faults that reach Python's and Qt's last doors."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(self._qt_message)

    def unwatch(self) -> None:
        """Give the last doors back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before  # type: ignore[assignment]
            self._before = None
            qInstallMessageHandler(None)

    def _show_notice(self, fault: VpoError, owner: QObject | None) -> None:
        own = getattr(owner, "notices", None)
        area = own if isinstance(own, NoticeArea) and not is_gone(own) else self._area
        if area is None or is_gone(area):
            self._log(_account(fault))
            return
        first, *rest = (self._catalog.text(words) for words in fault.sentences)
        closing = self._catalog.say("Close")
        area.add(Notice(first, " ".join(rest), tone="danger", closable=closing))

    def _show_crash(self, account: str) -> None:
        self._log(account)
        if self.dialog is not None and not is_gone(self.dialog):
            return  # one dialog at a time: a fault that repeats must not bury the window
        from vpo_desk.ui.crash_dialog import CrashDialog  # not needed for the first paint

        self.dialog = CrashDialog(account, self._catalog, self._window)
        self.dialog.open()

    def _uncaught(
        self, kind: type[BaseException], fault: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self._came.emit(fault)

    def _uncaught_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and not isinstance(hook.exc_value, SystemExit):
            self._came.emit(hook.exc_value)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        """Log where a message of Qt came from; its text may hold what a person typed."""
        where = f"{context.category or 'qt'} {Path(context.file or '').name}:{context.line or 0}"
        account = f"Qt {kind.name} {where} {context.function or ''}".rstrip()
        if kind in _LOUD:
            self._came.emit(account)
        else:
            self._log(account)

    def _take(self, came: BaseException | str) -> None:
        if isinstance(came, str):
            self._show_crash(came)
        else:
            self.report(came)


def _account(fault: BaseException) -> str:
    from vpo_desk.ui.crash import crash_text  # logging is not needed for the first paint

    return crash_text(fault)

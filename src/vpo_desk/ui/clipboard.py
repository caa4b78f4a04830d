"""Keeps case text from staying on the clipboard after the lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication


class ClipboardGuard(QObject):
    """Knows whether what is on the clipboard was put there by this program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours: set[QClipboard.Mode] = set()
        self._clipboard.changed.connect(self._note)

    def clear(self) -> None:
        """Empty the clipboard where it still holds our words; leave the words of others."""
        for mode in tuple(self._ours):
            self._clipboard.clear(mode)
        self._ours.clear()

    def disown(self) -> None:
        """Take what is on the clipboard for the words of another program."""
        self._ours.clear()

    def _note(self, mode: QClipboard.Mode) -> None:
        owns = {
            QClipboard.Mode.Clipboard: self._clipboard.ownsClipboard,
            QClipboard.Mode.Selection: self._clipboard.ownsSelection,
            QClipboard.Mode.FindBuffer: self._clipboard.ownsFindBuffer,
        }[mode]
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if owns() or active:
            self._ours.add(mode)
        else:
            self._ours.discard(mode)

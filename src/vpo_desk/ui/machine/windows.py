"""Windows: the session and power messages that every window may ask for."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

POWER: Final = 0x0218  # WM_POWERBROADCAST
SESSION: Final = 0x02B1  # WM_WTSSESSION_CHANGE
_SUSPENDS: Final = 0x0004  # PBT_APMSUSPEND
_LOCKED: Final = frozenset({0x7, 0x2, 0x4, 0x6})  # lock, disconnects of console and remote, log-off


class _Message(ctypes.Structure):
    """The beginning of Windows' MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wide", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
    )


def means_leaving(message: int, wide: int) -> bool:
    """Return True for the messages after which nobody may be at the desk."""
    return (message == POWER and wide == _SUSPENDS) or (message == SESSION and wide in _LOCKED)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, told: WindowsEvents) -> None:
        super().__init__()
        self._told = told

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at each message of the system and hold none back; called by Qt."""
        if bytes(QByteArray(event_type).data()).startswith(b"windows_"):
            found = _Message.from_address(int(message))
            if means_leaving(int(found.message), int(found.wide)):
                self._told.left.emit()
        return False, 0


class WindowsEvents(QObject):
    """Follows the messages of the session that a window belongs to."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._filter = _Filter(self)
        application = QApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

"""Linux: the login manager and the desktop's screen saver tell over D-Bus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)


class BusEvents(QObject):
    """Follows the signals on the given buses; one that is not there is passed over.

    Whoever sends such a signal can do no more than lock the desk, so senders are not checked.
    """

    left = Signal()

    def __init__(self, parent: QObject | None, known: Iterable[QDBusConnection]) -> None:
        super().__init__(parent)
        # The stub wants bytes; what is taken is the text that SLOT gives.
        sleeps, locks = cast("bytes", SLOT("sleeps(bool)")), cast("bytes", SLOT("locks()"))
        manager, session = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
        for bus in known:
            if not bus.isConnected():
                continue
            bus.connect("", "", manager, "PrepareForSleep", self, sleeps)
            bus.connect("", "", session, "Lock", self, locks)
            for saver in _SCREEN_SAVERS:
                bus.connect("", "", saver, "ActiveChanged", self, sleeps)

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """Take the beginning, and not the end, of sleep or of a locked screen."""
        if begins:
            self.left.emit()

    @Slot()
    def locks(self) -> None:
        """Take that the login manager wants the session locked."""
        self.left.emit()


def buses() -> tuple[QDBusConnection, ...]:
    """Return the system's bus and the session's own."""
    return QDBusConnection.systemBus(), QDBusConnection.sessionBus()

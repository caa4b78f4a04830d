"""The one window: the lock page or the unlocked desk, and the way between them."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from vpo_desk.ui.actions import Shortcut, Shortcuts
from vpo_desk.ui.theme import Theme
from vpo_desk.words import Catalog, say

if TYPE_CHECKING:
    from vpo_desk.ui.clipboard import ClipboardGuard
    from vpo_desk.ui.frame import DeskFrame
    from vpo_desk.ui.idle import IdleWatch
    from vpo_desk.ui.places import Place
    from vpo_desk.ui.session import CaseFileSession
    from vpo_desk.ui.unlock.area import UnlockArea

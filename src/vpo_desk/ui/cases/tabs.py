"""The tabs of a case page: arrows move, Tab leaves, each has a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.text import literal


class Tabs(QWidget):
    """A row of tabs; `chosen(key)` comes when the officer moves to another one."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._keys = [key for key, _ in tabs]
        self._bar = QTabBar()
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(True)
        self._bar.setAccessibleName(name)
        for _, words in tabs:
            self._bar.addTab(literal(words))
        self._bar.currentChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        self.setFocusProxy(self._bar)

    def current(self) -> str:
        """Return the key of the tab that is shown."""
        return self._keys[self._bar.currentIndex()]

    def set_current(self, key: str) -> None:
        """Show another tab without telling."""
        if key in self._keys:
            self._bar.blockSignals(True)  # noqa: FBT003 - Qt's own argument
            self._bar.setCurrentIndex(self._keys.index(key))
            self._bar.blockSignals(False)  # noqa: FBT003 - Qt's own argument

    def _changed(self, index: int) -> None:
        self.chosen.emit(self._keys[index])

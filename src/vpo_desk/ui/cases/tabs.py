"""The tabs of a case page: arrows move, Tab leaves, each has a word."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.text import literal


class Tabs(QWidget):
    """A row of tabs; `chosen(key)` comes when the officer moves to another one.

    Where the row does not fit (a narrow window, large text) a list to choose from takes its place:
    nothing has to be scrolled sideways to be found.
    """

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._keys = [key for key, _ in tabs]
        self._bar = QTabBar()
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(False)
        self._bar.setAccessibleName(name)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for _, words in tabs:
            self._bar.addTab(literal(words))
        self._bar.currentChanged.connect(self._changed)
        self._list = DropDown(Option(key, words) for key, words in tabs)
        self._list.setAccessibleName(name)
        self._list.chosen.connect(self._listed)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        column.addWidget(self._list)
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
            self._list.set_value(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the row or the list for the new width; called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size; called by Qt."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            QTimer.singleShot(0, self, self._fit)

    def minimumSizeHint(self) -> QSize:
        """Return the least it takes: the list; called by Qt."""
        return QSize(120, super().minimumSizeHint().height())

    def _fit(self) -> None:
        narrow = self._bar.sizeHint().width() > self.width()
        if narrow == self._list.isHidden():
            focused = self._bar.hasFocus() or self._list.hasFocus()
            self._bar.setVisible(not narrow)
            self._list.setVisible(narrow)
            shown = self._list if narrow else self._bar
            self.setFocusProxy(shown)
            if focused:
                shown.setFocus()

    def _changed(self, index: int) -> None:
        self._list.set_value(self._keys[index])
        self.chosen.emit(self._keys[index])

    def _listed(self, key: str) -> None:
        self._bar.setCurrentIndex(self._keys.index(key))

"""The desk under a keyboard alone: nothing here clicks, sets a focus or calls a page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QRadioButton,
    QTabBar,
    QWidget,
)

from ui.pages.hands import PLAIN, SHIFT, Desk, focused
from vpo_desk.ui.widgets.table import ListTable

FAR = 250
"""Tabs after which a person would have given up."""


@dataclass
class Keys:
    """A person's keyboard."""

    desk: Desk

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key where the keyboard is, and wait for what follows."""
        for _ in range(times):
            QTest.keyClick(self.here(), key, modifiers)
        self.desk.settle()

    def type(self, words: str) -> None:
        """Type letter by letter into what has the keyboard."""
        QTest.keyClicks(self.here(), words)

    def here(self) -> QWidget:
        """Return what the keyboard is in; the window itself when it is nowhere."""
        return QApplication.focusWidget() or self.desk.program.window

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the keyboard is in what is called so, or say what was met instead."""
        met: list[str] = []
        for _ in range(FAR):
            called = names_of(self.here())
            if name in called:
                return self.here()
            met += called
            modifiers = SHIFT if back else PLAIN
            QTest.keyClick(self.here(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, modifiers)
        seen = "\n".join(dict.fromkeys(met))
        raise AssertionError(f"Tab does not come to {name!r}; it came to:\n{seen}")

    def fill(self, name: str, words: str) -> None:
        """Go to a field and type."""
        self.tab_to(name)
        self.type(words)

    def do(self, words: str) -> None:
        """Go to a button and press it."""
        self.tab_to(words)
        self.press(Qt.Key.Key_Space)

    def choose(self, name: str, words: str) -> None:
        """Go to a row of options and along it with the arrows."""
        self.tab_to(name)
        here = focused()
        if isinstance(here, QComboBox):
            self._choose_from(here, words)
            return
        assert isinstance(here, QRadioButton), here
        if here.text() == words:
            QTest.keyClick(here, Qt.Key.Key_Space)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            for _ in range(FAR):
                before = focused()
                if _says(before) == words:
                    break
                QTest.keyClick(before, key)
                if focused() is before:
                    break
        now = focused()
        assert isinstance(now, QRadioButton)
        assert now.text() == words, f"{name!r} has no option {words!r}"
        assert now.isChecked()
        self.desk.settle()

    def turn_to(self, words: str) -> None:
        """Go to the tabs of a case and along them with the arrows."""
        self.tab_to("Parts of the case")
        bar = focused()
        if isinstance(bar, QComboBox):
            self._choose_from(bar, words)
            return
        assert isinstance(bar, QTabBar), bar
        wanted = next(place for place in range(bar.count()) if bar.tabText(place) == words)
        key = Qt.Key.Key_Right if wanted > bar.currentIndex() else Qt.Key.Key_Left
        while bar.currentIndex() != wanted:
            self.press(key)

    def open_row(self, name: str, words: str) -> None:
        """Go to a list, down to the row that says this, and open it with Enter."""
        shown = self.tab_to(name)
        assert isinstance(shown, ListTable), shown
        self.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for row in range(shown.rows.rowCount()):
            cells = (shown.rows.cell(row, column) for column in range(len(shown.rows.columns)))
            if any(words in cell.words or words in cell.second for cell in cells):
                while shown.currentIndex().row() < row:
                    QTest.keyClick(shown, Qt.Key.Key_Down)
                self.press(Qt.Key.Key_Return)
                return
        raise AssertionError(f"no row of {name!r} says {words!r}")

    def section(self, words: str) -> None:
        """Go to the parts of an assessment and along them with the arrows."""
        self.tab_to("Parts of the assessment", back=True)
        here = focused()
        assert isinstance(here, ListTable), here
        while here.rows.cell(here.currentIndex().row(), 0).words != words:
            before = here.currentIndex().row()
            self.press(Qt.Key.Key_Down)
            assert here.currentIndex().row() > before, f"there is no part {words!r}"

    def _choose_from(self, box: QComboBox, words: str) -> None:
        wanted = box.findText(words)
        assert wanted >= 0, [box.itemText(place) for place in range(box.count())]
        while box.currentIndex() != wanted:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down if wanted > before else Qt.Key.Key_Up)
            assert box.currentIndex() != before, f"{box.accessibleName()!r} does not move"
        self.desk.settle()


def names_of(widget: QWidget) -> list[str]:
    """Return what a person could call a widget: its words, its name, its row's name."""
    named = [_says(widget), widget.accessibleName()]
    parent = widget.parentWidget()
    if isinstance(widget, QRadioButton) and parent is not None:
        named.append(parent.accessibleName())
    return [name for name in named if name]


def _says(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&")
    return ""

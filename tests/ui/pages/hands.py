"""The unlocked desk in the hands of a person: what they find by its words, press, type and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.stage import PASSPHRASE, FakePrompts, StillClock
from vpo_desk.services.catalog import Services
from vpo_desk.ui.frame import DeskFrame
from vpo_desk.ui.main import Program
from vpo_desk.ui.page import Page
from vpo_desk.ui.places import Place
from vpo_desk.ui.session import CaseFileSession
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.table import ListTable

WAIT = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

P = TypeVar("P", bound=Page)


@dataclass
class Desk:
    """One run of the program on a case file of the test's own."""

    program: Program
    qtbot: QtBot
    prompts: FakePrompts
    clock: StillClock

    @property
    def frame(self) -> DeskFrame:
        frame = self.program.window.frame
        assert frame is not None, "the desk is locked"
        return frame

    @property
    def page(self) -> Page:
        page = self.frame.page
        assert page is not None
        return page

    @property
    def session(self) -> CaseFileSession:
        session = self.program.window.session
        assert session is not None, "the desk is locked"
        return session

    def unlock(self) -> None:
        page = self.program.area.unlock_page
        with self.qtbot.waitSignal(self.program.window.entered, timeout=WAIT):
            page.passphrase.set_secret(PASSPHRASE, shown=False)
            page.unlock_button.click()
        self.settle()

    def lock(self) -> None:
        """Lock, and wait until the case file is closed."""
        with self.qtbot.waitSignal(self.session.closed, timeout=WAIT):
            self.program.window.lock()
        self.settle()

    def settle(self) -> None:
        """Wait until both workers are done, and with what followed from it too."""
        runner = self.program.runner
        for _ in range(5):
            for start in (runner.run, runner.render):
                with self.qtbot.waitCallback(timeout=WAIT) as landed:
                    start(lambda: None, lambda _nothing, landed=landed: landed())

    def ask(self, question: Callable[[Services], Any]) -> Any:
        """Ask the case file itself, as it stands after everything handed in so far."""
        self.settle()
        with self.qtbot.waitCallback(timeout=WAIT) as answered:
            self.session.query(question, answered, answered)
        assert answered.args is not None
        answer = answered.args[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def go(self, kind: type[P], page: str, id_: str = "", part: str = "") -> P:
        self.frame.go(Place(page, id_, part))
        return self.at(kind)

    def at(self, kind: type[P]) -> P:
        """Return the page that is shown, of which kind it must be."""
        self.settle()
        page = self.page
        assert isinstance(page, kind), type(page)
        return page

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the keyboard is, and wait for what follows."""
        QTest.keyClick(QApplication.focusWidget() or self.program.window, key, modifiers)
        self.settle()

    def click(self, words: str, within: QWidget | None = None) -> None:
        """Press the button of these words, and wait for what follows."""
        button(within or self.page, words).click()
        self.settle()

    def click_all(self, words: str) -> None:
        """Press every button of these words on the page."""
        for each in buttons(self.page, words):
            each.click()
        self.settle()

    def reads(self) -> str:
        """Return everything that can be read on the page that is shown."""
        return shown_words(self.page)


def is_there(widget: QWidget) -> bool:
    """True for what a person could come to by scrolling."""
    return widget.isVisibleTo(widget.window())


def buttons(within: QWidget, words: str) -> list[QPushButton]:
    """Return the buttons that say this."""
    return [
        each
        for each in within.findChildren(QPushButton)
        if is_there(each) and each.text().replace("&&", "&") == words
    ]


def button(within: QWidget, words: str) -> QPushButton:
    """Return the one button that says this."""
    found = buttons(within, words)
    assert len(found) == 1, f"{len(found)} buttons say {words!r}"
    return found[0]


def field(within: QWidget, name: str) -> TextField | TextEditor:
    """Return the one field of this label."""
    kinds = (TextField, TextEditor)
    found = [
        each
        for kind in kinds
        for each in within.findChildren(kind)
        if is_there(each) and each.accessibleName() == name
    ]
    assert len(found) == 1, f"{len(found)} fields are called {name!r}"
    return found[0]


def labeled(within: QWidget, name: str) -> LabeledField:
    """Return the one labeled field of this label."""
    found = [
        each
        for each in within.findChildren(LabeledField)
        if is_there(each) and each.label.text() == name
    ]
    assert len(found) == 1, f"{len(found)} labels say {name!r}"
    return found[0]


def trouble(within: QWidget, name: str) -> str:
    """Return what is said to be wrong at a field."""
    label = labeled(within, name).trouble
    return label.text() if is_there(label) else ""


def choice(within: QWidget, name: str) -> SegmentedChoice:
    """Return the one row of options of this name."""
    found = [
        each
        for each in within.findChildren(SegmentedChoice)
        if is_there(each) and each.accessibleName() == name
    ]
    assert len(found) == 1, f"{len(found)} choices are called {name!r}"
    return found[0]


def drop_down(within: QWidget, name: str) -> DropDown:
    """Return the one list of this name that drops down."""
    found = [
        each
        for each in within.findChildren(DropDown)
        if is_there(each) and each.accessibleName() == name
    ]
    assert len(found) == 1, f"{len(found)} lists are called {name!r}"
    return found[0]


def choose(within: QWidget, name: str, words: str) -> None:
    """Choose an option by its words."""
    segments = [each for each in choice(within, name).segments if each.text() == words]
    assert len(segments) == 1, f"{name!r} offers {words!r} {len(segments)} times"
    segments[0].click()


def chosen(within: QWidget, name: str) -> str:
    """Return the words of the option that is chosen; nothing when none is."""
    words = [each.text() for each in choice(within, name).segments if each.isChecked()]
    return words[0] if words else ""


def table(within: QWidget, name: str) -> ListTable:
    """Return the list of this name."""
    found = [
        each
        for each in within.findChildren(ListTable)
        if is_there(each) and each.accessibleName() == name
    ]
    assert len(found) == 1, f"{len(found)} lists are called {name!r}"
    return found[0]


def card(within: QWidget, heading: str) -> Card:
    """Return the one card of this heading."""
    found = [
        each
        for each in within.findChildren(Card)
        if is_there(each) and each.heading.text() == heading
    ]
    assert len(found) == 1, f"{len(found)} cards are headed {heading!r}"
    return found[0]


def rows(shown: ListTable) -> list[str]:
    """Return what the rows of a list read."""
    columns = range(len(shown.rows.columns))
    read: list[str] = []
    for row in range(shown.rows.rowCount()):
        cells = [shown.rows.cell(row, column) for column in columns]
        read.append(" | ".join(" / ".join(filter(None, (c.words, c.second))) for c in cells))
    return read


def open_row(shown: ListTable, row: int) -> None:
    """Go to a row with the keyboard and press Enter."""
    shown.setFocus()
    shown.setCurrentIndex(shown.rows.index(row, 0))
    QTest.keyClick(shown, Qt.Key.Key_Return)


def write(widget: QWidget, words: str) -> None:
    """Type words of any script, as an input method hands them over."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def fill(within: QWidget, name: str, words: str) -> TextField | TextEditor:
    """Type words into the field of this label."""
    found = field(within, name)
    write(found, words)
    return found


def focused() -> QWidget:
    """Return what the keyboard is in."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def leave() -> None:
    """Leave the field by the keyboard."""
    QTest.keyClick(focused(), Qt.Key.Key_Tab)


def shown_words(widget: QWidget) -> str:
    """Return everything in a widget that a person could read."""
    words: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        if not is_there(each):
            continue
        if isinstance(each, QLabel | QLineEdit | QPushButton):
            words.append(each.text())
        elif isinstance(each, QPlainTextEdit):
            words.append(each.toPlainText())
        elif isinstance(each, QComboBox):
            words.append(each.currentText())
        elif isinstance(each, ListTable):
            words += rows(each)
    return "\n".join(words)


def tab_order(page: QWidget) -> list[QWidget]:
    """Return what Tab comes to on a page, in order."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and takes:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found

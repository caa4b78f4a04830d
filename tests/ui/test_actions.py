"""Keys: they work while one types, a page's go before the window's, and a sheet lists them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpo_desk.ui.actions import Shortcut, Shortcuts
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.words import say

KEYS = (
    *("Ctrl+U", "Ctrl+K", "Ctrl+D", "Ctrl+N", "Ctrl+L", "Ctrl+Return", "Alt+Left"),
    *("Ctrl+Shift+V", "Ctrl+/", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Alt+1", "F1", "Ctrl+Shift+L"),
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    content = QWidget()
    QVBoxLayout(content)
    made.setCentralWidget(content)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def add(window: QMainWindow, widget: QWidget) -> None:
    content = window.centralWidget()
    layout = content.layout() if content else None
    assert layout is not None
    layout.addWidget(widget)
    widget.show()


def press(window: QMainWindow, keys: str) -> None:
    """Press keys as the system hands them to a window."""
    QTest.keySequence(window.windowHandle(), QKeySequence(keys))


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_keys_work_while_one_types(
    qtbot: QtBot, window: QMainWindow, kind: type[TextField | TextEditor]
) -> None:
    field = kind()
    add(window, field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.set_words("kept")
    shortcuts, ran = Shortcuts(window), list[str]()
    for keys in KEYS:
        shortcuts.add(Shortcut(keys, say(keys), lambda keys=keys: ran.append(keys)))
    for keys in KEYS:
        press(window, keys)
    assert tuple(ran) == KEYS
    assert field.words() == "kept"


def test_a_pages_keys_go_before_the_windows_and_leave_with_it(window: QMainWindow) -> None:
    first, second = QWidget(), QWidget()
    add(window, first)
    add(window, second)
    shortcuts, ran = Shortcuts(window), list[str]()
    shortcuts.add(Shortcut("Alt+Left", say("Back"), lambda: ran.append("window")))
    shortcuts.add(Shortcut("Ctrl+L", say("Lock"), lambda: ran.append("lock")))
    own = Shortcut("Alt+left", say("Question before"), lambda: ran.append("page"))
    press(window, "Alt+Left")
    shortcuts.set_page(first, (own,))
    press(window, "Alt+Left")
    press(window, "Ctrl+L")
    assert [(line.words.id, line.on_page) for line in shortcuts.sheet()] == [
        ("Question before", True),
        ("Lock", False),
    ]
    shortcuts.set_page(second)
    press(window, "Alt+Left")
    assert ran == ["window", "page", "lock", "window"]
    assert [line.keys for line in shortcuts.sheet()] == ["Alt+Left", "Ctrl+L"]


def test_a_hidden_pages_keys_do_nothing(window: QMainWindow) -> None:
    page = QWidget()
    add(window, page)
    shortcuts, ran = Shortcuts(window), list[str]()
    shortcuts.set_page(page, (Shortcut("Ctrl+D", say("Declined"), lambda: ran.append("page")),))
    page.hide()
    press(window, "Ctrl+D")
    assert ran == []

"""Keyboard shortcuts: one register, in which a page's keys go before the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from vpo_desk.words import Words


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys such as `Ctrl+Return`, what they do in words, and what is called."""

    keys: str
    words: Words
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line of the key sheet."""

    keys: str
    words: Words
    on_page: bool


class Shortcuts(QObject):
    """The shortcuts of the window, and those of the page that is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._own: list[tuple[Shortcut, QAction]] = []
        self._of_page: list[tuple[Shortcut, QAction]] = []
        self._page: QWidget | None = None

    def add(self, shortcut: Shortcut) -> QAction:
        """Add keys that work everywhere in the window."""
        action = self._action(shortcut, self._window)
        self._own.append((shortcut, action))
        return action

    def set_page(self, page: QWidget | None, shortcuts: Iterable[Shortcut] = ()) -> None:
        """Make the shown page's keys work, instead of the window's where both want the same."""
        for _, action in self._of_page:
            if self._page is not None:
                self._page.removeAction(action)
            action.deleteLater()
        self._page = page
        self._of_page = []
        if page is not None:
            self._of_page = [(known, self._action(known, page)) for known in shortcuts]
        taken = {QKeySequence(shortcut.keys) for shortcut, _ in self._of_page}
        for shortcut, action in self._own:
            action.setEnabled(QKeySequence(shortcut.keys) not in taken)

    def sheet(self) -> tuple[KeyLine, ...]:
        """Return the keys that work now: the page's first, then the window's."""
        of_page = tuple(KeyLine(_read(s.keys), s.words, on_page=True) for s, _ in self._of_page)
        own = tuple(
            KeyLine(_read(s.keys), s.words, on_page=False) for s, a in self._own if a.isEnabled()
        )
        return of_page + own

    def _action(self, shortcut: Shortcut, widget: QWidget) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(shortcut.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: shortcut.run())  # noqa: PLW0108 - drops Qt's argument
        widget.addAction(action)
        return action


def _read(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)

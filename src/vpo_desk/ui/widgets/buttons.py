"""Buttons: each says what it does."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from vpo_desk.ui.widgets.text import literal, restyle


class Button(QPushButton):
    """A button of kind normal, primary (one on a page) or danger."""

    def __init__(
        self,
        words: str,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        kind: str = "normal",
        tip: str = "",
    ) -> None:
        super().__init__(literal(words), parent)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if tip:
            self.setToolTip(tip)
            self.setAccessibleDescription(tip)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())  # noqa: PLW0108 - drops Qt's argument

    def set_kind(self, kind: str) -> None:
        """Show the button as another kind."""
        self.setProperty("kind", kind)
        restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too, as on the web, wherever the button stands."""
        press_on_enter(self, event, super().keyPressEvent)


class LinkButton(QPushButton):
    """A button that looks like a link, for lesser steps."""

    def __init__(
        self,
        words: str,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        tip: str = "",
    ) -> None:
        super().__init__(literal(words), parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if tip:
            self.setToolTip(tip)
            self.setAccessibleDescription(tip)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())  # noqa: PLW0108 - drops Qt's argument

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too."""
        press_on_enter(self, event, super().keyPressEvent)


def press_on_enter(
    button: QPushButton, event: QKeyEvent, otherwise: Callable[[QKeyEvent], None]
) -> None:
    """Press a button when Enter is what was typed, and leave every other key to Qt."""
    plain = event.modifiers() in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    }
    if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        button.click()
    else:
        otherwise(event)

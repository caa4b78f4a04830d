"""A field for a passphrase: hidden unless the officer asks to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Catalog


class SecretField(QWidget):
    """A labeled passphrase field that shows its letters only while asked to."""

    entered = Signal()
    edited = Signal()

    def __init__(self, label: str, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        # Made in the order in which Tab passes them, which is not that of the lines.
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.show_button = LinkButton(catalog.say("Show"), self._toggle, self)
        self.show_button.setAccessibleDescription(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        caption = PlainLabel(label, size="table", strong=True, quiet=True, wrap=False)
        caption.setBuddy(self.field)
        head.addWidget(caption, 1)
        head.addWidget(self.show_button)
        column.addLayout(head)
        column.addWidget(self.field)
        self.field.returnPressed.connect(self.entered)
        self.field.textEdited.connect(self.edited)
        self.setFocusProxy(self.field)

    def secret(self) -> str:
        """Return what is typed."""
        return self.field.text()

    def set_secret(self, secret: str, *, shown: bool) -> None:
        """Put a secret in."""
        self.field.setText(secret)
        self._echo(shown=shown)

    def wipe(self) -> None:
        """Empty the field, its undo history too, and hide what comes next."""
        self.field.setText("")
        self._echo(shown=False)

    def _toggle(self) -> None:
        self._echo(shown=self.field.echoMode() is QLineEdit.EchoMode.Password)
        self.field.setFocus()

    def _echo(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        words = self._catalog.say("Hide") if shown else self._catalog.say("Show")
        self.show_button.setText(words)

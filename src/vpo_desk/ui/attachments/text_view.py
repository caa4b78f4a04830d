"""Text of any length, a page at a time, with its encoding told."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from vpo_desk.domain.decoded_text import DecodedText
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Catalog


class TextView(QWidget):
    """Shows text; the arrows move in a page, Ctrl+Page Up and Ctrl+Page Down leaf."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog
        self._text = DecodedText((), "")
        self._page = 0
        say = catalog.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        self._before = Button(say("Part before"), lambda: self.turn(-1), tip="Ctrl+Page Up")
        self._after = Button(say("Next part"), lambda: self.turn(1), tip="Ctrl+Page Down")
        row.addWidget(self._before)
        row.addWidget(self._after)
        row.addStretch(1)
        column.addWidget(self._buttons)
        self.told = QuietLabel("")
        column.addWidget(self.told)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setUndoRedoEnabled(False)
        self.words.setAccessibleName(say("The file's text"))
        column.addWidget(self.words, 1)

    def show_text(self, text: DecodedText) -> None:
        """Show a text from its beginning."""
        self._text, self._page = text, 0
        self._show()

    def forget(self) -> None:
        """Show nothing, and keep nothing."""
        self._text = DecodedText((), "")
        self.words.clear()
        self.told.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaf with Ctrl and the page keys; called by Qt."""
        from PySide6.QtCore import Qt

        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if control and event.key() in steps:
            self.turn(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def turn(self, by: int) -> None:
        """Show another part."""
        self._page = max(0, min(len(self._text.pages) - 1, self._page + by))
        self._show()

    def _show(self) -> None:
        text, say = self._text, self._catalog.say
        count = len(text.pages)
        self.words.setPlainText(text.pages[self._page] if count else "")
        self._buttons.setVisible(count > 1)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page + 1 < count)
        parts = [say("Encoding: {name}", name=text.encoding)]
        if text.assumed:
            parts = [say("Encoding: not told; read as {name}", name=text.encoding)]
        if not text.exact:
            parts.append(say("some bytes are no text in it"))
        if count > 1:
            parts.append(say("part {number} of {count}", number=self._page + 1, count=count))
        self.told.setText(" · ".join(parts))

"""Fields to type in: plain words only, Tab leaves each of them, nothing typed is altered."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

JOURNAL_AFTER: Final = 700
"""Milliseconds from the first key press to `typed`, so that words are kept within a second."""

_MOST: Final = 2**31 - 1
"""Characters that a field takes: as many as Qt can count, where it would cut off after 32,767."""

_PARAGRAPH: Final = "\u2029"
_STILL_HERE: Final = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}


class TypingPause(QObject):
    """Turns a burst of key presses into one signal, at most `JOURNAL_AFTER` after the first."""

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(JOURNAL_AFTER)
        self._timer.timeout.connect(self.passed)

    def begin(self) -> None:
        """Note a key press; the first one starts the pause."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> bool:
        """Forget what was noted; True when there was something."""
        waiting = self._timer.isActive()
        self._timer.stop()
        return waiting


class TextField(QLineEdit):
    """One line of words.

    `typed` comes within a second of the first key press, for the journal; `left(words)` when the
    field is left with words other than those it had. Going to another program is not leaving.
    """

    typed = Signal()
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.setMaxLength(_MOST)
        self.setPlaceholderText(hint)
        self._pause = TypingPause(self)
        self._pause.passed.connect(self.typed)
        self.textEdited.connect(self._pause.begin)
        self._known = ""

    def words(self) -> str:
        """Return what is typed; a line break that was pasted counts as a space."""
        return " ".join(self.text().splitlines())

    def set_words(self, words: str) -> None:
        """Show words that are known already; there is nothing to undo before them."""
        self._pause.stop()
        self._known = words
        self.setText(words)
        self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+U to the page, which may want it; called by Qt."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.DeleteCompleteLine)
        ):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was typed; called by Qt."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.commit()
        elif self._pause.stop():
            self.typed.emit()

    def commit(self) -> None:
        """Act as if the field was left now."""
        words, waiting = self.words(), self._pause.stop()
        if words != self._known:
            self._known = words
            self.left.emit(words)
        elif waiting:  # typed and taken back: the journal must not keep what was taken back
            self.typed.emit()


class TextEditor(QPlainTextEdit):
    r"""Several lines of words that grow with what is typed.

    The words are kept exactly: nothing is trimmed, no-break spaces stay, line ends are `\n`.
    Pasting and dropping bring in plain words only. Signals as in `TextField`.
    """

    typed = Signal()
    left = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        lines: int = 3,
        most_lines: int = 14,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most_lines = most_lines
        self._height = 0
        self._known = ""
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = TypingPause(self)
        self._pause.passed.connect(self.typed)
        self.textChanged.connect(self._pause.begin)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def words(self) -> str:
        """Return what is typed, to the letter."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def set_words(self, words: str) -> None:
        """Show words that are known already; there is nothing to undo before them."""
        self.setPlainText(words)
        self._known = self.words()
        self._pause.stop()

    def go_on(self) -> None:
        """Put the caret behind the last word, where somebody who was interrupted goes on."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def sizeHint(self) -> QSize:
        """Return the height that the words need, within the lines allowed; called by Qt."""
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height, so that no arrangement cuts the words; called by Qt."""
        return QSize(40, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew and grow or shrink; called by Qt."""
        super().resizeEvent(event)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Shift+Enter an ordinary new line; called by Qt."""
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was typed; called by Qt."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.commit()
        elif self._pause.stop():
            self.typed.emit()

    def commit(self) -> None:
        """Act as if the field was left now."""
        words, waiting = self.words(), self._pause.stop()
        if words != self._known:
            self._known = words
            self.left.emit(words)
        elif waiting:  # typed and taken back: the journal must not keep what was taken back
            self.typed.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take plain words only; called by Qt."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the plain words, whatever else the clipboard holds; called by Qt."""
        if source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def show_end(self) -> None:
        """Put the cursor behind the last letter."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _wanted_height(self) -> int:
        wanted = int(self.document().documentLayout().documentSize().height())
        lines = max(self._lines, min(self._most_lines, wanted))
        margins = self.contentsMargins()
        edges = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin())
        return lines * self.fontMetrics().lineSpacing() + edges

    def _grow(self) -> None:
        height = self._wanted_height()
        wanted = int(self.document().documentLayout().documentSize().height())
        bar = Qt.ScrollBarPolicy
        fits = wanted <= self._most_lines
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAsNeeded)
        if height != self._height:
            self._height = height
            self.updateGeometry()
        if fits and self.height() >= height:  # Qt leaves it scrolled as it was when it was smaller
            self.verticalScrollBar().setValue(0)

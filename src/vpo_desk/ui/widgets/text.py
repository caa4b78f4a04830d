"""Words on a page: headings, quiet lines and pills; never interpreted as markup."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LEADING: Final = 1.18
"""The distance of the lines of a paragraph, as a multiple of the typeface's own."""


class PlainLabel(QLabel):
    """A line or paragraph that shows exactly the words it is given.

    Markup in what a person said stays visible as typed, and `&` is no shortcut. Paragraphs are
    set with more air between their lines than Qt gives.
    """

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        size: str = "body",
        strong: bool = False,
        quiet: bool = False,
        wrap: bool = True,
    ) -> None:
        super().__init__(parent)
        self._set: dict[tuple[object, ...], tuple[QTextLayout, int]] = {}
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("text_size", size)
        if strong:
            self.setProperty("weight", "strong")
        if quiet:
            self.setProperty("quiet", "true")
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(words)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines in a width; called by Qt."""
        if not self.wordWrap():
            return super().heightForWidth(width)
        if width not in self._heights:  # a page asks hundreds of times while it arranges itself
            margins = self.contentsMargins()
            edges = margins.top() + margins.bottom()
            room = width - margins.left() - margins.right()
            self._heights[width] = self._lines(room)[1] + edges
        return self._heights[width]

    def setText(self, words: str) -> None:
        """Show other words."""
        self._forget()
        super().setText(words)

    def clear(self) -> None:
        """Show no words, and keep none."""
        self._forget()
        super().clear()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another typeface, size or style; called by Qt."""
        self._forget()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return a size in which the words read well; called by Qt."""
        if not self.wordWrap():
            return super().sizeHint()
        margins = self.contentsMargins()
        widest = self.fontMetrics().size(0, self.text()).width() + 1
        width = min(widest, 44 * self.fontInfo().pixelSize()) + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut; called by Qt."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(min(self.sizeHint().width(), 40), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and then the lines; called by Qt."""
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        rect = self.contentsRect()
        layout, height = self._lines(rect.width())
        room = rect.height() - height
        centered = bool(self.alignment() & Qt.AlignmentFlag.AlignVCenter)
        top = rect.top() + (max(0, room) / 2 if centered else 0)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(rect.left(), top))
        painter.end()

    def _forget(self) -> None:
        """Forget how the words were set: those shown before stay in no memory of ours."""
        self._heights.clear()
        self._set.clear()

    def _lines(self, width: int) -> tuple[QTextLayout, int]:
        """Set the words in a width; asked many times over while a page arranges itself."""
        key = (width, self.text(), self.font().key(), self.alignment(), self.layoutDirection())
        if key not in self._set:
            if len(self._set) > 7:
                self._set.clear()
            self._set[key] = self._set_lines(width)
        return self._set[key]

    def _set_lines(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        step = self.fontMetrics().height()
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += step * LEADING
        layout.endLayout()
        return layout, math.ceil(max(step, top - step * (LEADING - 1)))


class Heading(PlainLabel):
    """The title of a page (`title`), a question (`question`) or a card (`card`)."""

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        size: str = "title",
        wrap: bool = True,
    ) -> None:
        super().__init__(words, parent, size=size, strong=True, wrap=wrap)


class QuietLabel(PlainLabel):
    """Words that help without asking for attention."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, size: str = "table"):
        super().__init__(words, parent, size=size, quiet=True)


class Badge(QLabel):
    """A pill of one or two words in a tone: neutral, info, good, warning or danger."""

    def __init__(self, words: str = "", tone: str = "neutral", parent: QWidget | None = None):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_size", "small")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def set_tone(self, tone: str) -> None:
        """Show the words in another tone."""
        self.setProperty("tone", tone)
        restyle(self)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def literal(words: str) -> str:
    """Return words for a button or menu, where a bare `&` would be taken for a shortcut."""
    return words.replace("&", "&&")

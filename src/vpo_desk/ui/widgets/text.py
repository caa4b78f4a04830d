"""Words on a page: headings, quiet lines and pills; never interpreted as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlainLabel(QLabel):
    """A line or paragraph that shows exactly the words it is given.

    Markup in what a person said stays visible as typed, and `&` is no shortcut.
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


class Heading(PlainLabel):
    """The title of a page (`title`), a question (`question`) or a card (`card`)."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, size: str = "title"):
        super().__init__(words, parent, size=size, strong=True)


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

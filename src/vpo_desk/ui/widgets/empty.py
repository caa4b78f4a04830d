"""What an empty page says: what belongs here, and the first step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.text import Heading, QuietLabel


class EmptyPlace(QWidget):
    """A heading, a sentence and, where there is one, the button of the first step."""

    def __init__(
        self,
        heading: str,
        words: str,
        parent: QWidget | None = None,
        *,
        first_step: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 28, 14, 28)
        column.setSpacing(0)  # what stands here keeps together, in the middle of a tall place
        column.addStretch(1)
        self.heading = Heading(heading, size="card")
        self.words = QuietLabel(words)
        for label, above in ((self.heading, 0), (self.words, 8)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(above)
            column.addWidget(label)
        self.button: Button | None = None
        if first_step is not None:
            self.button = Button(first_step[0], first_step[1])
            column.addSpacing(12)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

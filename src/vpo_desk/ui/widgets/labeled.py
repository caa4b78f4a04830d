"""A field with its label, its tip and what is wrong with it, tied together for every reader."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel, restyle


class LabeledField(QWidget):
    """Puts a label above a field and gives the field its accessible name and tip.

    `tip` is shown under the label when `tip_shown`, and always as tool tip and description.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        tip: str = "",
        tip_shown: bool = False,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._tip = tip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = PlainLabel(label, size="table", strong=True, quiet=True)
        self.label.setBuddy(field)
        column.addWidget(self.label)
        if tip and tip_shown:
            column.addWidget(QuietLabel(tip))
        column.addWidget(field)
        self._trouble = PlainLabel("", size="table")
        self._trouble.setProperty("trouble", "true")
        self._trouble.hide()
        column.addWidget(self._trouble)
        field.setAccessibleName(label)
        field.setAccessibleDescription(tip)
        field.setToolTip(tip)
        self.setFocusProxy(field)

    def show_trouble(self, words: str) -> None:
        """Say what is wrong below the field; empty words take it back."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self.field.setAccessibleDescription(words or self._tip)
        self.field.setProperty("trouble", "true" if words else "")
        restyle(self.field)

    @property
    def trouble(self) -> QLabel:
        """The line that says what is wrong."""
        return self._trouble

"""The dialog of a program fault: what is safe, and which code lines were running."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.text import Heading, PlainLabel
from vpo_desk.words import Catalog


class CrashDialog(QDialog):
    """Says that the program made a mistake, what is safe, and which code lines were running."""

    def __init__(self, account: str, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(catalog.say("VPO Desk"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Heading(catalog.say("The program made a mistake"), size="question"))
        safe = catalog.say(
            "What was saved is safe in the case file. The last step may not have been done: look"
            " whether it was before you repeat it."
        )
        column.addWidget(PlainLabel(safe))
        sent = catalog.say(
            "Nothing is sent anywhere. The lines below name code only, no people and no case;"
            " they help whoever repairs the program."
        )
        column.addWidget(PlainLabel(sent, quiet=True))
        self.lines = QPlainTextEdit(account)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(catalog.say("Code lines"))
        column.addWidget(self.lines)
        buttons = QHBoxLayout()
        self.copy_button = Button(catalog.say("Copy these lines"), self._copy)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        self.go_on = Button(catalog.say("Go on"), self.accept, kind="primary")
        buttons.addWidget(self.go_on)
        column.addLayout(buttons)
        self.resize(640, 440)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.toPlainText())

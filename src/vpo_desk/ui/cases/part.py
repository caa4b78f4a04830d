"""A part of the case page behind one of its tabs; it asks through the page it stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.changes import Changes
from vpo_desk.ui.page import Page
from vpo_desk.words import Words


class CasePart(QWidget):
    """One tab of a case. `load` shows a case, `refresh` follows changes to it.

    `paper` is the document that “Print…” leads to from this tab.
    """

    paper = "plan"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.case_id = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def load(self, case_id: str) -> None:
        """Show a case."""
        self.case_id = case_id
        self.read()

    def read(self) -> None:
        """Ask for what this part shows; called at every visit and after changes."""

    def refresh(self, changes: Changes) -> None:
        """Follow what was changed while this part is shown."""
        if self.case_id and changes.touches(self.case_id):
            self.read()

    def flush(self) -> None:
        """Journal what was typed and not committed."""

    def help(self) -> tuple[Words, ...]:
        """Return what F1 says on this tab, beside what it says on every one."""
        return ()

    def say(self, template: str, **values: object) -> str:
        """Return a sentence in the officer's language."""
        return self.page.say(template, **values)

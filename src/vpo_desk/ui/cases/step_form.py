"""A short form for one step that is taken with words: its fields, its button, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.ui.concerns.forms import FormDraft
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.tasks import Then
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

Entry = TextField | TextEditor
Asked = Sequence[tuple[str, str, Entry]]


class StepForm(QWidget):
    """Fields by name, journaled as they are typed; the step's own words say what is wrong."""

    def __init__(
        self, page: Page, binding: str, fields: Asked, button: str, act: Callable[[], None]
    ) -> None:
        super().__init__()
        self._page = page
        self._scope = ""
        self._entries = {name: entry for name, _, entry in fields}
        self.fields = {name: LabeledField(label, entry) for name, label, entry in fields}
        self._journal = FormJournal(page, FormDraft(), binding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for name, entry in self._entries.items():
            self._journal.watch(name, entry)
            column.addWidget(self.fields[name])
        self.notices = NoticeArea()
        self.button = Button(button, act)
        column.addWidget(self.notices)
        column.addWidget(self.button)

    def begin(self, scope: str) -> None:
        """Show the form for a scope; words kept for it come back."""
        if scope != self._scope:
            self._scope = scope
            self.notices.clear()
            for entry in self._entries.values():
                entry.set_words("")
            self._journal.begin(scope)

    def words(self, name: str) -> str:
        """Return what is typed in a field."""
        return self._entries[name].words()

    def flush(self) -> None:
        """Journal what is typed."""
        self._journal.flush()

    def trouble(self, name: str, words: str) -> None:
        """Say what is wrong with a field; empty words take it back."""
        self.fields[name].show_trouble(words)

    def send(self, act: Callable[[Services], Written], told: str, then: Then | None = None) -> None:
        """Take the step; what was typed stays until it is taken, and a refusal stands here."""
        self.notices.clear()
        self.button.setEnabled(False)

        def landed(value: object) -> None:
            self.button.setEnabled(True)
            for entry in self._entries.values():
                entry.set_words("")
            self._journal.drop()
            self.notices.add(Notice(told, tone="good"))
            if then is not None:
                then(value)

        def failed(fault: Exception) -> None:
            self.button.setEnabled(True)
            if not isinstance(fault, VpoError):
                raise fault
            self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))

        self._page.command(act, landed, failed)

"""Entering a root: the one thing that several people's knowledge goes back to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.statement import Root
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import go_to
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField

BINDING: Final = "root@1"


class RootForm(QWidget):
    """Enters a root of the case; `entered` brings its id, for the answer that is shown."""

    entered = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case_id = ""
        self._entering = OneAtATime(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._what, self._when = TextField(), TextField()
        self._what_field = LabeledField(
            page.say("What it goes back to"),
            self._what,
            tip=page.say("A post, a quarrel, a screenshot: the one thing several people refer to"),
            tip_shown=True,
        )
        column.addWidget(self._what_field)
        column.addWidget(LabeledField(page.say("When that was, as said"), self._when))
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=6)
        row.addWidget(Button(page.say("Enter the root"), self._enter))
        row.addWidget(LinkButton(page.say("Discard"), self._discard))
        column.addWidget(buttons)
        self._journal = FormJournal(page, FormDraft(), BINDING)
        self._journal.watch("what", self._what)
        self._journal.watch("when", self._when)
        self._journal.restored.connect(self.show)
        self.hide()

    def show_case(self, case_id: str) -> None:
        """Serve a case; a root that was begun in it is back in its fields."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._empty()
            self._journal.begin(f"{case_id}:root")

    def begin(self) -> None:
        """Open the form and go there."""
        self.show()
        go_to(self, self._what)

    def flush(self) -> None:
        """Journal what is typed."""
        self._journal.flush()

    def _enter(self) -> None:
        what, when = self._what.words(), self._when.words()
        self._what_field.show_trouble("" if what.strip() else self._page.say("Say what it is."))
        if not what.strip():
            return
        case_id = self._case_id
        said = read_date(when) if when.strip() else None
        self._entering.command(
            lambda services: services.knowledge.add_root(case_id, what, said), self._entered
        )

    def _entered(self, root: Root) -> None:
        self._discard()
        self.entered.emit(root.id)

    def _discard(self) -> None:
        self._empty()
        self._journal.drop()

    def _empty(self) -> None:
        self._what.set_words("")
        self._when.set_words("")
        self._what_field.show_trouble("")
        self.hide()

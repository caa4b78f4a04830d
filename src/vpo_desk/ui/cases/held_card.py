"""What is held out of a case's documents, listed where the case is reviewed."""

from __future__ import annotations

from vpo_desk.services.held_out import HeldOut
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import say_count


class HeldCard(Card):
    """Lists entries without their link to conduct; a line leads to where it can be written down."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Held out of documents"), flush=True)
        self._page = page
        self._case_id = ""
        self._words = QuietLabel("")
        self._words.setContentsMargins(14, 12, 14, 4)
        self._lines = ListTable(
            (
                Column(page.say("About"), self._about, width=120),
                Column(page.say("Entry"), self._entry),
            ),
            name=page.say("Entries held out of documents"),
            fit=True,
        )
        when_opened(self._lines, self._open)
        self.body.addWidget(self._words)
        self.body.addWidget(self._lines)
        self.hide()

    def show_held(self, case_id: str, held: tuple[HeldOut, ...]) -> None:
        """Show what is held out; without any the card is not there."""
        self._case_id = case_id
        words = say_count(
            "{count} entry about religion, politics or association has no link to conduct and"
            " stands in no document. Look at it too.",
            "{count} entries about religion, politics or association have no link to conduct and"
            " stand in no document. Look at them too.",
            len(held),
        )
        self._words.setText(self._page.text(words))
        self._lines.replace(held)
        self.setVisible(bool(held))

    def _about(self, held: HeldOut) -> str:
        return self._page.text(held.about.words) if held.about else ""

    def _entry(self, held: HeldOut) -> Cell:
        return Cell(self._page.text(held.title), second=held.text)

    def _open(self, held: HeldOut) -> None:
        if held.kind == "concern":
            self._page.go("concern", held.id)
        else:
            self._page.go("case", self._case_id, "timeline")

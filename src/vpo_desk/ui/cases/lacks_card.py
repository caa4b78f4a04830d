"""What a case still lacks for its next state: a list that leads there and stops nobody."""

from __future__ import annotations

from vpo_desk.domain.case import CaseState
from vpo_desk.domain.readiness import TARGET_STATE, Lack
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.rows import Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel


class LacksCard(Card):
    """Lists what is missing; a line leads to the part of the case where it is filled in."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Still missing"), flush=True)
        self._page = page
        self._case_id = ""
        self._lacks = ListTable(
            (Column("", lambda lack: page.text(lack.words)),),
            name=page.say("What is still missing"),
            fit=True,
            headings=False,
        )
        when_opened(self._lacks, self._open)
        self._rule = QuietLabel(page.say("None of this stops a step. What is open prints so."))
        self._rule.setContentsMargins(14, 10, 14, 12)
        self.body.addWidget(self._lacks)
        self.body.addWidget(self._rule)
        self.hide()

    def show_lacks(self, case_id: str, state: CaseState, lacks: tuple[Lack, ...]) -> None:
        """Show what is missing; without anything the card is not there."""
        self._case_id = case_id
        aim = TARGET_STATE[state]
        self.heading.setText(self._page.say("Still missing for {aim}", aim=aim))
        self._lacks.replace(lacks)
        self.setVisible(bool(lacks))

    def _open(self, lack: Lack) -> None:
        self._page.go("case", self._case_id, lack.tab)

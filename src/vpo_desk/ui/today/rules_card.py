"""New entries on Today that wait for a yes or no to the rules of a plan, case by case."""

from __future__ import annotations

from vpo_desk.domain.case import Case
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import say_count

Waiting = tuple[tuple[Case, int], ...]


class RulesCard(Card):
    """Lists the cases in which entries wait; a line leads to the plan, where they are asked."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Does it touch a rule of the plan?"), flush=True)
        self._page = page
        self._cases = ListTable(
            (
                Column("", lambda line: Cell(line[0].number, strong=True), width=130),
                Column("", self._count),
            ),
            name=page.say("Entries that wait for a yes or no"),
            fit=True,
            headings=False,
        )
        when_opened(self._cases, lambda line: page.go("case", line[0].id, "plan"))
        self.body.addWidget(self._cases)
        self.hide()

    def show_waiting(self, waiting: Waiting) -> None:
        """Show where entries wait; nothing where none does."""
        self._cases.replace(waiting)
        self.setVisible(bool(waiting))

    def _count(self, line: tuple[Case, int]) -> str:
        words = say_count("{count} new entry waits", "{count} new entries wait", line[1])
        return self._page.text(words)

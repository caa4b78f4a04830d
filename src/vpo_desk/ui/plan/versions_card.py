"""The older sealed versions of a plan: none of them can be changed, each can be printed again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.plan import Plan
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.text import QuietLabel


class PlanVersionsCard(Card):
    """Lists what a newer sealed version superseded; hidden while there is none."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Older versions"))
        self._page = page
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.body.addWidget(
            QuietLabel(
                page.say("Printed again, every page says SUPERSEDED and names what is in force.")
            )
        )
        self.hide()

    def show_versions(self, sealed: Sequence[Plan]) -> None:
        """Show the sealed versions of a case, oldest first, but for the one in force."""
        empty_layout(self._lines)
        for plan in reversed(sealed[:-1]):
            self._lines.addWidget(self._link(plan))
        self.setVisible(len(sealed) > 1)

    def _link(self, plan: Plan) -> LinkButton:
        page, place = self._page, (plan.case_id, f"plan:v{plan.number}")
        sealed = plan.sealed_at or plan.at
        words = page.say(
            "Print version {number} of {day} again…",
            number=plan.number,
            day=date_words(sealed.day),
        )
        return LinkButton(words, lambda: page.go("print", *place))

"""The way to the shift briefing card: what it will say and until when, and the button that prints it."""

from __future__ import annotations

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.plan import Plan
from vpo_desk.services.documents import PaperWish
from vpo_desk.ui.documents.paper_places import part_of
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.text import QuietLabel


class ShiftCardCard(Card):
    """Says what of the plan goes onto the card, and leads to printing it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Shift briefing card"))
        self._page = page
        self._plan: Plan | None = None
        about = page.say(
            "One page for patrol with a last day: the rules that patrol or anybody may see, the"
            " actions that patrol carries out, description, vehicle, address, access to weapons,"
            " orders. No history, no health, no source."
        )
        self.body.addWidget(QuietLabel(about))
        self.body.addWidget(Button(page.say("Print the shift briefing card…"), self._print))

    def show_plan(self, plan: Plan) -> None:
        """Serve a plan."""
        self._plan = plan

    def _print(self) -> None:
        plan = self._plan
        if plan is not None:
            wish = PaperWish(plan.case_id, DocumentKind.SHIFT_CARD, draft=not plan.sealed)
            self._page.go("print", plan.case_id, part_of(wish))

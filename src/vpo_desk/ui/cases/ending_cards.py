"""Handing a case to another agency, and opening one again that has ended."""

from __future__ import annotations

from typing import Final

from vpo_desk.services.closings import TransferWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextEditor, TextField

TRANSFER: Final = "transfer@1"
REOPEN: Final = "reopen@1"


class TransferCard(Card):
    """The form that hands a case to another agency."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Hand it to another agency"))
        self._page = page
        self._case_id = ""
        say = page.say
        self._form = StepForm(
            page,
            TRANSFER,
            (
                ("to", say("To which agency"), TextField()),
                ("accepted_by", say("Accepted by"), TextField()),
                ("reason", say("Why it is handed over"), TextEditor(lines=2)),
                ("basis", say("Legal basis"), TextField()),
                ("sent", say("What was sent"), TextEditor(lines=1)),
                ("follow_up", say("Ask again on, such as 27 Nov 2026"), TextField()),
            ),
            say("Hand it over"),
            self._keep,
        )
        self.body.addWidget(self._form)

    def show_case(self, case_id: str) -> None:
        """Serve a case."""
        self._case_id = case_id
        self._form.begin(f"{case_id}:transfer")

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _keep(self) -> None:
        form, case_id = self._form, self._case_id
        days = form.days("follow_up")
        if days is None:
            return
        words = TransferWords(
            self._page.ground.clock.now(),
            *(form.words(name) for name in ("to", "reason", "accepted_by", "basis", "sent")),
            follow_up=days[0],
        )
        form.send(
            lambda services: services.closings.hand_over(case_id, words),
            self._page.say("The case is handed over."),
        )


class ReopenCard(Card):
    """The form that opens an ended case again."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Open it again"))
        self._page = page
        self._case_id = ""
        say = page.say
        self._form = StepForm(
            page,
            REOPEN,
            (
                ("reason", say("Why it is opened again"), TextEditor(lines=2)),
                ("next", say("Next review after it, such as 27 Nov 2026"), TextField()),
            ),
            say("Open the case again"),
            self._keep,
        )
        self.body.addWidget(self._form)

    def show_case(self, case_id: str) -> None:
        """Serve a case."""
        self._case_id = case_id
        self._form.begin(f"{case_id}:reopen")

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _keep(self) -> None:
        form, case_id = self._form, self._case_id
        following = form.needed_day("next")
        if following is not None:
            reason = form.words("reason")
            form.send(
                lambda services: services.closings.reopen(case_id, reason, following),
                self._page.say("The case is open again."),
            )

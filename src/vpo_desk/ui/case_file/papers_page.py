"""Absence, hand-over and loss: the papers about the case file, each with what it is for."""

from __future__ import annotations

from vpo_desk.ui.case_file.slips import Prepare, save_slip
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say


class PapersPage(Page):
    """Makes the cover sheet, the inventory, and the page for a lost computer."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Absence, hand-over, loss"))
        self._add(
            say("You are away"),
            say(
                "A cover sheet for the sealed envelope with the recovery sheet: who can open the"
                " case file, which dates are due, whom to call. It has case numbers and no word of"
                " a case."
            ),
            say("Save the cover sheet…"),
            say("Cover sheet.pdf"),
            lambda services: services.custody_papers.cover_sheet(),
        )
        self._add(
            say("Somebody takes over"),
            say(
                "An inventory to sign: counts, cases with state and next review, paper that is out,"
                " and the head of the audit chain. The successor makes a new key on the lock page,"
                " which ends every older way in."
            ),
            say("Save the inventory…"),
            say("Hand-over.pdf"),
            lambda services: services.custody_papers.inventory(),
        )
        self._add(
            say("The computer is lost"),
            say(
                "Print this page now and keep it away from the computer: what was on it, how it was"
                " protected, which paper is out, and whom to tell within the hour. Make it again"
                " each month, with the anchor slip."
            ),
            say("Save the page for a loss…"),
            say("If this computer is lost.pdf"),
            lambda services: services.custody_papers.if_lost(),
        )
        self.fill_rest()

    def help(self) -> tuple[Words, ...]:
        """Say why these papers are made beforehand."""
        return (
            say("These papers are of use only if they exist before they are needed."),
            say("Each is entered in the audit log when it is made."),
        )

    def _add(
        self, heading: Words, words: Words, button: Words, suggested: Words, prepare: Prepare
    ) -> None:
        card = Card(self.text(heading))
        card.body.addWidget(PlainLabel(self.text(words)))
        name = self.text(suggested)
        card.body.addWidget(Button(self.text(button), lambda: save_slip(self, prepare, name)))
        self.body.addWidget(card)

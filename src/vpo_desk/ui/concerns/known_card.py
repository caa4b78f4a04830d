"""What the officer decided about known people beside a concern, and what is still open of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.likeness import Choice
from vpo_desk.services.known_people import OpenLikeness
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.known_people import known_words
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.text import Badge, PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class KnownCard(Card):
    """Lists the known people of a concern; a choice that was put off can be made here."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("People the desk may know"))
        self._page = page
        self._concern_id = ""
        self._deciding = OneAtATime(page)
        self.hide()

    def show_known(self, concern_id: str, known: tuple[OpenLikeness, ...]) -> None:
        """Show the choices of a concern, those that are open first; nothing where there is none."""
        self._concern_id = concern_id
        empty_layout(self.body)
        for each in sorted(known, key=lambda one: one.likeness.choice is not Choice.LATER):
            self._add(each)
        self.setVisible(bool(known))

    def _add(self, each: OpenLikeness) -> None:
        page, likeness = self._page, each.likeness
        name = each.known.person.name.strip() or page.say("Name not known")
        party = page.text(likeness.party.words)
        head = page.say("{party}: is it {name}?", party=party, name=name)
        self.body.addWidget(PlainLabel(head, strong=True))
        self.body.addWidget(QuietLabel(known_words(page, each.known)))
        line = QHBoxLayout()
        tone = "warning" if likeness.choice is Choice.LATER else "neutral"
        line.addWidget(Badge(page.text(likeness.choice.words), tone))
        for choice in (Choice.SAME, Choice.OTHER):
            if likeness.choice is Choice.LATER:
                button = Button(page.text(choice.words), self._decider(each, choice))
                button.setAccessibleDescription(head)
                line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _decider(self, each: OpenLikeness, choice: Choice) -> Callable[[], None]:
        concern_id, likeness = self._concern_id, each.likeness

        def decide() -> None:
            def act(services: Services) -> Changes:
                _, changes = services.known_people.decide(
                    concern_id, likeness.party, likeness.person_id, choice
                )
                return changes

            self._deciding.command(act)

        return decide

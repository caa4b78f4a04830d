"""This computer: minutes until the desk locks, colors, and the size of text; in effect at once."""

from __future__ import annotations

from typing import Final

from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel

MINUTES: Final = (1, 3, 5, 10, 15, 20, 30)
SCALES: Final = (100, 125, 150, 175, 200)


class ComputerCard(Card):
    """Shows and changes what belongs to this computer and not to the case file."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("This computer"))
        self._page = page
        say, computer = page.say, page.ground.computer
        self._minutes = SegmentedChoice(
            tuple(Option(str(each), str(each)) for each in MINUTES),
            value=str(computer.lock_minutes),
        )
        self._theme = SegmentedChoice(
            (
                Option("system", say("As the system")),
                Option("light", say("Light")),
                Option("dark", say("Dark")),
                Option("contrast", say("High contrast")),
            ),
            value=computer.theme_name,
        )
        self._scale = SegmentedChoice(
            tuple(Option(str(each), say("{percent} %", percent=each)) for each in SCALES),
            value=str(computer.text_scale),
        )
        self._minutes.chosen.connect(self._set_minutes)
        self._theme.chosen.connect(computer.set_theme)
        self._scale.chosen.connect(self._set_scale)
        for label, choice in (
            (say("Minutes without a key or the mouse until the desk locks"), self._minutes),
            (say("Colors"), self._theme),
            (say("Size of text"), self._scale),
        ):
            self.body.addWidget(LabeledField(label, choice))
        self.body.addWidget(
            QuietLabel(
                say(
                    "The desk also locks when the computer sleeps or its screen is locked, and"
                    " after twelve hours."
                )
            )
        )

    def read(self) -> None:
        """Show what is in effect; keys of the window change it too."""
        computer = self._page.ground.computer
        self._minutes.set_value(str(computer.lock_minutes))
        self._theme.set_value(computer.theme_name)
        self._scale.set_value(str(computer.text_scale))

    def _set_minutes(self, value: str) -> None:
        minutes = int(value)
        self._page.ground.computer.set_lock_minutes(minutes)
        self._page.command(lambda services: services.agency.note_policy(f"lock-minutes-{minutes}"))

    def _set_scale(self, value: str) -> None:
        self._page.ground.computer.set_text_scale(int(value))

"""Before you rely on this: what to know about the judgment, each line leading to where it is mended."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.reliance import Caution
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

TABS: Final = frozenset(("interviews", "plan", "timeline"))


class RelianceCard(Card):
    """Lists what to know; `place_asked(key)` leads within the assessment, tabs by the page."""

    place_asked = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Before you rely on this"))
        self._page = page
        self._shown: tuple[Caution, ...] | None = None

    def show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        """Show what to know; it stops nobody."""
        if cautions == self._shown:
            return
        self._shown = cautions
        page = self._page
        empty_layout(self.body)
        for each in cautions:
            words = page.text(each.words)
            label = PlainLabel(words, size="table") if each.serious else QuietLabel(words)
            link = LinkButton(page.say("Go there"), partial(self._go, each.place))
            link.setAccessibleDescription(words)
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(label, 1)
            across.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addWidget(line)
        serious = sum(each.serious for each in cautions)
        self.note.setText(str(serious) if serious else "")
        if not cautions:
            nothing = page.say("Nothing stands out. Judge it all the same.")
            self.body.addWidget(QuietLabel(nothing))

    def _go(self, place: str) -> None:
        if place in TABS:
            self._page.go("case", self._page.place.id, place)
        else:
            self.place_asked.emit(place)

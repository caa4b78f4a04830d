"""Limits of an assessment: where sources differ and nobody has resolved it yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.services.comparisons import Comparison
from vpo_desk.ui.gaps.side_by_side import Sides
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import empty_layout
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel


class Limits(QWidget):
    """Shows the differences left open, with both sides; it is read, never written."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.setSpacing(8)
        outer.addWidget(Heading(page.say("Limits of this assessment"), size="card"))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        outer.addLayout(self._column)

    def show_open(self, comparisons: Sequence[Comparison]) -> None:
        """Show what is open; without any it says so."""
        empty_layout(self._column)
        for each in comparisons:
            self._column.addWidget(PlainLabel(each.title, strong=True))
            self._column.addWidget(Sides(each, self._page))
            reason = each.difference.reason if each.difference else ""
            self._column.addWidget(PlainLabel(self._page.say("Left open: {reason}", reason=reason)))
        if not comparisons:
            nothing = self._page.say("No difference between sources is left open.")
            self._column.addWidget(QuietLabel(nothing))

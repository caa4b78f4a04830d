"""One rule beside an entry: if what, then what, the words it shares, and its yes and no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpo_desk.services.rule_matches import RuleAsked
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel


class RuleRow(QWidget):
    """Shows a rule that waits; `body` takes the form of a yes, `first` is its first button."""

    def __init__(
        self, page: Page, asked: RuleAsked, yes: Callable[[], None], no: Callable[[], None]
    ) -> None:
        super().__init__()
        rule = asked.rule
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = page.say("If: {condition}", condition=rule.condition)
        words.addWidget(PlainLabel(head, strong=True))
        words.addWidget(PlainLabel(page.say("Then: {then}", then=rule.then)))
        parts = [
            page.say("Shares words: {words}", words=", ".join(asked.shared))
            if asked.shared
            else "",
            page.say("Within: {time}", time=rule.within) if rule.within.strip() else "",
            rule.owner,
        ]
        words.addWidget(QuietLabel(" · ".join(part for part in parts if part.strip())))
        line.addLayout(words, 1)
        self.first = Button(page.say("Yes…"), yes)
        self._no = Button(page.say("No"), no)
        for button in (self.first, self._no):
            button.setAccessibleDescription(head)
            line.addWidget(button)
        self.body.addWidget(Rule())
        self.body.addLayout(line)

    def set_open(self, *, is_open: bool) -> None:
        """Leave the form to answer while a yes is written."""
        self.first.setVisible(not is_open)
        self._no.setVisible(not is_open)

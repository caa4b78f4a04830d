"""A yes to a rule: the task that comes of it, with its owner and day, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.changes import Changes
from vpo_desk.services.rule_matches import RuleAsked, RuleKey, RuleTask
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "rule-yes@1"


def yes_scope(case_id: str, key: RuleKey) -> str:
    """Return where the words of a yes that is being written are kept."""
    entry = key.entry
    return f"{case_id}:rule:{entry.id}:{entry.version}:{key.plan_id}:{key.place}"


class RuleYes(QWidget):
    """Takes a yes; `key` is the rule that it is written for, None while it is not."""

    def __init__(self, page: Page, told: Callable[[str], None], back: Callable[[], None]) -> None:
        super().__init__()
        self._page = page
        self._told = told
        self._case_id = ""
        self.key: RuleKey | None = None
        say = page.say
        self._hint = QuietLabel()
        self._form = StepForm(
            page,
            BINDING,
            (
                ("what", say("What is to be done"), TextField()),
                ("owner", say("Who does it (empty: you)"), TextField()),
                ("due", say("By which day, such as 27 Nov 2026"), TextField()),
            ),
            say("Yes, and make the task"),
            self._with_task,
        )
        self._bare = Button(say("Yes, without a task"), self._without)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        foot = QWidget()
        line = FlowLayout(foot, gap=12, line_gap=8)
        line.addWidget(self._bare)
        line.addWidget(Button(say("Back"), back))
        for widget in (self._hint, self._form, foot):
            column.addWidget(widget)

    @property
    def first(self) -> QWidget:
        """The field to begin with."""
        return self._form.fields["what"].field

    def begin(self, case_id: str, asked: RuleAsked) -> None:
        """Offer the rule's own words as a task; words kept from before come back over them."""
        page, rule = self._page, asked.rule
        self._case_id, self.key = case_id, asked.key
        due = asked.due
        hint = page.say("“{time}” names no day for sure: write the day.", time=rule.within)
        self._hint.setText("" if due else hint)
        self._hint.setVisible(due is None)
        self._form.correct(
            yes_scope(case_id, asked.key),
            {
                "what": rule.then,
                "owner": rule.owner,
                "due": page.text(date_words(due)) if due else "",
            },
        )

    def leave(self) -> None:
        """Serve no rule for now; what was typed stays kept."""
        if self.key is not None:
            self._form.flush()
        self.key = None

    def flush(self) -> None:
        """Journal what is typed."""
        if self.key is not None:
            self._form.flush()

    def _with_task(self) -> None:
        form, key, case_id = self._form, self.key, self._case_id
        due = form.needed_day("due")
        what = form.words("what")
        form.trouble("what", "" if what.strip() else self._page.say("Write what is to be done."))
        if key is None or due is None or not what.strip():
            return
        task = RuleTask(what, form.words("owner"), due)
        told = self._page.say("Kept: it touches the rule. The task stands among those of the case.")

        def act(services: Services) -> Changes:
            _, changes = services.rule_matches.say_yes(case_id, key, task)
            return changes

        form.send(act, told, lambda _value: self._landed(told))

    def _without(self) -> None:
        form, key, case_id = self._form, self.key, self._case_id
        if key is None:
            return
        told = self._page.say("Kept: it touches the rule. No task was made.")

        def act(services: Services) -> Changes:
            _, changes = services.rule_matches.say_yes(case_id, key)
            return changes

        form.send(act, told, lambda _value: self._landed(told))

    def _landed(self, told: str) -> None:
        self._form.notices.clear()
        self.key = None
        self._told(told)

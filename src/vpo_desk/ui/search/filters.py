"""What a search is limited to: a kind, when it was entered, a case."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpo_desk.domain.case import Case
from vpo_desk.errors import VpoError
from vpo_desk.services.search import Filters
from vpo_desk.ui.page import Page
from vpo_desk.ui.search.hit_places import KINDS
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.words import say

ANY: Final = ""
DAYS: Final = {"7": say("Last 7 days"), "31": say("Last month"), "366": say("Last year")}


class SearchFilters(QWidget):
    """A row of filters; `changed` comes when the officer changes one."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case_id = ANY
        line = FlowLayout(self, gap=14, line_gap=8)
        kinds = [Option(kind, page.text(words)) for kind, words in KINDS]
        self._kind = DropDown([Option(ANY, page.say("All kinds")), *kinds])
        days = [Option(value, page.text(words)) for value, words in DAYS.items()]
        self._days = DropDown([Option(ANY, page.say("At any time")), *days])
        self._case = TextField()
        self._case_field = LabeledField(page.say("Case number"), self._case)
        for choice in (self._kind, self._days):
            choice.set_value(ANY)
            choice.chosen.connect(self._tell)
        self._case.left.connect(self._find_case)
        self._case.returnPressed.connect(self._case.commit)
        line.addWidget(LabeledField(page.say("Kind"), self._kind))
        line.addWidget(LabeledField(page.say("Entered"), self._days))
        line.addWidget(self._case_field)

    def filters(self) -> Filters:
        """Return what the search is limited to now."""
        kind, days = self._kind.value() or ANY, self._days.value() or ANY
        today = self._page.ground.clock.now().day
        since = today - timedelta(days=int(days)) if days else None
        return Filters(frozenset({kind} if kind else ()), self._case_id, since)

    def forget(self) -> None:
        """Forget the case."""
        self._case_id = ANY

    def _tell(self, _value: str) -> None:
        self.changed.emit()

    def _find_case(self, number: str) -> None:
        """Take the case that was named; say so at the field where there is none such."""
        self._case_field.show_trouble("")
        if not number.strip():
            self._case_id = ANY
            self.changed.emit()
            return
        self._page.query(
            lambda services: services.cases.by_number(number.strip()), self._keep, self._missing
        )

    def _keep(self, case: Case) -> None:
        self._case_id = case.id
        self.changed.emit()

    def _missing(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self._case_field.show_trouble(self._page.text(fault.happened))

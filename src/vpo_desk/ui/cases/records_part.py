"""The records checklist of a case: what was looked up, why, and where the result is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.record_check import RecordCheck, RecordResult
from vpo_desk.services.records import CheckLine, CheckSection
from vpo_desk.ui.cases.look_card import LookCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words, said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable

TONES: Final = {
    RecordResult.NONE: "neutral",
    RecordResult.RELEVANT: "warning",
    RecordResult.NOT_AVAILABLE: "info",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A look with the label by which it is cited."""

    label: str
    record: RecordCheck


class RecordsPart(CasePart):
    """The tab with the checklist."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._sections: tuple[CheckSection, ...] = ()
        self._look = LookCard(page)
        columns = Columns(side_share=44)
        self.column.addWidget(columns)
        columns.main.addWidget(self._checklist_card())
        columns.main.addWidget(self._looks_card())
        columns.side.addWidget(self._look)

    def load(self, case_id: str) -> None:
        """Show a case; a correction begun in another one is left."""
        super().load(case_id)  # the lines come first: a kept one is chosen among them
        self._look.show_case(case_id)

    def read(self) -> None:
        """Read the checklist and the looks."""
        case_id = self.case_id
        self.page.query(
            lambda services: (
                services.records.checklist(case_id),
                services.records.of_case(case_id),
            ),
            lambda found: self._show(*found),
        )

    def flush(self) -> None:
        """Journal a look that is being entered."""
        self._look.flush()

    def _checklist_card(self) -> Card:
        card = self._checklist = Card(self.say("Records checklist"), flush=True)
        self._section = DropDown()
        self._section.chosen.connect(self._show_section)
        field = LabeledField(self.say("Part of the checklist"), self._section)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 10, 14, 6)
        column.addWidget(field)
        card.body.addWidget(box)
        self._lines = ListTable(
            (
                Column(self.say("Line"), lambda line: line.question.id, width=76),
                Column(self.say("What to look up"), lambda line: line.question.text, share=5),
                Column(self.say("Looked up"), self._looked, width=130),
            ),
            name=self.say("Lines of the checklist"),
            fit=True,
        )
        when_opened(self._lines, self._look.choose)
        card.body.addWidget(self._lines)
        return card

    def _looks_card(self) -> Card:
        card = Card(self.say("Looked up so far"), flush=True)
        self._looks = ListTable(
            (
                Column(self.say("Cite as"), lambda each: f"[{each.label}]", width=70),
                Column(self.say("When"), self._when, width=130),
                Column(self.say("System"), self._system, share=3),
                Column(self.say("Result"), self._result, share=4),
            ),
            name=self.say("Record checks of the case"),
            fit=True,
        )
        card.head.addWidget(Button(self.say("Print or save…"), self._print))
        when_opened(self._looks, lambda each: self._look.correct(each.record, each.label))
        self._nothing = EmptyPlace(
            self.say("Nothing is looked up yet"),
            self.say("Choose a line of the checklist and enter what you found, and where it is."),
        )
        card.body.addWidget(self._looks)
        card.body.addWidget(self._nothing)
        self._nothing.hide()
        return card

    def _print(self) -> None:
        self.page.go("print", self.case_id, "records_log")

    def _show(self, sections: tuple[CheckSection, ...], looks: tuple[RecordCheck, ...]) -> None:
        self._sections = sections
        chosen = self._section.value() or (sections[0].id if sections else None)
        self._section.set_options(
            (
                Option(
                    each.id,
                    self.say(
                        "{id} {title} ({done} of {count})",
                        id=each.id,
                        title=each.title,
                        done=each.done,
                        count=len(each.lines),
                    ),
                )
                for each in sections
            ),
            chosen,
        )
        self._look.show_lines(sections)
        done = sum(section.done for section in sections)
        count = sum(len(section.lines) for section in sections)
        self._checklist.note.setText(self.say("{done} of {count}", done=done, count=count))
        self._looks.replace(
            tuple(Numbered(f"R{place}", each) for place, each in enumerate(looks, start=1))
        )
        self._looks.setVisible(bool(looks))
        self._nothing.setVisible(not looks)
        self._show_section()

    def _show_section(self, _value: object = None) -> None:
        chosen = self._section.value()
        found = [each for each in self._sections if each.id == chosen]
        self._lines.replace(found[0].lines if found else ())

    def _looked(self, line: CheckLine) -> Cell:
        if not line.looks:
            return Cell(self.say("Not yet"), quiet=True)
        last = line.looks[-1]
        return Cell(
            self.page.text(last.result.words),
            second=self.page.text(date_words(last.at.day)),
            tone=TONES[last.result],
        )

    def _when(self, each: Numbered) -> Cell:
        today = self.page.ground.clock.now().day
        return Cell(self.page.text(said_words(each.record.at, today)), second=each.record.by)

    def _system(self, each: Numbered) -> Cell:
        return Cell(each.record.system or each.record.check, second=each.record.held_at)

    def _result(self, each: Numbered) -> Cell:
        return Cell(self.page.text(each.record.result.words), second=each.record.note)

"""The interviews of a case: those held, and the way to another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpo_desk.services.forms import can_be_held_with
from vpo_desk.services.interviews import InterviewLine
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.start_interview import FormOption, StartCard, start_scope
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """What the part shows, read at once."""

    held: tuple[InterviewLine, ...]
    roles: tuple[RoleLine, ...]
    forms: tuple[FormOption, ...]
    kept: str


class InterviewsPart(CasePart):
    """The second tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        columns = Columns(side_share=42)
        self.column.addWidget(columns)
        card = Card(self.say("Interviews"), flush=True)
        self._table = ListTable(
            (
                Column(self.say("No."), lambda line: str(line.number), width=44),
                Column(self.say("Interview"), self._title_cell, share=4),
                Column(self.say("Held"), self._held, width=130),
                Column(self.say("Asked"), self._asked, width=90, may_hide=True),
                Column("", self._state_cell, width=110),
            ),
            name=self.say("Interviews of the case"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._empty = EmptyPlace(
            self.say("No interview yet"),
            self.say("Start with the person who reported, then others, then the subject."),
        )
        card.body.addWidget(self._table)
        card.body.addWidget(self._empty)
        columns.main.addWidget(card)
        self._start = StartCard(page)
        columns.side.addWidget(self._start)
        paper = Card(self.say("On paper"))
        paper.body.addWidget(
            QuietLabel(self.say("An interview that was held on a printed form is keyed in here."))
        )
        paper.body.addWidget(
            Button(self.say("Key in a paper form…"), lambda: self.page.go("key_in", self.case_id))
        )
        columns.side.addWidget(paper)

    def read(self) -> None:
        """Read the interviews, the people and the protocols at hand."""
        case_id = self.case_id
        self.page.query(lambda services: interview_facts(services, case_id), self._show)

    def _show(self, facts: InterviewFacts) -> None:
        self._table.replace(facts.held)
        self._table.setVisible(bool(facts.held))
        self._empty.setVisible(not facts.held)
        self._start.show_case(self.case_id, facts.roles, facts.forms, facts.kept)

    def begin(self) -> None:
        """Put the keyboard where another interview is started."""
        self._start.begin()

    def flush(self) -> None:
        """Journal the form of an interview that is being started."""
        self._start.flush()

    def _open(self, line: InterviewLine) -> None:
        """Go on with an interview where it is held: on screen, or on the sheet that is keyed in."""
        keying = line.interview.form_code and not line.interview.sealed
        self.page.go("keying" if keying else "interview", line.interview.id)

    def _title_cell(self, line: InterviewLine) -> Cell:
        return Cell(line.title, second=line.person.name or self.say("name not known"))

    def _held(self, line: InterviewLine) -> str:
        now = self.page.ground.clock.now()
        return self.page.text(said_words(line.interview.at, now.day))

    def _asked(self, line: InterviewLine) -> str:
        return self.say("{answered} of {total}", answered=line.answered, total=line.total)

    def _state_cell(self, line: InterviewLine) -> Cell:
        if line.interview.sealed:
            return Cell(self.say("Sealed"), tone="good")
        words = self.say("From paper") if line.interview.form_code else self.say("Open")
        return Cell(words, tone="warning")


def interview_facts(services: Services, case_id: str) -> InterviewFacts:
    """Read what the part shows, on the worker."""
    forms = tuple(
        FormOption(
            form.id,
            form.title,
            tuple((each.id, each.title) for each in addons),
            can_be_held_with(form),
        )
        for form, addons in services.forms.at_hand()
    )
    return InterviewFacts(
        services.interviews.of_case(case_id),
        services.people.roles(case_id),
        forms,
        "".join(draft.content for draft in services.drafts.of(start_scope(case_id))),
    )

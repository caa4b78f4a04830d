"""The overview of a case: people and roles, concerns, what was printed, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from vpo_desk.domain.case import ENDED, Case, CaseState
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.readiness import Lack
from vpo_desk.services.cases import CaseView
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.services.documents import CopyLine
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.lacks_card import LacksCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.lists import first_words, when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import marks_cell
from vpo_desk.ui.times import date_words, said_words, waited_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class OverviewFacts:
    """What the overview shows, read at once."""

    view: CaseView
    concerns: tuple[ConcernLine, ...]
    copies: tuple[CopyLine, ...]
    unknown: tuple[Words, ...]
    plan_sealed: bool
    lacks: tuple[Lack, ...]
    numbers: tuple[OwnNumber, ...]
    triaged: tuple[Moment, Moment] | None


class OverviewPart(CasePart):
    """The first tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._next = NoticeArea()
        self.column.addWidget(self._next)
        row = QHBoxLayout()
        self._known = QuietLabel("")
        row.addWidget(self._known, 1)
        row.addWidget(LinkButton(self.say("As it was on a day…"), self._look_back))
        self.column.addLayout(row)
        columns = Columns(side_share=42)
        self.column.addWidget(columns)
        self._people = self._people_table()
        when_opened(self._people, lambda line: self.page.go("person", line.person.id))
        people = Card(self.say("People"), flush=True)
        people.head.addWidget(LinkButton(self.say("Add a person…"), self._add_person))
        people.body.addWidget(self._people)
        columns.main.addWidget(people)
        concerns = Card(self.say("Concerns"), flush=True)
        self._concerns = self._concern_table()
        concerns.body.addWidget(self._concerns)
        columns.main.addWidget(concerns)
        self._copies_card = Card(self.say("Paper that left the desk"), flush=True)
        self._copies = self._copy_table()
        self._copies_card.body.addWidget(self._copies)
        columns.main.addWidget(self._copies_card)
        self._lacks = LacksCard(page)
        columns.side.addWidget(self._lacks)
        self._unknown_card = Card(self.say("Nobody has said anything yet on"), flush=True)
        self._unknown = ListTable(
            (Column("", self.page.text),),
            name=self.say("Themes without a statement"),
            fit=True,
            headings=False,
        )
        self._unknown_card.body.addWidget(self._unknown)
        columns.side.addWidget(self._unknown_card)

    def _add_person(self) -> None:
        self.page.go("case", self.case_id, "people")

    def _look_back(self) -> None:
        self.page.go("as_it_was", self.case_id)

    def read(self) -> None:
        """Read the overview."""
        case_id = self.case_id
        self.page.query(lambda services: overview_facts(services, case_id), self._show)

    def _show(self, facts: OverviewFacts) -> None:
        self._people.replace([line for line in facts.view.roles if line.role.stands])
        self._concerns.replace(facts.concerns)
        self._copies.replace(facts.copies)
        self._copies_card.setVisible(bool(facts.copies))
        self._unknown.replace(facts.unknown)
        self._unknown_card.setVisible(bool(facts.unknown))
        case = facts.view.case
        self._lacks.show_lacks(case.id, case.state, facts.lacks)
        self._show_known(facts)
        self._show_next(facts)

    def _show_known(self, facts: OverviewFacts) -> None:
        """Show the agency's own numbers and how long triage took."""
        parts: list[str] = []
        if facts.triaged is not None:
            taken = waited_words(*facts.triaged)
            parts.append(self.say("Decided {time} after receipt", time=taken))
        parts += [f"{self.page.text(own.kind.words)} {own.number}" for own in facts.numbers]
        self._known.setText(" · ".join(parts))

    def _show_next(self, facts: OverviewFacts) -> None:
        self._next.clear()
        words, tab, button = next_step(facts)
        self._next.add(
            Notice(
                self.say("Next"),
                self.page.text(words),
                action=(
                    self.page.text(button),
                    lambda: self.page.go("case", self.case_id, tab),
                ),
            )
        )

    def _people_table(self) -> ListTable:
        return ListTable(
            (
                Column(self.say("Name"), self._name_cell, share=3),
                Column(self.say("Role"), self._role_cell, share=2),
                Column(self.say("Phone"), lambda line: ", ".join(line.person.phones), share=2),
                Column(self.say("To know"), self._marks_cell, share=2),
            ),
            name=self.say("People of the case"),
            fit=True,
        )

    def _concern_table(self) -> ListTable:
        table = ListTable(
            (
                Column(self.say("Number"), lambda line: line.concern.number, width=110),
                Column(self.say("Received"), self._received, width=140),
                Column(self.say("Concern"), first_words, share=4),
            ),
            name=self.say("Concerns of the case"),
            fit=True,
        )
        when_opened(table, lambda line: self.page.go("concern", line.concern.id))
        return table

    def _copy_table(self) -> ListTable:
        return ListTable(
            (
                Column(self.say("Document"), self._document_cell, share=3),
                Column(self.say("Holder"), lambda line: line.copy.holder, share=2),
                Column(self.say("Code"), lambda line: line.code, width=140),
                Column(
                    self.say("Outcome"),
                    lambda line: self.page.text(line.copy.outcome.words),
                    width=110,
                ),
            ),
            name=self.say("Copies of this case's documents"),
            fit=True,
        )

    def _name_cell(self, line: RoleLine) -> Cell:
        name = line.person.name or self.say("name not known")
        known = [self.say("born {said}", said=line.person.born.said)] if line.person.born else []
        return Cell(name, second=" · ".join(known))

    def _marks_cell(self, line: RoleLine) -> Cell:
        return marks_cell(line.person, self.page.ground.catalog)

    def _role_cell(self, line: RoleLine) -> Cell:
        second = line.role.relation
        if line.role.confidential:
            second = self.say("asked for confidentiality")
        return Cell(self.page.text(line.role.role.words), second=second)

    def _received(self, line: ConcernLine) -> str:
        now = self.page.ground.clock.now()
        return self.page.text(said_words(line.concern.at, now.day))

    def _document_cell(self, line: CopyLine) -> Cell:
        copy = line.copy
        title = self.say(
            "{document} version {version}",
            document=copy.document.words,
            version=copy.document_version,
        )
        day = self.page.text(date_words(copy.prepared_at.day))
        return Cell(title, second=f"{day} · {copy.purpose}")


def overview_facts(services: Services, case_id: str) -> OverviewFacts:
    """Read the overview, on the worker."""
    return OverviewFacts(
        services.cases.view(case_id),
        services.concerns.of_case(case_id),
        services.documents.copies(case_id),
        tuple(theme.words for theme in services.knowledge.unknown_themes(case_id)),
        services.plans.sealed(case_id) is not None,
        services.readiness.lacks(case_id),
        services.orders.numbers(case_id),
        services.triage.first_decision(case_id),
    )


def next_step(facts: OverviewFacts) -> tuple[Words, str, Words]:
    """Return what a case needs next, the tab that does it, and the button's words."""
    case: Case = facts.view.case
    if case.state is CaseState.PRELIMINARY:
        words = say("The inquiry is open: gather by interviews, then open the case or end it.")
        return words, "interviews", say("Interviews")
    if case.state is CaseState.GATHERING:
        words = say("Gather by interviews. When enough is known, judge with reasons.")
        return words, "interviews", say("Interviews")
    if case.state in ENDED:
        words = say("The case has ended. Open it again when something new comes in.")
        return words, "life", say("Review")
    if not facts.plan_sealed:
        words = say("The case is judged. Write who does what by when.")
        return words, "plan", say("Plan")
    words = say("A plan is in force. Review it by its date, or when something new comes in.")
    return words, "plan", say("Plan")

"""The overview of a case: people and roles, concerns, what was printed, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.services.cases import CaseView
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.services.documents import CopyLine
from vpo_desk.services.people import PersonDetails, RoleLine
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.concerns.forms import OneAtATime, options
from vpo_desk.ui.lists import first_words, when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words, said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
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


class OverviewPart(CasePart):
    """The first tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._adding = OneAtATime(page)
        self._next = NoticeArea()
        self.column.addWidget(self._next)
        columns = Columns(side_share=42)
        self.column.addWidget(columns)
        self._person: Person | None = None
        self._people = self._people_table()
        when_opened(self._people, self._edit)
        people = Card(self.say("People"), flush=True)
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
        columns.side.addWidget(self._add_card())
        self._unknown_card = Card(self.say("Nobody has said anything yet on"), flush=True)
        self._unknown = ListTable(
            (Column("", self.page.text),),
            name=self.say("Themes without a statement"),
            fit=True,
            headings=False,
        )
        self._unknown_card.body.addWidget(self._unknown)
        columns.side.addWidget(self._unknown_card)

    def load(self, case_id: str) -> None:
        """Show a case; what was being written about another one's people is not its own."""
        if case_id != self.case_id:
            self._empty_form()
        super().load(case_id)

    def read(self) -> None:
        """Read the overview."""
        case_id = self.case_id
        self.page.query(lambda services: overview_facts(services, case_id), self._show)

    def _show(self, facts: OverviewFacts) -> None:
        self._people.replace(facts.view.roles)
        self._concerns.replace(facts.concerns)
        self._copies.replace(facts.copies)
        self._copies_card.setVisible(bool(facts.copies))
        self._unknown.replace(facts.unknown)
        self._unknown_card.setVisible(bool(facts.unknown))
        self._show_next(facts)

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

    def _add_card(self) -> Card:
        card = Card(self.say("Add a person"))
        self._card = card
        self._name, self._born, self._phone = TextField(), TextField(), TextField()
        roles = [role for role in RoleName if role is not RoleName.SUBJECT]
        self._role = SegmentedChoice(options(roles, self.page.ground.catalog))
        self._name_field = LabeledField(self.say("Name, if known"), self._name)
        self._role_field = LabeledField(self.say("Role in this case"), self._role)
        for field in (
            self._name_field,
            LabeledField(self.say("Born, as far as known"), self._born),
            self._role_field,
            LabeledField(self.say("Phone"), self._phone),
        ):
            card.body.addWidget(field)
        self._keep_button = Button(self.say("Add to the case"), self._keep)
        self._leave_button = Button(self.say("Leave it"), self._empty_form)
        self._leave_button.hide()
        card.body.addWidget(self._keep_button)
        card.body.addWidget(self._leave_button)
        return card

    def _edit(self, line: RoleLine) -> None:
        """Show a person of the case in the form, to correct what is recorded."""
        person = line.person
        self._person = person
        self._name.set_words(person.name)
        self._born.set_words(person.born.said if person.born else "")
        self._phone.set_words(", ".join(person.phones))
        self._card.heading.setText(self.say("Correct a person"))
        self._keep_button.setText(self.say("Keep the correction"))
        self._role_field.hide()
        self._leave_button.show()
        self._name.setFocus()

    def _keep(self) -> None:
        if self._person is None:
            self._add()
            return
        born = self._born.words()
        phones = tuple(each.strip() for each in self._phone.words().split(",") if each.strip())
        changed = replace(
            self._person,
            name=self._name.words(),
            born=read_date(born) if born.strip() else None,
            phones=phones,
        )
        case_id = self.case_id

        def act(services: Services) -> Changes:
            _, changes = services.people.correct(changed)
            return changes + Changes((("case", case_id),))

        self._adding.command(act, lambda _nothing: self._empty_form())

    def _add(self) -> None:
        role = self._role.value()
        self._role_field.show_trouble("" if role else self.say("Choose the role."))
        if role is None:
            return
        born = self._born.words()
        details = PersonDetails(
            self._name.words(), read_date(born) if born.strip() else None, self._phone.words()
        )
        case_id = self.case_id

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                person, changes = services.people.add(details)
                _, more = services.people.give_role(case_id, person.id, RoleName(role))
            return changes + more

        self._adding.command(act, lambda _nothing: self._empty_form())

    def _empty_form(self) -> None:
        self._person = None
        for field in (self._name, self._born, self._phone):
            field.set_words("")
        self._card.heading.setText(self.say("Add a person"))
        self._keep_button.setText(self.say("Add to the case"))
        self._role_field.show()
        self._leave_button.hide()
        self._role.set_value(None)

    def _name_cell(self, line: RoleLine) -> Cell:
        name = line.person.name or self.say("name not known")
        born = self.say("born {said}", said=line.person.born.said) if line.person.born else ""
        return Cell(name, second=born)

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
    if not facts.plan_sealed:
        words = say("The case is judged. Write who does what by when.")
        return words, "plan", say("Plan")
    words = say("A plan is in force. Review it by its date, or when something new comes in.")
    return words, "plan", say("Plan")

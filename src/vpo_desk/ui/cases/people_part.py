"""The people of a case: their roles, how they are related, and the same as a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.diagram import Diagram, Told
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Notification
from vpo_desk.services.people import RoleLine
from vpo_desk.services.relationships import RelationshipLine
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.person_card import PersonCard
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.drawing import Drawing
from vpo_desk.ui.people.marks import marks_cell, person_name
from vpo_desk.ui.people.role_card import RoleCard
from vpo_desk.ui.people.tie_card import TieCard
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """What the part shows, read at once; `notified` with the id of the person it means now."""

    roles: tuple[RoleLine, ...]
    ties: tuple[RelationshipLine, ...]
    diagram: Diagram
    notified: Notification | None
    notified_id: str
    has_subject: bool


class PeoplePart(CasePart):
    """The tab with a case's people."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._ties: dict[str, RelationshipLine] = {}
        self._notified: tuple[str, Notification] | None = None
        columns = Columns(side_share=34)
        self.column.addWidget(columns)
        self._roles = self._roles_table()
        people = Card(self.say("People and roles"), flush=True)
        people.body.addWidget(self._roles)
        self._drawing = Drawing(page.ground.catalog, self.say("The people of the case, drawn"))
        self._drawing.opened.connect(self._open_person)
        self._told = ListTable(
            (Column("", lambda told: self.page.text(told.words)),),
            name=self.say("How the people of the case are related"),
            fit=True,
            headings=False,
        )
        self._nothing = QuietLabel(self.say("Nobody has entered yet how they are related."))
        drawn = Card(self.say("How they are related"))
        drawn.body.addWidget(self._drawing)
        drawn.body.addWidget(
            QuietLabel(self.say("Dotted: as said with the role. Dashed: ended. In words:"))
        )
        drawn.body.addWidget(self._told)
        drawn.body.addWidget(self._nothing)
        columns.main.addWidget(people)
        columns.main.addWidget(drawn)
        self._role, self._person, self._tie = RoleCard(page), PersonCard(page), TieCard(page)
        for card in (self._role, self._person, self._tie):
            columns.side.addWidget(card)
        self._role.turned.connect(self._person.setHidden)  # two forms with the same labels
        when_opened(self._roles, self._role.change)
        when_opened(self._told, self._change)

    def load(self, case_id: str) -> None:
        """Show a case."""
        if case_id != self.case_id:
            self._role.leave()
        self._person.show_case(case_id)
        self._tie.serve(case_id)
        super().load(case_id)

    def read(self) -> None:
        """Read the people, their roles and how they are related."""
        case_id = self.case_id
        self.page.query(lambda services: people_facts(services, case_id), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow the case, and what is entered of its people elsewhere."""
        if self.case_id and changes.touches(self.case_id, "person", "relationship", "merge"):
            self.read()

    def flush(self) -> None:
        """Journal what is typed."""
        self._role.flush()
        self._person.flush()
        self._tie.flush()

    def _show(self, facts: PeopleFacts) -> None:
        self._notified = (facts.notified_id, facts.notified) if facts.notified else None
        self._ties = {line.relationship.id: line for line in facts.ties}
        self._roles.replace(sorted(facts.roles, key=lambda line: not line.role.stands))
        self._drawing.show_diagram(facts.diagram)
        told = facts.diagram.sentences()
        self._told.replace(told)
        self._told.setVisible(bool(told))
        self._nothing.setVisible(not told)
        self._person.offer_subject(offered=not facts.has_subject)
        self._tie.offer(line.person for line in facts.roles)

    def _open_person(self, person_id: str) -> None:
        self.page.go("person", person_id)

    def _change(self, told: Told) -> None:
        line = self._ties.get(told.relationship_id)
        if line is not None:
            self._tie.change(line)

    def _roles_table(self) -> ListTable:
        return ListTable(
            (
                Column(self.say("Name"), self._name, share=3),
                Column(self.say("Role"), self._role_cell, share=3),
                Column(self.say("To know"), self._marks, share=3),
            ),
            name=self.say("People and roles of the case"),
            fit=True,
        )

    def _name(self, line: RoleLine) -> Cell:
        born = self.say("born {said}", said=line.person.born.said) if line.person.born else ""
        return Cell(person_name(line.person, self.page.ground.catalog), second=born)

    def _marks(self, line: RoleLine) -> Cell:
        return marks_cell(line.person, self.page.ground.catalog)

    def _role_cell(self, line: RoleLine) -> Cell:
        role = line.role
        words = self.page.text(role.role.words)
        if not role.stands:
            return Cell(words, second=self.say("ended: {why}", why=role.ended), quiet=True)
        parts = [role.relation] if role.relation.strip() else []
        parts += [self.say("asked for confidentiality")] if role.confidential else []
        if role.role is RoleName.POSSIBLE_TARGET:
            parts.append(self._telling(line.person.id))
        return Cell(words, second=" · ".join(parts))

    def _telling(self, person_id: str) -> str:
        """Return what was decided on telling a possible target; it stands in the plan."""
        if self._notified is None or self._notified[0] != person_id:
            return self.say("Whether to tell them: not recorded (Plan)")
        notice = self._notified[1]
        return self.say(
            "{decision}: {reason}", decision=notice.decision.words, reason=notice.reason
        )


def people_facts(services: Services, case_id: str) -> PeopleFacts:
    """Read the part, on the worker."""
    notified = services.register.notified(case_id)
    return PeopleFacts(
        services.people.roles(case_id),
        services.relationships.of_case(case_id),
        services.relationships.diagram(case_id),
        notified,
        services.people.get(notified.person_id).id if notified else "",
        services.cases.get(case_id).subject_id is not None,
    )

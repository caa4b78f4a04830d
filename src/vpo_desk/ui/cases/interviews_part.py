"""The interviews of a case: those held, and starting another one by its protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpo_desk.domain.interview import Interview
from vpo_desk.domain.person import RoleName
from vpo_desk.services.interviews import InterviewLine, InterviewStart
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.chips import ChipsInput
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class FormOption:
    """A protocol at hand, with the add-ons that go with it."""

    id: str
    title: str
    addons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """What the part shows, read at once."""

    held: tuple[InterviewLine, ...]
    roles: tuple[RoleLine, ...]
    forms: tuple[FormOption, ...]


class InterviewsPart(CasePart):
    """The second tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._roles: tuple[RoleLine, ...] = ()
        self._starting = OneAtATime(page)
        self._forms: dict[str, FormOption] = {}
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
        when_opened(self._table, lambda line: self.page.go("interview", line.interview.id))
        self._empty = EmptyPlace(
            self.say("No interview yet"),
            self.say("Start with the person who reported, then others, then the subject."),
        )
        card.body.addWidget(self._table)
        card.body.addWidget(self._empty)
        columns.main.addWidget(card)
        columns.side.addWidget(self._start_card())

    def read(self) -> None:
        """Read the interviews, the people and the protocols at hand."""
        case_id = self.case_id
        self.page.query(lambda services: interview_facts(services, case_id), self._show)

    def _show(self, facts: InterviewFacts) -> None:
        self._table.replace(facts.held)
        self._table.setVisible(bool(facts.held))
        self._empty.setVisible(not facts.held)
        self._roles = facts.roles
        chosen = self._protocol.value()
        self._forms = {form.id: form for form in facts.forms}
        self._protocol.set_options(
            (Option(form.id, form.title) for form in facts.forms), value=chosen
        )
        self._protocol_chosen(chosen or "")

    def _start_card(self) -> Card:
        card = Card(self.say("Start an interview"))
        self._protocol = SegmentedChoice(())
        self._protocol.chosen.connect(self._protocol_chosen)
        self._with = SegmentedChoice(())
        self._addons = self._chips(())
        self._place, self._present = TextField(), TextField()
        self._protocol_field = LabeledField(self.say("Protocol"), self._protocol)
        self._with_field = LabeledField(self.say("With whom"), self._with)
        self._addons_field = LabeledField(self.say("Add-ons"), self._addons)
        for field in (
            self._protocol_field,
            self._with_field,
            self._addons_field,
            LabeledField(self.say("Where"), self._place),
            LabeledField(self.say("Who else is present, separated by ;"), self._present),
        ):
            card.body.addWidget(field)
        card.body.addWidget(Button(self.say("Start now"), self._start, kind="primary"))
        self._with_field.hide()
        self._addons_field.hide()
        return card

    def _chips(self, addons: tuple[tuple[str, str], ...]) -> ChipsInput:
        return ChipsInput(
            [Option(id_, title) for id_, title in addons],
            add=self.say("+ add-on"),
            removal=self.say("Press to take it out"),
        )

    def _protocol_chosen(self, value: str) -> None:
        fitting = people_for(value, self._roles)
        only = fitting[0].person.id if len(fitting) == 1 else None
        self._with.set_options(
            (Option(line.person.id, self._person_words(line)) for line in fitting),
            value=only,
        )
        self._with_field.setVisible(bool(value))
        if value and not fitting:
            self._with_field.show_trouble(self._nobody(value))
        else:
            self._with_field.show_trouble("")
        form = self._forms.get(value)
        addons = form.addons if form else ()
        fresh = self._chips(addons)
        layout = self._addons_field.layout()
        if layout is not None:
            layout.replaceWidget(self._addons, fresh)
        self._addons.deleteLater()
        self._addons = fresh
        fresh.setAccessibleName(self.say("Add-ons"))
        self._addons_field.setVisible(bool(addons))

    def _nobody(self, protocol: str) -> str:
        if protocol == "target":
            return self.say("Add a possible target to the case first (Overview).")
        return self.say("Add the person to the case first (Overview).")

    def _start(self) -> None:
        protocol, person = self._protocol.value(), self._with.value()
        self._protocol_field.show_trouble("" if protocol else self.say("Choose the protocol."))
        if protocol and self._with.segments:
            self._with_field.show_trouble("" if person else self.say("Choose the person."))
        if protocol is None or person is None:
            return
        present = tuple(each.strip() for each in self._present.words().split(";") if each.strip())
        wish = InterviewStart(
            protocol=protocol,
            with_id=person,
            at=self.page.ground.clock.now(),
            addons=self._addons.values(),
            place=self._place.words(),
            present=present,
        )
        case_id = self.case_id
        self._starting.command(
            lambda services: services.interviews.start(case_id, wish), self._started
        )

    def _started(self, interview: Interview) -> None:
        self._place.set_words("")
        self._present.set_words("")
        self._protocol.set_value(None)
        self._protocol_chosen("")
        self.page.go("interview", interview.id, "before")

    def _person_words(self, line: RoleLine) -> str:
        name = line.person.name or self.say("name not known")
        return f"{name} ({self.page.text(line.role.role.words)})"

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
        return Cell(self.say("Open"), tone="warning")


def interview_facts(services: Services, case_id: str) -> InterviewFacts:
    """Read what the part shows, on the worker."""
    forms = tuple(
        FormOption(form.id, form.title, tuple((each.id, each.title) for each in addons))
        for form, addons in services.forms.at_hand()
    )
    return InterviewFacts(
        services.interviews.of_case(case_id), services.people.roles(case_id), forms
    )


def people_for(protocol: str, roles: tuple[RoleLine, ...]) -> tuple[RoleLine, ...]:
    """Return whom a protocol can be used with, each person once."""
    wanted = {
        "subject": {RoleName.SUBJECT},
        "target": {RoleName.POSSIBLE_TARGET},
        "reporting": {RoleName.REPORTING_PERSON},
    }.get(protocol, set(RoleName) - {RoleName.SUBJECT})
    found: dict[str, RoleLine] = {}
    for line in roles:
        if line.role.role in wanted:
            found.setdefault(line.person.id, line)
    return tuple(found.values())

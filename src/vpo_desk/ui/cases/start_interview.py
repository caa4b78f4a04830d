"""Starting an interview: its protocol, with whom, when and where; what is typed is journaled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.interview import Interview
from vpo_desk.domain.person import RoleName
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime, read_moment
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.chips import ChipsInput
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField

BINDING: Final = "start-interview@1"


@dataclass(frozen=True, slots=True)
class FormOption:
    """A protocol at hand, with the add-ons that go with it."""

    id: str
    title: str
    addons: tuple[tuple[str, str], ...]
    roles: frozenset[RoleName]


class StartCard(Card):
    """Starts an interview of a case and goes to it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Start an interview"))
        self._page = page
        self._case_id = ""
        self._roles: tuple[RoleLine, ...] = ()
        self._forms: dict[str, FormOption] = {}
        self._starting = OneAtATime(page)
        self._make_fields()
        self._draft = FormDraft()
        for name, field in (("at", self._at), ("place", self._place), ("present", self._present)):
            self._draft.add(name, field.words, field.set_words)
            field.typed.connect(self._journal)
            field.left.connect(self._journal)
        self._draft.add("protocol", self._protocol.value, self._show_protocol)
        self._draft.add("with", self._with.value, self._with.set_value)
        self._draft.add("addons", lambda: list(self._addons.values()), self._show_addons)
        self._with.chosen.connect(self._journal)

    def show_case(
        self,
        case_id: str,
        roles: tuple[RoleLine, ...],
        forms: tuple[FormOption, ...],
        kept: str,
    ) -> None:
        """Offer the protocols at hand and the people of a case; `kept` is its journaled form."""
        another = case_id != self._case_id
        self._case_id, self._roles = case_id, roles
        values = "" if another else self._draft.text()
        self._forms = {form.id: form for form in forms}
        self._protocol.set_options(Option(form.id, form.title) for form in forms)
        if another:
            self._empty()
        else:
            self._show_protocol("")
        self._draft.show(values or kept)

    def begin(self) -> None:
        """Put the keyboard into the form."""
        go_to(self, self._protocol)

    def flush(self) -> None:
        """Journal what is typed."""
        if self._case_id and self._draft.text():
            self._journal()

    def _make_fields(self) -> None:
        say = self._page.say
        self._protocol = SegmentedChoice(())
        self._protocol.chosen.connect(self._protocol_chosen)
        self._with = DropDown(hint=say("choose"))
        self._addons = self._chips(())
        self._at, self._place, self._present = TextField(), TextField(), TextField()
        self._protocol_field = LabeledField(say("Protocol"), self._protocol)
        self._with_field = LabeledField(say("With whom"), self._with)
        self._addons_field = LabeledField(say("Add-ons"), self._addons)
        self._at_field = LabeledField(
            say("When it began (empty: now)"),
            self._at,
            tip=say("For an interview held earlier, for example 22 Nov 2026 21:10"),
        )
        for field in (
            self._protocol_field,
            self._with_field,
            self._addons_field,
            LabeledField(say("Where"), self._place),
            LabeledField(say("Who else is present, separated by semicolons"), self._present),
            self._at_field,
        ):
            self.body.addWidget(field)
        self.body.addWidget(Button(say("Start the interview"), self._start, kind="primary"))
        self._with_field.hide()
        self._addons_field.hide()

    def _chips(self, addons: tuple[tuple[str, str], ...]) -> ChipsInput:
        return ChipsInput(
            [Option(id_, title) for id_, title in addons],
            add=self._page.say("+ add-on"),
            removal=self._page.say("Press to take it out"),
        )

    def _show_protocol(self, value: str) -> None:
        self._protocol.set_value(value or None)
        self._offer_for(value)

    def _show_addons(self, values: list[str]) -> None:
        self._addons.set_values(values)

    def _protocol_chosen(self, value: str) -> None:
        self._offer_for(value)
        self._journal()

    def _offer_for(self, value: str) -> None:
        """Offer the people and the add-ons that go with a protocol."""
        form = self._forms.get(value)
        fitting = people_for(form.roles if form else frozenset(), self._roles)
        only = fitting[0].person.id if len(fitting) == 1 else None
        self._with.set_options(
            (Option(line.person.id, self._person_words(line)) for line in fitting),
            value=only,
        )
        self._with_field.setVisible(bool(value))
        self._with_field.show_trouble(self._nobody(value) if value and not fitting else "")
        self._protocol_field.show_trouble("")
        addons = form.addons if form else ()
        fresh = self._chips(addons)
        fresh.changed.connect(self._journal)
        layout = self._addons_field.layout()
        if layout is not None:
            layout.replaceWidget(self._addons, fresh)
        self._addons.deleteLater()
        self._addons = fresh
        fresh.setAccessibleName(self._page.say("Add-ons"))
        self._addons_field.setVisible(bool(addons))

    def _nobody(self, protocol: str) -> str:
        if protocol == "target":
            return self._page.say("Add a possible target to the case first (Overview).")
        return self._page.say("Add the person to the case first (Overview).")

    def _start(self) -> None:
        say = self._page.say
        protocol, person = self._protocol.value(), self._with.value()
        at = read_moment(self._at.words(), self._page.ground.clock.now())
        self._at_field.show_trouble("" if at else say("Write it like 22 Nov 2026 21:10."))
        self._protocol_field.show_trouble("" if protocol else say("Choose the protocol."))
        if protocol and self._with.count():
            self._with_field.show_trouble("" if person else say("Choose the person."))
        if protocol is None or person is None or at is None:
            return
        present = tuple(each.strip() for each in self._present.words().split(";") if each.strip())
        wish = InterviewStart(
            protocol=protocol,
            with_id=person,
            at=at,
            addons=self._addons.values(),
            place=self._place.words(),
            present=present,
        )
        case_id = self._case_id
        self._starting.command(
            lambda services: services.interviews.start(case_id, wish), self._started
        )

    def _started(self, interview: Interview) -> None:
        self._empty()
        scope = start_scope(interview.case_id)
        self._page.command(lambda services: services.drafts.drop(scope))
        self._page.go("interview", interview.id, "before")

    def _empty(self) -> None:
        for field in (self._at, self._place, self._present):
            field.set_words("")
        self._at_field.show_trouble("")
        self._show_protocol("")

    def _journal(self, _value: object = None) -> None:
        scope, text = start_scope(self._case_id), self._draft.text()
        self._page.command(lambda services: services.drafts.keep(scope, "", BINDING, text))

    def _person_words(self, line: RoleLine) -> str:
        name = line.person.name or self._page.say("name not known")
        return f"{name} ({self._page.text(line.role.role.words)})"


def start_scope(case_id: str) -> str:
    """Return where the unsaved form is kept."""
    return f"{case_id}:start-interview"


def people_for(wanted: frozenset[RoleName], roles: tuple[RoleLine, ...]) -> tuple[RoleLine, ...]:
    """Return who has one of these roles, each person once."""
    found: dict[str, RoleLine] = {}
    for line in roles:
        if line.role.role in wanted and line.role.stands:
            found.setdefault(line.person.id, line)
    return tuple(found.values())

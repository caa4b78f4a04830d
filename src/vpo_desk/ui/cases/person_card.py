"""Adding a person to a case, and correcting one who is in it; what is typed is journaled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.services.known_people import described
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime, options
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.known_people import AT_ONCE, KnownPeopleList
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "person@1"


class PersonCard(Card):
    """A form for one person of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add a person"))
        self._page = page
        self._case_id = ""
        self._person: Person | None = None
        self._keeping = OneAtATime(page)
        self._name, self._born, self._phone = TextField(), TextField(), TextField()
        roles = [role for role in RoleName if role is not RoleName.SUBJECT]
        self._role = SegmentedChoice(options(roles, page.ground.catalog))
        self._role_field = LabeledField(page.say("Role in this case"), self._role)
        for field in (
            LabeledField(page.say("Name, if known"), self._name),
            LabeledField(page.say("Born, as far as known"), self._born),
            self._role_field,
            LabeledField(page.say("Phone"), self._phone),
        ):
            self.body.addWidget(field)
        self._known = KnownPeopleList(page, AT_ONCE)
        self.body.addWidget(self._known)
        for field in (self._name, self._born, self._phone):
            field.textChanged.connect(self._look_for)
        self._keep_button = Button(page.say("Add to the case"), self._keep)
        self._leave_button = Button(page.say("Leave it"), self._leave)
        self._leave_button.hide()
        self._removal = LinkButton(page.say("Paper and removal…"), self._show_removal)
        self._removal.hide()
        self.body.addWidget(self._keep_button)
        self.body.addWidget(self._leave_button)
        self.body.addWidget(self._removal)
        draft = FormDraft()
        self._journal = FormJournal(page, draft, BINDING)
        for name, field in (("name", self._name), ("born", self._born), ("phone", self._phone)):
            self._journal.watch(name, field)
        draft.add("role", self._role.value, self._role.set_value)
        self._role.chosen.connect(self._journal.keep)

    def show_case(self, case_id: str) -> None:
        """Serve a case; what was being written about another one's people is not its own."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._empty()
            self._journal.begin(f"{case_id}:person")

    def flush(self) -> None:
        """Journal what is typed; a correction begun is not kept, the person stands as recorded."""
        if self._person is None:
            self._journal.flush()

    def edit(self, person: Person) -> None:
        """Show a person of the case in the form, to correct what is recorded."""
        self._journal.begin("")  # a correction must not come back as somebody new
        self._person = person
        self._name.set_words(person.name)
        self._born.set_words(person.born.said if person.born else "")
        self._phone.set_words(", ".join(person.phones))
        self.heading.setText(self._page.say("Correct a person"))
        self._keep_button.setText(self._page.say("Keep the correction"))
        self._role_field.hide()
        self._leave_button.show()
        self._removal.show()
        self._known.empty()
        self._name.setFocus()

    def _look_for(self, _words: str) -> None:
        """Show who may be meant, while somebody new is being added."""
        if self._person is None:
            self._known.look_for(described(self._details()))

    def _details(self) -> PersonDetails:
        born = self._born.words()
        return PersonDetails(
            self._name.words(), read_date(born) if born.strip() else None, self._phone.words()
        )

    def _show_removal(self) -> None:
        if self._person is not None:
            self._page.go("removal", self._person.id, "person")

    def _keep(self) -> None:
        if self._person is None:
            self._add()
        else:
            self._correct(self._person)

    def _correct(self, person: Person) -> None:
        born = self._born.words()
        phones = tuple(each.strip() for each in self._phone.words().split(",") if each.strip())
        changed = replace(
            person,
            name=self._name.words(),
            born=read_date(born) if born.strip() else None,
            phones=phones,
        )
        case_id = self._case_id

        def act(services: Services) -> Changes:
            _, changes = services.people.correct(changed)
            return changes + Changes((("case", case_id),))

        self._keeping.command(act, lambda _nothing: self._leave())

    def _add(self) -> None:
        role = self._role.value()
        self._role_field.show_trouble("" if role else self._page.say("Choose the role."))
        if role is None:
            return
        details, same = self._details(), self._known.same()
        case_id = self._case_id

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                if same is None:
                    person, changes = services.people.add(details)
                else:
                    number = services.cases.get(case_id).number
                    person, changes = services.people.learn_as_said(same, details, number)
                _, more = services.people.give_role(case_id, person.id, RoleName(role))
            return changes + more

        self._keeping.command(act, lambda _nothing: self._added())

    def _added(self) -> None:
        self._empty()
        self._journal.drop()

    def _leave(self) -> None:
        self._empty()
        self._journal.begin(f"{self._case_id}:person")

    def _empty(self) -> None:
        self._person = None
        self._known.empty()
        for field in (self._name, self._born, self._phone):
            field.set_words("")
        self.heading.setText(self._page.say("Add a person"))
        self._keep_button.setText(self._page.say("Add to the case"))
        self._role_field.show()
        self._role_field.show_trouble("")
        self._leave_button.hide()
        self._removal.hide()
        self._role.set_value(None)

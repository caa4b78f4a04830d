"""Adding a person to a case, somebody new or entered already; what is typed is journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.services.known_people import described
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime, options
from vpo_desk.ui.hints import hint_at_days, hint_at_phones
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.known_people import AT_ONCE, KnownPeopleList
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.people.picker import PersonPicker
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "person@2"


class PersonCard(Card):
    """A form for one more person of a case; who is in it is corrected on the person's own page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add a person"))
        self._page = page
        self._case_id = ""
        self._known: Person | None = None
        self._keeping = OneAtATime(page)
        self._picker = PersonPicker(page, page.say("Entered already? A part of the name"))
        self._picker.picked.connect(self._choose)
        self._chosen = PlainLabel("", strong=True)
        self._instead = LinkButton(page.say("Somebody new instead"), lambda: self._choose(None))
        self._name, self._born, self._phone = TextField(), TextField(), TextField()
        self._relation = TextField()
        self._subject_offered: bool | None = None
        self._role = SegmentedChoice(())
        self.offer_subject(offered=False)
        self._role_field = LabeledField(page.say("Role in this case"), self._role)
        self._new = (
            LabeledField(page.say("Name, if known"), self._name),
            LabeledField(page.say("Born, as far as known"), self._born),
            LabeledField(page.say("Phone"), self._phone),
        )
        hint_at_days(page, self._new[1])
        hint_at_phones(page, self._new[2])
        relation = LabeledField(page.say("How related to the subject, as said"), self._relation)
        for field in (self._picker, self._chosen, self._instead, *self._new):
            self.body.addWidget(field)
        self._alike = KnownPeopleList(page, AT_ONCE)
        self.body.addWidget(self._alike)
        for field in (self._name, self._born, self._phone):
            field.textChanged.connect(self._look_for)
        for field in (self._role_field, relation):
            self.body.addWidget(field)
        self.body.addWidget(Button(page.say("Add to the case"), self._add))
        draft = FormDraft()
        self._journal = FormJournal(page, draft, BINDING)
        fields = (self._name, self._born, self._phone, self._relation)
        for name, field in zip(("name", "born", "phone", "relation"), fields, strict=True):
            self._journal.watch(name, field)
        draft.add("role", self._role.value, self._role.set_value)
        self._role.chosen.connect(self._journal.keep)
        self._choose(None)

    def show_case(self, case_id: str) -> None:
        """Serve a case; what was being written about another one's people is not its own."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._empty()
            self._journal.begin(f"{case_id}:person")

    def offer_subject(self, *, offered: bool) -> None:
        """Offer the role subject where a case is about nobody known yet, and only there."""
        if offered is not self._subject_offered:
            self._subject_offered = offered
            roles = [role for role in RoleName if offered or role is not RoleName.SUBJECT]
            chosen = self._role.value()
            self._role.set_options(options(roles, self._page.ground.catalog), value=chosen)

    def flush(self) -> None:
        """Journal what is typed."""
        self._journal.flush()

    def _look_for(self, _words: str) -> None:
        """Show who may be meant, while somebody new is being added."""
        if self._known is None:
            self._alike.look_for(described(self._details()))

    def _details(self) -> PersonDetails:
        born = self._born.words()
        return PersonDetails(
            self._name.words(), read_date(born) if born.strip() else None, self._phone.words()
        )

    def _choose(self, person: Person | None) -> None:
        """Take somebody entered already, or go back to somebody new."""
        self._known = person
        if person is not None:
            self._alike.empty()
        for field in self._new:
            field.setVisible(person is None)
        self._picker.setVisible(person is None)
        self._chosen.setVisible(person is not None)
        self._instead.setVisible(person is not None)
        if person is not None:
            self._chosen.setText(person_name(person, self._page.ground.catalog))
            self._role.setFocus()

    def _add(self) -> None:
        role = self._role.value()
        self._role_field.show_trouble("" if role else self._page.say("Choose the role."))
        if role is None:
            return
        details, same = self._details(), self._alike.same()
        case_id, relation = self._case_id, self._relation.words()
        known_id = self._known.id if self._known else ""

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes, person_id = Changes(), known_id
                if not person_id and same is not None:
                    number = services.cases.get(case_id).number
                    person, changes = services.people.learn_as_said(same, details, number)
                    person_id = person.id
                elif not person_id:
                    person, changes = services.people.add(details)
                    person_id = person.id
                _, more = services.people.give_role(
                    case_id, person_id, RoleName(role), relation=relation
                )
            return changes + more

        self._keeping.command(act, lambda _nothing: self._added())

    def _added(self) -> None:
        self._empty()
        self._journal.drop()

    def _empty(self) -> None:
        self._choose(None)
        self._picker.begin()
        self._alike.empty()
        for field in (self._name, self._born, self._phone, self._relation):
            field.set_words("")
        self._role_field.show_trouble("")
        self._role.set_value(None)

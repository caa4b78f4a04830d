"""Whom a concern is about, as far as that is told, and the known people who may be meant."""

from __future__ import annotations

from vpo_desk.domain.dates import read_date
from vpo_desk.services.known_people import described
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.hints import hint_at_days, hint_at_phones
from vpo_desk.ui.known_people import KnownPeopleList
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField


class AboutCard(Card):
    """Takes what is told of a person; `known` lists who may be meant while it is typed.

    `fields` are those that are typed in, by the names under which a journal keeps them.
    """

    def __init__(self, page: Page) -> None:
        say = page.say
        super().__init__(say("Who is this about?"))
        names = ("about_name", "about_born", "about_phone", "about_handle", "about_address")
        self.fields = {name: TextField() for name in names}
        labels = (
            say("Name, if known"),
            say("Born, as far as known"),
            say("Their phone"),
            say("Email or online name"),
            say("Address"),
        )
        shown = [
            LabeledField(label, entry, tip="1984" if name == "about_born" else "")
            for label, (name, entry) in zip(labels, self.fields.items(), strict=True)
        ]
        hint_at_days(page, shown[1])
        hint_at_phones(page, shown[2])
        for labeled in shown:
            self.body.addWidget(labeled)
        self.known = KnownPeopleList(page)
        self.body.addWidget(self.known)
        for entry in self.fields.values():
            entry.textChanged.connect(self._look_for)

    def details(self) -> PersonDetails:
        """Return what is typed."""
        name, born, phone, handle, address = (entry.words() for entry in self.fields.values())
        day = read_date(born) if born.strip() else None
        return PersonDetails(name, day, phone, handle=handle, address=address)

    def _look_for(self, _words: str) -> None:
        self.known.look_for(described(self.details()))

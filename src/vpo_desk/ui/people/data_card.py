"""A person's name, birth date, phones, juvenile mark and handling, corrected in place."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import Person
from vpo_desk.services.particulars import PersonData
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.hints import hint_at_days
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.notice import Notice

DATA: Final = "person-data@1"
_FIELDS: Final = ("name", "born", "phones", "juvenile", "handling")


class DataCard(Card):
    """Shows what is recorded in fields; what was begun and not kept comes back after a lock."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Name and particulars"))
        self._page = page
        self._person: Person | None = None
        self._recorded: dict[str, str] = {}
        self._shown: dict[str, str] | None = None  # as the fields gave it back
        say = page.say
        marks = (
            Option("yes", say("Yes")),
            Option("no", say("No")),
            Option("unknown", say("Not known")),
        )
        self._form = StepForm(
            page,
            DATA,
            (
                ("name", say("Name"), TextField()),
                ("born", say("Born, as far as known"), TextField()),
                ("phones", say("Phones, one to a line"), TextEditor(lines=2)),
                ("juvenile", say("Juvenile"), SegmentedChoice(marks)),
                (
                    "handling",
                    say("Handling: who is told first, what stays apart"),
                    TextEditor(lines=2),
                ),
            ),
            say("Keep the correction"),
            self._keep,
        )
        hint_at_days(page, self._form.fields["born"])
        self._form.restored.connect(self._restored)
        self._again = LinkButton(say("Show what is recorded again"), self._show_recorded)
        self.body.addWidget(self._form)
        self.body.addWidget(self._again)
        self._again.hide()

    def serve(self, person_id: str) -> None:
        """Serve a person, before what is recorded of them is there: unsaved words come first."""
        if self._person is None or person_id != self._person.id:
            self._shown = None
            self._again.hide()
            self._form.begin(f"{person_id}:data")

    def show_person(self, person: Person) -> None:
        """Show what is recorded now; what is being typed stays."""
        self._person = person
        values = {
            "name": person.name,
            "born": person.born.said if person.born else "",
            "phones": "\n".join(person.phones),
            "juvenile": {True: "yes", False: "no", None: "unknown"}[person.juvenile],
            "handling": person.handling,
        }
        empty = self._shown is None and not any(self._typed().values())
        if empty or (self._shown is not None and not self._touched()):
            self._form.fill(values)
            self._shown = self._typed()
        elif self._shown is None:  # unsaved words came back first
            self._shown = dict.fromkeys(_FIELDS, "")
        self._recorded = values

    def flush(self) -> None:
        """Journal what was changed and not kept."""
        if self._touched():
            self._form.flush()

    def _typed(self) -> dict[str, str]:
        return {name: self._form.words(name) for name in _FIELDS}

    def _touched(self) -> bool:
        return self._shown is not None and self._typed() != self._shown

    def _restored(self) -> None:
        words = self._page.say("What was typed here and not kept is back.")
        self._form.notices.add(Notice(words, tone="info"))
        self._again.show()

    def _show_recorded(self) -> None:
        if self._person is not None:
            self._form.fill(self._recorded)
            self._shown = self._typed()
            self._form.forget()
            self._form.notices.clear()
            self._again.hide()

    def _keep(self) -> None:
        if self._person is None:
            return
        person_id, typed = self._person.id, self._typed()
        born = typed["born"]
        data = PersonData(
            typed["name"],
            read_date(born) if born.strip() else None,
            tuple(typed["phones"].split("\n")),
            {"yes": True, "no": False}.get(typed["juvenile"]),
            typed["handling"],
        )
        self._form.send(
            lambda services: services.particulars.describe(person_id, data),
            self._page.say("It is kept; what stood here before stays under Changes."),
            self._kept,
        )

    def _kept(self, person: Person) -> None:
        self._shown = None
        self._again.hide()
        self.show_person(person)

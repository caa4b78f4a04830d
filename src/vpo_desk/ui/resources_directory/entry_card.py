"""One entry of the directory: written, corrected, looked at again, taken out."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import QuietLabel

BINDING: Final = "resource@1"
YES: Final = "yes"
NO: Final = "no"


class EntryCard(Card):
    """Takes a new entry, or the correction of one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add an entry"))
        self._page = page
        self._known: Resource | None = None
        say = page.say
        first = (Option(NO, say("No")), Option(YES, say("Yes")))
        self._form = StepForm(
            page,
            BINDING,
            (
                ("name", say("Name"), TextField()),
                ("kind", say("What it is"), DropDown(options(ResourceKind, page.ground.catalog))),
                ("phone", say("Phone"), TextField()),
                ("person", say("Whom to ask for"), TextField()),
                ("hours", say("When reached"), TextField()),
                ("email", say("Email"), TextField()),
                ("address", say("Address"), TextEditor(lines=1)),
                ("offers", say("What it offers"), TextEditor(lines=2)),
                ("for_whom", say("For whom, and on what terms"), TextEditor(lines=1)),
                ("notes", say("Notes"), TextEditor(lines=1)),
                (
                    "first",
                    say("On the emergency card and a plan's first page"),
                    SegmentedChoice(first, value=NO),
                ),
            ),
            say("Keep the entry"),
            self._keep,
        )
        self._checked = QuietLabel("")
        self._right = Button(say("I looked today: it is right"), self._note_checked)
        self._retire = Button(say("Take it out of the list"), self._take_out)
        self._new = LinkButton(say("Add another one instead"), self.begin_new)
        for widget in (self._form, self._checked, self._right, self._retire, self._new):
            self.body.addWidget(widget)
        self._show_steps()

    def begin_new(self) -> None:
        """Show an empty form."""
        self._known = None
        self.heading.setText(self._page.say("Add an entry"))
        self._form.begin("resource:new")
        self._show_steps()

    def show_entry(self, entry: Resource) -> None:
        """Show an entry to read and correct it."""
        self._known = entry
        self.heading.setText(entry.name)
        self._form.correct(
            f"resource:{entry.id}",
            {
                "name": entry.name,
                "kind": str(entry.kind.value),
                "phone": entry.phone,
                "person": entry.person,
                "hours": entry.hours,
                "email": entry.email,
                "address": entry.address,
                "offers": entry.offers,
                "for_whom": entry.for_whom,
                "notes": entry.notes,
                "first": YES if entry.first_call else NO,
            },
        )
        self._show_steps()
        go_to(self)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def forget(self) -> None:
        """Forget the entry."""
        self._known = None
        self.heading.setText("")

    def _show_steps(self) -> None:
        known, say = self._known, self._page.say
        for widget in (self._checked, self._right, self._retire, self._new):
            widget.setVisible(known is not None)
        if known is None:
            return
        words = say("Nobody noted yet that this is right.")
        if known.checked_on is not None:
            words = say("Looked at on {day}.", day=date_words(known.checked_on))
        self._checked.setText(words)
        again = say("Put it back into the list")
        self._retire.setText(again if known.retired else say("Take it out of the list"))

    def _keep(self) -> None:
        form, known = self._form, self._known
        kind = form.chosen("kind")
        form.trouble("name", "" if form.words("name").strip() else self._page.say("Write a name."))
        if kind is None or not form.words("name").strip():
            return
        entry = Resource(
            known.id if known else "",
            form.words("name"),
            ResourceKind(kind),
            form.words("phone"),
            form.words("person"),
            form.words("hours"),
            form.words("address"),
            form.words("email"),
            form.words("offers"),
            form.words("for_whom"),
            form.words("notes"),
            self._page.ground.clock.now().day,
            form.words("first") == YES,
            known.retired if known else False,
        )
        form.send(
            lambda services: services.directory.keep(entry),
            self._page.say("The entry is kept."),
            lambda _entry: self.begin_new(),
        )

    def _note_checked(self) -> None:
        if self._known is not None:
            known, day = self._known.id, self._page.ground.clock.now().day
            self._page.command(
                lambda services: services.directory.note_checked(known, day), self._kept
            )

    def _take_out(self) -> None:
        if self._known is not None:
            known, retired = self._known.id, not self._known.retired
            self._page.command(
                lambda services: services.directory.retire(known, retired=retired), self._kept
            )

    def _kept(self, entry: object) -> None:
        if isinstance(entry, Resource):
            self._known = entry
            self._show_steps()

"""Beginning to key in a paper form: its code first, and what stands in its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.interview import Interview
from vpo_desk.services.keying import PaperHeld
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "key-in@1"


class KeyInPage(Page):
    """Takes the head of a sheet; its place's id is the case."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Key in a paper form"))
        self._with = DropDown(hint=self.say("choose"))
        card = Card(self.say("The sheet"))
        card.body.addWidget(
            QuietLabel(
                self.say(
                    "The code stands at the bottom of each page. It leads to the very questions"
                    " that were printed, so nothing is keyed into another form."
                )
            )
        )
        self._form = StepForm(
            self,
            BINDING,
            (
                ("code", self.say("Form code"), TextField(hint="subject@1/7QK2")),
                ("with", self.say("With whom"), self._with),
                ("at", self.say("When it was held, as on the sheet"), TextField()),
                ("place", self.say("Place"), TextField()),
                ("present", self.say("Present, separated by semicolons"), TextField()),
            ),
            self.say("Begin to key it in"),
            self._begin,
        )
        self._form.button.set_kind("primary")
        card.body.addWidget(self._form)
        card.body.addWidget(Button(self.say("Back"), self.asked_back.emit))
        card.body.addStretch(1)
        self.body.addWidget(card)

    def arrive(self, place: Place) -> None:
        """Offer the people of the case; a form that was begun is back."""
        self.query(lambda services: services.people.roles(place.id), self._offer)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def help(self) -> tuple[Words, ...]:
        """Say what is kept of the two times."""
        return (
            say(
                "The time on the sheet is when it was held; when it is keyed in is kept beside it."
            ),
            say("Questions with a safety card are keyed twice; what differs is listed."),
        )

    def _offer(self, roles: tuple[RoleLine, ...]) -> None:
        people = {
            line.person.id: f"{line.person.name or self.say('name not known')}"
            f" ({self.text(line.role.role.words)})"
            for line in reversed(roles)
        }
        options = [Option(id_, words) for id_, words in reversed(people.items())]
        self._with.set_options(options, self._with.value())
        self._form.begin(f"{self.place.id}:key-in")

    def _begin(self) -> None:
        form = self._form
        code, held = form.words("code"), form.words("at")
        form.trouble("code", "" if code.strip() else self.say("Type the code of the sheet."))
        form.trouble("at", "" if held.strip() else self.say("Type the date and time on the sheet."))
        person = form.chosen("with")
        if not code.strip() or not held.strip() or person is None:
            return
        at = form.moment("at")
        if at is None:
            return
        present = tuple(x.strip() for x in form.words("present").split(";") if x.strip())
        paper = PaperHeld(person, at, form.words("place"), present)
        case_id = self.place.id

        def act(services: Services) -> tuple[Interview, Changes]:
            return services.keying.begin(case_id, code, paper)

        form.send(act, self.say("The sheet is open."), lambda held: self.go("keying", held.id))

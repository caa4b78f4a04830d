"""One thing known of a person: added, corrected in its place, or taken off."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import FactKind, PersonFact
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.hints import hint_at_days
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

FACT: Final = "person-fact@1"


class FactCard(Card):
    """Takes one fact, or changes one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add what is known"))
        self._page = page
        self._person_id = ""
        self._fact: PersonFact | None = None
        say = page.say
        times = (Option("now", say("Now")), Option("past", say("Past")))
        paper = (Option("may", say("May stand on paper")), Option("off", say("Kept off paper")))
        self._form = StepForm(
            page,
            FACT,
            (
                ("kind", say("Kind"), DropDown(options(FactKind, page.ground.catalog))),
                ("text", say("What is known"), TextEditor(lines=2)),
                ("source", say("From whom or where"), TextField()),
                ("when", say("When, as said"), TextField()),
                ("time", say("Is it so now?"), SegmentedChoice(times)),
                ("paper", say("On paper"), SegmentedChoice(paper)),
            ),
            say("Keep it"),
            self._keep,
        )
        hint_at_days(page, self._form.fields["when"])
        self._off = LinkButton(say("It was entered by mistake: take it off"), self._take)
        self._leave = LinkButton(say("Add another one instead"), self._leave_it)
        for widget in (self._form, self._off, self._leave):
            self.body.addWidget(widget)
        self._off.hide()
        self._leave.hide()

    def serve(self, person_id: str) -> None:
        """Serve a person; a change begun for another one is left."""
        if person_id != self._person_id:
            self._person_id = person_id
            self._leave_it()

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def change(self, fact: PersonFact) -> None:
        """Show a fact to change it."""
        self._fact = fact
        self.heading.setText(self._page.say("Change what is known"))
        which = zlib.crc32(repr(fact).encode("utf-8", "replace"))  # facts have no ids of their own
        self._form.correct(
            f"{self._person_id}:fact:{which:08x}",
            {
                "kind": fact.kind.value,
                "text": fact.text,
                "source": fact.source,
                "when": fact.when.said if fact.when else "",
                "time": "past" if fact.past else "now",
                "paper": "off" if fact.confidential else "may",
            },
        )
        self._off.show()
        self._leave.show()
        go_to(self, self._form.fields["text"])

    def _leave_it(self) -> None:
        self._fact = None
        self.heading.setText(self._page.say("Add what is known"))
        self._form.begin(f"{self._person_id}:fact")
        self._off.hide()
        self._leave.hide()

    def _keep(self) -> None:
        form, person_id, known = self._form, self._person_id, self._fact
        kind, when = form.chosen("kind"), form.words("when")
        text = form.words("text")
        form.trouble("text", "" if text.strip() else self._page.say("Write what is known."))
        if kind is None or not text.strip():
            return
        fact = PersonFact(
            FactKind(kind),
            text,
            form.words("source"),
            read_date(when) if when.strip() else None,
            past=form.words("time") == "past",
            confidential=form.words("paper") == "off",
        )

        def act(services: Services) -> Written:
            if known is not None:
                return services.particulars.change_fact(person_id, known, fact)
            return services.particulars.add_fact(person_id, fact)

        form.send(act, self._page.say("It is kept."), lambda _person: self._leave_it())

    def _take(self) -> None:
        known, person_id = self._fact, self._person_id
        if known is not None:
            self._page.command(
                lambda services: services.particulars.take_fact(person_id, known),
                lambda _person: self._leave_it(),
            )

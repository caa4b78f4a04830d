"""How two people are related: entered, corrected, ended, or taken off as a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.dates import UncertainDate, read_date
from vpo_desk.domain.person import Person
from vpo_desk.domain.relationship import Relation, Relationship
from vpo_desk.services.relationships import RelationshipLine, RelationshipWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.hints import hint_at_days
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.people.picker import PersonPicker
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

TIE: Final = "relationship@1"
END: Final = "relationship-end@1"


class TieCard(Card):
    """Takes a relationship between people who are offered, or changes one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add how two people are related"))
        self._page = page
        self._scope = ""
        self._people: dict[str, str] = {}
        self._tie: Relationship | None = None
        say = page.say
        self._first, self._second = DropDown(), DropDown()
        self._form = StepForm(
            page,
            TIE,
            (
                ("first", say("Who"), self._first),
                ("kind", say("is"), DropDown(options(Relation, page.ground.catalog))),
                ("second", say("of whom"), self._second),
                ("words", say("In own words, instead or beside"), TextField()),
                ("source", say("From whom or where this is known"), TextField()),
                ("since", say("Since, as said"), TextField()),
                ("until", say("Until, as said"), TextField()),
            ),
            say("Keep the relationship"),
            self._keep,
        )
        hint_at_days(page, self._form.fields["since"], self._form.fields["until"])
        self._picker = PersonPicker(page, say("Somebody else, by a part of the name"))
        self._picker.picked.connect(self._picked)
        self._end = StepForm(
            page,
            END,
            (("why", say("Why they are no longer so related"), TextField()),),
            say("They no longer are"),
            self._finish,
        )
        self._off = LinkButton(say("It was entered by mistake: take it off"), self._take)
        self._leave = LinkButton(say("Add another one instead"), self._leave_it)
        for widget in (self._form, self._picker, self._end, self._off, self._leave):
            self.body.addWidget(widget)

    def serve(self, scope: str) -> None:
        """Serve a person or a case by its id; a change begun in another one is left."""
        if scope != self._scope:
            self._scope = scope
            self._people = {}
            self._picker.begin()
            self._leave_it()

    def offer(self, people: Iterable[Person], first: str = "") -> None:
        """Offer people to choose from; the first of the two is chosen already where one is named."""
        for person in people:
            self._people[person.id] = person_name(person, self._page.ground.catalog)
        self._offer(self._form.words("first") or first, self._form.words("second"))

    def flush(self) -> None:
        """Journal what is typed."""
        self._end.flush()
        self._form.flush()

    def change(self, line: RelationshipLine) -> None:
        """Show a relationship to change it; between whom it is stays."""
        self._tie = tie = line.relationship
        self.offer((line.first, line.second))
        self.heading.setText(self._page.say("Change how two people are related"))
        self._form.correct(
            f"{tie.id}:tie",
            {
                "first": line.first.id,
                "second": line.second.id,
                "kind": tie.kind.value,
                "words": tie.words,
                "source": tie.source,
                "since": tie.since.said if tie.since else "",
                "until": tie.until.said if tie.until else "",
            },
        )
        self._end.begin(f"{tie.id}:end")
        self._end.setVisible(tie.stands)
        self._free(ends=False)
        go_to(self, self._form.fields["kind"])

    def _free(self, *, ends: bool) -> None:
        """Let the two people be chosen, or keep them as they are."""
        for name in ("first", "second"):
            self._form.fields[name].setEnabled(ends)
        self._picker.setVisible(ends)
        self._off.setVisible(not ends)
        self._leave.setVisible(not ends)

    def _leave_it(self) -> None:
        self._tie = None
        self.heading.setText(self._page.say("Add how two people are related"))
        self._form.begin(f"{self._scope}:relationship")
        self._offer("", "")
        self._end.hide()
        self._free(ends=True)

    def _offer(self, first: str, second: str) -> None:
        entries = [Option(id_, name) for id_, name in self._people.items()]
        self._first.set_options(entries, first or None)
        self._second.set_options(entries, second or None)

    def _picked(self, person: Person) -> None:
        self._people[person.id] = person_name(person, self._page.ground.catalog)
        first, second = self._form.words("first"), self._form.words("second")
        self._offer(first or person.id, (second if not first else person.id))

    def _keep(self) -> None:
        form, known = self._form, self._tie
        chosen = [form.chosen(name) for name in ("first", "kind", "second")]
        first, kind, second = chosen
        if first is None or kind is None or second is None:
            return
        words = RelationshipWords(
            Relation(kind),
            form.words("words"),
            form.words("source"),
            _date(form.words("since")),
            _date(form.words("until")),
        )

        def act(services: Services) -> Written:
            if known is not None:
                return services.relationships.correct(known.id, words)
            return services.relationships.add(first, second, words)

        form.send(act, self._page.say("It is kept."), lambda _tie: self._leave_it())

    def _finish(self) -> None:
        if self._tie is not None:
            tie_id, why = self._tie.id, self._end.words("why")
            self._end.send(
                lambda services: services.relationships.end(tie_id, why),
                self._page.say("It is noted."),
                lambda _tie: self._leave_it(),
            )

    def _take(self) -> None:
        if self._tie is not None:
            tie_id = self._tie.id
            self._page.command(
                lambda services: services.relationships.take_off(tie_id),
                lambda _tie: self._leave_it(),
            )


def _date(said: str) -> UncertainDate | None:
    return read_date(said) if said.strip() else None

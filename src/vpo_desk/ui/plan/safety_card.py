"""The safety plans of a plan's possible targets: written for their eyes, kept and sealed with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.safety_plan import SafetyArea, SafetyPlan, SafetyStep
from vpo_desk.protocols.knowledge import Strategy
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, typed_day
from vpo_desk.ui.documents.paper_places import part_of
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

SAFETY: Final = "safety-plan@1"
_AREAS: Final = {area.value: area for area in SafetyArea}
Take = Callable[[SafetyPlan], Plan | None]
"""Takes a safety plan into the draft and returns the draft to store; None where it is sealed."""


class SafetyCard(Card):
    """Lists the possible targets, and takes what each one's own paper says."""

    def __init__(self, page: Page, take: Take) -> None:
        super().__init__(page.say("Safety plans for possible targets"), flush=True)
        self._page = page
        self._take = take
        self._case_id = ""
        self._plan: Plan | None = None
        self._shown: Person | None = None
        self._same: dict[str, tuple[str, ...]] = {}
        self._strategies: tuple[Strategy, ...] = ()
        say = page.say
        self._table = ListTable(
            (
                Column(say("Possible target"), self._name, share=4),
                Column(say("Safety plan"), self._state, share=3),
            ),
            name=say("Possible targets of the case"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._hint = QuietLabel(
            say("Nobody has the role “possible target” in this case; it is given under “People”.")
        )
        self._story = PlainLabel("", strong=True)
        self._about = QuietLabel(
            say(
                "Write it to this person. It prints without anything of the other person: no name,"
                " initials, birth date, phone, address or vehicle; such words are refused."
            )
        )
        self._shelf = self._make_shelf()
        self._form = self._make_form()
        self._print = QWidget()
        line = QVBoxLayout(self._print)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Button(say("Print the safety plan…"), self._go_print))
        for widget in (
            self._table,
            self._hint,
            self._story,
            self._about,
            self._shelf,
            self._form,
            self._print,
        ):
            if widget is not self._table:
                widget.setContentsMargins(14, 8, 14, 8)
            self.body.addWidget(widget)
        self._leave()

    def show_plan(self, plan: Plan, strategies: Sequence[Strategy]) -> None:
        """Show the safety plans of a plan, and the strategies that can be put into one."""
        if plan.case_id != self._case_id:
            self._case_id = plan.case_id
            self._leave()
        self._plan = plan
        self._show_strategies(tuple(strategies))
        case_id = plan.case_id

        def ask(services: Services) -> tuple[tuple[Person, tuple[str, ...]], ...]:
            people = {
                line.person.id: line.person
                for line in services.people.roles(case_id)
                if line.role.role is RoleName.POSSIBLE_TARGET and line.role.stands
            }
            return tuple((each, services.people.same(each.id)) for each in people.values())

        self._page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _make_form(self) -> StepForm:
        say = self._page.say
        return StepForm(
            self._page,
            SAFETY,
            (
                ("signs", say("What to report at once, one a line"), TextEditor(lines=3)),
                ("channel", say("The one way of contact"), TextEditor(lines=1)),
                *(
                    (area.value, self._page.text(area.words), TextEditor(lines=2))
                    for area in SafetyArea
                ),
                ("log", say("How contacts are written down"), TextEditor(lines=1)),
                ("advocate", say("Advocate: name and number"), TextField()),
                ("updates", say("Who keeps the person informed, and when"), TextEditor(lines=1)),
                ("review", say("Looked at again on"), TextField()),
                ("ends", say("When it ends"), TextEditor(lines=1)),
            ),
            say("Keep the safety plan"),
            self._keep,
        )

    def _make_shelf(self) -> QWidget:
        """Return the way from the strategy library into one of the areas."""
        say = self._page.say
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._library = DropDown(hint=say("Own words below, or choose one"))
        self._library.chosen.connect(self._advise)
        self._advice = QuietLabel("")
        self._area = DropDown(
            options(SafetyArea, self._page.ground.catalog), hint=say("Choose where it is done")
        )
        self._put = Button(say("Put it under this area"), self._put_in)
        for widget in (
            LabeledField(say("A step from the strategy library"), self._library),
            self._advice,
            LabeledField(say("Area"), self._area),
            self._put,
        ):
            column.addWidget(widget)
        return shelf

    def _show_strategies(self, strategies: tuple[Strategy, ...]) -> None:
        if strategies != self._strategies:
            self._strategies = strategies
            self._library.set_options(Option(each.id, each.name) for each in strategies)
            self._advice.hide()

    def _leave(self) -> None:
        self._shown = None
        for widget in (self._story, self._about, self._shelf, self._form, self._print):
            widget.hide()

    def _show(self, found: tuple[tuple[Person, tuple[str, ...]], ...]) -> None:
        self._same = {person.id: same for person, same in found}
        people = tuple(person for person, _ in found)
        self._table.replace(people)
        self._table.setVisible(bool(people))
        self._hint.setVisible(not people)
        shown = [each for each in people if self._shown and each.id == self._shown.id]
        if self._shown is not None and not shown:
            self._leave()
        elif shown:
            self._fill(shown[0])

    def _open(self, person: Person) -> None:
        self._leave()
        self._fill(person)
        go_to(self._story, self._form.fields["signs"])

    def _fill(self, person: Person) -> None:
        plan = self._plan
        if plan is None:
            return
        self._shown = person
        written = self._safety(person)
        sealed = plan.sealed
        name = person.name or self._page.say("name not known")
        words = self._page.say("Safety plan for {name}", name=name)
        if sealed:
            words += "\n" + self._page.say(
                "It is sealed with version {number}; start a new version to change it.",
                number=plan.number,
            )
        self._story.setText(words)
        if not sealed:
            self._form.correct(f"{plan.case_id}:safety:{person.id}", _values(written))
        self._story.show()
        self._about.setVisible(not sealed)
        self._shelf.setVisible(not sealed)
        self._form.setVisible(not sealed)
        self._print.show()

    def _safety(self, person: Person) -> SafetyPlan | None:
        same = self._same.get(person.id, (person.id,))
        return self._plan.safety_of(same) if self._plan else None

    def _advise(self, strategy_id: str) -> None:
        chosen = next(each for each in self._strategies if each.id == strategy_id)
        words = self._page.say(
            "How: {how} Cautions: {cautions}", how=chosen.how, cautions=chosen.cautions
        )
        self._advice.setText(words)
        self._advice.show()

    def _put_in(self) -> None:
        """Write the strategy's name as a line of the area; what stands there stays."""
        area, chosen = self._area.value(), self._library.value()
        strategy = next((each for each in self._strategies if each.id == chosen), None)
        if area is None or strategy is None:
            return
        typed = self._form.words(area)
        lines = [typed, strategy.name] if typed.strip() else [strategy.name]
        self._form.put(area, "\n".join(lines))
        self._form.fields[area].setFocus()

    def _keep(self) -> None:
        days = self._form.days("review")
        if days is None or self._shown is None:
            return
        words = self._form.words
        known = self._safety(self._shown)
        safety = SafetyPlan(
            known.person_id if known else self._shown.id,
            signs=words("signs"),
            steps=tuple(self._steps()),
            channel=words("channel"),
            log=words("log"),
            advocate=words("advocate"),
            updates=words("updates"),
            review=days[0],
            ends=words("ends"),
        )
        plan = self._take(safety)
        if plan is None:
            return
        self._plan = plan
        self._form.send(
            lambda services: services.plans.save(plan),
            self._page.say("The safety plan is kept with the draft of the plan."),
        )

    def _steps(self) -> list[SafetyStep]:
        """Return each line of each area as a step; one from the library keeps where it is from."""
        by_name = {each.name: each.id for each in self._strategies}
        return [
            SafetyStep(area, line, by_name.get(line.strip(), ""))
            for value, area in _AREAS.items()
            for line in self._form.words(value).splitlines()
            if line.strip()
        ]

    def _go_print(self) -> None:
        if self._plan is not None and self._shown is not None:
            wish = PaperWish(
                self._case_id,
                DocumentKind.SAFETY_PLAN,
                draft=not self._plan.sealed,
                chosen=Chosen(person_id=self._shown.id),
            )
            self._page.go("print", self._case_id, part_of(wish))

    def _name(self, person: Person) -> Cell:
        return Cell(person.name or self._page.say("name not known"), strong=True)

    def _state(self, person: Person) -> Cell:
        written = self._safety(person)
        if written is None:
            return Cell(self._page.say("Not written"), tone="warning")
        words = say_count("Written, {count} step", "Written, {count} steps", len(written.steps))
        return Cell(self._page.text(words), tone="good")


def _values(safety: SafetyPlan | None) -> dict[str, str]:
    found = safety or SafetyPlan("")
    return {
        "signs": found.signs,
        "channel": found.channel,
        **{
            area.value: "\n".join(step.what for step in found.steps_of(area)) for area in SafetyArea
        },
        "log": found.log,
        "advocate": found.advocate,
        "updates": found.updates,
        "review": typed_day(found.review),
        "ends": found.ends,
    }


def with_safety(plan: Plan, safety: SafetyPlan) -> Plan:
    """Return a plan with a safety plan in the place of that person's; an empty one is taken out."""
    others = [each for each in plan.safety if each.person_id != safety.person_id]
    kept = [*others, safety] if safety.is_written else others
    return replace(plan, safety=tuple(kept))

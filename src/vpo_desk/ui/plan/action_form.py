"""Forms for one action and for one if-then rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.plan import Action, ActionStatus, Domain, Rule
from vpo_desk.protocols.knowledge import Strategy
from vpo_desk.ui.concerns.forms import FormDraft, options, read_day, typed_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel


class ActionForm(Card):
    """Edits one action; `done(place, action)` gives it back, None takes it out of the plan.

    `typed` asks for the journal of `draft`; it comes too when the form is put away.
    """

    typed = Signal()

    def __init__(self, page: Page, done: Callable[[int | None, Action | None], None]) -> None:
        super().__init__(page.say("Action"))
        self._page = page
        self._done = done
        self._place: int | None = None
        catalog = page.ground.catalog
        self._domain = SegmentedChoice(options(Domain, catalog))
        self._status = SegmentedChoice(options(ActionStatus, catalog))
        self._what, self._owner, self._due = TextField(), TextField(), TextField()
        self._driver, self._start = TextField(), TextField()
        self._strategies: Mapping[Domain, tuple[Strategy, ...]] = {}
        self._strategy_id = ""
        self._library = DropDown()  # the wheel never changes what is chosen
        self._advice = QuietLabel()
        self._domain.chosen.connect(self._domain_chosen)
        self._library.activated.connect(self._strategy_chosen)
        self._library_field = LabeledField(page.say("From the strategy library"), self._library)
        self._domain_field = LabeledField(page.say("Domain"), self._domain)
        self._what_field = LabeledField(page.say("What is done"), self._what)
        self._due_field = LabeledField(page.say("Due"), self._due, tip="27 Nov 2026")
        self._start_field = LabeledField(page.say("From (optional)"), self._start)
        for field in (
            self._domain_field,
            self._library_field,
            self._advice,
            self._what_field,
            LabeledField(page.say("Owner: a person, here or elsewhere"), self._owner),
            self._due_field,
            self._start_field,
            LabeledField(page.say("What it answers to (the driver)"), self._driver),
            LabeledField(page.say("Status"), self._status),
        ):
            self.body.addWidget(field)
        self.body.addWidget(_buttons(page, self._keep, self._leave, self._remove))
        self.draft = FormDraft()
        self._keep_fields()

    def show_kept(self, text: str) -> None:
        """Open the form as it was when it was kept."""
        self.edit(None, None)
        self.draft.show(text)
        strategy = self._strategy_id
        self._domain_chosen(self._domain.value() or "")
        self._strategy_id = strategy
        self.show()

    def show_strategies(self, strategies: Mapping[Domain, tuple[Strategy, ...]]) -> None:
        """Offer the library's strategies by domain."""
        self._strategies = strategies

    def edit(self, place: int | None, action: Action | None) -> None:
        """Show an action of the plan, or an empty form for a new one."""
        self._place = place
        self._strategy_id = action.strategy if action else ""
        self._domain_chosen(str(action.domain.value) if action else "")
        self._domain.set_value(str(action.domain.value) if action else None)
        self._what.set_words(action.what if action else "")
        self._owner.set_words(action.owner if action else "")
        self._due.set_words(typed_day(action.due if action else None))
        self._start.set_words(typed_day(action.start if action else None))
        self._driver.set_words(action.driver if action else "")
        self._status.set_value(str((action.status if action else ActionStatus.OPEN).value))
        self._domain.setFocus()

    def _keep(self) -> None:
        page = self._page
        domain, what = self._domain.value(), self._what.words()
        due, start = read_day(self._due.words()), read_day(self._start.words())
        wrong = page.say("Write a date such as 27 Nov 2026.")
        bad_due = bool(self._due.words().strip()) and due is None
        bad_start = bool(self._start.words().strip()) and start is None
        self._domain_field.show_trouble("" if domain else page.say("Choose the domain."))
        self._what_field.show_trouble("" if what.strip() else page.say("Write what is done."))
        self._due_field.show_trouble(wrong if bad_due else "")
        self._start_field.show_trouble(wrong if bad_start else "")
        if domain is None or not what.strip() or bad_due or bad_start:
            return
        action = Action(
            Domain(domain),
            what,
            self._owner.words(),
            due,
            self._driver.words(),
            self._strategy_id,
            start,
            ActionStatus(self._status.value() or ActionStatus.OPEN.value),
        )
        self._leave()
        self._done(self._place, action)

    def _domain_chosen(self, value: str) -> None:
        found = self._strategies.get(Domain(value), ()) if value else ()
        self._library.clear()
        self._library.addItem(self._page.say("Own words, or choose one"))
        for each in found:
            self._library.addItem(each.name, each.id)
        self._library_field.setVisible(bool(found))
        self._advice.hide()

    def _strategy_chosen(self, index: int) -> None:
        value = self._domain.value()
        if index < 1 or value is None:
            self._strategy_id = ""
            self._advice.hide()
            return
        chosen = self._strategies[Domain(value)][index - 1]
        self._strategy_id = chosen.id
        if not self._what.words().strip():
            self._what.set_words(chosen.name)
        self._advice.setText(
            self._page.say(
                "How: {how} Cautions: {cautions} Stop when: {stop} Usual owner: {owner}.",
                how=chosen.how,
                cautions=chosen.cautions,
                stop=chosen.stop,
                owner=chosen.owner,
            )
        )
        self._advice.show()

    def _keep_fields(self) -> None:
        texts = {
            "what": self._what,
            "owner": self._owner,
            "due": self._due,
            "start": self._start,
            "driver": self._driver,
        }
        _keep_texts(self.draft, texts, self.typed)
        self.draft.add("domain", self._domain.value, self._domain.set_value)
        self.draft.add("status", self._chosen_status, self._status.set_value)
        self.draft.add("place", lambda: _place_text(self._place), self._set_place)
        self.draft.add("strategy", lambda: self._strategy_id, self._set_strategy)
        for choice in (self._domain, self._status):
            choice.chosen.connect(self._tell)

    def _chosen_status(self) -> str | None:
        value = self._status.value()
        return None if value == ActionStatus.OPEN.value else value

    def _set_place(self, place: str) -> None:
        self._place = int(place)

    def _set_strategy(self, strategy: str) -> None:
        self._strategy_id = strategy

    def _tell(self) -> None:
        self.typed.emit()

    def _leave(self) -> None:
        self.hide()
        self.typed.emit()

    def _remove(self) -> None:
        self._leave()
        if self._place is not None:
            self._done(self._place, None)


class RuleForm(Card):
    """Edits one if-then rule, as `ActionForm` does."""

    typed = Signal()

    def __init__(self, page: Page, done: Callable[[int | None, Rule | None], None]) -> None:
        super().__init__(page.say("If … then …"))
        self._page = page
        self._done = done
        self._place: int | None = None
        self._fields = {
            "condition": LabeledField(
                page.say("If this can be seen or heard to happen"), TextField()
            ),
            "sees": LabeledField(page.say("Who sees it"), TextField()),
            "then": LabeledField(page.say("Then"), TextField()),
            "within": LabeledField(page.say("Within what time"), TextField()),
            "owner": LabeledField(page.say("Who acts"), TextField()),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(_buttons(page, self._keep, self._leave, self._remove))
        self.draft = FormDraft()
        _keep_texts(self.draft, {name: self._field(name) for name in self._fields}, self.typed)
        self.draft.add("place", lambda: _place_text(self._place), self._set_place)

    def show_kept(self, text: str) -> None:
        """Open the form as it was when it was kept."""
        self.edit(None, None)
        self.draft.show(text)
        self.show()

    def edit(self, place: int | None, rule: Rule | None) -> None:
        """Show a rule of the plan, or an empty form for a new one."""
        self._place = place
        for name in self._fields:
            self._field(name).set_words(str(getattr(rule, name)) if rule else "")
        self._field("condition").setFocus()

    def _keep(self) -> None:
        words = {name: self._field(name).words() for name in self._fields}
        missing = [name for name, text in words.items() if not text.strip() and name != "sees"]
        for name, field in self._fields.items():
            field.show_trouble(self._page.say("Write it here.") if name in missing else "")
        if missing:
            return
        self._leave()
        self._done(self._place, Rule(**words))

    def _set_place(self, place: str) -> None:
        self._place = int(place)

    def _leave(self) -> None:
        self.hide()
        self.typed.emit()

    def _remove(self) -> None:
        self._leave()
        if self._place is not None:
            self._done(self._place, None)

    def _field(self, name: str) -> TextField:
        field = self._fields[name].field
        if not isinstance(field, TextField):
            raise TypeError(name)
        return field


def _keep_texts(draft: FormDraft, texts: Mapping[str, TextField], typed: SignalInstance) -> None:
    for name, field in texts.items():
        draft.add(name, field.words, field.set_words)
        field.typed.connect(typed)
        field.left.connect(typed)


def _place_text(place: int | None) -> str:
    return "" if place is None else str(place)


def _buttons(
    page: Page,
    keep: Callable[[], object],
    leave: Callable[[], object],
    remove: Callable[[], object],
) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(Button(page.say("Keep in the plan"), keep, kind="primary"))
    line.addWidget(Button(page.say("Leave it"), leave))
    line.addStretch(1)
    line.addWidget(LinkButton(page.say("Take out of the plan"), remove))
    return row

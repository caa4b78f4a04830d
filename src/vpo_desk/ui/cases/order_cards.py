"""An order of a case, entered, changed or ended; and the agency's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.order import Order, OrderKind
from vpo_desk.domain.own_number import NumberKind
from vpo_desk.services.orders import OrderWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

ORDER: Final = "order@1"
END: Final = "order-end@1"
NUMBER: Final = "own-number@1"


class OrderCard(Card):
    """Takes an order of a case, or changes and ends one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add an order"))
        self._page = page
        self._case_id = ""
        self._order: Order | None = None
        say = page.say
        self._form = StepForm(
            page,
            ORDER,
            (
                (
                    "kind",
                    say("Kind of order"),
                    SegmentedChoice(options(OrderKind, page.ground.catalog)),
                ),
                ("since", say("In force from"), TextField()),
                ("until", say("Last day; in custody: day of release"), TextField()),
                ("number", say("Number of the order"), TextField()),
                ("issued_by", say("Issued by"), TextField()),
                ("terms", say("Terms"), TextEditor(lines=2)),
            ),
            say("Keep the order"),
            self._keep,
        )
        self._end = StepForm(
            page,
            END,
            (("why", say("Why it no longer stands"), TextField()),),
            say("It no longer stands"),
            self._finish,
        )
        self._leave = LinkButton(say("Add another one instead"), self._leave_it)
        self._removal = LinkButton(say("Paper and removal…"), self._show_removal)
        for widget in (self._form, self._end, self._leave, self._removal):
            self.body.addWidget(widget)

    def show_case(self, case_id: str) -> None:
        """Serve a case; a change begun in another one is left."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave_it()

    def flush(self) -> None:
        """Journal what is typed."""
        self._end.flush()
        self._form.flush()

    def change(self, order: Order) -> None:
        """Show an order to change it."""
        self._order = order
        self.heading.setText(self._page.say("Change an order"))
        self._form.correct(
            f"{order.id}:order",
            {
                "kind": str(order.kind.value),
                "since": self._page.text(date_words(order.since)) if order.since else "",
                "until": self._page.text(date_words(order.until)) if order.until else "",
                "number": order.number,
                "issued_by": order.issued_by,
                "terms": order.terms,
            },
        )
        self._end.begin(f"{order.id}:end")
        self._end.setVisible(order.stands)
        self._leave.show()
        self._removal.show()
        go_to(self._form, self._form.fields["until"])

    def _leave_it(self) -> None:
        self._order = None
        self.heading.setText(self._page.say("Add an order"))
        self._form.begin(f"{self._case_id}:order")
        self._end.hide()
        self._leave.hide()
        self._removal.hide()

    def _show_removal(self) -> None:
        if (order := self._order) is not None:
            self.flush()
            self._leave_it()  # no word of what goes may stay in a form
            self._page.go("removal", order.id, "order")

    def _keep(self) -> None:
        form, case_id, known = self._form, self._case_id, self._order
        kind, days = form.chosen("kind"), form.days("since", "until")
        if kind is None or days is None:
            return
        since, until = days
        words = OrderWords(
            OrderKind(kind),
            since,
            until,
            form.words("number"),
            form.words("issued_by"),
            form.words("terms"),
        )

        def act(services: Services) -> Written:
            if known is not None:
                return services.orders.correct(known.id, words)
            return services.orders.add(case_id, words)

        form.send(act, self._page.say("The order is kept."), lambda _order: self._leave_it())

    def _finish(self) -> None:
        if self._order is not None:
            order_id, why = self._order.id, self._end.words("why")
            self._end.send(
                lambda services: services.orders.end(order_id, why),
                self._page.say("It is noted."),
                lambda _order: self._leave_it(),
            )


class NumberCard(Card):
    """Takes a number by which another system of the agency knows the case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add a number"))
        self._page = page
        self._case_id = ""
        say = page.say
        self._form = StepForm(
            page,
            NUMBER,
            (
                (
                    "kind",
                    say("Of which system"),
                    SegmentedChoice(options(NumberKind, page.ground.catalog)),
                ),
                ("number", say("Number"), TextField()),
            ),
            say("Add the number"),
            self._add,
        )
        self.body.addWidget(self._form)

    def show_case(self, case_id: str) -> None:
        """Serve a case."""
        self._case_id = case_id
        self._form.begin(f"{case_id}:number")

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _add(self) -> None:
        form, case_id = self._form, self._case_id
        kind, number = form.chosen("kind"), form.words("number")
        if kind is not None:
            form.send(
                lambda services: services.orders.add_number(case_id, NumberKind(kind), number),
                self._page.say("The number is added."),
            )

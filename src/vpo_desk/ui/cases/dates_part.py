"""Tasks, orders with dates, and the agency's own numbers of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.order import Order
from vpo_desk.domain.own_number import OwnNumber
from vpo_desk.domain.task import Task
from vpo_desk.ui.cases.order_cards import NumberCard, OrderCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.cases.task_card import TaskCard
from vpo_desk.ui.lists import OVER, day_cell, when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

TASK: Final = "task@1"


@dataclass(frozen=True, slots=True)
class DatesFacts:
    """What the tab shows."""

    tasks: tuple[Task, ...]
    orders: tuple[Order, ...]
    numbers: tuple[OwnNumber, ...]


class DatesPart(CasePart):
    """The tab with what has a day."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._task = TaskCard(page)
        self._order, self._number = OrderCard(page), NumberCard(page)
        columns = Columns(side_share=42)
        self.column.addWidget(columns)
        for card in (self._tasks_card(), self._orders_card(), self._numbers_card()):
            columns.main.addWidget(card)
        for card in (self._task, self._new_task_card(), self._order, self._number):
            columns.side.addWidget(card)

    def load(self, case_id: str) -> None:
        """Show a case; what was chosen in another one is left."""
        if case_id != self.case_id:
            self._task.hide()
        self._new_task.begin(f"{case_id}:task")
        self._order.show_case(case_id)
        self._number.show_case(case_id)
        super().load(case_id)

    def read(self) -> None:
        """Read what has a day."""
        case_id = self.case_id

        def ask(services: Services) -> DatesFacts:
            return DatesFacts(
                services.tasks.of_case(case_id),
                services.orders.of_case(case_id),
                services.orders.numbers(case_id),
            )

        self.page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed in any of the forms."""
        for each in (self._new_task, self._task, self._order, self._number):
            each.flush()

    def _tasks_card(self) -> Card:
        card = Card(self.say("Tasks"), flush=True)
        self._tasks = ListTable(
            (
                Column(self.say("Due"), self._due, width=120),
                Column(self.say("Task"), self._what, share=5),
                Column(self.say("Owner"), lambda task: task.owner or self.say("you"), share=2),
            ),
            name=self.say("Tasks of the case"),
            fit=True,
        )
        when_opened(self._tasks, self._task.show_task)
        self._no_tasks = EmptyPlace(
            self.say("No task"), self.say("What you or somebody else has to do by a day.")
        )
        card.body.addWidget(self._tasks)
        card.body.addWidget(self._no_tasks)
        self._no_tasks.hide()
        return card

    def _orders_card(self) -> Card:
        card = Card(self.say("Orders and custody"), flush=True)
        self._orders = ListTable(
            (
                Column(self.say("Order"), self._order_words, share=4),
                Column(self.say("From"), self._since, width=110, may_hide=True),
                Column(self.say("Last day"), self._until, width=130),
            ),
            name=self.say("Orders of the case"),
            fit=True,
        )
        when_opened(self._orders, self._order.change)
        self._no_orders = EmptyPlace(
            self.say("No order"),
            self.say("Orders and custody dates stand on Today from 30 days before they run out."),
        )
        card.body.addWidget(self._orders)
        card.body.addWidget(self._no_orders)
        self._no_orders.hide()
        return card

    def _numbers_card(self) -> Card:
        card = self._numbers_box = Card(self.say("Your agency's own numbers"), flush=True)
        self._numbers = ListTable(
            (
                Column("", lambda own: self.page.text(own.kind.words), width=110),
                Column("", lambda own: own.number),
                Column("", lambda _own: Cell(self.say("Take off"), quiet=True), width=90),
            ),
            name=self.say("Own numbers of the case"),
            fit=True,
            headings=False,
        )
        when_opened(self._numbers, self._take_off)
        card.body.addWidget(self._numbers)
        return card

    def _new_task_card(self) -> Card:
        card = Card(self.say("Add a task"))
        self._new_task = StepForm(
            self.page,
            TASK,
            (
                ("what", self.say("What is to be done"), TextEditor(lines=2)),
                ("owner", self.say("By whom (left empty: you)"), TextField()),
                ("due", self.say("By when, such as 27 Nov 2026"), TextField()),
            ),
            self.say("Add the task"),
            self._add_task,
        )
        card.body.addWidget(self._new_task)
        return card

    def _show(self, facts: DatesFacts) -> None:
        for table, empty, values in (
            (self._tasks, self._no_tasks, facts.tasks),
            (self._orders, self._no_orders, facts.orders),
        ):
            table.replace(values)
            table.setVisible(bool(values))
            empty.setVisible(not values)
        self._numbers.replace(facts.numbers)
        self._numbers_box.setVisible(bool(facts.numbers))
        self._task.follow(facts.tasks)

    def _due(self, task: Task) -> Cell:
        if not task.is_open:
            return Cell(self.say("done"), tone="good")
        today = self.page.ground.clock.now().day
        cell = day_cell(task.shown_from, today, self.page.ground.catalog)
        put_off = self.say("was {day}", day=date_words(task.due)) if task.snoozes else ""
        return Cell(cell.words, second=put_off, tone=cell.tone)

    def _what(self, task: Task) -> Cell:
        return Cell(task.what, second=task.snoozes[-1].reason if task.snoozes else "")

    def _order_words(self, order: Order) -> Cell:
        title = " ".join(part for part in (self.page.text(order.kind.words), order.number) if part)
        more = " · ".join(part for part in (order.issued_by, order.terms) if part)
        return Cell(title, second=more)

    def _since(self, order: Order) -> str:
        return self.page.text(date_words(order.since)) if order.since else ""

    def _until(self, order: Order) -> Cell:
        if not order.stands:
            return Cell(self.say("ended"), second=order.ended, quiet=True)
        today = self.page.ground.clock.now().day
        return day_cell(order.until, today, self.page.ground.catalog, past=OVER)

    def _add_task(self) -> None:
        form, case_id = self._new_task, self.case_id
        due = form.needed_day("due")
        if due is None:
            return
        what, owner = form.words("what"), form.words("owner")
        form.send(
            lambda services: services.tasks.add(what, owner, due, case_id),
            self.say("The task is added."),
        )

    def _take_off(self, own: OwnNumber) -> None:
        self.page.command(lambda services: services.orders.remove_number(own.id))

"""The lists of what is due and of what runs out, and where their lines lead."""

from __future__ import annotations

from vpo_desk.services.orders import OrderLine
from vpo_desk.services.today import DueLine
from vpo_desk.ui.lists import OVER, day_cell, when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import due_words
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import say


def due_table(page: Page) -> ListTable:
    """Return the list of actions and tasks that are due; a line leads to where it is done."""

    def due(each: DueLine) -> Cell:
        return _due(page, each)

    def what(each: DueLine) -> Cell:
        snoozes = each.task.snoozes if each.task else ()
        return Cell(each.what, second=snoozes[-1].reason if snoozes else "")

    def case(each: DueLine) -> Cell:
        number = each.case.number if each.case else "–"
        return Cell(number, second=each.subject.name if each.subject else "")

    table = ListTable(
        (
            Column(page.say("Due"), due, width=120),
            Column(page.say("Action"), what, share=5),
            Column(page.say("Case"), case, share=2),
            Column(
                page.say("Owner"),
                lambda each: each.owner or page.say("you"),
                share=2,
                may_hide=True,
            ),
        ),
        name=page.say("Actions and tasks due"),
        fit=True,
    )
    when_opened(table, lambda each: open_due(page, each))
    return table


def open_due(page: Page, each: DueLine) -> None:
    """Go where something that is due is done."""
    if each.case is None:
        page.go("tasks")
    else:
        page.go("case", each.case.id, "dates" if each.task else "plan")


def ending_table(page: Page) -> ListTable:
    """Return the list of orders and custody dates that run out."""

    def ends(line: OrderLine) -> Cell:
        today = page.ground.clock.now().day
        return day_cell(line.order.until, today, page.ground.catalog, past=OVER)

    table = ListTable(
        (
            Column("", ends, width=110),
            Column(
                "",
                lambda line: Cell(page.text(line.order.kind.words), second=line.case.number),
            ),
        ),
        name=page.say("Orders and custody dates that run out"),
        fit=True,
        headings=False,
    )
    when_opened(table, lambda line: page.go("case", line.case.id, "dates"))
    return table


def _due(page: Page, each: DueLine) -> Cell:
    today = page.ground.clock.now().day
    late = (today - each.due).days
    if late > 0:
        words = say("1 day late") if late == 1 else say("{days} days late", days=late)
        return Cell(page.text(words), tone="danger")
    if late == 0:
        return Cell(page.say("Today"), tone="warning")
    return Cell(page.say("Tomorrow") if late == -1 else page.text(due_words(each.due, today)))

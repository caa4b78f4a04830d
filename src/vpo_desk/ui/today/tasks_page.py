"""Every open task, one's own and others', of cases and of the desk itself."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.services.tasks import TaskLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.cases.task_card import TaskCard
from vpo_desk.ui.lists import day_cell, when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say

TASK: Final = "task@1"
SCOPE: Final = "desk:task"


class TasksPage(Page):
    """Shows all open tasks, takes new ones that belong to no case, and does one."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Tasks"))
        columns = Columns(side_share=40)
        self.body.addWidget(columns)
        self._task = TaskCard(self)
        card = Card(self.say("Open tasks"), flush=True)
        self._tasks = ListTable(
            (
                Column(self.say("Due"), self._due, width=120),
                Column(self.say("Task"), self._what, share=5),
                Column(self.say("Case"), self._case, share=2),
                Column(self.say("Owner"), self._owner, share=2, may_hide=True),
            ),
            name=self.say("Open tasks"),
            fit=True,
        )
        when_opened(self._tasks, lambda line: self._task.show_task(line.task))
        self._none = EmptyPlace(
            self.say("No task is open"),
            self.say("Add what you, or somebody else, has to do by a day."),
        )
        card.body.addWidget(self._tasks)
        card.body.addWidget(self._none)
        self._none.hide()
        columns.main.addWidget(card)
        columns.side.addWidget(self._task)
        columns.side.addWidget(self._new_card())

    def arrive(self, place: Place) -> None:
        """Read the tasks."""
        self._new.begin(SCOPE)
        self.query(lambda services: services.tasks.open(), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow what becomes of a task."""
        if changes.touches("task"):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        self._new.flush()
        self._task.flush()

    def help(self) -> tuple[Words, ...]:
        """Say what a task is."""
        return (
            say("Open a task to say that it is done, or to put it off with a reason."),
            say("A task of a case is added on the case, under Tasks."),
        )

    def _new_card(self) -> Card:
        card = Card(self.say("Add a task of the desk"))
        self._new = StepForm(
            self,
            TASK,
            (
                ("what", self.say("What is to be done"), TextEditor(lines=2)),
                ("owner", self.say("By whom (left empty: you)"), TextField()),
                ("due", self.say("By when, such as 27 Nov 2026"), TextField()),
            ),
            self.say("Add the task"),
            self._add,
        )
        card.body.addWidget(self._new)
        return card

    def _show(self, lines: tuple[TaskLine, ...]) -> None:
        self._tasks.replace(lines, summary=self.say("{count} lines", count=len(lines)))
        self._tasks.setVisible(bool(lines))
        self._none.setVisible(not lines)
        if not self._task.follow(line.task for line in lines):
            self._task.hide()

    def _due(self, line: TaskLine) -> Cell:
        today = self.ground.clock.now().day
        return day_cell(line.task.shown_from, today, self.ground.catalog)

    def _what(self, line: TaskLine) -> Cell:
        snoozes = line.task.snoozes
        return Cell(line.task.what, second=snoozes[-1].reason if snoozes else "")

    def _case(self, line: TaskLine) -> Cell:
        if line.case is None:
            return Cell("–", quiet=True)
        return Cell(line.case.number, second=line.subject.name if line.subject else "")

    def _owner(self, line: TaskLine) -> str:
        return line.task.owner or self.say("you")

    def _add(self) -> None:
        form = self._new
        due = form.needed_day("due")
        if due is not None:
            what, owner = form.words("what"), form.words("owner")
            form.send(
                lambda services: services.tasks.add(what, owner, due),
                self.say("The task is added."),
            )

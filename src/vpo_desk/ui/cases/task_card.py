"""One task: done, taken back, or put off with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vpo_desk.domain.task import Task
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.text import PlainLabel

PUT_OFF: Final = "task-later@1"


class TaskCard(Card):
    """Shows the task that was opened; hidden until one is."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("This task"))
        self._page = page
        self._task: Task | None = None
        say = page.say
        self._words = PlainLabel("", strong=True)
        self._story = PlainLabel("", size="table")
        self._done = Button(say("Done"), self._finish, kind="primary")
        self._again = Button(say("It is not done"), self._reopen)
        self._later = StepForm(
            page,
            PUT_OFF,
            (
                ("until", say("Put off until, such as 27 Nov 2026"), TextField()),
                ("reason", say("Why it is put off"), TextField()),
            ),
            say("Put it off"),
            self._put_off,
        )
        removal = LinkButton(say("Paper and removal…"), self._show_removal)
        for widget in (self._words, self._story, self._done, self._again, self._later, removal):
            self.body.addWidget(widget)
        self.hide()

    def show_task(self, task: Task) -> None:
        """Show a task, and put the keyboard on it."""
        self._show(task)
        self.show()
        go_to(self, self._done if task.is_open else self._again)

    def follow(self, tasks: Iterable[Task]) -> bool:
        """Follow what became of the task that is shown; False when it is not among these."""
        shown = self._task
        found = [each for each in tasks if shown is not None and each.id == shown.id]
        if found:
            self._show(found[0])
        return bool(found)

    def flush(self) -> None:
        """Journal what is typed."""
        self._later.flush()

    def _show(self, task: Task) -> None:
        self._task = task
        say = self._page.say
        self._words.setText(task.what)
        story = [say("Due {day}", day=date_words(task.due))]
        story += [
            say("Put off to {day}: {reason}", day=date_words(each.until), reason=each.reason)
            for each in task.snoozes
        ]
        if task.done_at is not None:
            story.append(say("Done {day}", day=date_words(task.done_at.day)))
        self._story.setText("\n".join(story))
        self._later.begin(f"{task.id}:later")
        for widget in (self._done, self._later):
            widget.setVisible(task.is_open)
        self._again.setVisible(not task.is_open)

    def _show_removal(self) -> None:
        if self._task is not None:
            self._page.go("removal", self._task.id, "task")

    def _finish(self) -> None:
        if self._task is not None:
            task_id = self._task.id
            self._page.command(lambda services: services.tasks.finish(task_id))

    def _reopen(self) -> None:
        if self._task is not None:
            task_id = self._task.id
            self._page.command(lambda services: services.tasks.reopen(task_id))

    def _put_off(self) -> None:
        until = self._later.needed_day("until")
        if self._task is not None and until is not None:
            task_id, reason = self._task.id, self._later.words("reason")
            self._later.send(
                lambda services: services.tasks.put_off(task_id, until, reason),
                self._page.say("It is put off."),
            )

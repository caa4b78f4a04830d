"""One case on the agenda: what is asked, what was said, what was decided and not agreed to."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.meeting import MeetingDecision
from vpo_desk.services.meetings import AgendaLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel

MINUTES: Final = "minutes@1"
DECISION: Final = "decision@1"


class ItemCard(Card):
    """Shows the case that was opened on the agenda; hidden until one is."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("On the agenda"))
        self._page = page
        self._line: AgendaLine | None = None
        say = page.say
        steps = FlowLayout()
        for button in (
            Button(say("Move up"), lambda: self._move(up=True)),
            Button(say("Move down"), lambda: self._move(up=False)),
            Button(say("Take off the agenda"), self._take_off),
            LinkButton(say("Open the case"), self._go),
        ):
            steps.addWidget(button)
        self._minutes = StepForm(
            page,
            MINUTES,
            (
                ("asked", say("What is asked of the meeting"), TextEditor(lines=2)),
                ("allotted", say("Minutes for it, such as 10"), TextField()),
                ("minutes", say("Facts shared (with their source) and views"), TextEditor(lines=4)),
            ),
            say("Keep the minutes"),
            self._keep,
        )
        self._read = PlainLabel("")
        self._decisions = ListTable(
            (
                Column(say("Decided"), self._what, share=5),
                Column(say("By whom"), self._who, share=3),
            ),
            name=say("Decisions about this case"),
            fit=True,
        )
        self._decide = StepForm(
            page,
            DECISION,
            (
                ("what", say("What was decided"), TextEditor(lines=2)),
                ("owner", say("Who does it (left empty: you)"), TextField()),
                ("due", say("By when; with a day it becomes a task"), TextField()),
                ("dissent", say("Who did not agree, and why"), TextEditor(lines=1)),
            ),
            say("Enter the decision"),
            self._enter,
        )
        self.body.addLayout(steps)
        for widget in (self._read, self._minutes, self._decisions, self._decide):
            self.body.addWidget(widget)
        self._steps = [steps.itemAt(place) for place in range(steps.count())]
        self.hide()

    def show_line(self, line: AgendaLine, *, closed: bool) -> None:
        """Show a case of the agenda, and put the keyboard on it."""
        self._show(line, closed=closed)
        self.show()
        go_to(self)

    def follow(self, lines: tuple[AgendaLine, ...], *, closed: bool) -> None:
        """Follow what was said and decided about the case that is shown."""
        shown = self._line
        found = [each for each in lines if shown is not None and each.item.id == shown.item.id]
        if found:
            self._show(found[0], closed=closed)
        else:
            self.forget()

    def flush(self) -> None:
        """Journal what is typed."""
        self._minutes.flush()
        self._decide.flush()

    def forget(self) -> None:
        """Forget the case."""
        self._line = None
        self.heading.setText("")
        self.hide()

    def _show(self, line: AgendaLine, *, closed: bool) -> None:
        self._line = line
        item = line.item
        name = line.subject.name if line.subject and line.subject.name else ""
        self.heading.setText(" · ".join(part for part in (line.case.number, name) if part))
        self._minutes.correct(
            f"{item.id}:minutes",
            {
                "asked": item.asked,
                "allotted": str(item.allotted or ""),
                "minutes": item.minutes,
            },
        )
        self._decide.begin(f"{item.id}:decision")
        self._read.setText("\n\n".join(part for part in (item.asked, item.minutes) if part))
        self._decisions.replace(item.decisions)
        self._decisions.setVisible(bool(item.decisions))
        for form in (self._minutes, self._decide):
            form.setVisible(not closed)
        self._read.setVisible(closed)
        for each in self._steps[:3]:
            if each is not None and (widget := each.widget()) is not None:
                widget.setVisible(not closed)

    def _what(self, decision: MeetingDecision) -> Cell:
        dissent = decision.dissent
        more = self._page.say("Not agreed: {dissent}", dissent=dissent) if dissent else ""
        return Cell(decision.what, second=more)

    def _who(self, decision: MeetingDecision) -> Cell:
        due = self._page.text(date_words(decision.due)) if decision.due else ""
        return Cell(decision.owner or self._page.say("you"), second=due)

    def _keep(self) -> None:
        if self._line is None:
            return
        item_id = self._line.item.id
        asked, minutes = self._minutes.words("asked"), self._minutes.words("minutes")
        typed = self._minutes.words("allotted").strip()
        readable = not typed or (typed.isascii() and typed.isdigit() and len(typed) < 5)
        words = "" if readable else self._page.say("Write a number of minutes, such as 10.")
        self._minutes.trouble("allotted", words)
        if not readable:
            return
        allotted = int(typed or 0)
        self._minutes.send(
            lambda services: services.meetings.write(item_id, asked, minutes, allotted),
            self._page.say("The minutes are kept."),
        )

    def _enter(self) -> None:
        form = self._decide
        days = form.days("due")
        if self._line is None or days is None:
            return
        item_id = self._line.item.id
        decision = MeetingDecision(
            form.words("what"), form.words("owner"), days[0], form.words("dissent")
        )
        form.send(
            lambda services: services.meetings.decide(item_id, decision),
            self._page.say("The decision is entered."),
        )

    def _move(self, *, up: bool) -> None:
        if self._line is not None:
            item_id = self._line.item.id
            self._page.command(lambda services: services.meetings.move(item_id, up=up))

    def _take_off(self) -> None:
        if self._line is not None:
            item_id = self._line.item.id
            self._page.command(lambda services: services.meetings.take_off(item_id))

    def _go(self) -> None:
        if self._line is not None:
            self._page.go("case", self._line.case.id)

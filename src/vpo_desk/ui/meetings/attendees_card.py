"""Who is at the table, with agency, role and the basis on which they may hear it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vpo_desk.domain.meeting import Attendee, Meeting
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

BINDING: Final = "attendee@1"


class AttendeesCard(Card):
    """Lists the attendees of a meeting and takes another one; a line that is opened goes off."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("At the table"))
        self._page = page
        self._meeting: Meeting | None = None
        say = page.say
        self._table = ListTable(
            (
                Column("", self._who, share=5),
                Column("", lambda each: each.basis, share=4),
                Column("", self._off, width=90),
            ),
            name=say("Attendees"),
            fit=True,
            headings=False,
        )
        when_opened(self._table, self._take_off)
        self._none = QuietLabel(say("Nobody is entered yet."))
        self._form = StepForm(
            page,
            BINDING,
            (
                ("name", say("Name"), TextField()),
                ("agency", say("Agency"), TextField()),
                ("role", say("Role"), TextField()),
                ("basis", say("May hear it because"), TextField(hint=say("MOU, need to know"))),
            ),
            say("Add to the table"),
            self._add,
        )
        for widget in (self._table, self._none, self._form):
            self.body.addWidget(widget)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show who is at a meeting."""
        self._meeting = meeting
        self._form.begin(f"{meeting.id}:attendee")
        self._form.setVisible(not meeting.closed)
        self._table.replace(meeting.attendees)
        self._table.setVisible(bool(meeting.attendees))
        self._none.setVisible(not meeting.attendees)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _who(self, each: Attendee) -> Cell:
        more = " · ".join(part for part in (each.agency, each.role) if part)
        return Cell(each.name, second=more, strong=True)

    def _off(self, _each: Attendee) -> Cell:
        closed = self._meeting is not None and self._meeting.closed
        return Cell("" if closed else self._page.say("Take off"), quiet=True)

    def _add(self) -> None:
        form, meeting = self._form, self._meeting
        named = bool(form.words("name").strip())
        form.trouble("name", "" if named else self._page.say("Write a name."))
        if meeting is None or not named:
            return
        attendee = Attendee(*(form.words(name) for name in ("name", "agency", "role", "basis")))
        changed = replace(meeting, attendees=(*meeting.attendees, attendee))
        form.send(lambda services: services.meetings.change(changed), self._page.say("Added."))

    def _take_off(self, attendee: Attendee) -> None:
        meeting = self._meeting
        if meeting is None or meeting.closed:
            return
        left = list(meeting.attendees)
        left.remove(attendee)
        changed = replace(meeting, attendees=tuple(left))
        self._page.command(lambda services: services.meetings.change(changed))

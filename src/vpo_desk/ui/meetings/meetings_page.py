"""All meetings, and the form that plans the next one."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.meeting import Meeting
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import appointment_words
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

BINDING: Final = "meeting@1"
SCOPE: Final = "new-meeting"
NAMED: Final = "named"
CONSULT: Final = "consult"


class MeetingsPage(Page):
    """The list of meetings."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Meetings"))
        columns = Columns(side_share=38)
        self.body.addWidget(columns)
        card = Card(self.say("Meetings"), flush=True)
        self._table = ListTable(
            (
                Column(self.say("No."), lambda meeting: str(meeting.number), width=70),
                Column(self.say("When"), self._when, share=3),
                Column(self.say("Who"), self._who, share=4),
                Column(self.say("Minutes"), self._minutes, width=110),
            ),
            name=self.say("Meetings"),
            fit=True,
        )
        when_opened(self._table, lambda meeting: self.go("meeting", meeting.id))
        self._empty = EmptyPlace(
            self.say("No meeting yet"),
            self.say(
                "Plan one: the cases whose review is due are offered for its agenda, and what is"
                " decided becomes a task of the case."
            ),
        )
        card.body.addWidget(self._table)
        card.body.addWidget(self._empty)
        columns.main.addWidget(card)
        columns.side.addWidget(self._new_card())

    def arrive(self, place: Place) -> None:
        """Read the meetings."""
        self._form.begin(SCOPE)
        self.query(lambda services: services.meetings.all(), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow what becomes of meetings."""
        if changes.touches("meeting"):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def help(self) -> tuple[Words, ...]:
        """Say what a meeting is here."""
        return (
            say("A meeting has an agenda of cases, attendees with their basis, and decisions."),
            say("Write decisions, not who said what. Dissent is kept beside the decision."),
            say("In a consult the papers of the meeting name nobody."),
        )

    def _new_card(self) -> Card:
        card = Card(self.say("Plan a meeting"))
        kinds = (
            Option(NAMED, self.say("Team meeting")),
            Option(CONSULT, self.say("Consult without identities")),
        )
        self._form = StepForm(
            self,
            BINDING,
            (
                ("at", self.say("When, such as 27 Nov 2026 14:00"), TextField()),
                ("place", self.say("Where"), TextField()),
                ("kind", self.say("Kind"), SegmentedChoice(kinds, value=NAMED)),
            ),
            self.say("Plan the meeting"),
            self._plan,
        )
        card.body.addWidget(QuietLabel(self.say("Who came last time is at the table again.")))
        card.body.addWidget(self._form)
        return card

    def _show(self, meetings: tuple[Meeting, ...]) -> None:
        self._table.replace(meetings)
        self._table.setVisible(bool(meetings))
        self._empty.setVisible(not meetings)

    def _plan(self) -> None:
        form = self._form
        empty = not form.words("at").strip()
        at = form.moment("at")
        if empty:
            form.trouble("at", self.say("Write when it is."))
        if at is None or empty:
            return
        place, consult = form.words("place"), form.words("kind") == CONSULT
        form.send(
            lambda services: services.meetings.plan(at, place, consult=consult),
            self.say("The meeting is planned."),
            self._planned,
        )

    def _planned(self, meeting: object) -> None:
        if isinstance(meeting, Meeting):
            self.go("meeting", meeting.id)

    def _when(self, meeting: Meeting) -> Cell:
        words = self.text(appointment_words(meeting.at, self.ground.clock.now().day))
        return Cell(words, second=meeting.place)

    def _who(self, meeting: Meeting) -> Cell:
        names = ", ".join(each.name for each in meeting.attendees)
        return Cell(names or "–", second=self.say("consult") if meeting.consult else "")

    def _minutes(self, meeting: Meeting) -> Cell:
        if meeting.closed:
            return Cell(self.say("Closed"), tone="neutral")
        late = meeting.at.day < self.ground.clock.now().day
        return Cell(self.say("Open"), tone="warning" if late else "info")

"""One meeting: its agenda, who is at the table, its minutes and decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.services.cases import CaseLine
from vpo_desk.services.meetings import AgendaLine, MeetingView
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import typed_time
from vpo_desk.ui.documents.packet_start import PACKET
from vpo_desk.ui.lists import day_cell, level_cell, when_opened
from vpo_desk.ui.meetings.attendees_card import AttendeesCard
from vpo_desk.ui.meetings.item_card import ItemCard
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import appointment_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "meeting-changed@1"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the page shows, read at once."""

    view: MeetingView
    suggested: tuple[CaseLine, ...]
    others: tuple[CaseLine, ...]


class MeetingPage(Page):
    """Shows the meeting whose id its place has."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Meeting"))
        self._view: MeetingView | None = None
        self.head.add(Button(self.say("Print the packet…"), self._print))
        self._close = Button(self.say("Close the minutes"), self._close_it)
        self.head.add(self._close)
        columns = Columns(side_share=40)
        self.body.addWidget(columns)
        columns.main.addWidget(self._agenda_card())
        self._item = ItemCard(self)
        columns.main.addWidget(self._item)
        columns.main.addWidget(self._offer_card())
        self._attendees = AttendeesCard(self)
        columns.side.addWidget(self._attendees)
        columns.side.addWidget(self._about_card())

    def arrive(self, place: Place) -> None:
        """Read the meeting."""
        meeting_id = place.id

        def ask(services: Services) -> MeetingFacts:
            view = services.meetings.view(meeting_id)
            suggested = services.meetings.suggested(meeting_id)
            known = {line.case.id for line in (*view.agenda, *suggested)}
            others = tuple(
                line
                for line in services.cases.newest(500)
                if line.case.is_open and line.case.id not in known
            )
            return MeetingFacts(view, suggested, others)

        self.query(ask, self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow what becomes of the meeting."""
        if changes.touches(self.place.id):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        for each in (self._item, self._attendees, self._about):
            each.flush()

    def clear(self) -> None:
        """Forget the meeting too."""
        self._view = None
        self._item.forget()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say how minutes are kept."""
        return (
            say("Open a line of the agenda to write its minutes and decisions."),
            say("A decision with a day becomes a task of the case and stands on Today."),
            say("Once the minutes are closed they stay as they are."),
            say(
                "The packet is one document: agenda, sign-in sheet, a page for each case, actions and"
                " minutes. Print it before the meeting to write on, and after it as the record."
            ),
        )

    def _agenda_card(self) -> Card:
        card = Card(self.say("Agenda"), flush=True)
        self._agenda = ListTable(
            (
                Column(self.say("Case"), self._case, share=3),
                Column(self.say("What is asked"), lambda line: line.item.asked or "–", share=4),
                Column(self.say("Decided"), self._decided, width=100),
            ),
            name=self.say("Cases on the agenda"),
            fit=True,
        )
        when_opened(self._agenda, self._open)
        self._no_case = EmptyPlace(
            self.say("No case is on the agenda"), self.say("Put one on it from the list below.")
        )
        card.body.addWidget(self._agenda)
        card.body.addWidget(self._no_case)
        return card

    def _offer_card(self) -> Card:
        card = self._offer = Card(self.say("Put on the agenda"))
        self._suggested = ListTable(
            (
                Column("", lambda line: line.case.number, width=130),
                Column("", lambda line: line.subject.name if line.subject else "–", share=3),
                Column(
                    "", lambda line: level_cell(line.case.level, self.ground.catalog), width=140
                ),
                Column("", self._review, width=110),
            ),
            name=self.say("Cases whose review is due"),
            fit=True,
            headings=False,
        )
        when_opened(self._suggested, lambda line: self._put_on(line.case.id))
        self._other = DropDown(hint=self.say("Choose"))
        self._other.chosen.connect(self._put_on)
        card.body.addWidget(self._suggested)
        card.body.addWidget(LabeledField(self.say("Another open case"), self._other))
        return card

    def _about_card(self) -> Card:
        card = Card(self.say("When and where"))
        self._about = StepForm(
            self,
            BINDING,
            (
                ("at", self.say("When, such as 27 Nov 2026 14:00"), TextField()),
                ("place", self.say("Where"), TextField()),
                ("notes", self.say("Notes that are of no single case"), TextEditor(lines=3)),
            ),
            self.say("Keep"),
            self._keep,
        )
        card.body.addWidget(self._about)
        return card

    def _show(self, facts: MeetingFacts) -> None:
        view = self._view = facts.view
        meeting = view.meeting
        when = self.text(appointment_words(meeting.at, self.ground.clock.now().day))
        title = self.say("Meeting {number}", number=meeting.number)
        if meeting.consult:
            title = self.say("Consult {number}, without identities", number=meeting.number)
        state = self.say("minutes closed") if meeting.closed else self.say("minutes open")
        self.head.show_words(
            title, " · ".join(part for part in (when, meeting.place, state) if part)
        )
        self._close.setVisible(not meeting.closed)
        self._agenda.replace(view.agenda)
        self._agenda.setVisible(bool(view.agenda))
        self._no_case.setVisible(not view.agenda)
        self._item.follow(view.agenda, closed=meeting.closed)
        self._attendees.show_meeting(meeting)
        self._about.correct(
            f"{meeting.id}:about",
            {
                "at": typed_time(meeting.at),
                "place": meeting.place,
                "notes": meeting.notes,
            },
        )
        self._about.setEnabled(not meeting.closed)
        self._offer.setVisible(not meeting.closed)
        self._suggested.replace(facts.suggested)
        self._suggested.setVisible(bool(facts.suggested))
        self._other.set_options(
            Option(
                line.case.id,
                " · ".join((line.case.number, line.subject.name if line.subject else "–")),
            )
            for line in facts.others
        )

    def _open(self, line: AgendaLine) -> None:
        closed = self._view is not None and self._view.meeting.closed
        self._item.show_line(line, closed=closed)

    def _put_on(self, case_id: str) -> None:
        meeting_id = self.place.id
        self.command(lambda services: services.meetings.put_on(meeting_id, case_id))

    def _keep(self) -> None:
        if self._view is None:
            return
        form, at = self._about, self._about.moment("at")
        if at is None:
            return
        changed = replace(
            self._view.meeting, at=at, place=form.words("place"), notes=form.words("notes")
        )
        form.send(lambda services: services.meetings.change(changed), self.say("Kept."))

    def _close_it(self) -> None:
        meeting_id = self.place.id
        yes = self.ground.prompts.confirm(
            self.say("Close the minutes?"),
            self.say("They stay as they are from then on. Decisions with a day are tasks already."),
            self.say("Close the minutes"),
            self.say("Go on writing"),
        )
        if yes:
            self.flush()
            self.command(lambda services: services.meetings.close(meeting_id))

    def _print(self) -> None:
        self.go("print", self.place.id, PACKET)

    def _case(self, line: AgendaLine) -> Cell:
        name = line.subject.name if line.subject else ""
        minutes = line.item.allotted
        time = self.say("{count} min", count=minutes) if minutes else ""
        return Cell(line.case.number, second=" · ".join(part for part in (name, time) if part))

    def _decided(self, line: AgendaLine) -> str:
        count = len(line.item.decisions)
        return str(count) if count else "–"

    def _review(self, line: CaseLine) -> Cell:
        return day_cell(line.case.next_review, self.ground.clock.now().day, self.ground.catalog)

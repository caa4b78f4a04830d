"""The timeline of a case: everything by its time, as said; and what is added to it by hand."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.dates import one_day
from vpo_desk.domain.meeting import AgendaItem, Meeting
from vpo_desk.services.timeline_lines import Filter, TimelineKind, TimelineLine
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.timeline_cards import EventCard, NoteCard
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words, said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable

ALL: Final = ""
_AMBIGUOUS: Final = re.compile(r"\d{1,2}[-/.]\d")
"""Begins a date in numbers whose order another reader may take the other way round."""
TABS: Final = {
    "assessment": "assessment",
    "plan": "plan",
    "referral": "plan",
    "rule_answer": "plan",
    "record": "records",
    "review": "life",
    "closing": "life",
    "transfer": "life",
    "task": "dates",
    "order": "dates",
    "copy": "overview",
    "root": "interviews",
}
"""Behind which tab of the case a line's object stands."""


class TimelinePart(CasePart):
    """The second tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._event, self._note = EventCard(page), NoteCard(page)
        columns = Columns(side_share=40)
        self.column.addWidget(columns)
        columns.main.addWidget(self._timeline_card())
        columns.side.addWidget(self._event)
        columns.side.addWidget(self._note)

    def load(self, case_id: str) -> None:
        """Show a case."""
        self._event.show_case(case_id)
        self._note.show_case(case_id)
        super().load(case_id)

    def read(self) -> None:
        """Read the lines that the filter takes."""
        case_id = self.case_id
        kind = self._kind.value()
        kinds = frozenset({TimelineKind(kind)} if kind else ())
        wanted = Filter(kinds, self._text.words())
        self.page.query(
            lambda services: services.timeline.of_case(case_id, wanted),
            lambda lines: self._show(wanted, lines),
        )

    def flush(self) -> None:
        """Journal an event and a note that are being written."""
        self._event.flush()
        self._note.flush()

    def _timeline_card(self) -> Card:
        card = Card(self.say("Timeline"), flush=True)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        self._text, self._kind = TextField(), DropDown()
        every = Option(ALL, self.say("Everything"))
        self._kind.set_options((every, *options(TimelineKind, self.page.ground.catalog)), ALL)
        self._text.typed.connect(self.read)
        self._kind.chosen.connect(self._refilter)
        line.addWidget(LabeledField(self.say("Words in the timeline"), self._text), 3)
        line.addWidget(LabeledField(self.say("Kind of entry"), self._kind), 2)
        card.body.addWidget(row)
        self._lines = ListTable(
            (
                Column(self.say("When"), self._when, width=150),
                Column(self.say("What"), self._what, share=5),
                Column(self.say("Entered"), self._entered, width=110, may_hide=True),
            ),
            name=self.say("Timeline of the case"),
            fit=True,
        )
        when_opened(self._lines, self._open)
        self._nothing = EmptyPlace(
            self.say("No entry fits"),
            self.say("Take words out of the filter, or choose everything."),
        )
        card.body.addWidget(self._lines)
        card.body.addWidget(self._nothing)
        self._nothing.hide()
        card.head.addWidget(Button(self.say("Print or save…"), self._print))
        self._card = card
        return card

    def _print(self) -> None:
        self.page.go("print", self.case_id, "chronology")

    def _refilter(self, _value: object = None) -> None:
        self.read()

    def _show(self, wanted: Filter, lines: tuple[TimelineLine, ...]) -> None:
        if wanted.text != self._text.words():
            return  # more was typed meanwhile, and its own answer is on the way
        self._lines.replace(lines, summary=self.say("{count} lines", count=len(lines)))
        self._lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._card.note.setText(self.say("{count} entries", count=len(lines)))

    def _when(self, line: TimelineLine) -> Cell:
        today = self.page.ground.clock.now().day
        if line.at is not None:
            return Cell(self.page.text(said_words(line.at, today)))
        if line.when.is_exact and line.when.earliest is not None:
            words = self.page.text(date_words(line.when.earliest))
            said = line.when.said  # "yesterday", "probably" and 3/6 tell more than the day
            plain = one_day(said) and not _AMBIGUOUS.match(said.strip())
            return Cell(words, second="" if plain else said)
        return Cell(line.when.said)

    def _what(self, line: TimelineLine) -> Cell:
        title = self.page.text(line.title)
        if not line.leaves:
            title = self.say("{title} (held out of documents)", title=line.title)
        told = self.say("Says so: {who}", who=line.told_by) if line.told_by else ""
        return Cell(title, second="\n".join(part for part in (line.text, told) if part))

    def _entered(self, line: TimelineLine) -> Cell:
        return Cell(
            self.page.text(date_words(line.entered.day)) if line.entered else "", quiet=True
        )

    def _open(self, line: TimelineLine) -> None:
        kind, id_ = line.source
        if kind in {"concern", "interview", "attachment"}:
            self.page.go(kind, id_)
        elif kind == "agenda_item":
            self._open_meeting(id_)
        elif kind == "event":
            self._event.correct(id_)
        elif kind == "note":
            self._note.correct(id_)
        else:
            self.page.go("case", self.case_id, TABS[kind])

    def _open_meeting(self, item_id: str) -> None:
        case_id = self.case_id

        def found(items: tuple[tuple[Meeting, AgendaItem], ...]) -> None:
            for meeting, item in items:
                if item.id == item_id:
                    self.page.go("meeting", meeting.id)

        self.page.query(lambda services: services.meetings.of_case(case_id), found)

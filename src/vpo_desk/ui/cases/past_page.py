"""A case as it stood on a past day: read only, and marked as past from top to bottom."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.services.as_it_was import PastCase
from vpo_desk.services.past import PastLine, PastSection
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.concerns.forms import read_day
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.level_mark import LevelMark
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say, say_count

ONE_DAY: Final = timedelta(days=1)


class PastPage(Page):
    """Shows a case as it was; `part` of its place is the day, yesterday where there is none."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("As it was"))
        self._level = LevelMark()
        self.head.add(self._level)
        self.head.add(Button(self.say("Back to the case"), self._leave, kind="primary"))
        card = Card(self.say("Which day"))
        self._day = TextField()
        self._day.returnPressed.connect(self._choose)
        self._field = LabeledField(self.say("As it was on, such as 27 Nov 2026"), self._day)
        card.body.addWidget(self._field)
        row = QWidget()
        line = FlowLayout(row, gap=12)
        for words, act in (
            (self.say("Show that day"), self._choose),
            (self.say("The day before"), lambda: self._step(-ONE_DAY)),
            (self.say("The day after"), lambda: self._step(ONE_DAY)),
        ):
            line.addWidget(Button(words, act))
        card.body.addWidget(row)
        self.body.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._sections = QVBoxLayout(holder)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(14)
        self.body.addWidget(holder)

    def arrive(self, place: Place) -> None:
        """Read the case of that day."""
        today = self.ground.clock.now().day
        day = read_day(place.part) or today - ONE_DAY
        self.turn(day.isoformat())
        self._field.show_trouble("")
        self._day.set_words(self.text(date_words(day)))
        case_id = place.id
        self.query(lambda services: services.as_it_was.on(case_id, day), self._show, self._refused)

    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Return the keys that step through the days."""
        return (
            Shortcut("Ctrl+PgUp", say("The day before"), lambda: self._step(-ONE_DAY)),
            Shortcut("Ctrl+PgDown", say("The day after"), lambda: self._step(ONE_DAY)),
        )

    def clear(self) -> None:
        """Forget the past too."""
        empty_layout(self._sections)
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what counts."""
        return (
            say("What was entered until the end of that day is shown as it stood then."),
            say("What happened before but was entered later is not shown: nobody knew it here."),
            say("Nothing can be changed here."),
        )

    def _choose(self) -> None:
        day = read_day(self._day.words())
        self._field.show_trouble("" if day else self.say("Write a date such as 27 Nov 2026."))
        if day is not None:
            self.arrive(Place(self.place.page, self.place.id, day.isoformat()))

    def _step(self, by: timedelta) -> None:
        day = read_day(self.place.part)
        if day is not None:
            self.arrive(Place(self.place.page, self.place.id, (day + by).isoformat()))

    def _leave(self) -> None:
        self.go("case", self.place.id)

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.clear()
        empty_layout(self._sections)
        self._level.setVisible(False)
        self.head.show_words(self.say("As it was"), "")
        self._field.show_trouble(fault.text(self.ground.catalog))

    def _show(self, shown: PastCase) -> None:
        case = shown.case
        subject = shown.subject.name if shown.subject and shown.subject.name else ""
        day = date_words(shown.day)
        self.head.show_words(
            self.say("{name}, as it was", name=subject or self.say("Name not known")),
            self.say("{number} · {state}", number=case.number, state=case.state.words),
        )
        self._level.set_level(case.level, self.text(case.level.words) if case.level else "")
        self._level.setVisible(case.level is not None)
        self.notices.clear()
        self.notices.add(
            Notice(
                self.say("This is the past: the case as it stood when {day} ended.", day=day),
                self.say("Read only. Later corrections and entries are not in it."),
                tone="warning",
            )
        )
        if shown.purged:
            words = say_count(
                "{count} entry of that time was purged since and is not shown.",
                "{count} entries of that time were purged since and are not shown.",
                shown.purged,
            )
            self.notices.add(Notice(self.text(words), tone="info"))
        empty_layout(self._sections)
        for section in shown.sections:
            self._sections.addWidget(self._card(section))

    def _card(self, section: PastSection) -> Card:
        heading = self.text(section.heading)
        card = Card(heading, flush=True)
        table = ListTable(
            (
                Column("", self._title, share=4),
                Column("", self._beside, share=2),
            ),
            name=heading,
            fit=True,
            headings=False,
        )
        table.replace(section.lines)
        card.body.addWidget(table)
        return card

    def _title(self, line: PastLine) -> Cell:
        return Cell(self.text(line.title), second=line.text)

    def _beside(self, line: PastLine) -> Cell:
        return Cell(self.text(line.beside) if line.beside else "", quiet=True)

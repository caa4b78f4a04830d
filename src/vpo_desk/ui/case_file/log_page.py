"""The audit log in words: of the last week or month, or of one case; read, reviewed, put on paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.services.audit_log import MONTH, MOST_LINES, WEEK, YEAR, LogGroup, LogLine
from vpo_desk.ui.case_file.slips import save_slip
from vpo_desk.ui.concerns.forms import options, read_day
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.documents.content import SlipContent
    from vpo_desk.services.catalog import Services

ALL: Final = "all"
_SPANS: Final = {
    "week": (WEEK, say("Last 7 days")),
    "month": (MONTH, say("Last 31 days")),
    "year": (YEAR, say("Last 12 months")),
    ALL: (None, say("Everything")),
}
_CUT: Final = say(
    "Only the newest {count} are listed: for older ones, write a day up to which you look.",
    count=MOST_LINES,
)
_TONES: Final = {
    LogGroup.OPENING: "good",
    LogGroup.PAPER: "warning",
    LogGroup.RULES: "danger",
}


class LogPage(Page):
    """Shows the log; its place has the id of a case, or none for the whole case file."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Audit log"), scrolls=False)
        self._lines: tuple[LogLine, ...] = ()
        self._number = ""
        self._review = Button(self.say("I have looked through it"), self._reviewed, kind="primary")
        self.head.add(self._review)
        self.head.add(Button(self.say("Save as PDF…"), self._save))
        self._slip = Button(self.say("Anchor slip…"), self._make_slip)
        self.head.add(self._slip)
        self._span = DropDown()
        spans = (Option(key, self.text(words)) for key, (_, words) in _SPANS.items())
        self._span.set_options(spans, "week")
        self._span.chosen.connect(self._read_again)
        self._group = SegmentedChoice(
            (Option(ALL, self.say("All")), *options(LogGroup, ground.catalog)), value=ALL
        )
        self._group.chosen.connect(self._filter)
        self._span_field = LabeledField(self.say("Time"), self._span)
        self._until = TextField(hint=self.say("now"))
        self._until.typed.connect(self._read_again)
        self._until_field = LabeledField(self.say("Up to the day"), self._until)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._span_field, 2)
        line.addWidget(self._until_field, 2)
        line.addStretch(3)
        self.body.addWidget(row)
        self.body.addWidget(LabeledField(self.say("Show"), self._group))
        card = Card(flush=True)
        self._table = ListTable(
            (
                Column(self.say("No."), lambda line: str(line.entry.sequence), width=64),
                Column(
                    self.say("When"), lambda line: f"{line.at.local:%Y-%m-%d %H:%M:%S}", width=156
                ),
                Column("", self._group_cell, width=150, may_hide=True),
                Column(self.say("What"), lambda line: self.text(line.words), share=3),
                Column(self.say("About"), lambda line: line.about, share=1),
                Column(
                    self.say("Way in"),
                    lambda line: line.entry.actor,
                    share=1,
                    may_hide=True,
                    named_below=False,
                ),
            ),
            name=self.say("Entries of the audit log"),
        )
        card.body.addWidget(self._table)
        self.body.addWidget(card, 1)

    def arrive(self, place: Place) -> None:
        """Read the entries."""
        case_id, until = place.id, read_day(self._until.words())
        wrong = bool(self._until.words().strip()) and until is None
        self._until_field.show_trouble(
            self.say("Write a date such as 27 Nov 2026.") if wrong else ""
        )
        since = self._since(until)
        self._span_field.setVisible(not case_id)
        self._review.setVisible(not case_id)
        self._slip.setVisible(not case_id)

        def ask(services: Services) -> tuple[tuple[LogLine, ...], Moment | None, str]:
            log = services.audit_log
            if case_id:
                return log.of_case(case_id, until), None, services.cases.get(case_id).number
            return log.since(since, until), log.last("review", "log"), ""

        self.query(ask, lambda found: self._show(*found))

    def refresh(self, changes: Changes) -> None:
        """Follow what is entered while the page is shown."""
        if changes:
            self.arrive(self.place)

    def clear(self) -> None:
        """Forget the entries too."""
        self._lines, self._number = (), ""
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what the log is for."""
        return (
            say("The log holds numbers and codes, no names and no words of a case."),
            say(
                "Look through it once a week: openings that were not yours, paper nobody asked for."
            ),
            say("Make an anchor slip each month: signed, it proves later that nothing was tidied."),
        )

    def _show(self, lines: tuple[LogLine, ...], reviewed: Moment | None, number: str) -> None:
        self._lines, self._number = lines, number
        words = self.say("Everything that was done, newest first.")
        if number:
            words = self.say("Case {number}, newest first.", number=number)
        elif reviewed is not None:
            words += " " + self.say("Last looked through on {day}.", day=date_words(reviewed.day))
        if len(lines) == MOST_LINES:
            words += " " + self.text(_CUT)
        self.head.show_words(self.text(self.page_title), words)
        self._filter()

    def _since(self, until: date | None) -> Moment | None:
        span, _ = _SPANS[self._span.value() or ALL]
        now = self.ground.clock.now()
        if span is None:
            return None
        back = now.day - until if until is not None else timedelta()
        return Moment(now.utc - back - span, now.zone)

    def _read_again(self, _value: object = None) -> None:
        self.arrive(self.place)

    def _chosen(self) -> tuple[LogLine, ...]:
        group = self._group.value()
        return tuple(
            line for line in self._lines if group in (None, ALL) or line.group.value == group
        )

    def _filter(self) -> None:
        lines = self._chosen()
        summary = self.say("{count} entries", count=len(lines))
        self._table.replace(lines, len(lines), summary=summary)

    def _group_cell(self, line: LogLine) -> Cell:
        return Cell(self.text(line.group.words), tone=_TONES.get(line.group, "neutral"))

    def _reviewed(self) -> None:
        self.command(
            lambda services: services.audit_log.note_review(),
            lambda _nothing: self._tell(self.say("Entered in the log: you looked through it.")),
        )

    def _save(self) -> None:
        lines, case_id = self._chosen(), self.place.id
        title, shown = say("Audit log"), self._shown_words()

        def prepare(services: Services) -> tuple[SlipContent, Changes]:
            return services.audit_log.prepare_log(lines, title, shown, case_id)

        save_slip(self, prepare, self.say("Audit log.pdf"))

    def _shown_words(self) -> Words:
        """Return which entries are shown, as the paper says it."""
        words = _SPANS[self._span.value() or ALL][1]
        if self.place.id:
            words = say("Case {number}", number=self._number)
        if day := read_day(self._until.words()):
            words = say("{what}, up to {day}", what=words, day=date_words(day))
        group = self._group.value()
        if group not in (None, ALL):
            words = say("{what}, only: {group}", what=words, group=LogGroup(group).words)
        if len(self._lines) == MOST_LINES:
            words = say("{what}. {cut}", what=words, cut=_CUT)
        return words

    def _make_slip(self) -> None:
        save_slip(
            self, lambda services: services.audit_log.prepare_anchor(), self.say("Anchor slip.pdf")
        )

    def _tell(self, words: str) -> None:
        self.notices.clear()
        self.notices.add(Notice(words, tone="good"))

"""The audit log in words: of the last week or month, or of one case; read, reviewed, put on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.services.audit_log import MONTH, WEEK, LogGroup, LogLine
from vpo_desk.ui.case_file.slips import save_slip
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.documents.content import SlipContent
    from vpo_desk.services.catalog import Services

ALL: Final = "all"
_WEEK: Final = "week"
_MONTH: Final = "month"
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
        self._review = Button(self.say("I have looked through it"), self._reviewed, kind="primary")
        self.head.add(self._review)
        self.head.add(Button(self.say("Save as PDF…"), self._save))
        self._slip = Button(self.say("Anchor slip…"), self._make_slip)
        self.head.add(self._slip)
        self._span = SegmentedChoice(
            (Option(_WEEK, self.say("Last 7 days")), Option(_MONTH, self.say("Last 31 days"))),
            value=_WEEK,
        )
        self._span.chosen.connect(self._read_again)
        self._group = SegmentedChoice(
            (Option(ALL, self.say("All")), *options(LogGroup, ground.catalog)), value=ALL
        )
        self._group.chosen.connect(self._filter)
        self._span_field = LabeledField(self.say("Time"), self._span)
        self.body.addWidget(self._span_field)
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
        case_id, now = place.id, self.ground.clock.now()
        span = MONTH if self._span.value() == _MONTH else WEEK
        since = Moment(now.utc - span, now.zone)
        self._span_field.setVisible(not case_id)
        self._review.setVisible(not case_id)
        self._slip.setVisible(not case_id)

        def ask(services: Services) -> tuple[tuple[LogLine, ...], Moment | None, str]:
            log = services.audit_log
            if case_id:
                return log.of_case(case_id), None, services.cases.get(case_id).number
            return log.since(since), log.last("review", "log"), ""

        self.query(ask, lambda found: self._show(*found))

    def refresh(self, changes: Changes) -> None:
        """Follow what is entered while the page is shown."""
        if changes:
            self.arrive(self.place)

    def clear(self) -> None:
        """Forget the entries too."""
        self._lines = ()
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
        self._lines = lines
        words = self.say("Everything that was done, newest first.")
        if number:
            words = self.say("Case {number}, newest first.", number=number)
        elif reviewed is not None:
            words += " " + self.say("Last looked through on {day}.", day=date_words(reviewed.day))
        self.head.show_words(self.text(self.page_title), words)
        self._filter()

    def _read_again(self) -> None:
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
        title = say("Audit log")

        def prepare(services: Services) -> tuple[SlipContent, Changes]:
            return services.audit_log.prepare_log(lines, title, case_id)

        save_slip(self, prepare, self.say("Audit log.pdf"))

    def _make_slip(self) -> None:
        save_slip(
            self, lambda services: services.audit_log.prepare_anchor(), self.say("Anchor slip.pdf")
        )

    def _tell(self, words: str) -> None:
        self.notices.clear()
        self.notices.add(Notice(words, tone="good"))

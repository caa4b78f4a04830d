"""The print ledger: every copy, what became of it, what is old; and a check of a code on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import CopyEnd
from vpo_desk.services.ledger import LedgerLine
from vpo_desk.ui.case_file.slips import save_slip
from vpo_desk.ui.documents.check_card import CheckCard
from vpo_desk.ui.documents.copy_card import CopyCard
from vpo_desk.ui.lists import day_cell, when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

OUT: Final = "out"
OLD: Final = "old"
EVERY: Final = "every"


class LedgerPage(Page):
    """Shows the copies of a case by the id of its place, or those of every case."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Paper"))
        self._lines: tuple[LedgerLine, ...] = ()
        self._recall = Button(self.say("Recall note…"), self._save_recall)
        self.head.add(self._recall)
        columns = Columns(side_share=36)
        self.body.addWidget(columns)
        self._which = SegmentedChoice(
            (
                Option(OUT, self.say("Out")),
                Option(OLD, self.say("Out and old")),
                Option(EVERY, self.say("All")),
            ),
            value=OUT,
        )
        self._which.chosen.connect(self._filter)
        columns.main.addWidget(LabeledField(self.say("Show"), self._which))
        self._card = Card(self.say("Copies"), flush=True)
        self._table = ListTable(
            (
                Column(self.say("Copy"), self._copy_cell, share=5),
                Column(self.say("Holder and code"), self._holder_cell, share=4),
                Column(self.say("Now"), self._state_cell, width=130),
                Column(self.say("Back by"), self._back_cell, width=110, may_hide=True),
            ),
            name=self.say("Copies in the ledger"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._empty = EmptyPlace(
            self.say("No copy to show"),
            self.say("Every printed or saved copy stands here with its holder and purpose."),
        )
        self._card.body.addWidget(self._table)
        self._card.body.addWidget(self._empty)
        columns.main.addWidget(self._card)
        self._check = CheckCard(self)
        self._copy = CopyCard(self)
        columns.side.addWidget(self._check)
        columns.side.addWidget(self._copy)

    def arrive(self, place: Place) -> None:
        """Read the ledger."""
        case_id = place.id

        def ask(services: Services) -> tuple[tuple[LedgerLine, ...], str]:
            number = services.cases.get(case_id).number if case_id else ""
            return services.ledger.lines(case_id), number

        self.query(ask, lambda found: self._show(*found))

    def refresh(self, changes: Changes) -> None:
        """Follow what becomes of copies, and what makes them old."""
        if changes:
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        self._copy.flush()

    def clear(self) -> None:
        """Forget the copies too."""
        self._lines = ()
        self._check.forget()
        self._copy.forget()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what the ledger is for."""
        return (
            say("A copy is out until you note that it came back or was destroyed."),
            say("Old means: what the copy says has changed since it was made. Call it back."),
            say(
                "The code at the foot of a page names the copy. Type it, or read a scan of the page,"
                " and the desk says whose it was and what has changed since."
            ),
            say("A plan or assessment can be printed again as it was: open its copy in the list."),
        )

    def _show(self, lines: tuple[LedgerLine, ...], number: str) -> None:
        self._lines = lines
        out = [line for line in lines if line.copy.is_out]
        old = [line for line in out if line.old]
        words = self.text(say_count("{count} copy is out.", "{count} copies are out.", len(out)))
        if number:
            words = self.say("Case {number}. {words}", number=number, words=words)
        self.head.show_words(self.text(self.page_title), words)
        self.notices.clear()
        if old:
            self.notices.add(
                Notice(
                    self.text(
                        say_count(
                            "{count} copy that is out no longer says what is true",
                            "{count} copies that are out no longer say what is true",
                            len(old),
                        )
                    ),
                    self.say("Make a recall note, or give the holders the newest version."),
                    tone="warning",
                )
            )
        self._recall.setVisible(bool(old))
        self._copy.follow(lines)
        self._filter()

    def _filter(self) -> None:
        which = self._which.value()
        shown = tuple(
            line
            for line in self._lines
            if which == EVERY or (line.copy.is_out and (line.old or which == OUT))
        )
        self._table.replace(shown)
        self._table.setVisible(bool(shown))
        self._empty.setVisible(not shown)

    def _open(self, line: LedgerLine) -> None:
        self._copy.show_line(line)

    def _save_recall(self) -> None:
        case_id = self.place.id
        save_slip(
            self,
            lambda services: services.ledger.prepare_recall(case_id),
            self.say("Recall note.pdf"),
        )

    def _copy_cell(self, line: LedgerLine) -> Cell:
        copy = line.copy
        title = self.say(
            "{document} version {version}, {case}",
            document=copy.document.words,
            version=copy.document_version,
            case=line.case_number,
        )
        day = self.text(date_words(copy.prepared_at.day))
        return Cell(title, second=f"{day} · {copy.purpose}")

    def _holder_cell(self, line: LedgerLine) -> Cell:
        return Cell(line.copy.holder, second=line.code)

    def _state_cell(self, line: LedgerLine) -> Cell:
        words, tone = state_words(line, self.ground.clock.now().day)
        return Cell(self.text(words), tone=tone)

    def _back_cell(self, line: LedgerLine) -> Cell:
        day = line.copy.return_by if line.copy.is_out else None
        return day_cell(day, self.ground.clock.now().day, self.ground.catalog)


def state_words(line: LedgerLine, today: date) -> tuple[Words, str]:
    """Return how a copy stands, and its tone."""
    copy = line.copy
    if copy.end is CopyEnd.LOST:
        return copy.end.words, "danger"
    if copy.end is not None:
        return copy.end.words, "neutral"
    if not copy.is_out:
        return copy.outcome.words, "neutral"
    if line.is_late(today):
        return say("Not back"), "danger"
    if line.old:
        return say("Old"), "warning"
    return say("Up to date"), "good"

"""The records that count as one person: what was merged, what came since, and undoing it."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.kinds import kind_words
from vpo_desk.services.merges import MergeLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel

UNDO: Final = "merge-undo@1"


class MergesCard(Card):
    """Lists merges, undone ones too; opening one that stands shows how it is undone."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Records that are one person"))
        self._page = page
        self._line: MergeLine | None = None
        say = page.say
        self._table = ListTable(
            (
                Column(say("Other record"), self._other, share=2),
                Column(say("Why"), self._why, share=3),
                Column(say("Entered meanwhile"), self.later, share=3),
            ),
            name=say("Merges of this person"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._told = PlainLabel("", size="table")
        self._undo = StepForm(
            page,
            UNDO,
            (("why", say("Why they are not the same person"), TextField()),),
            say("Undo the merge"),
            self._send,
        )
        for widget in (self._table, self._told, self._undo):
            self.body.addWidget(widget)
        self.hide()

    def show_lines(self, lines: tuple[MergeLine, ...]) -> None:
        """Show a person's merges; the card is not there where there are none."""
        self._table.replace(lines)
        self.setVisible(bool(lines))
        shown = self._line.merge.id if self._line else ""
        line = next((each for each in lines if each.merge.id == shown), None)
        self._show(line if line and line.merge.stands else None)

    def flush(self) -> None:
        """Journal what is typed."""
        self._undo.flush()

    def later(self, line: MergeLine) -> str:
        """Return what was entered while both counted as one; it stays with the kept record."""
        say = self._page.say
        parts = [
            say("{kind}: {count}", kind=kind_words(each.kind), count=each.objects)
            for each in line.later.counts
        ]
        return " · ".join((*parts, *line.later.words)) or say("nothing")

    def _open(self, line: MergeLine) -> None:
        if line.merge.stands:
            self._show(line)
            go_to(self._undo, self._undo.fields["why"])

    def _show(self, line: MergeLine | None) -> None:
        self._line = line
        self._told.setVisible(line is not None)
        self._undo.setVisible(line is not None)
        if line is None:
            return
        self._told.setText(
            self._page.say(
                "Undoing gives “{name}” back its own roles, answers, concerns and relationships."
                " What was entered meanwhile stays with this person: {later}.",
                name=person_name(line.other, self._page.ground.catalog),
                later=self.later(line),
            )
        )
        self._undo.begin(f"{line.merge.id}:undo")

    def _send(self) -> None:
        if self._line is not None:
            merge_id, why = self._line.merge.id, self._undo.words("why")
            self._undo.send(
                lambda services: services.merges.undo(merge_id, why),
                self._page.say("The merge is undone; both records stand by themselves again."),
            )

    def _other(self, line: MergeLine) -> Cell:
        merge = line.merge
        name = person_name(line.other, self._page.ground.catalog)
        return Cell(name, second=self._page.text(date_words(merge.at.day)))

    def _why(self, line: MergeLine) -> Cell:
        merge = line.merge
        if merge.undone_at is None:
            return Cell(merge.reason)
        day = date_words(merge.undone_at.day)
        undone = self._page.say("undone {day}: {why}", day=day, why=merge.undone_why)
        return Cell(merge.reason, second=undone, quiet=True)

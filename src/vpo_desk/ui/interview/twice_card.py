"""What is keyed in twice: the questions again without their answers, and where the two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.keyed import Keyed, Unequal
from vpo_desk.protocols.schema import Question
from vpo_desk.services.keying import SheetView
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.interview.keyed_row import KeyedRow
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "keyed-twice@1"


class TwiceCard(Card):
    """The second entry of critical answers.

    `agreed` comes when fewer of them are left, `settled` when the sheet is to be read again.
    """

    agreed = Signal()
    settled = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Key again"))
        self._page = page
        self._sheet: SheetView | None = None
        self._rows: dict[str, KeyedRow] = {}
        self._done: set[str] = set()
        self._comparing = OneAtATime(page)
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "These answers weigh heavily, so they are keyed a second time from the paper,"
                    " without looking at the first entry."
                )
            )
        )
        self._told = NoticeArea()
        self.body.addWidget(self._told)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        self._button = Button(page.say("Compare the two entries"), self._compare, kind="primary")
        self.body.addWidget(self._button)
        found = QWidget()
        self._found = QVBoxLayout(found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(12)
        self.body.addWidget(found)

    def left(self) -> tuple[Question, ...]:
        """Return the questions that were keyed once only."""
        left = self._sheet.left_to_repeat if self._sheet is not None else ()
        return tuple(each for each in left if each.id not in self._done)

    def show_sheet(self, sheet: SheetView) -> None:
        """Show what is left to key again; a second entry that was begun is back."""
        self._sheet = sheet
        self._done = set()
        sealed = sheet.view.line.interview.sealed
        left = self.left()
        empty_layout(self._column)
        empty_layout(self._found)
        self._rows = {}
        self._told.clear()
        self._button.setVisible(bool(left) and not sealed)
        if not left or sealed:
            words = self._page.say("Nothing is left to key again.")
            if sealed and left:
                words = self._page.say(
                    "Sealed before these were keyed twice: {ids}.",
                    ids=", ".join(each.id for each in left),
                )
            self._told.add(Notice(words, tone="warning" if left else "good"))
            return
        for question in left:
            row = KeyedRow(question, self._page.ground.catalog)
            row.typed.connect(self._journal)
            row.given.connect(self._journal)
            self._rows[question.id] = row
            self._column.addWidget(row)
        scope = self._scope()
        self._page.query(
            lambda services: services.drafts.of(scope),
            lambda drafts: self._restore({each.field: each.content for each in drafts}),
        )

    def take(self, question_id: str, keyed: Keyed) -> None:
        """Note that the first entry of a question changed; what was compared is compared anew."""
        if question_id in self._rows:
            empty_layout(self._found)

    def flush(self) -> None:
        """Journal what is typed."""
        for row in self._rows.values():
            row.words.commit()

    def _scope(self) -> str:
        interview = self._sheet.view.line.interview.id if self._sheet is not None else ""
        return f"{interview}:twice"

    def _restore(self, drafts: dict[str, str]) -> None:
        for question_id, content in drafts.items():
            if question_id in self._rows:
                self._rows[question_id].restore(content)

    def _journal(self, question_id: str) -> None:
        content, scope = self._rows[question_id].draft(), self._scope()
        self._page.command(
            lambda services: services.drafts.keep(scope, question_id, BINDING, content)
        )

    def _compare(self) -> None:
        if self._sheet is None:
            return
        self.flush()
        interview_id = self._sheet.view.line.interview.id
        second = {id_: row.keyed() for id_, row in self._rows.items()}

        def act(services: Services) -> tuple[tuple[Unequal, ...], Changes]:
            return services.keying.compare(interview_id, second)

        self._comparing.command(act, self._show_found)

    def _show_found(self, found: tuple[Unequal, ...]) -> None:
        page = self._page
        empty_layout(self._found)
        self._told.clear()
        differing = {each.question_id for each in found}
        for id_ in [each for each in self._rows if each not in differing]:
            row = self._rows.pop(id_)
            self._done.add(id_)
            self._column.removeWidget(row)
            row.deleteLater()
        if not found:
            self._drop_all()
            self.settled.emit(None)
            return
        self.agreed.emit()
        count = len(found)
        words = page.say("1 answer was keyed in two ways.") if count == 1 else ""
        words = words or page.say("{count} answers were keyed in two ways.", count=count)
        self._told.add(Notice(words, page.say("Look at the paper."), tone="warning"))
        for each in found:
            self._found.addWidget(self._difference(each))

    def _difference(self, each: Unequal) -> QWidget:
        page = self._page
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(each.question_id, strong=True))
        first = page.say("First: {words}", words=self._words(each.first))
        second = page.say("Second: {words}", words=self._words(each.second))
        column.addWidget(PlainLabel(first, size="table"))
        column.addWidget(PlainLabel(second, size="table"))
        steps = QWidget()
        row = FlowLayout(steps, gap=12, line_gap=6)
        for words, right in (
            (page.say("The first is on the paper"), each.first),
            (page.say("The second is on the paper"), each.second),
        ):
            button = Button(words, lambda right=right: self._settle(each.question_id, right))
            button.setAccessibleDescription(each.question_id)
            row.addWidget(button)
        column.addWidget(steps)
        return block

    def _words(self, keyed: Keyed) -> str:
        state = self._page.text(keyed.state.words)
        return f"{state} · {keyed.text}" if keyed.text.strip() else state

    def _settle(self, question_id: str, right: Keyed) -> None:
        if self._sheet is None:
            return
        interview_id, scope = self._sheet.view.line.interview.id, self._scope()

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes = services.keying.settle(interview_id, question_id, right)
                services.drafts.drop(scope, question_id)
            return changes

        self._comparing.command(act, self.settled.emit)

    def _drop_all(self) -> None:
        scope = self._scope()
        self._page.command(lambda services: services.drafts.drop(scope))

"""Answers beside each other: who said what when, in which words, and how they know it."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from vpo_desk.domain.statement import Statement
from vpo_desk.services.comparisons import Beside, Comparison
from vpo_desk.ui.cases.differences import DifferencesView, Said
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import Badge, Heading, PlainLabel, QuietLabel

SIDE_WIDTH: Final = 240
"""Logical pixels at 100 % text below which an answer does not stand beside another one."""
FEW: Final = 4
"""Questions to look at that are shown at once; the others come by a press."""


def known_by(statement: Statement, root: str, page: Page) -> str:
    """Return the chain of how somebody knows: at first hand, from whom, and what it goes back to."""
    links = [page.text(statement.knows.words)]
    if statement.told_by.strip():
        links.append(page.say("told by {who}", who=statement.told_by))
    if root:
        links.append(page.say("goes back to: {root}", root=root))
    return " ← ".join(links)


class Sides(QWidget):
    """The answers of one comparison, in as many columns as there is room for."""

    def __init__(self, comparison: Comparison, page: Page) -> None:
        super().__init__()
        self._page = page
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._frames = [self._side(each) for each in comparison.sides]
        self._arrange(len(self._frames))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many answers beside each other as can be read there; called by Qt."""
        super().resizeEvent(event)
        scale = self.fontInfo().pixelSize() / 14
        fitting = int(event.size().width() / scale / SIDE_WIDTH)
        self._arrange(max(1, min(fitting, len(self._frames))))

    def _arrange(self, beside: int) -> None:
        if beside == self._beside:
            return
        for at in range(self._beside):
            self._grid.setColumnStretch(at, 0)
        self._beside = beside
        for at, frame in enumerate(self._frames):
            self._grid.addWidget(frame, at // beside, at % beside, Qt.AlignmentFlag.AlignTop)
        for at in range(beside):
            self._grid.setColumnStretch(at, 1)

    def _side(self, beside: Beside) -> QWidget:
        page, said = self._page, beside.statement
        frame = QFrame()
        frame.setObjectName("evidence")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        frame.setSizePolicy(policy)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        who = said.said_by or page.say("name not known")
        role = f" ({said.role})" if said.role else ""
        column.addWidget(PlainLabel(f"{who}{role}", size="table", strong=True))
        day = page.text(date_words(said.at.day))
        column.addWidget(QuietLabel(f"{day} · {said.place}  {beside.question}"))
        if said.verbatim.strip():
            column.addWidget(PlainLabel(f"“{said.verbatim}”", size="table"))
        if said.text.strip():
            column.addWidget(PlainLabel(said.text, size="table"))
        column.addWidget(QuietLabel(known_by(said, beside.root, page)))
        return frame


class DifferencesCard(Card):
    """The differences of a case, and the questions that several people answered, to look at."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Answers side by side"))
        self._page = page
        self._case_id = ""
        self._waiting: tuple[Comparison, ...] = ()
        self._all = False
        self._views: list[DifferencesView] = []
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "These questions ask the same thing, as the protocols say. Whether the answers"
                    " agree is for you to say; the desk compares no words."
                )
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.body.addLayout(self._list)

    def show_comparisons(
        self, case_id: str, noted: Sequence[Comparison], waiting: Sequence[Comparison]
    ) -> None:
        """Show what is noted, open ones first, and then what is still to look at."""
        if case_id != self._case_id:
            self._all = False
        self.flush()  # what is being noted comes back from the journal
        self._case_id, self._waiting = case_id, tuple(waiting)
        empty_layout(self._list)
        self._views = []
        for each in noted:
            self._list.addWidget(self._block(each))
        shown = self._waiting if self._all else self._waiting[:FEW]
        for each in shown:
            self._list.addWidget(self._block(each))
        left = len(self._waiting) - len(shown)
        if left:
            words = self._page.say("Show {count} more questions", count=left)
            self._list.addWidget(LinkButton(words, lambda: self._show_all(noted)))
        if not noted and not waiting:
            self._list.addWidget(
                QuietLabel(self._page.say("No question was answered by two people yet."))
            )
        still_open = sum(each.is_open for each in noted)
        self.note.setText(
            self._page.say(
                "{open} open · {wait} to look at", open=still_open, wait=len(self._waiting)
            )
        )

    def flush(self) -> None:
        """Journal what is being noted."""
        for each in self._views:
            each.flush()

    def _show_all(self, noted: Sequence[Comparison]) -> None:
        self._all = True
        self.show_comparisons(self._case_id, noted, self._waiting)

    def _block(self, comparison: Comparison) -> QWidget:
        page = self._page
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QWidget()
        row = FlowLayout(head, gap=10, line_gap=4)
        row.addWidget(Heading(comparison.title, size="card", wrap=False))
        if comparison.difference is None:
            row.addWidget(Badge(page.say("To look at"), "info"))
        column.addWidget(head)
        column.addWidget(Sides(comparison, page))
        view = DifferencesView(page, adds=comparison.difference is None)
        said = [
            Said(
                each.statement.source_id,
                f"{each.statement.place} · {each.statement.said_by or page.say('name not known')}",
                each.statement.verbatim or each.statement.text,
            )
            for each in comparison.sides
        ]
        noted = (comparison.difference,) if comparison.difference else ()
        view.show_on(self._case_id, said, noted, "")
        self._views.append(view)
        column.addWidget(view)
        return block

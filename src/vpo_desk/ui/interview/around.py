"""What stands around the question: the sections at the left, and the way on below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from vpo_desk.protocols.outline import Line, Outline
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Scrolled
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.section_list import Section, SectionList
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Catalog

BEFORE: Final = "before"
FINISH: Final = "finish"


class SectionsCard(Card):
    """The parts of the interview, with how many questions of each have an answer.

    `sought(words)` comes as somebody looks for a question; `question_chosen(id)` when one is opened.
    """

    chosen = Signal(str)
    sought = Signal(str)
    question_chosen = Signal(str)

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog.say("Sections"), flush=True)
        self._catalog = catalog
        self.search = TextField(hint=catalog.say("Find a question (Ctrl+F)"))
        self.search.setAccessibleName(catalog.say("Find a question"))
        self.search.textChanged.connect(self.sought)
        self.search.returnPressed.connect(self._open_first)
        self._list = SectionList(name=catalog.say("Sections of the interview"))
        self._list.chosen.connect(self.chosen)
        self._found = ListTable(
            (Column("", lambda line: Cell(line.question.id, line.question.text)),),
            name=catalog.say("Questions found"),
            fit=True,
            headings=False,
        )
        self._found.opened.connect(self._open)
        self._none = QuietLabel(catalog.say("No question says that."))
        scrolled = Scrolled()
        scrolled.body.setContentsMargins(8, 8, 8, 0)
        for part in (self.search, self._none, self._found, self._list):
            scrolled.body.addWidget(part)
        scrolled.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._found.hide()
        self._none.hide()
        self.body.addWidget(scrolled, 1)

    def show_found(self, lines: Sequence[Line] | None) -> None:
        """Show the questions that were found; the sections again where nothing is looked for."""
        self._list.setVisible(lines is None)
        self._found.setVisible(bool(lines))
        self._none.setVisible(lines is not None and not lines)
        self._found.replace(lines or ())

    def _open_first(self) -> None:
        if self._found.isVisible():
            self._open(self._found.rows.value(0))

    def _open(self, line: Line) -> None:
        self.question_chosen.emit(line.question.id)

    def show_outline(self, drawn: Outline, here: str) -> None:
        """Show the form as it stands, with the section that is shown."""
        rows = [Section(BEFORE, self._catalog.say("Before the interview"))]
        rows += [
            Section(part.id, part.title, f"{part.asked}/{len(part.visible)}")
            for part in drawn.parts
        ]
        rows.append(Section(FINISH, self._catalog.say("Finish")))
        self._list.show_sections(rows, here)
        self.note.setText(f"{drawn.answered} / {drawn.total}")


class Foot(QWidget):
    """Back, how far the interview is, and Next."""

    def __init__(
        self, catalog: Catalog, back: Callable[[], object], onward: Callable[[], object]
    ) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._progress.setAccessibleName(catalog.say("Questions with an answer"))
        line.addWidget(Button(catalog.say("Back"), back, tip=catalog.say("Alt+←")))
        line.addWidget(self._progress, 1)
        line.addWidget(
            Button(catalog.say("Next"), onward, kind="primary", tip=catalog.say("Ctrl+Enter"))
        )

    def show_outline(self, drawn: Outline) -> None:
        """Show how many questions have an answer."""
        self._progress.setMaximum(max(drawn.total, 1))
        self._progress.setValue(drawn.answered)

"""The roots of a case: what each is, what rests on it, and which statements go back to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.statement import Root, Statement
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel


@dataclass(frozen=True, slots=True)
class RootLine:
    """A root with the statements that go back to it."""

    root: Root
    statements: tuple[Statement, ...]

    @property
    def people(self) -> int:
        """How many people said something that goes back to it; each anonymous one counts."""
        return len({each.person_id or each.parent_id for each in self.statements})


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement, and whether it goes back to the root that is shown."""

    statement: Statement
    rests: bool
    other: str


class RootsCard(Card):
    """Lists roots; one that is opened can be changed, and statements traced to it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Roots"))
        self._page = page
        self._case_id = ""
        self._root: Root | None = None
        self._statements: tuple[Statement, ...] = ()
        self._roots: tuple[Root, ...] = ()
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "Three callers who saw one screenshot are one source. Name it, and say which"
                    " statements go back to it."
                )
            )
        )
        self._make_list()
        self.body.addWidget(LinkButton(page.say("+ Root"), self._begin_new))
        self._make_form()
        self._make_statements()

    def show_roots(
        self, case_id: str, roots: tuple[Root, ...], statements: tuple[Statement, ...]
    ) -> None:
        """Show the roots of a case; the one that is open stays open."""
        if case_id != self._case_id:
            self._case_id, self._root = case_id, None
            self._form.hide()
            self._tracing.hide()
        self._statements, self._roots = statements, roots
        self._list.replace(
            [
                RootLine(root, tuple(each for each in statements if each.root_id == root.id))
                for root in roots
            ]
        )
        self._list.setVisible(bool(roots))
        self._empty.setVisible(not roots)
        if self._root is not None:
            self._root = next((each for each in roots if each.id == self._root.id), None)
            self._show_resting()

    def flush(self) -> None:
        """Journal what is typed."""
        if not self._form.isHidden():
            self._form.flush()

    def _make_list(self) -> None:
        say = self._page.say
        self._list = ListTable(
            (
                Column(say("What it goes back to"), self._what_cell, share=4),
                Column(say("Statements"), self._count_cell, width=190),
            ),
            name=say("Roots of the case"),
            fit=True,
        )
        when_opened(self._list, self._open)
        self._empty = EmptyPlace(
            say("No root is named yet"),
            say("Add one when several people tell of the same post, quarrel or screenshot."),
        )
        self.body.addWidget(self._list)
        self.body.addWidget(self._empty)

    def _make_form(self) -> None:
        say = self._page.say
        self._form = StepForm(
            self._page,
            "root-change@1",
            (
                ("what", say("What it is"), TextField()),
                ("when", say("When it was, as said"), TextField()),
            ),
            say("Keep the root"),
            self._keep,
        )
        self._form.hide()
        self.body.addWidget(self._form)

    def _make_statements(self) -> None:
        say = self._page.say
        self._tracing = QWidget()
        column = QVBoxLayout(self._tracing)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(
            QuietLabel(say("Enter on a statement says whether it goes back to this root."))
        )
        self._told = NoticeArea()
        column.addWidget(self._told)
        self._resting = ListTable(
            (
                Column(say("Goes back to it"), self._rests_cell, width=130),
                Column(say("Who"), lambda each: self._who(each.statement), share=2),
                Column(say("What was said"), lambda each: _words(each.statement), share=4),
            ),
            name=say("Statements of the case"),
            fit=True,
        )
        when_opened(self._resting, self._turn)
        column.addWidget(self._resting)
        self._tracing.hide()
        self.body.addWidget(self._tracing)
        self.body.addStretch(1)

    def _begin_new(self) -> None:
        self._root = None
        self._tracing.hide()
        self._form.begin(f"{self._case_id}:root-change:new")
        self._form.show()
        go_to(self._form, self._form.fields["what"])

    def _open(self, line: RootLine) -> None:
        self._root = line.root
        self._told.clear()
        self._form.begin(f"{self._case_id}:root-change:{line.root.id}")
        self._form.fill(
            {"what": line.root.what, "when": line.root.when.said if line.root.when else ""}
        )
        self._form.show()
        self._show_resting()
        go_to(self._form, self._form.fields["what"])

    def _show_resting(self) -> None:
        root = self._root
        self._tracing.setVisible(root is not None)
        if root is None:
            return
        names = {each.id: each.what for each in self._roots}
        self._resting.replace(
            [
                Resting(
                    each,
                    each.root_id == root.id,
                    names.get(each.root_id or "", "") if each.root_id != root.id else "",
                )
                for each in self._statements
            ]
        )

    def _keep(self) -> None:
        what, when = self._form.words("what"), self._form.words("when")
        self._form.trouble("what", "" if what.strip() else self._page.say("Say what it is."))
        if not what.strip():
            return
        case_id, root = self._case_id, self._root
        said = read_date(when) if when.strip() else None
        if root is None:
            self._form.send(
                lambda services: services.knowledge.add_root(case_id, what, said),
                self._page.say("The root is entered."),
                self._entered,
            )
        else:
            self._form.send(
                lambda services: services.knowledge.change_root(root.id, what, said),
                self._page.say("Changed for everything that goes back to it."),
                self._kept,
            )

    def _entered(self, root: Root) -> None:
        self._open(RootLine(root, ()))
        words = self._page.say("The root is entered. Now say which statements go back to it.")
        self._told.add(Notice(words, tone="good"))

    def _kept(self, root: Root) -> None:
        self._root = root
        self._form.fill({"what": root.what, "when": root.when.said if root.when else ""})
        self._show_resting()

    def _turn(self, each: Resting) -> None:
        root = self._root
        if root is None:
            return
        self._told.clear()
        statement = each.statement
        if statement.root_id is not None and not statement.traced:
            words = self._page.say("This answer names its root itself: change it in the interview.")
            self._told.add(Notice(words, tone="info"))
            return
        root_id, statement_id, rests = root.id, statement.source_id, not each.rests
        self._page.command(
            lambda services: services.knowledge.trace(root_id, statement_id, rests=rests)
        )

    def _what_cell(self, line: RootLine) -> Cell:
        return Cell(line.root.what, second=line.root.when.said if line.root.when else "")

    def _count_cell(self, line: RootLine) -> Cell:
        count, people = len(line.statements), line.people
        told = self._page.say("nobody yet")
        if people:
            told = self._page.say("1 person") if people == 1 else ""
            told = told or self._page.say("{count} people, one source", count=people)
        return Cell(str(count), second=told)

    def _rests_cell(self, each: Resting) -> Cell:
        if each.rests:
            return Cell(self._page.say("● yes"), strong=True)
        return Cell(self._page.say("○ no"), second=each.other)

    def _who(self, statement: Statement) -> Cell:
        who = statement.said_by or statement.role or self._page.say("Anonymous")
        day = self._page.text(date_words(statement.at.day))
        return Cell(who, second=f"{statement.place} · {day}")


def _words(statement: Statement) -> str:
    return f"“{statement.verbatim}”" if statement.verbatim.strip() else statement.text

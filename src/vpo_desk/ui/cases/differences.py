"""Where sources differ: what is noted, and the form that notes it or says what resolved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.statement import Difference, DifferenceState, Statement
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime, options, values_in
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import empty_layout, go_to
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Badge, PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "difference@1"
_SHOWN: Final = 160


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that may differ from others: its id, who gave it where, and its words."""

    answer_id: str
    who: str
    words: str


class DifferencesView(QWidget):
    """The differences on what is shown, and the way to note one; `counted` says how many.

    Without `adds` a difference that is noted can be changed, and none is begun.
    """

    counted = Signal(int)

    def __init__(self, page: Page, *, adds: bool = True) -> None:
        super().__init__()
        self._page = page
        self._adds = adds
        self._case_id = ""
        self._said: tuple[Said, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._noted = QVBoxLayout()
        self._noted.setSpacing(6)
        column.addLayout(self._noted)
        self._add = LinkButton(page.say("+ These sources differ…"), self._begin)
        column.addWidget(self._add)
        self._form = DifferenceForm(page)
        self._form.hide()
        self._form.closed.connect(self._end)
        column.addWidget(self._form)

    def show_on(
        self, case_id: str, said: Sequence[Said], differences: Sequence[Difference], nothing: str
    ) -> None:
        """Show what is noted on these answers; a form that is open on others of them closes."""
        another = case_id != self._case_id or not self._form.fits(said)
        self._case_id, self._said = case_id, tuple(said)
        if another or not self._form.is_open:
            self._form.put_away()
            self._form.hide()
            scope = difference_scope(case_id)
            self._page.query(
                lambda services: services.drafts.of(scope),
                lambda drafts: self._restore(drafts[0].content) if drafts else None,
            )
        ids = {each.answer_id for each in said}
        here = [each for each in differences if ids & set(each.answer_ids)]
        empty_layout(self._noted)
        for each in here:
            self._noted.addWidget(self._line(each))
        if not here and nothing:
            self._noted.addWidget(QuietLabel(nothing))
        self._add.setVisible(self._adds and len(said) >= 2 and not self._form.is_open)
        self.counted.emit(len(here))

    def flush(self) -> None:
        """Journal what is typed in the form."""
        self._form.flush()

    def _line(self, difference: Difference) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QWidget()
        row = FlowLayout(head, gap=8, line_gap=4)
        open_ = difference.state is DifferenceState.OPEN
        words = self._page.say("Sources differ") if open_ else self._page.say("Resolved")
        row.addWidget(Badge(words, "warning" if open_ else "good"))
        if any(each.answer_id in difference.answer_ids for each in self._said):
            change = LinkButton(self._page.say("Change"), lambda: self._change(difference))
            change.setAccessibleDescription(difference.reason)
            row.addWidget(change)
        column.addWidget(head)
        column.addWidget(PlainLabel(difference.reason, size="table"))
        return line

    def _begin(self) -> None:
        self._open(None)
        self._form.go_there()

    def _change(self, difference: Difference) -> None:
        self._open(difference)
        self._form.go_there()

    def _open(self, difference: Difference | None) -> None:
        self._form.open(self._case_id, self._said, difference)
        self._form.show()
        self._add.hide()

    def _restore(self, content: str) -> None:
        if not self._form.is_open and self._form.would_fit(content, self._said):
            self._open(None)
            self._form.restore(content)

    def _end(self) -> None:
        self._form.hide()
        self._add.setVisible(self._adds and len(self._said) >= 2)


class DifferenceForm(QWidget):
    """Notes that answers differ, with a reason; `closed` comes when that is over."""

    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case_id = ""
        self._boxes: dict[str, CheckBox] = {}
        self._known: tuple[str, ...] = ()
        self._noting = OneAtATime(page)
        self._first: QWidget = self
        self.is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(2)
        column.addLayout(self._choices)
        self._missing = QuietLabel()
        column.addWidget(self._missing)
        self._reason = TextEditor(lines=2)
        self._state = SegmentedChoice(options(DifferenceState, page.ground.catalog))
        self._reason_field = LabeledField(
            page.say("How they differ, or what resolved it"), self._reason
        )
        for field in (self._reason_field, LabeledField(page.say("State"), self._state)):
            column.addWidget(field)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=6)
        row.addWidget(Button(page.say("Note the difference"), self._note))
        row.addWidget(LinkButton(page.say("Discard"), self._discard))
        column.addWidget(buttons)
        self._draft = FormDraft()
        self._draft.add("answers", lambda: list(self._answers()), self._choose)
        self._draft.add("reason", self._reason.words, self._reason.setPlainText)
        self._draft.add("state", self._state.value, self._state.set_value)
        self._reason.typed.connect(self._journal)
        self._reason.left.connect(self._journal)
        self._state.chosen.connect(self._journal)

    def open(self, case_id: str, said: Sequence[Said], difference: Difference | None) -> None:
        """Begin with the answers to choose from, or with a difference that is noted already."""
        self._case_id, self.is_open = case_id, True
        empty_layout(self._choices)
        self._boxes = {}
        known = difference.answer_ids if difference else ()
        for each in said:
            box = CheckBox(_short(each.who, 44))
            box.setChecked(each.answer_id in known)
            box.setEnabled(difference is None)
            box.setAccessibleDescription(each.words)
            box.toggled.connect(self._journal)
            self._boxes[each.answer_id] = box
            self._choices.addWidget(box)
            self._choices.addWidget(QuietLabel(_short(each.words, _SHOWN)))
        self._known = known
        self._missing.setText("")
        self._missing.hide()
        self._reason.set_words(difference.reason if difference else "")
        state = difference.state if difference else DifferenceState.OPEN
        self._state.set_value(str(state.value))
        self._reason_field.show_trouble("")
        first = next(iter(self._boxes.values()), None)
        self._first = self._reason if difference or first is None else first

    def go_there(self) -> None:
        """Put the keyboard into the form."""
        go_to(self, self._first)

    def fits(self, said: Sequence[Said]) -> bool:
        """Tell whether the open form still speaks of answers that are shown."""
        offered = {each.answer_id for each in said}
        return bool(offered & set(self._known)) if self._known else set(self._boxes) <= offered

    def would_fit(self, content: str, said: Sequence[Said]) -> bool:
        """Tell whether a journaled form speaks of answers that are shown."""
        offered = set(values_in(content)["offered"].split())
        return offered <= {each.answer_id for each in said}

    def restore(self, content: str) -> None:
        """Put a journaled form back into its fields."""
        self._draft.show(content)

    def put_away(self) -> None:
        """Journal what is typed and close; it comes back where its answers are shown."""
        self.flush()
        self.is_open = False

    def flush(self) -> None:
        """Journal what is typed."""
        if self.is_open and self._reason.words().strip():
            self._journal()

    def _answers(self) -> tuple[str, ...]:
        """Return the answers of the difference that is changed, or those ticked for a new one."""
        return self._known or tuple(id_ for id_, box in self._boxes.items() if box.isChecked())

    def _choose(self, ids: list[str]) -> None:
        for id_, box in self._boxes.items():
            box.setChecked(id_ in ids)

    def _note(self) -> None:
        say = self._page.say
        answers = self._answers()
        reason, state = self._reason.words(), self._state.value()
        self._missing.setText("" if len(answers) >= 2 else say("Choose two answers at least."))
        self._missing.setVisible(len(answers) < 2)
        self._reason_field.show_trouble("" if reason.strip() else say("Say it in a few words."))
        if len(answers) < 2 or not reason.strip() or state is None:
            return
        case_id, scope = self._case_id, difference_scope(self._case_id)

        def act(services: Services) -> tuple[Difference, Changes]:
            with services.ground.transaction():
                noted = services.knowledge.note_difference(
                    case_id, answers, DifferenceState(state), reason
                )
                services.drafts.drop(scope)
            return noted

        self._noting.command(act, lambda _noted: self._close())

    def _discard(self) -> None:
        scope = difference_scope(self._case_id)
        self._page.command(lambda services: services.drafts.drop(scope))
        self._close()

    def _close(self) -> None:
        self.is_open = False
        self._known = ()
        self._reason.set_words("")
        self.closed.emit()

    def _journal(self, _value: object = None) -> None:
        if not self.is_open:
            return
        scope = difference_scope(self._case_id)
        offered = " ".join(self._boxes)  # so that it comes back on its own theme
        text = self._draft.text(offered=offered) if self._reason.words().strip() else ""
        self._page.command(lambda services: services.drafts.keep(scope, "", BINDING, text))


def said_of(statement: Statement, page: Page) -> Said:
    """Return an answer as the form offers it: who said it where, and in which words."""
    who = statement.said_by or statement.role or page.say("name not known")
    words = f"“{statement.verbatim}”" if statement.verbatim.strip() else statement.text
    return Said(statement.source_id, f"{statement.place} · {who}", words)


def difference_scope(case_id: str) -> str:
    """Return where the unsaved form is kept."""
    return f"{case_id}:difference"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"

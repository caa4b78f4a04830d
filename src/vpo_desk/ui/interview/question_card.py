"""One question with everything that can be noted of its answer; nothing typed is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.statement import Knows, Root
from vpo_desk.protocols.schema import Question
from vpo_desk.services.interviews import Given
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.interview.root_form import RootForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Badge, Heading, QuietLabel

NO_ROOT = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question in its place: its section, its number there, and how many there are."""

    question: Question
    section: str
    place: int
    count: int


class QuestionCard(Card):
    """Shows a question and its answer.

    `typed` asks for the journal, `given` for a commit; both are only signs to read the fields.
    `removal_asked` asks for the page with an answer's earlier paper and its removal, `files_asked`
    for the one with its files.
    """

    typed = Signal()
    given = Signal()
    removal_asked = Signal()
    files_asked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        catalog = self._catalog = page.ground.catalog
        self.new_root = RootForm(page)
        self.new_root.entered.connect(self._take_root)
        self._loading = False
        self.setAccessibleName(catalog.say("Question"))
        self._make_head()
        self._make_answer()
        self._make_more()
        for field in (self.text, self.verbatim, self.told_by, self.observation, self.follow_up):
            field.typed.connect(self._tell_typed)
            field.left.connect(self._tell_given)
        for choice in (self.state, self.knows, self.root):
            choice.chosen.connect(self._tell_given)

    def show_question(self, shown: Shown, *, editable: bool) -> None:
        """Show another question, without an answer yet."""
        question = shown.question
        self._place.setText(
            self._catalog.say(
                "{section} · question {place} of {count}",
                section=shown.section,
                place=shown.place,
                count=shown.count,
            )
        )
        self._theme.setText(self._catalog.text(question.theme.words))
        self._number.setText(question.id)
        self._asked.setText(question.text)
        self._help.setText(question.help)
        self._help.setVisible(bool(question.help))
        self._probes.setText("\n".join(f"– {probe}" for probe in question.probes))
        self._probes.setVisible(bool(question.probes))
        for field in (self.text, self.verbatim, self.told_by, self.observation, self.follow_up):
            field.setReadOnly(not editable)
        for choice in (self.state, self.knows, self.root):
            choice.setEnabled(editable)
        for button in self._links:
            button.setEnabled(editable)

    def show_roots(self, roots: tuple[Root, ...]) -> None:
        """Offer the roots of the case; the one that the answer has stays chosen."""
        chosen = self._root_id()
        none = Option(NO_ROOT, self._catalog.say("none"))
        self.root.set_options((none, *(Option(each.id, each.what) for each in roots)))
        self.root.set_value(chosen or NO_ROOT)
        self._has_roots = bool(roots)
        self._root_field.setVisible(self._has_roots)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what was answered; nothing where nothing was."""
        self._loading = True
        self.show_state(answer.state if answer else AnswerState.NOT_ASKED)
        self.text.set_words(answer.text if answer else "")
        self.verbatim.set_words(answer.verbatim if answer else "")
        self.knows.set_value(str((answer.knows if answer else Knows.UNKNOWN).value))
        self.told_by.set_words(answer.told_by if answer else "")
        self._known_root = answer.root_id if answer else None
        self.root.set_value(self._known_root or NO_ROOT)
        self.observation.set_words(answer.observation if answer else "")
        self.follow_up.set_words(answer.follow_up if answer else "")
        self._show_details()
        self.show_trouble("")
        self._loading = False

    def show_state(self, state: AnswerState) -> None:
        """Show the state that an answer was saved with."""
        self.state.set_value(None if state is AnswerState.NOT_ASKED else str(state.value))
        for link in (self._files, self._removal):
            link.setVisible(state is not AnswerState.NOT_ASKED)

    def show_trouble(self, words: str) -> None:
        """Say what keeps the answer from being saved."""
        self._state_field.show_trouble(words)

    def read(self) -> Given:
        """Return the answer as it stands in the fields; words alone mean answered."""
        words = bool(self.text.words().strip() or self.verbatim.words().strip())
        value = self.state.value() or (str(AnswerState.ANSWERED.value) if words else None)
        return Given(
            AnswerState(value) if value else AnswerState.NOT_ASKED,
            self.text.words(),
            self.verbatim.words(),
            Knows(self.knows.value() or Knows.UNKNOWN.value),
            self.told_by.words(),
            self._root_id(),
            self.observation.words(),
            self.follow_up.words(),
        )

    def show_draft(self, answer: Answer | None, content: str) -> None:
        """Show journaled words over the saved answer, in their fields; leaving one saves them."""
        given = given_in(content)
        self.show_answer(answer)
        self._loading = True
        self.show_state(given.state)
        self.knows.set_value(str(given.knows.value))
        self._known_root = given.root_id
        self.root.set_value(self._known_root or NO_ROOT)
        self.text.setPlainText(given.text)
        self.verbatim.setPlainText(given.verbatim)
        self.observation.setPlainText(given.observation)
        self.told_by.setText(given.told_by)
        self.follow_up.setText(given.follow_up)
        self.text.go_on()
        self.verbatim.go_on()
        self._show_details()
        self._loading = False

    def choose_state(self, state: AnswerState) -> None:
        """Choose a state by a key."""
        if self.state.isEnabled():
            self.state.set_value(str(state.value))
            self._tell_given()

    def focus_verbatim(self) -> None:
        """Go to the own words."""
        self.verbatim.setFocus()

    def _make_head(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._place = QuietLabel()
        self._theme = Badge("", "info")
        self._number = QuietLabel()
        line.addWidget(self._number)
        line.addWidget(self._place, 1)
        line.addWidget(self._theme)
        self.body.addLayout(line)
        self._asked = Heading("", size="question")
        self._help = QuietLabel()
        self._probes = QuietLabel()
        for label in (self._asked, self._help, self._probes):
            self.body.addWidget(label)

    def _make_answer(self) -> None:
        say = self._catalog.say
        self.text = TextEditor(lines=4)
        self.state = SegmentedChoice(options(offered(), self._catalog))
        self.verbatim = TextEditor(lines=2)
        self._state_field = LabeledField(say("Answered"), self.state)
        for field in (
            LabeledField(say("Answer, in your summary"), self.text),
            self._state_field,
            LabeledField(say("Own words (verbatim)"), self.verbatim),
        ):
            self.body.addWidget(field)

    def _make_more(self) -> None:
        say = self._catalog.say
        self._has_roots = False
        self._known_root: str | None = None
        self.knows = SegmentedChoice(options(Knows, self._catalog))
        self.told_by, self.follow_up = TextField(), TextField()
        self.root = DropDown()
        self.observation = TextEditor(lines=1)
        self._told_field = LabeledField(say("Told by whom"), self.told_by)
        self._root_field = LabeledField(
            say("Goes back to"),
            self.root,
            tip=say("When several people trace to one thing, it counts as one source."),
        )
        self._observation_field = LabeledField(say("What you observed"), self.observation)
        self._follow_field = LabeledField(say("Follow up"), self.follow_up)
        self.body.addWidget(LabeledField(say("How the person knows"), self.knows))
        for field in (
            self._told_field,
            self._root_field,
            self.new_root,
            self._observation_field,
            self._follow_field,
        ):
            self.body.addWidget(field)
        row = QWidget()
        line = FlowLayout(row, gap=12, line_gap=0)
        self._links = (
            LinkButton(say("+ Told by"), lambda: self._open(self._told_field)),
            LinkButton(say("+ Root"), self.new_root.begin),
            LinkButton(say("+ Observation"), lambda: self._open(self._observation_field)),
            LinkButton(say("+ Follow-up"), lambda: self._open(self._follow_field)),
        )
        for link in self._links:
            line.addWidget(link)
        self._files = LinkButton(say("Files…"), self.files_asked.emit)
        line.addWidget(self._files)
        self._removal = LinkButton(say("Paper and removal…"), self.removal_asked.emit)
        line.addWidget(self._removal)
        self.body.addWidget(row)

    def _show_details(self) -> None:
        self._told_field.setVisible(bool(self.told_by.words()))
        self._root_field.setVisible(self._has_roots)
        self._observation_field.setVisible(bool(self.observation.words()))
        self._follow_field.setVisible(bool(self.follow_up.words()))

    def _root_id(self) -> str | None:
        """Return the chosen root; the answer's own while the case's roots are on their way."""
        value = self.root.value()
        return self._known_root if value is None else value or None

    def _take_root(self, root_id: str) -> None:
        """Let the answer that is shown go back to a root just entered."""
        self._known_root = root_id
        self.root.setCurrentIndex(-1)  # the list with the new root is on its way
        self._tell_given()

    def _open(self, field: LabeledField) -> None:
        field.show()
        go_to(field)

    def _tell_typed(self) -> None:
        if not self._loading:
            self.typed.emit()

    def _tell_given(self) -> None:
        if not self._loading:
            self.given.emit()


def draft_of(given: Given) -> str:
    """Return an answer with all its fields as text for the journal."""
    return json.dumps(
        {
            "state": str(given.state.value),
            "text": given.text,
            "verbatim": given.verbatim,
            "knows": str(given.knows.value),
            "told_by": given.told_by,
            "root_id": given.root_id,
            "observation": given.observation,
            "follow_up": given.follow_up,
        }
    )


def given_in(content: str) -> Given:
    """Return an answer as it was journaled."""
    values = cast("dict[str, Any]", json.loads(content))
    return Given(
        AnswerState(values["state"]),
        values["text"],
        values["verbatim"],
        Knows(values["knows"]),
        values["told_by"],
        values["root_id"],
        values["observation"],
        values["follow_up"],
    )


def offered() -> tuple[AnswerState, ...]:
    """Return the states in the order of the runner; not asked stands last."""
    return (
        AnswerState.ANSWERED,
        AnswerState.DECLINED,
        AnswerState.UNKNOWN,
        AnswerState.NOT_APPLICABLE,
        AnswerState.NOT_ASKED,
    )

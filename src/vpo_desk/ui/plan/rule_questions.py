"""The question whether a new entry touches a rule of the plan: every rule, for a yes or a no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vpo_desk.services.rule_matches import RuleAsked, RuleKey, RuleQuestion
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.page import Page
from vpo_desk.ui.plan.rule_row import RuleRow
from vpo_desk.ui.plan.rule_yes import RuleYes, yes_scope
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, empty_layout, go_to
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

MOST_SHOWN: Final = 700
"""Characters of an entry that stand here; all of it stands where it was entered."""

NEW: Final = timedelta(minutes=10)
"""How long an entry is new: older ones wait on the plan tab and do not stand before the officer's work."""

_PARTS: Final = {
    "note": "timeline",
    "event": "timeline",
    "record": "records",
    "order": "dates",
    "referral": "plan",
    "triage": "overview",
    "interview": "interviews",
}
"""Behind which tab of the case an entry stands."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is asked, and the rule for which a yes was being written when the desk was locked."""

    questions: tuple[RuleQuestion, ...]
    begun: RuleKey | None


class RuleQuestionsCard(Card):
    """Asks about one entry at a time, the newest first; not there while nothing is asked.

    What was entered long before the case was opened counts as put off. What is put off stays away until
    the plan tab is visited, and stays a question all the time.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Does this touch a rule of the plan?"))
        self._page = page
        self._case_id = ""
        self._put_off: set[tuple[str, int]] = set()
        self._arriving = False
        self._answered = False  # here, and just now: the keyboard goes on with what follows
        self._asked: tuple[RuleQuestion, ...] = ()
        self._question: RuleQuestion | None = None
        self._rows: dict[RuleKey, RuleRow] = {}
        self._deciding = OneAtATime(page)
        self._told = NoticeArea()
        self._title = PlainLabel("", strong=True)
        self._entered = QuietLabel()
        self._words = PlainLabel("")
        self._caution = QuietLabel(
            page.say(
                "The desk decides nothing here. “Shares words” means that the same words stand in"
                " both, and no more; such rules come first."
            )
        )
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(10)
        self._yes = RuleYes(page, self._landed, self._close)
        foot = QWidget()
        line = FlowLayout(foot, gap=12, line_gap=8)
        line.addWidget(Button(page.say("No to all of these"), self._none))
        line.addWidget(Button(page.say("Not now"), self._later))
        line.addWidget(Button(page.say("Open the entry"), self._open))
        for widget in (
            self._told,
            self._title,
            self._entered,
            self._words,
            self._list,
            self._caution,
            self._yes,
            foot,
        ):
            self.body.addWidget(widget)
        self._parts = (self._title, self._entered, self._list, self._caution, foot)
        self._yes.hide()
        self.hide()

    def show_case(self, case_id: str) -> None:
        """Ask what has just come to a case."""
        self._answered = False
        self._arriving = True
        self._told.clear()
        if case_id != self._case_id:
            self._close()
            self._case_id, self._asked = case_id, ()
            self._show_next(None)
        self.follow()

    def follow(self) -> None:
        """Ask anew what waits, after something was entered or answered."""
        case_id = self._case_id
        self._page.query(
            lambda services: _facts(services, case_id),
            lambda facts: self._show(facts) if case_id == self._case_id else None,
        )

    def ask_again(self) -> None:
        """Show what was put off too."""
        self._arriving = False
        if self._put_off:
            self._put_off.clear()
            self._show_next(None)

    def flush(self) -> None:
        """Journal a yes that is being written."""
        self._yes.flush()

    def _show(self, facts: _Facts) -> None:
        arriving, self._arriving = self._arriving, False
        if arriving:
            now = self._page.ground.clock.now().utc
            begun = (
                facts.begun.entry if facts.begun else None
            )  # words that were kept come back here
            self._put_off.update(
                _name(each)
                for each in facts.questions
                if now - each.entered.utc > NEW and each.entry != begun
            )
        if arriving or facts.questions != self._asked:
            self._asked = facts.questions
            self._show_next(facts.begun)

    def _show_next(self, begun: RuleKey | None) -> None:
        """Show the newest question that is not put off; one that is being answered stays."""
        writing = self._yes.key or begun
        waiting = [each for each in self._asked if _name(each) not in self._put_off]
        at_work = [each for each in waiting if writing and each.entry == writing.entry]
        shown = (at_work or waiting or [None])[0]
        here = self.isAncestorOf(QApplication.focusWidget() or self._page)
        keyboard, self._answered = here or self._answered, False
        self._park()
        self._question = shown
        if shown is None:
            self._close()
            self.note.setText("")
            self.setVisible(bool(self._told.notices()))
            for part in (*self._parts, self._words):
                part.hide()
            if keyboard:
                self._page.setFocus()
            return
        for part in self._parts:
            part.show()
        self._fill(shown, len(waiting))
        self.show()
        if writing in self._rows:
            self._write(shown, writing)
        else:
            self._close()
            if keyboard:
                go_to(self, next(iter(self._rows.values())).first)

    def _fill(self, question: RuleQuestion, waiting: int) -> None:
        page = self._page
        more = say_count("{count} entry waits", "{count} entries wait", waiting)
        self.note.setText(page.text(more))
        self._title.setText(page.text(question.words.title))
        self._entered.setText(page.text(self._entered_words(question)))
        text = question.words.text
        self._words.setText(text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN].rstrip() + " …")
        self._words.setVisible(bool(text.strip()))
        for asked in question.rules:
            row = RuleRow(page, asked, self._opener(question, asked.key), self._denier(asked.key))
            self._rows[asked.key] = row
            self._column.addWidget(row)

    def _entered_words(self, question: RuleQuestion) -> Words:
        when = said_words(question.entered, self._page.ground.clock.now().day)
        if question.in_force:
            return say("Entered {when}", when=when)
        return say(
            "Entered {when}, when version {number} of the plan was in force: its rules are asked",
            when=when,
            number=question.plan_number,
        )

    def _park(self) -> None:
        """Take the form out of the row it stands in, before the rows go."""
        self.body.insertWidget(self.body.count() - 1, self._yes)
        self._rows.clear()
        empty_layout(self._column)

    def _opener(self, question: RuleQuestion, key: RuleKey) -> Callable[[], None]:
        def opened() -> None:
            self._write(question, key)
            go_to(self._rows[key], self._yes.first)

        return opened

    def _denier(self, key: RuleKey) -> Callable[[], None]:
        return lambda: self._deny((key,))

    def _write(self, question: RuleQuestion, key: RuleKey) -> None:
        asked = next(each for each in question.rules if each.key == key)
        for each, row in self._rows.items():
            row.set_open(is_open=each == key)
        self._rows[key].body.addWidget(self._yes)
        self._yes.begin(self._case_id, asked)
        self._yes.show()

    def _close(self) -> None:
        row = self._rows.get(self._yes.key) if self._yes.key else None
        self._yes.leave()
        self._yes.hide()
        for each in self._rows.values():
            each.set_open(is_open=False)
        if row is not None:
            go_to(self, row.first)

    def _landed(self, told: str) -> None:
        self._answered = True
        self._told.clear()
        self._told.add(Notice(told, tone="good"))

    def _deny(self, keys: Sequence[RuleKey]) -> None:
        case_id = self._case_id
        self._answered = True
        self._told.clear()
        self._deciding.command(lambda services: services.rule_matches.say_no(case_id, keys))

    def _none(self) -> None:
        if self._question is not None:
            self._deny(tuple(each.key for each in self._question.rules))

    def _later(self) -> None:
        """Put the entry off; the words of a yes that was begun stay kept."""
        if self._question is not None:
            self._yes.flush()
            self._close()
            self._told.clear()
            self._put_off.add(_name(self._question))
            self._show_next(None)

    def _open(self) -> None:
        question = self._question
        if question is not None:
            entry = question.entry
            if entry.kind == "interview":
                self._page.go("interview", entry.id)
            else:
                self._page.go("case", entry.case_id, _PARTS[entry.kind])


def _facts(services: Services, case_id: str) -> _Facts:
    """Read what is asked, on the worker."""
    questions = services.rule_matches.questions(case_id)
    asked: list[RuleAsked] = [each for question in questions for each in question.rules]
    begun = (each.key for each in asked if services.drafts.of(yes_scope(case_id, each.key)))
    return _Facts(questions, next(begun, None))


def _name(question: RuleQuestion) -> tuple[str, int]:
    return question.entry.id, question.entry.version

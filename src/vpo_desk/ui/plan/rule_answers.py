"""What was said about the rules of a plan: each yes and no, which can be changed with its trace kept."""

from __future__ import annotations

from vpo_desk.domain.rule_match import Touch
from vpo_desk.services.rule_matches import AnswerLine, Tally
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Words, say, say_count


class RuleAnswersCard(Card):
    """Lists the answers, the newest first; one that is opened can be turned round."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Said about the rules"), flush=True)
        self._page = page
        self._case_id = ""
        self._line: AnswerLine | None = None
        self._changing = OneAtATime(page)
        say = page.say
        self._table = ListTable(
            (
                Column(say("Rule"), self._rule, share=5),
                Column(say("Entry"), self._entry, share=4),
                Column(say("Touched"), self._touch, width=96),
            ),
            name=say("What was said about the rules"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self.body.addWidget(self._table)
        self._story = PlainLabel("")
        self._kept = QuietLabel(
            say("What was said before stays in the history. A task that was made stays as it is.")
        )
        self._change = Button("", self._turn_round)
        self._back = LinkButton(say("Leave it as it is"), self._leave)
        for widget in (self._story, self._kept, self._change, self._back):
            widget.setContentsMargins(14, 4, 14, 4)
            self.body.addWidget(widget)
        self._leave()
        self.hide()

    def show_case(self, case_id: str) -> None:
        """Read what was said in a case."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave()
        self._page.query(lambda services: services.rule_matches.lines(case_id), self._show)

    def _show(self, lines: tuple[AnswerLine, ...]) -> None:
        self._table.replace(lines)
        self.setVisible(bool(lines))
        if self._line is not None:
            self._leave()

    def _open(self, line: AnswerLine) -> None:
        self._line = line
        yes = line.answer.touch is Touch.YES
        self._story.setText(f"{line.answer.rule.condition}\n{self._page.text(line.words.title)}")
        say = self._page.say
        self._change.setText(
            say("It does not touch it after all") if yes else say("It does after all")
        )
        for widget in (self._story, self._kept, self._change, self._back):
            widget.show()
        go_to(self, self._change)

    def _leave(self) -> None:
        self._line = None
        for widget in (self._story, self._kept, self._change, self._back):
            widget.hide()

    def _turn_round(self) -> None:
        if self._line is not None:
            answer_id = self._line.answer.id
            self._changing.command(lambda services: services.rule_matches.change(answer_id))

    def _rule(self, line: AnswerLine) -> Cell:
        version = self._page.say("version {number}", number=line.answer.plan_number)
        return Cell(line.answer.rule.condition, second=version)

    def _entry(self, line: AnswerLine) -> Cell:
        answer = line.answer
        day = self._page.text(date_words(answer.at.day))
        said = " · ".join(part for part in (day, answer.by) if part)
        return Cell(self._page.text(line.words.title), second=said)

    def _touch(self, line: AnswerLine) -> Cell:
        tone = "warning" if line.answer.touch is Touch.YES else "neutral"
        return Cell(self._page.text(line.answer.touch.words), tone=tone)


def tally_words(told: Tally) -> Words | None:
    """Return what became of a rule so far; None where nobody said anything of it."""
    yes = [date_words(each.at.day) for each in told.yes]
    no = say_count("no, once", "no, {count} times", told.denied)
    if not yes:
        return no if told.denied else None
    words = say_count("happened {day}", "happened {count} times, last {day}", len(yes), day=yes[-1])
    return say("{happened}; {denied}", happened=words, denied=no) if told.denied else words

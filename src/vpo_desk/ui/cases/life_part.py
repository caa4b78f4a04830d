"""Looking at a case again, and ending it: reviews, closing on criteria, handing over, reopening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.assessment import Trend
from vpo_desk.domain.case import ENDED, Case
from vpo_desk.domain.closing import Closing, Transfer
from vpo_desk.domain.lifecycle import Step, steps_from
from vpo_desk.domain.review import Review
from vpo_desk.services.held_out import HeldOut
from vpo_desk.ui.cases.closing_card import ClosingCard
from vpo_desk.ui.cases.ending_cards import ReopenCard, TransferCard
from vpo_desk.ui.cases.endings import stories
from vpo_desk.ui.cases.held_card import HeldCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

REVIEW: Final = "review@1"
WATCH: Final = "watch@1"


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """What the tab shows of a case."""

    case: Case
    reviews: tuple[Review, ...]
    held_out: tuple[HeldOut, ...]
    closings: tuple[Closing, ...]
    transfers: tuple[Transfer, ...]
    ever_raised: bool


class LifePart(CasePart):
    """The tab with reviews and the end of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        columns = Columns(side_share=46)
        self.column.addWidget(columns)
        self._closing = ClosingCard(page)
        self._review_box, self._watch_box = self._review_card(), self._watch_card()
        self._transfer, self._reopen = TransferCard(page), ReopenCard(page)
        self._held = HeldCard(page)
        for card in (self._ended_card(), self._reopen, self._review_box, self._held):
            columns.main.addWidget(card)
        columns.main.addWidget(self._reviews_card())
        columns.main.addWidget(self._watch_box)
        columns.side.addWidget(self._closing)
        columns.side.addWidget(self._transfer)

    def load(self, case_id: str) -> None:
        """Show a case."""
        self._review.begin(f"{case_id}:review")
        self._watch.begin(f"{case_id}:watch")
        for card in (self._closing, self._transfer, self._reopen):
            card.show_case(case_id)
        super().load(case_id)

    def read(self) -> None:
        """Read the reviews and how the case stands."""
        case_id = self.case_id

        def ask(services: Services) -> LifeFacts:
            return LifeFacts(
                services.cases.get(case_id),
                services.reviews.of_case(case_id),
                services.held_outs.of_case(case_id),
                services.closings.of_case(case_id),
                services.closings.transfers(case_id),
                services.closings.ever_raised(case_id),
            )

        self.page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed in any of the forms."""
        for each in (self._review, self._watch, self._closing, self._transfer, self._reopen):
            each.flush()

    def _ended_card(self) -> Card:
        self._ended_box = Card(self.say("How it ended"))
        self._ended = PlainLabel("", size="table")
        self._ended_box.body.addWidget(self._ended)
        self._memo = Button(self.say("Print the closing memo…"), self._print_memo)
        self._ended_box.body.addWidget(self._memo)
        return self._ended_box

    def _print_memo(self) -> None:
        self.page.go("print", self.case_id, "closing_memo")

    def _reviews_card(self) -> Card:
        card = Card(self.say("Reviews so far"), flush=True)
        self._reviews = ListTable(
            (
                Column(self.say("When"), self._when, width=120),
                Column(self.say("What is new"), self._what, share=5),
                Column(self.say("Next"), lambda each: self._day(each.next), width=110),
            ),
            name=self.say("Reviews of the case"),
            fit=True,
        )
        self._none = EmptyPlace(
            self.say("No review yet"),
            self.say("Look at what is new, at the actions of the plan, and at the level."),
        )
        card.body.addWidget(self._reviews)
        card.body.addWidget(self._none)
        self._none.hide()
        return card

    def _review_card(self) -> Card:
        card = Card(self.say("Review this case"))
        self._review = StepForm(
            self.page,
            REVIEW,
            (
                ("what", self.say("What is new, or that nothing is"), TextEditor(lines=3)),
                (
                    "trend",
                    self.say("Which way it goes"),
                    SegmentedChoice(options(Trend, self.page.ground.catalog)),
                ),
                ("next", self.say("Next review, such as 27 Nov 2026"), TextField()),
            ),
            self.say("Keep the review"),
            self._keep_review,
        )
        card.body.addWidget(self._review)
        return card

    def _watch_card(self) -> Card:
        card = Card(self.say("Watch only"))
        self._watch = StepForm(
            self.page,
            WATCH,
            (("next", self.say("Look at it again on, such as 27 Nov 2026"), TextField()),),
            self.say("Watch only from now on"),
            self._take_watch,
        )
        card.body.addWidget(
            QuietLabel(
                self.say(
                    "The plan stays in force; the rules say what changes it. Use this when nothing"
                    " more has to be done and somebody still keeps a lookout."
                )
            )
        )
        card.body.addWidget(self._watch)
        return card

    def _show(self, facts: LifeFacts) -> None:
        steps = steps_from(facts.case.state)
        self._reviews.replace(tuple(reversed(facts.reviews)))
        self._reviews.setVisible(bool(facts.reviews))
        self._none.setVisible(not facts.reviews)
        ended = facts.case.state in ENDED
        self._ended_box.setVisible(bool(facts.closings or facts.transfers))
        self._ended.setText(stories(self.page, facts.closings, facts.transfers))
        self._reopen.setVisible(ended)
        for card, step in (
            (self._review_box, Step.REVIEW),
            (self._watch_box, Step.MONITOR),
            (self._closing, Step.CLOSE),
            (self._transfer, Step.TRANSFER),
        ):
            card.setVisible(step in steps)
        self._closing.show_rule(ever_raised=facts.ever_raised)
        self._held.show_held(facts.case.id, facts.held_out)
        self._memo.setVisible(bool(facts.closings))

    def _when(self, each: Review) -> Cell:
        trend = self.page.text(each.trend.words) if each.trend else ""
        return Cell(self._day(each.at.day), second=trend)

    def _what(self, each: Review) -> str:
        return each.what

    def _day(self, day: date) -> str:
        return self.page.text(date_words(day))

    def _keep_review(self) -> None:
        form, case_id = self._review, self.case_id
        following = form.needed_day("next")
        if following is None:
            return
        what, trend = form.words("what"), form.words("trend")
        at = self.page.ground.clock.now()
        form.send(
            lambda services: services.reviews.add(
                case_id, at, what, following, Trend(trend) if trend else None
            ),
            self.say("The review is kept."),
        )

    def _take_watch(self) -> None:
        form, case_id = self._watch, self.case_id
        following = form.needed_day("next")
        if following is not None:
            form.send(
                lambda services: services.reviews.monitor(case_id, following),
                self.say("It is watched only."),
            )

"""How long a case is kept: its clock with the reasons, reviews, legal holds, and its purge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.purge import Purge, Scope
from vpo_desk.domain.retention import Ending, Hold, RetentionReview
from vpo_desk.services.retention import RetentionView
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.purge_card import PurgeCard
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, read_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services
    from vpo_desk.services.purges import PurgePreview

REVIEW: Final = "retention-review@1"
HOLD: Final = "hold@1"


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """What the part shows, read at once; `asked` is a purge that waits for its second step."""

    view: RetentionView
    preview: PurgePreview
    asked: Purge | None


class RetentionPart(CasePart):
    """The last tab of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        columns = Columns(side_share=46)
        self.column.addWidget(columns)
        self._standing: Hold | None = None
        columns.main.addWidget(self._clock_card())
        columns.main.addWidget(self._hold_card())
        self._purge = PurgeCard(page)
        columns.side.addWidget(self._purge)

    def read(self) -> None:
        """Read the clock, the holds and what a purge would take."""
        case_id, places = self.case_id, self.page.ground.backups.places.usable()

        def ask(services: Services) -> RetentionFacts:
            return RetentionFacts(
                services.retention.view(case_id),
                services.purges.preview(Scope.CASE, case_id, places),
                services.purges.asked(case_id),
            )

        self.page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed in any of the forms."""
        for form in (self._review, self._hold):
            form.flush()
        self._purge.flush()

    def _clock_card(self) -> Card:
        card = Card(self.say("How long it is kept"))
        self._reasons = PlainLabel("", size="table")
        self._due = PlainLabel("", strong=True)
        self._reviews = ListTable(
            (
                Column(
                    self.say("Reviewed"),
                    lambda each: self.page.text(date_words(each.on)),
                    width=110,
                ),
                Column(self.say("By"), lambda each: each.by, share=2),
                Column(self.say("Kept because"), self._because, share=5),
            ),
            name=self.say("Retention reviews"),
            fit=True,
        )
        self._review = StepForm(
            self.page,
            REVIEW,
            (
                ("by", self.say("Reviewed by"), TextField()),
                ("reason", self.say("Why it is kept"), TextEditor(lines=2)),
                ("until", self.say("Kept until, such as 27 Nov 2027"), TextField()),
            ),
            self.say("Record the review"),
            self._take_review,
        )
        self._ending = DropDown()
        as_told = Option("", self.say("As the desk tells it"))
        self._ending.set_options((as_told, *options(Ending, self.page.ground.catalog)), "")
        self._ending.chosen.connect(self._take_ending)
        self._ending_field = LabeledField(
            self.say("How the case ended, for the schedule"), self._ending
        )
        for widget in (
            self._due,
            self._reasons,
            self._ending_field,
            self._reviews,
            self._review,
        ):
            card.body.addWidget(widget)
        return card

    def _hold_card(self) -> Card:
        card = Card(self.say("Legal hold"))
        self._hold_words = PlainLabel("", size="table")
        self._holds = ListTable(
            (
                Column(
                    self.say("Since"),
                    lambda each: self.page.text(date_words(each.since.day)),
                    width=110,
                ),
                Column(self.say("Ordered by"), lambda each: each.by, share=2),
                Column(self.say("Reason"), self._hold_reason, share=5),
            ),
            name=self.say("Legal holds"),
            fit=True,
        )
        self._hold = StepForm(
            self.page,
            HOLD,
            (
                ("by", self.say("Ordered or lifted by"), TextField()),
                ("reason", self.say("Reason of the hold"), TextEditor(lines=2)),
            ),
            "",
            self._take_hold,
        )
        for widget in (self._hold_words, self._holds, self._hold):
            card.body.addWidget(widget)
        return card

    def _show(self, facts: RetentionFacts) -> None:
        clock, say = facts.view.clock, self.say
        reviews = facts.view.retention.reviews if facts.view.retention else ()
        due = say("Nothing is due.")
        if clock.review_due is not None:
            due = say("To be looked at on {day}.", day=date_words(clock.review_due))
            if clock.review_due <= self.page.ground.clock.now().day:
                due = say("To be looked at now: due {day}.", day=date_words(clock.review_due))
        self._due.setText(due)
        self._reasons.setText("\n".join(self.page.text(each) for each in clock.reasons))
        kept = facts.view.retention.ending if facts.view.retention else None
        self._ending.set_value(kept.value if kept else "")
        self._ending_field.setVisible(clock.ended_on is not None)
        self._reviews.replace(reviews)
        self._reviews.setVisible(bool(reviews))
        self._review.begin(f"{self.case_id}:retention-review")
        holds = facts.view.holds
        self._standing = next((each for each in holds if each.stands), None)
        self._holds.replace(holds)
        self._holds.setVisible(bool(holds))
        self._hold_words.setText(
            say("Nothing of this case is purged until the hold is lifted.")
            if self._standing
            else say("There is no hold. Set one when a court or a lawyer asks for it.")
        )
        self._hold.button.setText(say("Lift the hold") if self._standing else say("Set a hold"))
        self._hold.begin(f"{self.case_id}:hold")
        self._purge.show_object(Scope.CASE, self.case_id, facts.preview, facts.asked)

    def _take_ending(self, chosen: str) -> None:
        case_id, ending = self.case_id, Ending(chosen) if chosen else None
        self.page.command(lambda services: services.retention.set_ending(case_id, ending))

    def _take_review(self) -> None:
        form, case_id = self._review, self.case_id
        by, reason, until = form.words("by"), form.words("reason"), read_day(form.words("until"))
        wrong = until is None
        form.trouble("until", self.say("Write a date such as 27 Nov 2027.") if wrong else "")
        if until is not None:
            form.send(
                lambda services: services.retention.review(
                    case_id, by=by, reason=reason, until=until
                ),
                self.say("The review is recorded."),
            )

    def _take_hold(self) -> None:
        form, case_id, standing = self._hold, self.case_id, self._standing
        by, reason = form.words("by"), form.words("reason")
        if standing is not None:
            hold_id = standing.id
            form.send(
                lambda services: services.retention.lift(hold_id, reason=reason, by=by),
                self.say("The hold is lifted."),
            )
        else:
            form.send(
                lambda services: services.retention.hold(case_id, reason=reason, by=by),
                self.say("The hold is set."),
            )

    def _because(self, review: RetentionReview) -> Cell:
        until = self.say("until {day}", day=date_words(review.until))
        return Cell(review.reason, second=until)

    def _hold_reason(self, hold: Hold) -> Cell:
        if hold.lifted_at is None:
            return Cell(hold.reason, second=self.say("stands"))
        lifted = self.say(
            "lifted {day} by {who}: {why}",
            day=date_words(hold.lifted_at.day),
            who=hold.lifted_by,
            why=hold.lifted_reason,
        )
        return Cell(hold.reason, second=lifted)

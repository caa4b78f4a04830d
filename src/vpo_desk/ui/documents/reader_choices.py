"""What a paper for one reader lets the officer choose: for whom, by full name, until which day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.disclosure import READERS, DocumentKind
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.referral import Referral
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.ui.concerns.forms import read_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

NAMED = frozenset({DocumentKind.SHIFT_CARD, DocumentKind.REFERRAL})


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom the papers of a case can be for; `first` is the target that is meant by itself."""

    targets: tuple[Person, ...]
    first: str
    referrals: tuple[Referral, ...]


class ReaderChoices(QWidget):
    """Shown for a safety plan, a shift briefing card and a referral; `changed` comes with a choice."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._document: DocumentKind | None = None
        say = page.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._target, self._referral = DropDown(), DropDown()
        self._target_field = LabeledField(say("For which possible target"), self._target)
        self._referral_field = LabeledField(say("Which referral"), self._referral)
        self._named = CheckBox(say("Print the full name, not initials"))
        self._consent = QuietLabel(
            say("A referral carries the full name only with consent or authority written on it.")
        )
        self.until = TextField()
        self._until_field = LabeledField(
            say("Valid until"),
            self.until,
            tip=say("Left empty: the plan's next review, or 14 days from today."),
            tip_shown=True,
        )
        self._secret = QuietLabel(
            say(
                "It is refused while a word of it would show who the other person is; say under"
                " “What may stand” where it is another word."
            )
        )
        for widget in (
            self._target_field,
            self._referral_field,
            self._named,
            self._consent,
            self._until_field,
            self._secret,
        ):
            column.addWidget(widget)
        for choice in (self._target, self._referral):
            choice.chosen.connect(self._tell)
        self._named.toggled.connect(self._tell)
        self.until.left.connect(self._tell)

    def show_for(self, wish: PaperWish) -> None:
        """Offer what a document lets one choose; initials until the full name is put in."""
        document = self._document = wish.document
        self._named.setChecked(False)
        self.until.set_words("")
        self._until_field.show_trouble("")
        for choice in (self._target, self._referral):
            choice.set_options(())
        for widget, kinds in (
            (self._target_field, {DocumentKind.SAFETY_PLAN}),
            (self._referral_field, {DocumentKind.REFERRAL}),
            (self._named, NAMED),
            (self._consent, {DocumentKind.REFERRAL}),
            (self._until_field, {DocumentKind.SHIFT_CARD}),
            (self._secret, {DocumentKind.SAFETY_PLAN}),
        ):
            widget.setVisible(document in kinds)
        self.setVisible(document in READERS)
        if document in READERS:
            case_id = wish.case_id
            self._page.query(
                lambda services: _readers(services, case_id), lambda found: self._offer(wish, found)
            )

    def chosen(self, wish: PaperWish) -> PaperWish:
        """Return a wish with what is chosen here."""
        if wish.document not in READERS:
            return wish
        return replace(
            wish,
            chosen=Chosen(
                self._target.value() or wish.chosen.person_id,
                self._referral.value() or wish.chosen.referral_id,
                self._named.isChecked(),
                read_day(self.until.words()),
            ),
        )

    def holds(self) -> bool:
        """True when the day can be read; its field says so where it cannot."""
        wrong = bool(self.until.words().strip()) and read_day(self.until.words()) is None
        words = self._page.say("Write a date such as 27 Nov 2026.") if wrong else ""
        self._until_field.show_trouble(words)
        return not wrong

    def _offer(self, wish: PaperWish, found: Readers) -> None:
        if wish.document is not self._document:
            return
        say, text = self._page.say, self._page.text
        targets = [Option(each.id, each.name or say("name not known")) for each in found.targets]
        self._target.set_options(targets, value=wish.chosen.person_id or found.first)
        referrals = [
            Option(each.id, f"{each.to} · {text(date_words(each.at.day))}")
            for each in reversed(found.referrals)
        ]
        newest = referrals[0].value if referrals else None
        self._referral.set_options(referrals, value=wish.chosen.referral_id or newest)

    def _tell(self, *_value: object) -> None:
        if self.holds():
            self.changed.emit()


def _readers(services: Services, case_id: str) -> Readers:
    people = {
        line.person.id: line.person
        for line in services.people.roles(case_id)
        if line.role.role is RoleName.POSSIBLE_TARGET and line.role.stands
    }
    newest = services.plans.newest(case_id)
    plan = services.plans.sealed(case_id) or (newest.value if newest else None)
    written = [
        each for each in people if plan and plan.safety_of(services.people.same(each)) is not None
    ]
    first = next(iter((*written, *people)), "")
    return Readers(tuple(people.values()), first, services.referrals.of_case(case_id))

"""The referrals of a case: to whom, for what, how far each went, and with what outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.referral import Referral, ReferralStatus
from vpo_desk.domain.resource import Resource
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.plan.letter_form import LetterForm
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

ADDED: Final = "referral@1"
FOLLOWED: Final = "referral-followed@1"
_TONES: Final = {
    ReferralStatus.MADE: "warning",
    ReferralStatus.ACCEPTED: "info",
    ReferralStatus.ENGAGED: "good",
    ReferralStatus.ENDED: "neutral",
    ReferralStatus.DECLINED: "danger",
}


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """What the card shows, read at once."""

    referrals: tuple[Referral, ...]
    directory: tuple[Resource, ...]


class ReferralsCard(Card):
    """Lists a case's referrals, takes another one, and follows the one that is opened."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Referrals"), flush=True)
        self._page = page
        self._case_id = ""
        self._shown: Referral | None = None
        self._directory: dict[str, Resource] = {}
        say = page.say
        self._table = ListTable(
            (
                Column(say("To"), self._to, share=4),
                Column(say("For"), lambda each: each.what or "–", share=4),
                Column(say("How far"), self._status, width=120),
            ),
            name=say("Referrals of the case"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._hint = QuietLabel(
            say("Help that was offered, whether it was taken, and what came of it.")
        )
        self._hint.setContentsMargins(14, 8, 14, 4)
        self._add_button = Button(say("Add a referral"), self._begin)
        self.head.addWidget(self._add_button)
        self._whom = DropDown(hint=say("Choose, or write below"))
        self._add = StepForm(
            page,
            ADDED,
            (
                ("resource", say("From the directory"), self._whom),
                ("to", say("To whom"), TextField()),
                ("what", say("For what"), TextEditor(lines=2)),
                ("at", say("When (left empty: now)"), TextField()),
            ),
            say("Keep the referral"),
            self._keep,
        )
        self._whom.chosen.connect(self._name_it)
        self._story = PlainLabel("", strong=True)
        self._follow = StepForm(
            page,
            FOLLOWED,
            (
                (
                    "status",
                    say("How far it went"),
                    SegmentedChoice(options(ReferralStatus, page.ground.catalog)),
                ),
                ("outcome", say("Outcome"), TextEditor(lines=2)),
            ),
            say("Note it"),
            self._note,
        )
        self._letter = LetterForm(page)
        parts = (self._table, self._hint, self._add, self._story, self._follow, self._letter)
        for widget in parts:
            if widget is not self._table:
                widget.setContentsMargins(14, 8, 14, 12)
            self.body.addWidget(widget)
        self._leave()

    def show_case(self, case_id: str) -> None:
        """Serve a case, and read its referrals."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave()

        def ask(services: Services) -> ReferralFacts:
            return ReferralFacts(services.referrals.of_case(case_id), services.directory.all())

        self._page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed."""
        self._add.flush()
        self._follow.flush()
        self._letter.flush()

    def _leave(self) -> None:
        self._shown = None
        for widget in (self._add, self._story, self._follow, self._letter):
            widget.hide()

    def _show(self, facts: ReferralFacts) -> None:
        self._directory = {each.id: each for each in facts.directory}
        self._whom.set_options(
            (
                Option(each.id, f"{each.name} · {self._page.text(each.kind.words)}")
                for each in facts.directory
            ),
            value=self._whom.value(),
        )
        self._table.replace(facts.referrals)
        self._table.setVisible(bool(facts.referrals))
        self._hint.setVisible(not facts.referrals)
        shown = self._shown
        found = [each for each in facts.referrals if shown is not None and each.id == shown.id]
        if found:
            self._fill(found[0])

    def _begin(self) -> None:
        self._leave()
        self._add.begin(f"{self._case_id}:referral")
        self._add.show()
        go_to(self._add, self._whom if self._directory else self._add.fields["to"])

    def _open(self, referral: Referral) -> None:
        self._leave()
        self._fill(referral)
        self._story.show()
        self._follow.show()
        self._letter.show()
        go_to(self._follow)

    def _fill(self, referral: Referral) -> None:
        self._shown = referral
        day = self._page.text(date_words(referral.at.day))
        self._story.setText(" · ".join(part for part in (referral.to, referral.what, day) if part))
        self._follow.correct(
            f"{referral.id}:followed",
            {"status": str(referral.status.value), "outcome": referral.outcome},
        )
        self._letter.show_referral(referral)

    def _name_it(self, resource_id: str) -> None:
        """Write the chosen entry's name; what the officer wrote stays."""
        names = {each.name for each in self._directory.values()}
        typed = self._add.words("to").strip()
        if resource_id in self._directory and (not typed or typed in names):
            self._add.put("to", self._directory[resource_id].name)

    def _keep(self) -> None:
        form, at = self._add, self._add.moment("at")
        named = bool(form.words("to").strip())
        form.trouble("to", "" if named else self._page.say("Write to whom."))
        if at is None or not named:
            return
        words = self._words(at)
        case_id = self._case_id
        form.send(
            lambda services: services.referrals.add(case_id, words),
            self._page.say("The referral is kept."),
        )

    def _words(self, at: Moment) -> ReferralWords:
        chosen = self._directory.get(self._add.words("resource"))
        to = self._add.words("to")
        same = chosen is not None and chosen.name == to.strip()
        return ReferralWords(
            at, to, self._add.words("what"), resource_id=chosen.id if chosen and same else None
        )

    def _note(self) -> None:
        form, status = self._follow, self._follow.chosen("status")
        if self._shown is None or status is None:
            return
        referral_id, outcome = self._shown.id, form.words("outcome")
        form.send(
            lambda services: services.referrals.follow(
                referral_id, ReferralStatus(status), outcome
            ),
            self._page.say("It is noted."),
        )

    def _to(self, referral: Referral) -> Cell:
        resource = self._directory.get(referral.resource_id or "")
        day = self._page.text(date_words(referral.at.day))
        more = " · ".join(part for part in (resource.phone if resource else "", day) if part)
        return Cell(referral.to, second=more, strong=True)

    def _status(self, referral: Referral) -> Cell:
        words = self._page.text(referral.status.words)
        return Cell(words, second=referral.outcome, tone=_TONES[referral.status])

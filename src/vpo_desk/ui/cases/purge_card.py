"""Purging a case or one item in two steps: what would go, what stops it, asking, confirming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.purge import ITEM_BASES, Basis, Decided, Purge, Scope
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, read_day
from vpo_desk.ui.page import Page, empty_views
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from vpo_desk.services.purges import PurgePreview

ASK: Final = "purge-ask@1"
CONFIRM: Final = "purge-confirm@1"


class PurgeCard(Card):
    """Shows a purge; after that of a case the case file page is shown, with the certificate."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Purge"))
        self._page = page
        self._scope, self._id = Scope.CASE, ""
        self._asked: Purge | None = None
        say = page.say
        self._stops = PlainLabel("", size="table", strong=True)
        self._going = ListTable(
            (
                Column("", lambda each: page.text(kind_words(each.kind)), share=4),
                Column("", lambda each: str(each.objects), width=70, right=True),
            ),
            name=say("What a purge would take"),
            fit=True,
            headings=False,
        )
        self._reach = PlainLabel("", size="table")
        self._waiting = PlainLabel("", size="table", strong=True)
        self._basis = SegmentedChoice(options(ITEM_BASES, page.ground.catalog))
        self._basis_field = LabeledField(say("Why it must go"), self._basis)
        self._ask = StepForm(
            page,
            ASK,
            (("reason", say("Why it is purged now"), TextEditor(lines=2)),),
            say("Ask for the purge"),
            self._take_ask,
        )
        self._confirm = StepForm(
            page,
            CONFIRM,
            (
                ("reviewer", say("Purge reviewed by"), TextField()),
                ("on", say("Purge reviewed on, such as 27 Nov 2026"), TextField()),
            ),
            say("Purge for good"),
            self._take_confirm,
        )
        self._withdraw = LinkButton(say("Withdraw the purge"), self._take_back)
        for widget in (
            PlainLabel(
                say(
                    "Nothing is ever purged by itself. A purge takes two steps; the second one"
                    " names who reviewed it. It cannot be taken back."
                ),
                size="table",
            ),
            self._stops,
            PlainLabel(say("What a purge would take"), size="table", strong=True, quiet=True),
            self._going,
            self._reach,
            self._basis_field,
            self._ask,
            self._waiting,
            self._confirm,
            self._withdraw,
        ):
            self.body.addWidget(widget)

    def show_object(
        self, scope: Scope, id_: str, preview: PurgePreview, asked: Purge | None
    ) -> None:
        """Show what a purge of a case or an item would take, and the step that comes next."""
        say, page = self._page.say, self._page
        if id_ != self._id:
            self._basis.set_value(None)
        self._scope, self._id, self._asked = scope, id_, asked
        self._stops.setText("\n".join(page.text(each) for each in preview.stops))
        self._stops.setVisible(bool(preview.stops))
        self._going.replace(preview.counts)
        stays = say("What stays: its place without any words, and the audit entries.")
        if scope is Scope.CASE:
            stays = say(
                "What stays: number, dates and outcome for your statistics, and the audit entries."
            )
        lines = [stays]
        if preview.staying:
            lines.append(
                say("People whom something else names stay: {count}.", count=preview.staying)
            )
        if preview.backups:
            named = ", ".join(each.path.name for each in preview.backups)
            lines.append(say("These backups still hold it; delete them too: {names}.", names=named))
        self._reach.setText("\n".join(lines))
        open_to_ask = asked is None and not preview.stops
        self._ask.setVisible(open_to_ask)
        self._basis_field.setVisible(open_to_ask and scope is not Scope.CASE)
        for widget in (self._waiting, self._confirm, self._withdraw):
            widget.setVisible(asked is not None)
        self._ask.begin(f"{id_}:purge-ask")
        self._confirm.begin(f"{id_}:purge-confirm")
        if asked is not None:
            day = date_words(asked.asked_at.day)
            self._waiting.setText(say("Asked for on {day}: {reason}", day=day, reason=asked.reason))

    def flush(self) -> None:
        """Journal what is typed."""
        self._ask.flush()
        self._confirm.flush()

    def _take_ask(self) -> None:
        scope, id_, reason = self._scope, self._id, self._ask.words("reason")
        chosen = Basis.PERIOD_ENDED.value if scope is Scope.CASE else self._basis.value()
        self._basis_field.show_trouble("" if chosen else self._page.say("Choose one of these."))
        if chosen is None:
            return
        self._ask.send(
            lambda services: services.purges.ask(scope, id_, basis=Basis(chosen), reason=reason),
            self._page.say("The purge is asked for. It waits for its second step."),
        )

    def _take_back(self) -> None:
        if self._asked is not None:
            purge_id = self._asked.id
            self._page.command(lambda services: services.purges.withdraw(purge_id))

    def _take_confirm(self) -> None:
        form, asked = self._confirm, self._asked
        typed, reviewer = form.words("on"), form.words("reviewer")
        on = read_day(typed)
        wrong = bool(typed.strip()) and on is None
        form.trouble("on", self._page.say("Write a date such as 27 Nov 2026.") if wrong else "")
        if asked is None or wrong:
            return
        purge_id, places = asked.id, self._page.ground.backups.places.usable()
        form.send(
            lambda services: services.purges.confirm(purge_id, Decided(reviewer, on), places),
            self._page.say("It is purged."),
            self._gone,
        )

    def _gone(self, _purged: object) -> None:
        empty_views(self._page)  # nothing of it stays on a page that is kept for later
        self._page.go("case_file")

"""The stale-paper check: a code from any page says what it was and what has changed since."""

from __future__ import annotations

from vpo_desk.errors import VpoError
from vpo_desk.services.ledger import PaperCheck
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.words import say


class CheckCard(Card):
    """Takes a typed code and tells of the paper that carries it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Is this paper still right?"))
        self._page = page
        self._code = TextField()
        self._code.returnPressed.connect(self._check)
        self.field = LabeledField(
            page.say("Code at the foot of the page"),
            self._code,
            tip=page.say("Such as 1042-K7Q2-9XMD-3; hyphens and case do not matter."),
            tip_shown=True,
        )
        self._notices = NoticeArea()
        for widget in (self.field, Button(page.say("Check"), self._check), self._notices):
            self.body.addWidget(widget)

    def forget(self) -> None:
        """Forget the code and what was said of it."""
        self._code.set_words("")
        self._notices.clear()

    def _check(self) -> None:
        typed = self._code.words()
        self.field.show_trouble("" if typed.strip() else self._page.say("Type the code."))
        if typed.strip():
            self._page.query(
                lambda services: services.ledger.check(typed), self._show, self._failed
            )

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self._notices.clear()
        self._notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))

    def _show(self, check: PaperCheck) -> None:
        page = self._page
        self._notices.clear()
        if check.line is None:
            words = page.say("The code is right, and no copy of a case's document carries it.")
            made = page.say("It was made on {day}.", day=date_words(check.anchored_at.day))
            self._notices.add(Notice(words, made, tone="info"))
            return
        copy = check.line.copy
        what = page.say(
            "{document} version {version}, {case}, made {day} for {holder}: {purpose}",
            document=copy.document.words,
            version=copy.document_version,
            case=check.line.case_number,
            day=date_words(copy.prepared_at.day),
            holder=copy.holder,
            purpose=copy.purpose,
        )
        title = page.say("Old: do not work from it") if check.line.old else page.say("Up to date")
        tone = "warning" if check.line.old else "good"
        since = [page.text(words) for words in check.since]
        if not since:
            since = [page.text(say("Nothing of it has changed since."))]
        self._notices.add(
            Notice(title, "\n".join((what, *(f"• {each}" for each in since))), tone=tone)
        )

"""The stale-paper check: a code from any page says what it was and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpo_desk.errors import VpoError
from vpo_desk.services.ledger import PaperCheck
from vpo_desk.services.scans import Scanned
from vpo_desk.ui.attachments.drop import FileDrop
from vpo_desk.ui.documents.scan_reader import ScanReader
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, scroll_to
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.words import say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

Checked = tuple[str, PaperCheck | VpoError]


class CheckCard(Card):
    """Takes a typed code, or a scan of the page, and tells of the paper that carries it."""

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
        self._scans = ScanReader(page)
        self._notices = NoticeArea()
        for widget in (
            self.field,
            Button(page.say("Check"), self._check),
            self._scans,
            self._notices,
        ):
            self.body.addWidget(widget)
        self._scans.begun.connect(self._notices.clear)
        self._scans.found.connect(self._scanned)
        self._scans.refused.connect(self._add_fault)
        self._scans.called_off.connect(self._called_off)
        self._drop = FileDrop(self, self._scans.read)

    def forget(self) -> None:
        """Forget the code, the scan and what was said of them."""
        self._code.set_words("")
        self._scans.forget()
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
        self._add_fault(fault)

    def _show(self, check: PaperCheck) -> None:
        self._notices.clear()
        self._notices.add(self._notice_of(check))
        scroll_to(self._notices)

    def _scanned(self, scan: Scanned) -> None:
        if not scan.codes:
            self._none_found(scan)
            return
        self._page.query(
            lambda services: tuple(_checked(services, code) for code in scan.codes),
            lambda checks: self._show_all(checks, scan.foreign),
        )

    def _show_all(self, checks: tuple[Checked, ...], foreign: int) -> None:
        """Show what each code of a scan stands for, in the order of the pages."""
        page = self._page
        if foreign:
            words = say_count(
                "{count} other QR code stands on it; it is not of this desk's pages.",
                "{count} other QR codes stand on it; they are not of this desk's pages.",
                foreign,
            )
            self._notices.add(Notice("", page.text(words)))
        for code, check in reversed(checks):
            if isinstance(check, VpoError):
                words = page.say("Code {code}", code=code)
                fault = check.text(page.ground.catalog)
                self._notices.add(Notice(words, fault, tone="danger"))
            else:
                self._notices.add(self._notice_of(check, code))
        scroll_to(self._notices)

    def _none_found(self, scan: Scanned) -> None:
        page = self._page
        found = page.say("No QR code of a page can be read on this scan.")
        if scan.foreign:
            found = page.say("The QR code on this scan is not of this desk's pages.")
        todo = page.say(
            "Type the code that stands beside it, or scan the page again, flat and with 200 dots an"
            " inch. Nothing of the file was kept."
        )
        self._notices.add(Notice(found, todo, tone="warning"))
        self._code.setFocus()
        scroll_to(self._notices)

    def _add_fault(self, fault: VpoError) -> None:
        self._notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))
        scroll_to(self._notices)

    def _called_off(self) -> None:
        page = self._page
        words = page.say("Nothing of the file was kept.")
        self._notices.add(Notice(page.say("Cancelled."), words))

    def _notice_of(self, check: PaperCheck, code: str = "") -> Notice:
        page = self._page
        lines = [page.say("Code {code}", code=code)] if code else []
        if check.line is None:
            words = page.say("The code is right, and no copy of a case's document carries it.")
            made = page.say("It was made on {day}.", day=date_words(check.anchored_at.day))
            return Notice(words, "\n".join((*lines, made)), tone="info")
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
        lines += [what, *(f"• {each}" for each in since)]
        return Notice(title, "\n".join(lines), tone=tone)


def _checked(services: Services, code: str) -> Checked:
    try:
        return code, services.ledger.check(code)
    except VpoError as fault:
        return code, fault

"""The restore drill: opens a backup as if everything else was lost, and prints a certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.backups import OpenedWith
from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.services.backups import are_shares
from vpo_desk.services.paper.drill_certificate import drill_certificate
from vpo_desk.services.releases import write_pdf
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.unlock.key_entry import KeyEntry
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import go_to
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import Heading, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.backups import Check, Proof
    from vpo_desk.services.catalog import Services


class DrillForm(QWidget):
    """Asks for the passphrase of a backup, or what is on paper, proves that it restores, and shows each check."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._path: Path | None = None
        self._proof: Proof | None = None
        self._opened_with = OpenedWith.PASSPHRASE
        say = page.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self._heading = Heading(say("Restore drill"), size="card")
        self._last = QuietLabel()
        self._key = KeyEntry(
            page.ground.catalog, page.ground.prompts, passphrase=say("Passphrase of that backup")
        )
        self._key.entered.connect(self._run)
        self._run_button = Button(say("Run the drill"), self._run, kind="primary")
        self.notices = NoticeArea()
        self._checks = ListTable(
            (
                Column("", self._mark, width=70),
                Column("", lambda check: page.text(check.words)),
            ),
            name=say("What the drill checked"),
            fit=True,
            headings=False,
        )
        self._certificate = Button(say("Save the certificate…"), self._save)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=8)
        row.addWidget(self._run_button)
        row.addWidget(self._certificate)
        row.addWidget(LinkButton(say("Close"), self._close))
        words = say(
            "The backup is opened from its own file with its own key slots, every page and the whole"
            " history are checked, and the copy is removed again. Once a month is a good habit."
        )
        for widget in (
            self._heading,
            QuietLabel(words),
            self._last,
            self._key,
        ):
            column.addWidget(widget)
        for widget in (self.notices, self._checks, buttons):
            column.addWidget(widget)

    def show_last(self, drilled: object) -> None:
        """Say when a drill passed last."""
        words = self._page.say("No drill was passed yet.")
        if isinstance(drilled, Moment):
            words = self._page.say("Last passed on {day}.", day=date_words(drilled.day))
        self._last.setText(words)

    def begin(self, path: Path) -> None:
        """Begin with a backup, and put the keyboard into the form."""
        self._path, self._proof = path, None
        self._heading.setText(self._page.say("Restore drill of {name}", name=path.name))
        self._checks.hide()
        self._certificate.hide()
        self.notices.clear()
        self._key.wipe()
        self.show()
        go_to(self)
        self._key.begin()

    def _run(self) -> None:
        path, typed, paper = self._path, self._key.typed(), self._key.on_paper
        key_file = self._key.key_file
        if path is None or not typed:
            return
        self._opened_with = OpenedWith.PASSPHRASE
        if paper:
            self._opened_with = OpenedWith.SHARES if are_shares(typed) else OpenedWith.WORDS
        self._run_button.setEnabled(False)
        self._key.wipe()
        self.notices.clear()

        def found(drill: Callable[[Path], Proof]) -> None:
            runner = self._page.ground.runner
            runner.render(lambda: drill(path), self._drilled, self._failed, self)

        def ask(services: Services) -> Callable[[Path], Proof]:
            if paper:
                return services.backups.driller_by_paper(typed)
            return services.backups.driller(typed, key_file)

        self._page.query(ask, found, self._failed)

    def _drilled(self, proof: Proof) -> None:
        self._page.command(
            lambda services: services.backups.note_drill(proof), self._show, self._failed
        )

    def _show(self, proof: Proof) -> None:
        self._run_button.setEnabled(True)
        self._proof = proof
        self._checks.replace(proof.checks)
        self._checks.show()
        self._certificate.show()
        if proof.holds:
            words = self._page.say("The drill passed: this backup can be restored.")
            self.notices.add(Notice(words, tone="good"))
        else:
            words = self._page.say("The drill failed. Make a new backup now and drill that one.")
            self.notices.add(Notice(words, tone="danger"))

    def _failed(self, fault: Exception) -> None:
        self._run_button.setEnabled(True)
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))
        self._key.begin()

    def _save(self) -> None:
        proof, path, page = self._proof, self._path, self._page
        if proof is None or path is None:
            return
        target = page.ground.prompts.save_file(
            page.say("Save the certificate"), page.say("Restore drill.pdf"), page.say("PDF (*.pdf)")
        )
        if target is None:
            return
        printed_at, opened_with = page.ground.clock.now().local, self._opened_with

        def rendered(services: Services) -> partial[bytes]:
            content = drill_certificate(
                proof,
                backup=path.name,
                opened_with=opened_with,
                agency=services.agency.get(),
                printed_at=printed_at,
            )
            return partial(services.paper.render, content)

        def write(render: partial[bytes]) -> None:
            page.ground.runner.render(
                lambda: write_pdf(target, render()), self._saved, self._failed, self
            )

        page.query(rendered, write, self._failed)

    def _saved(self, _nothing: object) -> None:
        words = self._page.say("The certificate is saved. Print it, and let a supervisor sign.")
        self.notices.add(Notice(words, tone="good"))

    def _close(self) -> None:
        self._key.wipe()
        self.hide()

    def _mark(self, check: Check) -> Cell:
        words = self._page.say("ok") if check.holds else self._page.say("NO")
        return Cell(words, tone="good" if check.holds else "danger")

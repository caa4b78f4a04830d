"""The recovery sheet of a new key: on paper before anything else is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.shares import SharePlan
from vpo_desk.ui.ports import RecoverySecret
from vpo_desk.ui.prompts import Prompts
from vpo_desk.ui.tasks import Report, TaskRunner
from vpo_desk.ui.times import date_words
from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.sheet_words import sheet_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Catalog

PrintSheet = Callable[[bytes], bool]
"""Prints a PDF on a thread of its own; True when a printer took it."""


class SheetPage(CenteredCard):
    """Lets the recovery sheet be printed or saved, and goes on only then."""

    done = Signal()

    def __init__(
        self,
        runner: TaskRunner,
        prompts: Prompts,
        catalog: Catalog,
        report: Report,
        *,
        print_sheet: PrintSheet | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(560, parent)
        self._runner = runner
        self._prompts = prompts
        self._catalog = catalog
        self._report = report
        self._print_sheet = print_sheet
        self._secret: RecoverySecret | None = None
        say = catalog.say
        self.setAccessibleName(say("Recovery sheet"))
        self.notices = NoticeArea()
        self.fingerprint = PlainLabel("", strong=True)
        self._heading = Heading("")
        self._what_it_is = PlainLabel("")
        self._how_to_keep = PlainLabel("")
        self._save_hint = QuietLabel("")
        self.print_button = Button("", self._print, kind="primary")
        kind = "normal" if print_sheet is not None else "primary"
        self.save_button = Button("", self._save, kind=kind)
        self.have_it = CheckBox("")
        self.go_on = Button(say("Open the desk"), self.done.emit, kind="primary")
        first = self.print_button if print_sheet is not None else self.save_button
        self.setFocusProxy(first)
        self._arrange()
        self.print_button.setVisible(print_sheet is not None)
        self.have_it.toggled.connect(self.go_on.setEnabled)
        self.wipe()

    @property
    def is_waiting(self) -> bool:
        """True while there is a sheet that was neither printed nor saved."""
        return self._secret is not None and not self.have_it.isEnabled()

    def show_secret(self, secret: RecoverySecret) -> None:
        """Begin with the secret of a new key."""
        self.wipe()
        self._secret = secret
        self._speak_of(secret.shares)
        made_on = self._catalog.text(date_words(secret.made_on))
        self.fingerprint.setText(
            self._catalog.say(
                "Sheet of {date}, key {fingerprint}", date=made_on, fingerprint=secret.fingerprint
            )
        )

    def wipe(self) -> None:
        """Forget the secret."""
        self._secret = None
        self.fingerprint.setText("")
        self.notices.clear()
        self._speak_of(None)
        self.have_it.setChecked(False)
        self.have_it.setEnabled(False)
        self.go_on.setEnabled(False)
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)

    def _speak_of(self, plan: SharePlan | None) -> None:
        """Say what is on paper: one sheet, or a sheet for each holder."""
        text = self._catalog.text
        self._words = words = sheet_words(plan)
        self._heading.setText(text(words.heading))
        self._what_it_is.setText(text(words.what_it_is))
        self._how_to_keep.setText(text(words.how_to_keep))
        self._save_hint.setText(text(words.save_hint))
        self.print_button.setText(text(words.print_button))
        self.save_button.setText(text(words.save_button))
        self.have_it.setText(text(words.have_it))
        self.have_it.setAccessibleName(text(words.have_it))

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(self._heading)
        column.addWidget(self._what_it_is)
        column.addWidget(self._how_to_keep)
        column.addWidget(self.fingerprint)
        column.addWidget(self.notices)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._save_hint)
        column.addWidget(Rule())
        column.addWidget(self.have_it)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.go_on)
        column.addLayout(line)

    def _save(self) -> None:
        secret = self._secret
        if secret is None:
            return
        write = self._how_to_write(secret)
        if write is not None and self._secret is secret:
            self.save_button.setEnabled(False)
            self._runner.render(write, self._saved, self._failed, owner=self)

    def _how_to_write(self, secret: RecoverySecret) -> Callable[[], str] | None:
        """Ask where to save, and return what writes it there and names what was written."""
        say, plan = self._catalog.say, secret.shares
        if plan is not None:
            folder = self._prompts.folder(say("Save the share sheets in a folder"))
            return None if folder is None else lambda: _write_shares(secret, plan, folder)
        path = self._prompts.save_file(
            say("Save the recovery sheet"), say("Recovery sheet.pdf"), say("PDF (*.pdf)")
        )
        return None if path is None else lambda: _write_sheet(secret, path)

    def _saved(self, name: str) -> None:
        if self._secret is None:
            return
        catalog = self._catalog
        self.save_button.setEnabled(True)
        self.notices.clear()
        words = catalog.text(self._words.after_saving)
        saved = catalog.say("Saved as {name}.", name=name)
        self.notices.add(Notice(saved, words, tone="warning"))
        self._on_paper()

    def _print(self) -> None:
        secret, print_sheet = self._secret, self._print_sheet
        if secret is not None and print_sheet is not None:
            self.print_button.setEnabled(False)
            self._runner.render(
                lambda: all(print_sheet(pdf) for pdf in secret.sheet_pdfs()),
                self._to_printer,
                self._failed,
                owner=self,
            )

    def _to_printer(self, printed: object) -> None:
        say, text = self._catalog.say, self._catalog.text
        self.print_button.setEnabled(True)
        if self._secret is None:
            return
        self.notices.clear()
        if printed:
            words = text(self._words.look)
            self.notices.add(Notice(say("Sent to the printer."), words, tone="info"))
            self._on_paper()
        else:
            said, words = text(self._words.not_printed), text(self._words.other_way)
            self.notices.add(Notice(said, words, tone="warning"))

    def _on_paper(self) -> None:
        self.have_it.setEnabled(True)
        self.have_it.setFocus()

    def _failed(self, fault: Exception) -> None:
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.setFocus()
        self._report(fault, self)


def _write_sheet(secret: RecoverySecret, path: Path) -> str:
    from vpo_desk.services.releases import write_pdf

    (sheet,) = secret.sheet_pdfs()
    write_pdf(path, sheet)
    return path.name


def _write_shares(secret: RecoverySecret, plan: SharePlan, folder: Path) -> str:
    from vpo_desk.services.share_files import write_shares

    paths = write_shares(folder, plan, secret.sheet_pdfs())
    return ", ".join(path.name for path in paths)

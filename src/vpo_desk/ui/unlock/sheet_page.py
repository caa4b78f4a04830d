"""The recovery sheet of a new key: on paper before anything else is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.ui.ports import RecoverySecret
from vpo_desk.ui.prompts import Prompts
from vpo_desk.ui.tasks import Report, TaskRunner
from vpo_desk.ui.times import date_words
from vpo_desk.ui.unlock.centered import CenteredCard
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
        self.print_button = Button(say("Print the sheet"), self._print, kind="primary")
        kind = "normal" if print_sheet is not None else "primary"
        self.save_button = Button(say("Save the sheet as a PDF…"), self._save, kind=kind)
        self.have_it = CheckBox(say("I have the sheet on paper, and I will keep it sealed"))
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
        self.have_it.setChecked(False)
        self.have_it.setEnabled(False)
        self.go_on.setEnabled(False)
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Your recovery sheet")))
        column.addWidget(
            PlainLabel(
                say(
                    "If the passphrase is forgotten, the 24 words on this sheet are the only way into"
                    " the case file. Nobody can reset it, and the words are never shown again."
                )
            )
        )
        column.addWidget(
            PlainLabel(
                say(
                    "Keep the sheet sealed in a safe place away from this computer. Anyone who has it"
                    " can read everything."
                )
            )
        )
        column.addWidget(self.fingerprint)
        column.addWidget(self.notices)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(
            QuietLabel(
                say("A saved sheet can be read without a passphrase: print it, then delete it.")
            )
        )
        column.addWidget(Rule())
        column.addWidget(self.have_it)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.go_on)
        column.addLayout(line)

    def _save(self) -> None:
        secret = self._secret
        say = self._catalog.say
        path = self._prompts.save_file(
            say("Save the recovery sheet"), say("Recovery sheet.pdf"), say("PDF (*.pdf)")
        )
        if secret is None or path is None:
            return
        self.save_button.setEnabled(False)
        self._runner.render(lambda: _write(secret, path), self._saved, self._failed, owner=self)

    def _saved(self, path: Path) -> None:
        if self._secret is None:
            return
        say = self._catalog.say
        self.save_button.setEnabled(True)
        self.notices.clear()
        self.notices.add(
            Notice(
                say("Saved as {name}.", name=path.name),
                say(
                    "Print it now and delete the file: it opens the case file to anyone who has it."
                ),
                tone="warning",
            )
        )
        self._on_paper()

    def _print(self) -> None:
        secret, print_sheet = self._secret, self._print_sheet
        if secret is not None and print_sheet is not None:
            self.print_button.setEnabled(False)
            self._runner.render(
                lambda: print_sheet(secret.sheet_pdf()), self._to_printer, self._failed, owner=self
            )

    def _to_printer(self, printed: object) -> None:
        say = self._catalog.say
        self.print_button.setEnabled(True)
        if self._secret is None:
            return
        self.notices.clear()
        if printed:
            words = say("Look at the page before you go on: are all 24 words there?")
            self.notices.add(Notice(say("Sent to the printer."), words, tone="info"))
            self._on_paper()
        else:
            words = say("Set one up and print again, or save the sheet as a PDF.")
            self.notices.add(Notice(say("No printer took the sheet."), words, tone="warning"))

    def _on_paper(self) -> None:
        self.have_it.setEnabled(True)
        self.have_it.setFocus()

    def _failed(self, fault: Exception) -> None:
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.setFocus()
        self._report(fault, self)


def _write(secret: RecoverySecret, path: Path) -> Path:
    from vpo_desk.services.releases import write_pdf

    write_pdf(path, secret.sheet_pdf())
    return path

"""Printing a document: purpose and holders once, numbered copies, then paper or files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.releases import Release, write_pdf
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.documents.preview import PreviewCard
from vpo_desk.ui.documents.printers import PaperPrinter
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class ReadyCopies:
    """Copies that stand in the ledger, with what renders them."""

    copies: tuple[PreparedCopy, ...]
    release: Release


class PrintPage(Page):
    """Releases a document; `part` of its place is `plan`, `plan:draft` or `interview:ID`."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Print"))
        self._wish: PaperWish | None = None
        self._preparing = OneAtATime(self)
        self._printer = PaperPrinter()
        columns = Columns(side_share=46)
        self.body.addWidget(columns)
        columns.main.addWidget(self._release_card())
        self._preview = PreviewCard(self, buttons=False)
        columns.side.addWidget(self._preview)

    def arrive(self, place: Place) -> None:
        """Show the document asked for."""
        kind, _, which = place.part.partition(":")
        document = DocumentKind(kind or "plan")
        if document is DocumentKind.INTERVIEW:
            wish = PaperWish(place.id, document, which)
        else:
            wish = PaperWish(place.id, document, draft=which == "draft")
        if wish != self._wish:  # one document's purpose and holders are not another's
            self._purpose.set_words("")
            self._holders.set_words("")
            self._purpose_field.show_trouble("")
            self.notices.clear()
        self._wish = wish
        self.head.show_words(
            self.say("Print: {document}", document=wish.document.words),
            self.say("Every copy is entered with its number, holder and purpose before it exists."),
        )
        self._preview.show_document(wish)

    def help(self) -> tuple[Words, ...]:
        """Say what a release is."""
        return (
            say("No holder means one copy for yourself, with the subject's name."),
            say("Copies for others show initials, carry their number and a code."),
            say("The system's print queue keeps a copy of its own until it is printed."),
        )

    def _release_card(self) -> Card:
        card = Card(self.say("Copies"))
        self._purpose = TextField()
        self._holders = TextEditor(lines=4)
        self._purpose_field = LabeledField(
            self.say("Purpose"), self._purpose, tip=self.say("For example: team meeting, 27 Nov")
        )
        card.body.addWidget(self._purpose_field)
        card.body.addWidget(
            LabeledField(
                self.say("Holders, one a line"),
                self._holders,
                tip=self.say("Leave it empty for one copy for yourself."),
                tip_shown=True,
            )
        )
        card.body.addWidget(
            QuietLabel(
                self.say(
                    "When they are no longer needed: return, cross-cut shred or burn every copy."
                )
            )
        )
        self._print_button = Button(self.say("Print"), self._print, kind="primary")
        card.body.addWidget(self._print_button)
        card.body.addWidget(Button(self.say("Save as PDF…"), self._save))
        card.body.addWidget(
            QuietLabel(self.say("A saved PDF is not encrypted; treat it like paper."))
        )
        card.body.addWidget(Button(self.say("Back"), self.asked_back.emit))
        return card

    def _prepare(self, then: Callable[[ReadyCopies], None]) -> None:
        """Enter the copies in the ledger, then go on with them."""
        wish, purpose = self._wish, self._purpose.words()
        self._purpose_field.show_trouble("" if purpose.strip() else self.say("Write the purpose."))
        if wish is None or not purpose.strip():
            return
        lines = self._holders.words().split("\n")
        holders = tuple(line.strip() for line in lines if line.strip())

        def act(services: Services) -> tuple[ReadyCopies, Changes]:
            copies, changes = services.documents.prepare(wish, purpose, holders)
            return ReadyCopies(copies, services.paper), changes

        self._preparing.command(act, then)

    def _print(self) -> None:
        if not self._printer.has_printer():
            self.notices.add(
                Notice(
                    self.say("No printer is set up on this computer."),
                    self.say("Nothing was entered. Save the PDF instead, or set up a printer."),
                    tone="warning",
                )
            )
            return
        self._prepare(self._print_copies)

    def _print_copies(self, ready: ReadyCopies) -> None:
        def work() -> list[tuple[str, bytes]]:
            return [(each.copy.id, ready.release.render(each.content)) for each in ready.copies]

        self.ground.runner.render(work, self._send, self._not_rendered(ready), owner=self)

    def _send(self, pages: list[tuple[str, bytes]]) -> None:
        failed = 0
        for copy_id, pdf in pages:
            printed = self._printer.print_pdf(pdf)
            failed += not printed
            outcome = Outcome.PRINTED if printed else Outcome.FAILED
            self._note(copy_id, outcome)
        self._tell(len(pages) - failed, failed, self.say("sent to the printer"))
        if pages:
            self._preview.show_pdf(pages[0][1])

    def _save(self) -> None:
        if self._wish is None:
            return
        if not self._purpose.words().strip():
            self._purpose_field.show_trouble(self.say("Write the purpose."))
            return
        target = self.ground.prompts.save_file(
            self.say("Save the document"), "document.pdf", self.say("PDF (*.pdf)")
        )
        if target is not None:
            self._prepare(lambda ready: self._save_copies(ready, target))

    def _save_copies(self, ready: ReadyCopies, target: Path) -> None:
        several = len(ready.copies) > 1
        targets = [
            target.with_name(f"{target.stem}-c{number}{target.suffix}") if several else target
            for number in range(1, len(ready.copies) + 1)
        ]

        def work() -> list[tuple[str, bytes]]:
            return [(each.copy.id, ready.release.render(each.content)) for each in ready.copies]

        def write(pages: list[tuple[str, bytes]]) -> None:
            faults = [self._write(*page, path) for page, path in zip(pages, targets, strict=True)]
            failed = [fault for fault in faults if fault is not None]
            self._tell(len(pages) - len(failed), len(failed), self.say("saved"))
            if failed:
                self.notices.add(Notice("", failed[0].text(self.ground.catalog), tone="danger"))
            self._preview.show_pdf(pages[0][1])

        self.ground.runner.render(work, write, self._not_rendered(ready), owner=self)

    def _write(self, copy_id: str, pdf: bytes, path: Path) -> VpoError | None:
        """Save one copy and note what became of it; return what went wrong."""
        try:
            write_pdf(path, pdf)
        except VpoError as fault:
            self._note(copy_id, Outcome.FAILED)
            return fault
        self._note(copy_id, Outcome.SAVED)
        return None

    def _not_rendered(self, ready: ReadyCopies) -> Callable[[Exception], None]:
        """Note that none of the copies came to be, and let the fault be shown."""

        def failed(fault: Exception) -> None:
            for each in ready.copies:
                self._note(each.copy.id, Outcome.FAILED)
            raise fault

        return failed

    def _note(self, copy_id: str, outcome: Outcome) -> None:
        self.command(lambda services: services.documents.note_outcome(copy_id, outcome))

    def _tell(self, done: int, failed: int, what: str) -> None:
        words = self.say("{count} copies {what}.", count=done, what=what)
        if done == 1:
            words = self.say("1 copy {what}.", what=what)
        if failed:
            words += self.say(" {count} failed; the ledger says so.", count=failed)
        self.notices.clear()
        self.notices.add(Notice(words, tone="warning" if failed else "good"))

"""Printing a document: purpose and holders once, numbered copies, then paper or files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Outcome
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.releases import Release, write_copy
from vpo_desk.ui.concerns.forms import FormDraft, OneAtATime, read_day
from vpo_desk.ui.documents.delivery import Deliver, Delivered, Delivery
from vpo_desk.ui.documents.packet_start import PacketStart
from vpo_desk.ui.documents.paper_choices import PaperChoices
from vpo_desk.ui.documents.paper_places import wish_at
from vpo_desk.ui.documents.preview import PreviewCard
from vpo_desk.ui.documents.print_head import show_head
from vpo_desk.ui.documents.printers import PaperPrinter, PrinterState
from vpo_desk.ui.documents.redaction_card import RedactionCard
from vpo_desk.ui.documents.what_became import say_no_printer, say_what_became
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


BINDING: Final = "print@1"

QUEUE: Final = say(
    "The system's print queue keeps a copy of its own, many of them a day after printing."
)


@dataclass(frozen=True, slots=True)
class ReadyCopies:
    """Copies that stand in the ledger, with what renders them."""

    copies: tuple[PreparedCopy, ...]
    release: Release


class PrintPage(Page):
    """Releases a document; `part` of its place is read by `wish_at`."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Print"))
        self._wish: PaperWish | None = None
        self._preparing = OneAtATime(self)
        self._printer = PaperPrinter()
        self._deliveries: list[Delivery] = []
        self._journal = FormJournal(self, FormDraft(), BINDING)
        columns = Columns(side_share=46)
        self.body.addWidget(columns)
        columns.main.addWidget(self._release_card())
        self._redaction = RedactionCard(self)
        self._redaction.changed.connect(self._renew_preview)
        columns.main.addWidget(self._redaction)
        self._journal.watch("purpose", self._purpose)
        self._journal.watch("holders", self._holders)
        self._journal.watch("return_by", self._return_by)
        self._journal.watch("until", self._choices.readers.until)
        self._redaction.keep_in(self._journal)
        self._packet = PacketStart(self, self._purpose, self._holders, self._journal)
        self._preview = PreviewCard(self, buttons=False)
        columns.side.addWidget(self._preview)

    def arrive(self, place: Place) -> None:
        """Show the document asked for."""
        wish = wish_at(place)
        if wish != self._wish:  # one document's purpose and holders are not another's
            self._empty()
            self.notices.clear()
            self._choices.show_for(wish)
            self._journal.begin(f"{place.id}:print:{place.part}")
        self._wish = wish
        self._packet.begin(wish)
        show_head(self, wish, lambda: wish == self._wish)
        self._show_preview()

    def flush(self) -> None:
        """Journal the form, and note what became of copies on their way: after the lock it is late."""
        self._journal.flush()
        for delivery in self._deliveries:
            self._note(list(delivery.call_off().items()))

    def help(self) -> tuple[Words, ...]:
        """Say what a release is."""
        return (
            say("No holder means one copy for yourself, with the subject's name."),
            say("Copies for others show initials, carry their number and a code."),
            QUEUE,
        )

    def _empty(self) -> None:
        for field in (self._purpose, self._holders, self._return_by):
            field.set_words("")
        self._purpose_field.show_trouble("")
        self._return_field.show_trouble("")
        self._redaction.empty()
        self._journal.note_recorded()

    def _release_card(self) -> Card:
        card = Card(self.say("Copies"))
        self._choices = PaperChoices(self, lambda: self._save(table=True))
        self._choices.changed.connect(self._renew_preview)
        card.body.addWidget(self._choices.readers)
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
        self._return_by = TextField()
        self._return_field = LabeledField(
            self.say("Return or destroy by"),
            self._return_by,
            tip=self.say("Such as 27 Nov 2026. The desk reminds you; it may stay empty."),
        )
        card.body.addWidget(self._return_field)
        card.body.addWidget(
            QuietLabel(
                self.say(
                    "When they are no longer needed: return, cross-cut shred or burn every copy."
                )
            )
        )
        self._print_button = Button(self.say("Print"), self._print, kind="primary")
        card.body.addWidget(self._print_button)
        card.body.addWidget(QuietLabel(self.text(QUEUE)))
        self._save_button = Button(self.say("Save as PDF…"), self._save)
        card.body.addWidget(self._save_button)
        card.body.addWidget(
            QuietLabel(self.say("A saved PDF is not encrypted; treat it like paper."))
        )
        card.body.addWidget(self._choices)
        card.body.addWidget(Button(self.say("Back"), self.asked_back.emit))
        return card

    def _renew_preview(self) -> None:
        self.notices.clear()  # why it was refused before is old
        self._show_preview()

    def _show_preview(self) -> None:
        edition = self._redaction.edition()
        if self._wish is not None and edition is not None:
            self._preview.show_document(replace(self._choices.chosen(self._wish), edition=edition))

    def _form_holds(self) -> bool:
        given, typed = bool(self._purpose.words().strip()), self._return_by.words().strip()
        self._purpose_field.show_trouble("" if given else self.say("Write the purpose."))
        readable = not typed or read_day(typed) is not None
        self._return_field.show_trouble(
            "" if readable else self.say("Write a date such as 27 Nov 2026.")
        )
        edition = self._redaction.edition()
        return all((given, readable, self._choices.holds(), edition is not None))

    def _prepare(self, then: Callable[[ReadyCopies], None], *, table: bool = False) -> None:
        """Enter the copies in the ledger, then go on with them."""
        edition = self._redaction.edition()
        if self._wish is None or edition is None or not self._form_holds():
            return
        wish = replace(self._choices.chosen(self._wish, table=table), edition=edition)
        purpose = self._purpose.words()
        lines = self._holders.words().split("\n")
        holders = tuple(line.strip() for line in lines if line.strip())
        return_by = read_day(self._return_by.words())

        def act(services: Services) -> tuple[ReadyCopies, Changes]:
            copies, changes = services.documents.prepare(wish, purpose, holders, return_by)
            return ReadyCopies(copies, services.paper), changes

        self._preparing.command(act, then)

    def _print(self) -> None:
        if not self._form_holds():
            return
        self._set_busy(busy=True)
        self.ground.runner.render(
            self._printer.state, self._printer_found, self._not_begun, owner=self
        )

    def _printer_found(self, found: object) -> None:
        self._set_busy(busy=False)
        if found is PrinterState.READY:
            printer = self._printer
            self._prepare(
                lambda ready: self._deliver(
                    ready, lambda pdf, _place: printer.print_pdf(pdf), Outcome.PRINTED
                )
            )
            return
        say_no_printer(self, found)

    def _not_begun(self, fault: Exception) -> None:
        self._set_busy(busy=False)
        raise fault

    def _save(self, *, table: bool = False) -> None:
        if self._wish is None or not self._form_holds():
            return
        name, kinds = "document.pdf", self.say("PDF (*.pdf)")
        if table:
            name, kinds = "rows.csv", self.say("Rows (*.csv)")
        target = self.ground.prompts.save_file(self.say("Save the document"), name, kinds)
        if target is not None:
            self._prepare(lambda ready: self._save_copies(ready, target), table=table)

    def _save_copies(self, ready: ReadyCopies, target: Path) -> None:
        several = len(ready.copies) > 1

        def write(pdf: bytes, place: int) -> bool:
            named = target.with_name(f"{target.stem}-c{place + 1}{target.suffix}")
            write_copy(named if several else target, pdf, ready.copies[place].edition)
            return True

        self._deliver(ready, write, Outcome.SAVED)

    def _deliver(self, ready: ReadyCopies, deliver: Deliver, arrived: Outcome) -> None:
        """Send the copies on their way beside the window, and note what became of each."""
        delivery = Delivery(ready.copies, ready.release, deliver, arrived)
        self._deliveries.append(delivery)
        self._set_busy(busy=True)

        def landed(done: list[Delivered]) -> None:
            self._end(delivery)
            self._note([(each.copy_id, each.outcome) for each in done])
            self._tell(done, arrived)
            if all(each.outcome is arrived for each in done):
                self._empty()  # the next release is to other people, or for another purpose
                self._journal.drop()

        def failed(fault: Exception) -> None:
            self._end(delivery)
            self._note(list(delivery.call_off().items()))
            raise fault

        self.ground.runner.render(delivery.carry_out, landed, failed, owner=self)

    def _end(self, delivery: Delivery) -> None:
        self._deliveries.remove(delivery)
        self._set_busy(busy=bool(self._deliveries))

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self._print_button, self._save_button):
            button.setEnabled(not busy)
        self._choices.set_busy(busy=busy)

    def _note(self, outcomes: list[tuple[str, Outcome]]) -> None:
        def act(services: Services) -> Changes:
            changes = Changes()
            with services.ground.transaction():
                for copy_id, outcome in outcomes:
                    if outcome is Outcome.PREPARED:
                        continue  # nobody knows: the ledger says so as it stands
                    changes += services.documents.note_outcome(copy_id, outcome)
            return changes

        self.command(act)

    def _tell(self, copies: list[Delivered], arrived: Outcome) -> None:
        say_what_became(self, copies, arrived)
        if pages := [each.pdf for each in copies if each.pdf.startswith(b"%PDF")]:
            self._preview.show_pdf(pages[0])

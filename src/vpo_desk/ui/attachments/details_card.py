"""What is known of a file beside its bytes: entered, and corrected with the version before kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from vpo_desk.domain.attachment import Attachment, HeldFor
from vpo_desk.services.attachments import AttachmentWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, typed_time, values_in
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

DETAILS: Final = "attachment@1"


class DetailsCard(Card):
    """Says what a file is, where it is from, and on what basis it is here.

    `kept` comes when that was entered.
    """

    kept = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("What it is, and why it is here"))
        self._page = page
        self._id = ""
        self._recorded: dict[str, str] = {}
        say = page.say
        self._form = StepForm(
            page,
            DETAILS,
            (
                ("caption", say("Caption"), TextEditor(lines=2)),
                ("source", say("From whom or where"), TextField()),
                (
                    "basis",
                    say("Basis for having it"),
                    DropDown(options(HeldFor, page.ground.catalog)),
                ),
                ("at", say("Obtained"), TextField()),
                ("evidence_number", say("Own evidence number"), TextField()),
                ("held_at", say("Where it, or the full recording, is held"), TextField()),
            ),
            say("Keep what is known"),
            self._keep,
        )
        self.body.addWidget(self._form)

    def show_attachment(self, attachment: Attachment, kept: str) -> None:
        """Show what is recorded, and over it the words that were typed and not kept yet."""
        if attachment.id != self._id:
            self._id = attachment.id
            self._form.begin(scope_of(attachment.id))
        self._recorded = {
            "caption": attachment.caption,
            "source": attachment.source,
            "basis": str(attachment.basis.value),
            "at": typed_time(attachment.at),
            "evidence_number": attachment.evidence_number,
            "held_at": attachment.held_at,
        }
        self._form.fill(self._recorded | values_in(kept))
        if self._is_changed():
            self._form.notices.add(
                Notice(self._page.say("Unsaved words are back in the form."), tone="info")
            )

    def flush(self) -> None:
        """Journal what was typed and is not kept yet."""
        if self._is_changed():
            self._form.flush()

    def forget(self) -> None:
        """Show nothing of the file any more."""
        self._id, self._recorded = "", {}
        self._form.begin("")

    def _is_changed(self) -> bool:
        return any(self._form.words(name) != words for name, words in self._recorded.items())

    def _keep(self) -> None:
        at, id_ = self._form.moment("at"), self._id
        if at is None or not id_:
            return
        words = AttachmentWords(
            at,
            self._form.words("caption"),
            self._form.words("source"),
            HeldFor(self._form.words("basis") or HeldFor.UNKNOWN),
            self._form.words("evidence_number"),
            self._form.words("held_at"),
        )
        self._recorded = {}

        def act(services: Services) -> Written:
            return services.attachments.correct(id_, words)

        self._form.send(act, self._page.say("This is kept."), self._kept)

    def _kept(self, _attachment: object) -> None:
        self.kept.emit()


def scope_of(attachment_id: str) -> str:
    """Return where the unsaved words about a file are kept."""
    return f"{attachment_id}:details"

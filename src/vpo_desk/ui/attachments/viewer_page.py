"""One file: looked at from memory, described, exported with a warning; forgotten when left."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QProgressBar

from vpo_desk.domain.attachment import Attachment
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.file_kind import FileFamily
from vpo_desk.domain.file_name import export_name
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.ui.attachments.content_views import ContentViews
from vpo_desk.ui.attachments.details_card import DetailsCard, scope_of
from vpo_desk.ui.attachments.stepping import Stepping, Work, value_of
from vpo_desk.ui.attachments.words import name_words, size_words
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

HIGH: Final = 36
"""Lines of text that the view is high at least."""


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file with its case and the words about it that were not kept."""

    attachment: Attachment
    case_id: str
    kept: str


class ViewerPage(Page):
    """Shows a file. Nothing of it is written to the disk, and the lock empties it."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("File"))
        self._found: FileFound | None = None
        self._reading = Stepping(ground.session, self)
        self._reading.advanced.connect(self._show_progress)
        self._exporting = Stepping(ground.session, self)
        self.head.add(LinkButton(self.say("Back"), self.asked_back.emit))
        self._export = Button(self.say("Export…"), self._ask_export)
        self.head.add(self._export)
        columns = Columns(side_share=34)
        self.body.addWidget(columns)
        card = Card(self.say("Content"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.say("How far the file is read"))
        card.body.addWidget(self._bar)
        self.views = ContentViews(ground.catalog, ground.runner)
        self.views.setMinimumHeight(HIGH * self.fontMetrics().height())
        card.body.addWidget(self.views)
        columns.main.addWidget(card)
        self._facts = Card(self.say("The file"))
        self._facts_words = PlainLabel("", size="table")
        self._facts.body.addWidget(self._facts_words)
        self._owner = LinkButton(self.say("Open the case"), self._open_owner)
        self._facts.body.addWidget(self._owner)
        self._remove = LinkButton(self.say("Paper and removal…"), self._show_removal)
        self._facts.body.addWidget(self._remove)
        columns.side.addWidget(self._facts)
        self.details = DetailsCard(self)
        columns.side.addWidget(self.details)

    def arrive(self, place: Place) -> None:
        """Read what is known of the file, then the file itself."""
        if self._found is None or self._found.attachment.id != place.id:
            self._forget()
        self.query(lambda services: _find(services, place.id), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow a correction."""
        id_ = self.place.id
        if changes.touches(id_):
            self.query(lambda services: _find(services, id_), self._show)

    def flush(self) -> None:
        """Journal what was typed about the file."""
        self.details.flush()

    def clear(self) -> None:
        """Forget the file, its bytes and its pictures."""
        self._forget()
        super().clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the bytes when another page is shown; called by Qt."""
        super().hideEvent(event)
        if self._found is not None and not event.spontaneous():
            self.details.flush()
            self._forget()

    def help(self) -> tuple[Words, ...]:
        """Say how it is looked at, and what an export means."""
        return (
            say(
                "The file is shown from memory. Nothing of it is written to the disk, and its"
                " bytes stay exactly as they came."
            ),
            say("In a picture or PDF: + and - zoom, 0 fits, R turns, Page Up and Page Down leaf."),
            say("In a recording: Space plays and pauses, the arrow keys go back and on."),
            say(
                "An export is a plain file outside the case file. It needs your agency's care like"
                " paper, and it is entered in the log."
            ),
        )

    def _show(self, found: FileFound) -> None:
        before, self._found = self._found, found
        attachment = found.attachment
        file = attachment.file
        name = self.text(name_words(file))
        line = self.say("{kind} · {size}", kind=file.kind.words, size=size_words(file.size))
        self.head.show_words(attachment.caption or name, line)
        facts = (
            self.say("Name it came with: {name}", name=name),
            self.say("SHA-256: {digest}", digest=_spaced(file.sha256)),
        )
        self._facts_words.setText("\n".join(facts if attachment.has_content else facts[:1]))
        self._owner.setText(
            self.say("Open the case") if found.case_id else self.say("Open the concern")
        )
        self._export.setEnabled(attachment.has_content)
        self._remove.setVisible(attachment.has_content)
        self.details.show_attachment(attachment, found.kept)
        if before is None or before.attachment.file != file:
            self._read(attachment)

    def _read(self, attachment: Attachment) -> None:
        if not attachment.has_content:
            self._bar.hide()
            self.views.show_words(self.say("The content of this file was removed for good."))
            return
        if attachment.file.kind.family is FileFamily.OTHER:
            self._bar.hide()
            self.views.show_words(
                self.say(
                    "The desk cannot show this kind of file: {kind}. You can export it; then it is"
                    " a plain file outside the case file.",
                    kind=attachment.file.kind.words,
                )
            )
            return
        self._bar.setValue(0)
        self._bar.show()
        id_ = attachment.id

        def begin(services: Services) -> Work:
            return services.attachments.read(id_)

        def shown(content: bytes) -> None:
            self._bar.hide()
            if self._found is not None and self._found.attachment.id == id_:
                typing = self.details.isAncestorOf(QApplication.focusWidget() or self)
                kind = attachment.file.kind
                self.views.show_content(content, kind, take_focus=not typing)

        self._reading.carry_out(begin, _content, shown, self._not_read)

    def _not_read(self, fault: Exception) -> None:
        self._bar.hide()
        if isinstance(fault, Cancelled):
            if self._found is not None:  # another file was asked for meanwhile
                self._read(self._found.attachment)
            return
        if not isinstance(fault, VpoError):
            raise fault
        self.views.show_words("")
        self.notices.add(Notice(fault.text(self.ground.catalog), tone="danger"))

    def _show_progress(self, done: Any, total: Any) -> None:
        self._bar.setValue(100 * int(done) // max(1, int(total)))

    def _ask_export(self) -> None:
        found = self._found
        if found is None or self._exporting.is_busy:
            return
        if not self.ground.prompts.confirm(
            self.say("Export this file?"),
            self.say(
                "It will lie outside the case file as a plain file that anybody with the disk can"
                " read. The export is entered in the log. Delete it when it has served."
            ),
            self.say("Choose a place…"),
            self.say("Keep it here"),
        ):
            return
        name = export_name(found.attachment.file.name, self.say("file"))
        path = self.ground.prompts.save_file(
            self.say("Export a file"), name, self.say("All files (*)")
        )
        if path is not None:
            self._write(found.attachment.id, path)

    def _write(self, id_: str, path: Path) -> None:
        self.notices.clear()
        self._export.setEnabled(False)

        def begin(services: Services) -> Work:
            return services.attachments.export(id_, path)

        self._exporting.carry_out(
            begin, lambda _services, _work: value_of(None), self._written, self._not_written
        )

    def _written(self, _nothing: object) -> None:
        self._export.setEnabled(True)
        self.notices.add(
            Notice(
                self.say("The file was exported, and the log says so."),
                self.say("It lies there in plain: delete it when it has served."),
                tone="warning",
            )
        )

    def _not_written(self, fault: Exception) -> None:
        self._export.setEnabled(True)
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self.ground.catalog), tone="danger"))

    def _open_owner(self) -> None:
        if self._found is None:
            return
        if self._found.case_id:
            self.go("case", self._found.case_id, "files")
        else:
            self.go("concern", self._found.attachment.concern_id or "")

    def _show_removal(self) -> None:
        self.go("removal", self.place.id, "attachment")

    def _forget(self) -> None:
        self._found = None
        self._reading.cancel()
        self.views.forget()
        self.details.forget()
        self._facts_words.clear()
        self.notices.clear()


def _find(services: Services, id_: str) -> FileFound:
    attachment = services.attachments.get(id_)
    drafts = services.drafts.of(scope_of(id_))
    kept = drafts[0].content if drafts else ""
    return FileFound(attachment, services.attachments.case_of(attachment), kept)


def _content(_services: Services, work: Any) -> tuple[bytes, Changes]:
    return work.content, Changes()


def _spaced(digest: str) -> str:
    """Return a digest in groups that a person can compare and a line can break between."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))

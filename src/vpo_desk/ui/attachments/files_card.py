"""The files of a case or a concern: what each is, where it is from, and whether it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.services.attachments import AttachmentWords, FileLine, Owner, advice
from vpo_desk.ui.attachments.intake import FileIntake
from vpo_desk.ui.attachments.stepping import Begin, Stepping, Work, value_of
from vpo_desk.ui.attachments.words import check_words, name_words, size_words
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class FilesCard(Card):
    """Shows files and takes in more; opening one goes to its own page."""

    def __init__(self, page: Page, *, cited: bool) -> None:
        super().__init__(page.say("Files"), flush=True)
        self._page = page
        self._owner = Owner()
        self._lines: tuple[FileLine, ...] = ()
        self._to_check: list[FileLine] = []
        self._checking = Stepping(page.ground.session, self)
        self._check = LinkButton(page.say("Check all"), self._check_all)
        self.head.addWidget(self._check)
        self.intake = FileIntake(page, self._begin, _finish, advice)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.intake)
        self.body.addWidget(box)
        say = page.say
        columns = (
            Column(say("File"), self._file, share=5),
            Column(say("Kind"), self._kind, share=3),
            Column(say("Obtained"), self._obtained, width=150),
            Column(say("Basis"), self._basis, share=2, may_hide=True),
            Column(say("SHA-256"), self._digest, width=170, may_hide=True),
        )
        if cited:
            columns = (Column(say("Cite as"), self._label, width=70), *columns)
        self.table = ListTable(columns, name=say("Files"), fit=True)
        when_opened(self.table, self._open)
        self._nothing = EmptyPlace(
            say("No file is kept here yet"),
            say(
                "Screenshots, letters, recordings: add a file or drop it here. It is encrypted at"
                " once, and its bytes are never changed."
            ),
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self._nothing)

    def set_owner(self, owner: Owner) -> None:
        """Let files that are added belong to this."""
        if owner != self._owner:
            self._owner = owner
            self.intake.notices.clear()

    def show_lines(self, lines: tuple[FileLine, ...]) -> None:
        """Show files."""
        self._lines = lines
        self.table.replace(lines)
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._check.setVisible(any(each.attachment.has_content for each in lines))

    def _begin(self, path: Path) -> Begin:
        owner = self._owner
        return lambda services: services.attachments.begin(path, owner, AttachmentWords())

    def _open(self, line: FileLine) -> None:
        self._page.go("attachment", line.attachment.id)

    def _check_all(self) -> None:
        self._check.setEnabled(False)
        self._to_check = [each for each in self._lines if each.attachment.has_content]
        self._check_next()

    def _check_next(self) -> None:
        if not self._to_check:
            self._check.setEnabled(True)
            self.intake.taken.emit()
            return
        id_ = self._to_check.pop(0).attachment.id

        def begin(services: Services) -> Work:
            return services.attachments.read(id_, keep=False)

        self._checking.carry_out(
            begin, lambda _services, _work: value_of(None), self._checked, self._not_whole
        )

    def _checked(self, _nothing: object) -> None:
        self._check_next()

    def _not_whole(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        words = fault.text(self._page.ground.catalog)
        self.intake.notices.add(Notice(words, tone="danger"))
        self._check_next()

    def _label(self, line: FileLine) -> str:
        return f"[{line.label}]"

    def _file(self, line: FileLine) -> Cell:
        name = self._text(name_words(line.attachment.file))
        caption = line.attachment.caption
        return Cell(caption, second=name) if caption else Cell(name)

    def _kind(self, line: FileLine) -> Cell:
        file = line.attachment.file
        if not line.attachment.has_content:
            return Cell("–", quiet=True)
        return Cell(self._text(file.kind.words), second=self._text(size_words(file.size)))

    def _obtained(self, line: FileLine) -> Cell:
        today = self._page.ground.clock.now().day
        words = self._text(said_words(line.attachment.at, today))
        return Cell(words, second=line.attachment.source)

    def _basis(self, line: FileLine) -> Cell:
        return Cell(self._text(line.attachment.basis.words), second=line.attachment.evidence_number)

    def _digest(self, line: FileLine) -> Cell:
        broken = line.checked is not None and not line.checked.holds
        return Cell(
            f"{line.attachment.file.sha256[:12]}…" if line.attachment.has_content else "–",
            second=self._text(check_words(line)),
            tone="danger" if broken else "",
        )

    def _text(self, words: Words) -> str:
        return self._page.text(words)


def _finish(_services: Services, work: Any) -> Written:
    attachment, changes = work.finish()
    return attachment.file, changes

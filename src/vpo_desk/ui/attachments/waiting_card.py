"""Files that were dropped on a form which is not saved yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpo_desk.services.attachments import advice
from vpo_desk.services.waiting_files import WaitingFile
from vpo_desk.ui.attachments.intake import FileIntake
from vpo_desk.ui.attachments.stepping import Begin, value_of
from vpo_desk.ui.attachments.words import name_words, size_words
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class WaitingCard(Card):
    """Takes files in for a form.

    They are kept encrypted from the moment they are dropped, survive a crash with the form's words,
    and go with what the form becomes.
    """

    def __init__(self, page: Page, scope: str) -> None:
        super().__init__(page.say("Files"))
        self._page = page
        self._scope = scope
        self.intake = FileIntake(page, self._begin, _finish, advice)
        self.intake.taken.connect(self.read)
        self.table = ListTable(
            (
                Column(page.say("File"), self._file, share=4),
                Column(page.say("Kind"), self._kind, share=2),
            ),
            name=page.say("Files of this form; Enter removes one"),
            fit=True,
        )
        when_opened(self.table, self._remove)
        self.table.hide()
        self.body.addWidget(self.intake)
        self.body.addWidget(self.table)

    def read(self) -> None:
        """Read which files wait."""
        scope = self._scope
        self._page.query(lambda services: services.waiting_files.of(scope), self._show)

    def empty(self) -> None:
        """Show none: the form was saved, or its files were let go of."""
        self.intake.cancel()
        self.intake.notices.clear()
        self._show(())

    def _begin(self, path: Path) -> Begin:
        scope = self._scope
        return lambda services: services.waiting_files.begin(path, scope)

    def _show(self, files: tuple[WaitingFile, ...]) -> None:
        self.table.replace(files)
        self.table.setVisible(bool(files))

    def _file(self, waiting: WaitingFile) -> str:
        return self._page.text(name_words(waiting.facts))

    def _kind(self, waiting: WaitingFile) -> Cell:
        size = self._page.text(size_words(waiting.facts.size))
        return Cell(self._page.text(waiting.facts.kind.words), second=size)

    def _remove(self, waiting: WaitingFile) -> None:
        say, scope, id_ = self._page.say, self._scope, waiting.id
        if not self._page.ground.prompts.confirm(
            say("Remove this file from the form?"),
            say("The copy kept here is removed. The file outside is not touched."),
            say("Remove it"),
            say("Keep it"),
        ):
            return

        def act(services: Services) -> None:
            services.waiting_files.let_go(scope, (id_,))

        self._page.command(act, self._removed)

    def _removed(self, _nothing: object) -> None:
        self.read()


def _finish(_services: Services, work: Any) -> Written:
    return value_of(work.finish().facts)

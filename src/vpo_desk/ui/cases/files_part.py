"""The files of a case: its own, and those of the concerns that led to it."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.services.attachments import Owner
from vpo_desk.ui.attachments.drop import FileDrop
from vpo_desk.ui.attachments.files_card import FilesCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.page import Page


class FilesPart(CasePart):
    """The tab with the files."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.files = FilesCard(page, cited=True)
        self.files.intake.taken.connect(self.read)
        self.column.addWidget(self.files)
        self.column.addStretch(1)
        self._drop = FileDrop(self, self._dropped)

    def load(self, case_id: str) -> None:
        """Show a case; files that are added belong to it."""
        self.files.set_owner(Owner(case_id))
        super().load(case_id)

    def read(self) -> None:
        """Read the files."""
        case_id = self.case_id
        if case_id:
            self.page.query(
                lambda services: services.attachments.of_case(case_id), self.files.show_lines
            )

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        self.files.intake.add(paths)

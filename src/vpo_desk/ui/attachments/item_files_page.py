"""The files that go with one answer or one record check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vpo_desk.domain.changes import Changes
from vpo_desk.services.attachments import FileLine, Owner
from vpo_desk.ui.attachments.drop import FileDrop
from vpo_desk.ui.attachments.files_card import FilesCard
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

ANSWER, RECORD = "answer", "record"


class ItemFilesPage(Page):
    """Shows and takes files; `part` of its place is `answer` or `record`, its id that one's."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Files"))
        self.head.add(LinkButton(self.say("Back"), self.asked_back.emit))
        self.files = FilesCard(self, cited=False)
        self.files.intake.taken.connect(self._read)
        self.body.addWidget(self.files)
        self.body.addStretch(1)
        self._drop = FileDrop(self, self._dropped)

    def arrive(self, place: Place) -> None:
        """Read the files of the item."""
        of_answer = place.part == ANSWER
        line = self.say("of one answer") if of_answer else self.say("of one record check")
        self.head.show_words(self.text(self.page_title), line)
        owner = Owner(answer_id=place.id) if of_answer else Owner(record_id=place.id)
        self.files.set_owner(owner)
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Follow what is added elsewhere."""
        if changes.touches(self.place.id):
            self._read()

    def help(self) -> tuple[Words, ...]:
        """Say where these files are seen too."""
        return (
            say(
                "These files stand on the tab Files of the case too, with the labels by which they"
                " are cited."
            ),
        )

    def _read(self) -> None:
        id_, part = self.place.id, self.place.part

        def ask(services: Services) -> tuple[FileLine, ...]:
            if part == ANSWER:
                return services.attachments.of_answer(id_)
            return services.attachments.of_record(id_)

        self.query(ask, self.files.show_lines)

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        self.files.intake.add(paths)

"""What goes from a redacted edition: words with the code of their reason, and what may stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal

from vpo_desk.errors import VpoError
from vpo_desk.services.redactions import Edition, need_own_blanks, read_exemption, read_removal
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel

T = TypeVar("T")


class RedactionCard(Card):
    """Takes the entries of a redacted edition; `changed` comes when one of its fields is left."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Redacted edition"))
        self._page = page
        self.gone, self.stands = TextEditor(lines=2), TextEditor(lines=1)
        self._gone_field = LabeledField(
            page.say("What goes, one entry a line"),
            self.gone,
            tip=page.say(
                "Words, and behind = the code of the reason: Peter Novak=b6. A person of the case"
                " loses each part of the name too, in whatever order it was typed."
            ),
            tip_shown=True,
        )
        self._stands_field = LabeledField(
            page.say("What may stand, with its reason"),
            self.stands,
            tip=page.say("Where it is another word: May=the month."),
            tip_shown=True,
        )
        about = page.say(
            "Left empty, the document is whole. Otherwise it is built without these words, opened"
            " again and searched, and refused while one is found."
        )
        for widget in (QuietLabel(about), self._gone_field, self._stands_field):
            self.body.addWidget(widget)
        for field in (self.gone, self.stands):
            field.left.connect(self._tell)

    def keep_in(self, journal: FormJournal) -> None:
        """Let a journal keep what is typed here."""
        journal.watch("gone", self.gone)
        journal.watch("stands", self.stands)

    def edition(self) -> Edition | None:
        """Return what goes and what may stand; None, said at the field, for a line without sense."""
        removals = self._read(self.gone, self._gone_field, read_removal)
        exemptions = self._read(self.stands, self._stands_field, read_exemption)
        if removals is None or exemptions is None:
            return None
        edition = Edition(removals, exemptions)
        try:
            need_own_blanks(edition)
        except VpoError as fault:
            self._gone_field.show_trouble(fault.text(self._page.ground.catalog))
            return None
        return edition

    def empty(self) -> None:
        """Forget the entries: they are of one release."""
        for field in (self.gone, self.stands):
            field.set_words("")
        for field in (self._gone_field, self._stands_field):
            field.show_trouble("")

    def _read(
        self, editor: TextEditor, field: LabeledField, read: Callable[[str], T]
    ) -> tuple[T, ...] | None:
        field.show_trouble("")
        try:
            return tuple(read(line) for line in editor.words().splitlines() if line.strip())
        except VpoError as fault:
            field.show_trouble(fault.text(self._page.ground.catalog))
            return None

    def _tell(self, _words: str) -> None:
        self.changed.emit()

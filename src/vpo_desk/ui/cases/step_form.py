"""A short form for one step that is taken with words: its fields, its button, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.ui.concerns.forms import FormDraft, read_day, read_moment
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.tasks import Then
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

Entry = TextField | TextEditor | SegmentedChoice | DropDown
Asked = Sequence[tuple[str, str, Entry]]


class StepForm(QWidget):
    """Fields by name, journaled as they are typed; the step's own words say what is wrong.

    `restored` comes when words that were kept are back.
    """

    restored = Signal()

    def __init__(
        self, page: Page, binding: str, fields: Asked, button: str, act: Callable[[], None]
    ) -> None:
        super().__init__()
        self._page = page
        self._scope = ""
        self._usual = {
            name: entry.value()
            for name, _, entry in fields
            if isinstance(entry, SegmentedChoice | DropDown)
        }
        self._entries = {name: entry for name, _, entry in fields}
        self.fields = {name: LabeledField(label, entry) for name, label, entry in fields}
        draft = FormDraft()
        self._journal = FormJournal(page, draft, binding)
        self._journal.restored.connect(self.restored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for name, entry in self._entries.items():
            if isinstance(entry, TextField | TextEditor):
                self._journal.watch(name, entry)
            else:
                draft.add(name, entry.value, entry.set_value)
                entry.chosen.connect(self._journal.keep)
            column.addWidget(self.fields[name])
        self.notices = NoticeArea()
        self.button = Button(button, act)
        column.addWidget(self.notices)
        column.addWidget(self.button)

    def begin(self, scope: str) -> None:
        """Show the form for a scope; words kept for it come back."""
        if scope != self._scope:
            self._scope = scope
            self.notices.clear()
            self._empty()
            self._journal.begin(scope)
            self._journal.note_recorded()

    def correct(self, scope: str, values: Mapping[str, str]) -> None:
        """Show what is recorded of something; words typed over it and not kept stay."""
        if scope != self._scope:
            self.begin(scope)
            self.fill(values)
        elif not self._journal.has_unsaved:
            self.fill(values)

    def words(self, name: str) -> str:
        """Return what is typed or chosen in a field; empty where nothing is."""
        entry = self._entries[name]
        if isinstance(entry, TextField | TextEditor):
            return entry.words()
        return entry.value() or ""

    def fill(self, values: Mapping[str, str]) -> None:
        """Show what is recorded, to correct it; a correction begun before comes back over it."""
        for name, words in values.items():
            entry = self._entries[name]
            if isinstance(entry, TextField | TextEditor):
                entry.set_words(words)
            else:
                entry.set_value(words or None)
        self._journal.note_recorded()

    def put(self, name: str, words: str) -> None:
        """Write words into a field for the officer, who may still change them."""
        entry = self._entries[name]
        if isinstance(entry, TextField | TextEditor):
            entry.set_words(words)
        self._journal.keep()

    def flush(self) -> None:
        """Journal what is typed."""
        self._journal.flush()

    def forget(self) -> None:
        """Forget what was kept of this form; what stands in its fields stays there."""
        self._journal.drop()

    def trouble(self, name: str, words: str) -> None:
        """Say what is wrong with a field; empty words take it back.

        Who pressed the button comes to the first such field.
        """
        self.fields[name].show_trouble(words)
        if words and self.button.hasFocus():
            self._entries[name].setFocus()

    def days(self, *names: str) -> tuple[date | None, ...] | None:
        """Return the days typed in fields, None for an empty one.

        None for all when one of them cannot be read; its field says so.
        """
        found = [read_day(self.words(name)) for name in names]
        wrong = [
            name
            for name, day in zip(names, found, strict=True)
            if day is None and self.words(name).strip()
        ]
        for name in names:
            words = self._page.say("Write a date such as 27 Nov 2026.") if name in wrong else ""
            self.trouble(name, words)
        return None if wrong else tuple(found)

    def needed_day(self, name: str) -> date | None:
        """Return the day typed in a field; None, said at the field, where there is none."""
        days = self.days(name)
        if days is None:
            return None
        self.trouble(name, "" if days[0] else self._page.say("Write the day."))
        return days[0]

    def moment(self, name: str) -> Moment | None:
        """Return the time typed in a field, now for an empty one; None when it cannot be read."""
        found = read_moment(self.words(name), self._page.ground.clock.now())
        words = self._page.say("Write a date and time such as 27 Nov 2026 14:30.")
        self.trouble(name, "" if found else words)
        return found

    def chosen(self, name: str) -> str | None:
        """Return what is chosen in a field; None, said at the field, where nothing is."""
        value = self.words(name)
        self.trouble(name, "" if value else self._page.say("Choose one of these."))
        return value or None

    def send(self, act: Callable[[Services], Written], told: str, then: Then | None = None) -> None:
        """Take the step; what was typed stays until it is taken, and a refusal stands here."""
        self.notices.clear()
        self.button.setEnabled(False)

        def landed(value: object) -> None:
            self.button.setEnabled(True)
            self._empty()
            self._journal.drop()
            self.notices.add(Notice(told, tone="good"))
            if then is not None:
                then(value)

        def failed(fault: Exception) -> None:
            self.button.setEnabled(True)
            if not isinstance(fault, VpoError):
                raise fault
            self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))

        self._page.command(act, landed, failed)

    def _empty(self) -> None:
        for name, entry in self._entries.items():
            self.fields[name].show_trouble("")
            if isinstance(entry, TextField | TextEditor):
                entry.set_words("")
            else:
                entry.set_value(self._usual[name])
        self._journal.note_recorded()
        self._journal.note_recorded()

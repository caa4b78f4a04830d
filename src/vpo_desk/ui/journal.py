"""A form's words while they are written: journaled within a second, back after an interruption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from vpo_desk.ui.concerns.forms import FormDraft
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.fields import TextEditor, TextField

if TYPE_CHECKING:
    from vpo_desk.domain.answer import Draft


class FormJournal(QObject):
    """Keeps one form under a scope, such as a case; `restored` comes when its words are back.

    `binding` names the form, so that another form never shows its words.
    """

    restored = Signal()

    def __init__(self, page: Page, draft: FormDraft, binding: str) -> None:
        super().__init__(page)
        self._page = page
        self._draft = draft
        self._binding = binding
        self._scope = ""
        self._recorded = ""

    def watch(self, name: str, field: TextField | TextEditor) -> None:
        """Keep a field of words under a name."""
        self._draft.add(name, field.words, field.set_words)
        field.typed.connect(self.keep)
        field.left.connect(self.keep)

    def begin(self, scope: str) -> None:
        """Serve another scope; what was kept there is shown in the form, which is empty now."""
        if scope == self._scope:
            return
        self._scope = scope
        self._recorded = ""
        self._page.query(
            lambda services: services.drafts.of(scope),
            lambda drafts: self._show(scope, drafts),
        )

    @property
    def has_unsaved(self) -> bool:
        """True while the form holds words that are neither recorded nor empty."""
        return bool(self._unsaved())

    def note_recorded(self) -> None:
        """Take what stands in the form now as recorded already: only what differs is unsaved."""
        self._recorded = self._draft.whole()

    def keep(self, _value: object = None) -> None:
        """Keep what stands in the form; an empty or unchanged form keeps nothing."""
        scope, text = self._scope, self._unsaved()
        if scope:
            self._page.command(
                lambda services: services.drafts.keep(scope, "", self._binding, text)
            )

    def drop(self) -> None:
        """Forget what was kept."""
        scope = self._scope
        if scope:
            self._page.command(lambda services: services.drafts.drop(scope))

    def flush(self) -> None:
        """Keep what is filled in, for the lock."""
        if self._unsaved():
            self.keep()

    def _unsaved(self) -> str:
        if not self._recorded:
            return self._draft.text()
        text = self._draft.whole()
        return "" if text == self._recorded else text

    def _show(self, scope: str, drafts: tuple[Draft, ...]) -> None:
        if drafts and scope == self._scope and not self._unsaved():
            self._draft.show(drafts[0].content)
            self.restored.emit()

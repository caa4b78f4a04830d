"""Sealing an assessment: what is missing, where it is filled in, and passing it with a reason."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.gates import Gate
from vpo_desk.ui.assessment.limits import Limits
from vpo_desk.ui.concerns.forms import FormDraft
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.sign_off import SignOffFields
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

BINDING: Final = "override@1"


class SealCard(Card):
    """Lists what is missing; `place_asked(key)` leads there, `seal_asked(override, sign-off)` seals."""

    place_asked = Signal(str)
    seal_asked = Signal(str, object)

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Seal"))
        self._page = page
        self._gates: tuple[Gate, ...] = ()
        self._case_id = ""
        self.limits = Limits(page)
        self.body.addWidget(self.limits)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(2)
        self.body.addLayout(self._missing)
        self._override = TextEditor(lines=2)
        self._journal = FormJournal(page, FormDraft(), BINDING)
        self._journal.watch("override", self._override)
        self._override_field = LabeledField(
            page.say("Reason to seal without it"),
            self._override,
            tip=page.say("It is logged with each thing it passes, and printed."),
            tip_shown=True,
        )
        self._signed = SignOffFields(page)
        for name, entry in self._signed.entries():
            self._journal.watch(name, entry)
        self.body.addWidget(self._override_field)
        self.body.addWidget(self._signed)
        self._button = Button(page.say("Seal"), self._seal, kind="primary")
        self.body.addWidget(self._button)
        self.body.addWidget(
            QuietLabel(
                page.say("A sealed version never changes; the next one starts from what it says.")
            )
        )

    def flush(self) -> None:
        """Journal a reason that is being written."""
        self._journal.flush()

    def show_draft(self, draft: Assessment, gates: tuple[Gate, ...]) -> None:
        """Show what is missing."""
        if draft.case_id != self._case_id:
            self._case_id = draft.case_id
            self._empty()
            self._journal.begin(f"{draft.case_id}:seal-assessment")
        self._gates = gates
        page = self._page
        empty_layout(self._missing)
        for gate in gates:
            go = partial(self.place_asked.emit, gate.place)
            self._missing.addWidget(LinkButton(page.text(gate.words), go))
        if not gates:
            ready = page.say("Everything that is asked for is there.")
            self._missing.addWidget(PlainLabel(ready))
        self._override_field.setVisible(bool(gates))
        self._override_field.show_trouble("")
        self._button.setText(page.say("Seal version {number}", number=draft.number))

    def _seal(self) -> None:
        override = self._override.words()
        if self._gates and not override.strip():
            words = self._page.say("Fill in what is missing, or write the reason.")
            self._override_field.show_trouble(words)
            return
        readable, signed = self._signed.sign_off()
        if readable:
            self.seal_asked.emit(override if self._gates else "", signed)

    def note_sealed(self) -> None:
        """Forget what was written for the seal, once it is there."""
        self._empty()
        self._journal.drop()

    def _empty(self) -> None:
        self._override.set_words("")
        self._signed.empty()

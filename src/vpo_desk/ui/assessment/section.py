"""A part of the assessment: its fields by name, read into the draft, journaled while they are typed."""

from __future__ import annotations

import json
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.cited import CitedText
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField

Entry = TextField | TextEditor | SegmentedChoice | DropDown


class JudgmentSection(Card):
    """Shows a part of a draft; `changed` asks for `read_into`, `typed` for the journal's `words`.

    `incomplete` is true while something stands in the fields that a draft cannot hold yet.
    """

    changed = Signal()
    typed = Signal()

    def __init__(self, page: Page, heading: str = "") -> None:
        super().__init__(heading)
        self.page = page
        self.incomplete = False
        self._entries: dict[str, Entry] = {}
        self._cited: dict[str, CitedField] = {}

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is judged so far; a field that is being typed in is left alone."""
        self.offer(facts)

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with what stands in the fields."""
        return draft

    def enter(self, name: str, entry: Entry) -> None:
        """Take a field in under a name, which it has in the journal."""
        self._entries[name] = entry
        if isinstance(entry, TextField | TextEditor):
            entry.typed.connect(self.typed)
            entry.left.connect(self._tell)
        else:
            entry.chosen.connect(self._tell)

    def enter_cited(self, name: str, field: CitedField) -> None:
        """Take a citing field in under a name."""
        self._cited[name] = field
        self.enter(name, field.editor)

    def leave_out(self, name: str) -> None:
        """Let go of a field that is no longer there."""
        self._entries.pop(name, None)
        self._cited.pop(name, None)

    def value(self, name: str) -> str:
        """Return what is typed or chosen in a field; empty where nothing is."""
        entry = self._entries[name]
        if isinstance(entry, TextField | TextEditor):
            return entry.words()
        return entry.value() or ""

    def cited_text(self, name: str) -> CitedText:
        """Return what is written in a citing field."""
        return self._cited[name].text()

    def show_value(self, name: str, words: str) -> None:
        """Show what is saved in a field, unless somebody is in it."""
        entry = self._entries[name]
        if isinstance(entry, TextField | TextEditor):
            if not entry.hasFocus() and entry.words() != words:
                entry.set_words(words)  # the same words keep the cursor where it was
        else:
            entry.set_value(words or None)

    def offer(self, facts: AssessmentFacts) -> None:
        """Let every citing field know what can be cited."""
        for field in self._cited.values():
            field.offer(facts.evidence, facts.citable)

    def words(self) -> str:
        """Return every field as it stands, for the journal."""
        return json.dumps({name: self.value(name) for name in self._entries})

    def restore(self, kept: str) -> None:
        """Put journaled words back into their fields; leaving one saves them."""
        for name, words in cast("dict[str, str]", json.loads(kept)).items():
            entry = self._entries.get(name)
            if entry is None or _is_in(entry) or self.value(name) == words:
                continue
            if isinstance(entry, TextEditor):
                entry.setPlainText(words)
            elif isinstance(entry, TextField):
                entry.setText(words)
            else:
                entry.set_value(words or None)

    def commit(self) -> None:
        """Act as if every field was left now."""
        for entry in tuple(self._entries.values()):
            if isinstance(entry, TextField | TextEditor):
                entry.commit()

    def forget(self) -> None:
        """Be ready for another case: nothing of this one stays, wherever the focus is."""
        for entry in self._entries.values():
            if isinstance(entry, TextField | TextEditor):
                entry.set_words("")
            else:
                entry.set_value(None)
        for field in self._cited.values():
            field.show_text(CitedText())

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()


def _is_in(entry: QWidget) -> bool:
    return isinstance(entry, TextField | TextEditor) and entry.hasFocus()

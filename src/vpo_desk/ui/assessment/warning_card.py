"""The eight warning behaviors: state, first and last seen, evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal

from vpo_desk.domain.assessment import Assessment, WarningBehavior, WarningFinding, WarningState
from vpo_desk.domain.dates import UncertainDate, read_date
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card, Rule
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Heading, QuietLabel


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one behavior."""

    state: SegmentedChoice
    first: TextField
    last: TextField
    evidence: TextField
    last_field: LabeledField
    details: tuple[LabeledField, ...]


class WarningCard(Card):
    """Shows the eight behaviors; `changed` asks to read `findings`, `typed` to journal `words`."""

    changed = Signal()
    typed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Warning behaviors"))
        self._page = page
        self.incomplete = False
        """Whether something chosen cannot be a finding yet; `findings` says which."""
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "After Meloy, Hoffmann, Guldimann and James 2012. Not a checklist, and not"
                    " predictive; what is not marked counts as unknown."
                )
            )
        )
        self._asked: dict[WarningBehavior, QuietLabel] = {}
        self._fields = {each: self._behavior(each) for each in WarningBehavior}

    def show_texts(self, texts: Mapping[WarningBehavior, str]) -> None:
        """Show what each behavior means and what to ask."""
        for behavior, label in self._asked.items():
            label.setText(texts[behavior])

    def show_draft(self, draft: Assessment) -> None:
        """Show what is noted so far; a field that is being typed in is left alone."""
        found = {each.behavior: each for each in draft.warning}
        for behavior, fields in self._fields.items():
            finding = found.get(behavior)
            fields.state.set_value(str(finding.state.value) if finding else None)
            texts = (
                finding.first.said if finding and finding.first else "",
                finding.last.said if finding and finding.last else "",
                finding.evidence if finding else "",
            )
            for field, words in zip(_typed(fields), texts, strict=True):
                if not field.hasFocus():
                    field.set_words(words)
            fields.last_field.show_trouble("")
            self._show_details(fields)

    def findings(self) -> tuple[WarningFinding, ...]:
        """Return the behaviors that are marked; present ones need when they were last seen."""
        found: list[WarningFinding] = []
        self.incomplete = False
        for behavior, fields in self._fields.items():
            value = fields.state.value()
            if value is None:
                continue
            finding = WarningFinding(
                behavior,
                WarningState(value),
                _said(fields.first),
                _said(fields.last),
                fields.evidence.words(),
            )
            lacks = finding.state is WarningState.PRESENT and finding.last is None
            fields.last_field.show_trouble(self._page.say("Say when.") if lacks else "")
            self.incomplete |= lacks
            if not lacks:
                found.append(finding)
        return tuple(found)

    def words(self) -> str:
        """Return every field as it stands, for the journal."""
        return json.dumps(
            {
                str(behavior.value): [fields.state.value() or "", *_texts(fields)]
                for behavior, fields in self._fields.items()
            }
        )

    def restore(self, kept: str) -> None:
        """Put journaled words back into their fields; leaving one saves them."""
        values = cast("dict[str, list[str]]", json.loads(kept))
        for behavior, fields in self._fields.items():
            state, *texts = values.get(str(behavior.value), ["", *_texts(fields)])
            fields.state.set_value(state or None)
            for field, words in zip(_typed(fields), texts, strict=True):
                if not field.hasFocus():
                    field.setText(words)
            self._show_details(fields)

    def commit(self) -> None:
        """Act as if every field was left now."""
        for fields in self._fields.values():
            for field in _typed(fields):
                field.commit()

    def _behavior(self, behavior: WarningBehavior) -> Fields:
        page = self._page
        self.body.addWidget(Rule())
        self.body.addWidget(Heading(page.text(behavior.words), size="card"))
        asked = QuietLabel()
        self._asked[behavior] = asked
        self.body.addWidget(asked)
        state = SegmentedChoice(options(WarningState, page.ground.catalog))
        state.setAccessibleName(page.text(behavior.words))
        self.body.addWidget(state)
        first, last, evidence = TextField(), TextField(), TextField()
        details = (
            LabeledField(page.say("First seen, as said"), first),
            LabeledField(page.say("Last seen, as said"), last),
            LabeledField(page.say("Evidence"), evidence),
        )
        for field in details:
            self.body.addWidget(field)
        fields = Fields(state, first, last, evidence, details[1], details)

        def chosen(_value: str) -> None:
            self._show_details(fields)
            self.changed.emit()

        state.chosen.connect(chosen)
        for field in (first, last, evidence):
            field.left.connect(self._tell)
            field.typed.connect(self.typed)
        return fields

    def _show_details(self, fields: Fields) -> None:
        seen = fields.state.value() in {WarningState.PRESENT.value, WarningState.PAST.value}
        for detail in fields.details:
            detail.setVisible(seen)

    def _tell(self) -> None:
        self.changed.emit()


def _typed(fields: Fields) -> tuple[TextField, ...]:
    return fields.first, fields.last, fields.evidence


def _texts(fields: Fields) -> list[str]:
    return [field.words() for field in _typed(fields)]


def _said(field: TextField) -> UncertainDate | None:
    words = field.words()
    return read_date(words) if words.strip() else None

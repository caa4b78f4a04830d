"""The eight warning behaviors: state, first and last seen, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """Shows the eight behaviors; `changed` asks to read `findings`."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Warning behaviors"))
        self._page = page
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
        """Show what is noted so far."""
        found = {each.behavior: each for each in draft.warning}
        for behavior, fields in self._fields.items():
            finding = found.get(behavior)
            fields.state.set_value(str(finding.state.value) if finding else None)
            fields.first.set_words(finding.first.said if finding and finding.first else "")
            fields.last.set_words(finding.last.said if finding and finding.last else "")
            fields.evidence.set_words(finding.evidence if finding else "")
            self._show_details(fields)

    def findings(self) -> tuple[WarningFinding, ...]:
        """Return the behaviors that are marked; present ones need when they were last seen."""
        found: list[WarningFinding] = []
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
            if not lacks:
                found.append(finding)
        return tuple(found)

    def commit(self) -> None:
        """Act as if every field was left now."""
        for fields in self._fields.values():
            for field in (fields.first, fields.last, fields.evidence):
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
            field.typed.connect(self._tell)
        return fields

    def _show_details(self, fields: Fields) -> None:
        seen = fields.state.value() in {WarningState.PRESENT.value, WarningState.PAST.value}
        for detail in fields.details:
            detail.setVisible(seen)

    def _tell(self) -> None:
        self.changed.emit()


def _said(field: TextField) -> UncertainDate | None:
    words = field.words()
    return read_date(words) if words.strip() else None

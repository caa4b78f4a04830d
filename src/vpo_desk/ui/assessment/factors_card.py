"""Factors to consider, each with what it means for this person; none is counted or added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpo_desk.domain.assessment import Assessment, FactorFinding, Finding
from vpo_desk.domain.cited import CitedText
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.protections import ProtectionRows
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel

NOT_CONSIDERED: Final = ""
_MATTERS: Final = {str(Finding.PRESENT.value), str(Finding.PARTLY.value)}


@dataclass(frozen=True, slots=True)
class FactorRow:
    """The fields of one factor; `key` is its name without capitals, which it has in the draft."""

    key: str
    name: str
    relevance: CitedField


class FactorsCard(JudgmentSection):
    """Shows the library of factors by group, then what protects."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.say("Factors and protection"))
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "Mark what was considered and say why it matters for this person in this case."
                    " They are never counted."
                )
            )
        )
        self._rows: dict[str, FactorRow] = {}
        self._groups = QVBoxLayout()
        self._groups.setSpacing(8)
        self.body.addLayout(self._groups)
        self.body.addWidget(Rule())
        self.body.addWidget(Heading(page.say("What protects"), size="card"))
        self._protections = ProtectionRows(self)
        self.body.addWidget(self._protections)

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is considered so far; a text that is being typed is left alone."""
        self._make_rows(facts, draft)
        self.offer(facts)
        found = {each.name.casefold(): each for each in draft.factors}
        for row in self._rows.values():
            finding = found.get(row.key)
            self.show_value(f"state:{row.key}", str(finding.state.value) if finding else "")
            row.relevance.show_text(finding.cited if finding else CitedText())
            self._show_relevance(row)
        self._protections.show_draft(draft.protective)

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with what stands in the fields."""
        factors: list[FactorFinding] = []
        names = {each.name.casefold(): each.name for each in draft.factors}
        for row in self._rows.values():
            value = self.value(f"state:{row.key}")
            if value:
                why = row.relevance.text()
                name = names.get(row.key, row.name)
                factors.append(FactorFinding(name, Finding(value), why.text, why.citations))
        protective = self._protections.read()
        self.incomplete = self._protections.incomplete
        return replace(draft, factors=_in_order(draft, factors), protective=protective)

    def restore(self, kept: str) -> None:
        """Put journaled words back into their fields; leaving one saves them."""
        self._protections.make_room(kept)
        super().restore(kept)
        self._protections.show_details()
        for row in self._rows.values():
            self._show_relevance(row)

    def forget(self) -> None:
        """Be ready for another case; what that one calls a factor of its own goes too."""
        super().forget()
        self._protections.clear()

    def _make_rows(self, facts: AssessmentFacts, draft: Assessment) -> None:
        if not self._rows:
            page = self.page
            for group, words in (
                ("background", page.say("Background, which does not change")),
                ("current", page.say("Current, which can change")),
                ("context", page.say("Context, around the person")),
            ):
                self._groups.addWidget(Heading(words, size="card"))
                for each in facts.texts.factors:
                    if each.group == group:
                        self._add_row(each.name)
            self._protections.suggest(
                [each.name for each in facts.texts.factors if each.group == "protective"]
            )
        for own in draft.factors:
            if own.name.casefold() not in self._rows:
                self._add_row(own.name)

    def _add_row(self, name: str) -> None:
        page, key = self.page, name.casefold()
        none = Option(NOT_CONSIDERED, page.say("not considered"))
        state = DropDown((none, *options(Finding, page.ground.catalog)))
        state.set_value(NOT_CONSIDERED)
        relevance = CitedField(page, page.say("Why “{name}” matters here", name=name), lines=1)
        row = FactorRow(key, name, relevance)
        state.chosen.connect(lambda: self._show_relevance(row))
        self.enter(f"state:{key}", state)
        self.enter_cited(f"why:{key}", relevance)
        self._rows[key] = row
        state.setAccessibleName(name)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(PlainLabel(name, size="table"), 1)
        across.addWidget(state, 1)
        self._groups.addWidget(line)
        self._groups.addWidget(relevance)
        relevance.hide()

    def show_value(self, name: str, words: str) -> None:
        """Show what is saved; a factor without a state is one that was not considered."""
        entry = self._entries[name]
        if isinstance(entry, DropDown):
            entry.set_value(words or NOT_CONSIDERED)
        else:
            super().show_value(name, words)

    def _show_relevance(self, row: FactorRow) -> None:
        matters = self.value(f"state:{row.key}") in _MATTERS
        row.relevance.setVisible(matters or bool(row.relevance.editor.words()))


def _in_order(draft: Assessment, found: Sequence[FactorFinding]) -> tuple[FactorFinding, ...]:
    """Return factors in the order the draft has them, new ones behind."""
    places = {each.name: place for place, each in enumerate(draft.factors)}
    return tuple(sorted(found, key=lambda each: places.get(each.name, len(places))))

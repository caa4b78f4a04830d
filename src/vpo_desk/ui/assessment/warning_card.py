"""The eight warning behaviors: state, first and last seen, evidence."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.domain.assessment import Assessment, WarningBehavior, WarningFinding, WarningState
from vpo_desk.domain.dates import UncertainDate, read_date
from vpo_desk.domain.relative_dates import understood
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.help import HelpBeside
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Heading, QuietLabel

_SEEN = {WarningState.PRESENT.value, WarningState.PAST.value}


class WarningCard(JudgmentSection):
    """Shows the eight behaviors; one that is present needs when it was last seen."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.say("Warning behaviors"))
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "After Meloy, Hoffmann, Guldimann and James 2012. Not a checklist, and not"
                    " predictive; what is not marked counts as unknown."
                )
            )
        )
        self._asked: dict[WarningBehavior, QuietLabel] = {}
        self._help: dict[WarningBehavior, HelpBeside] = {}
        self._last: dict[WarningBehavior, LabeledField] = {}
        self._details: dict[WarningBehavior, tuple[LabeledField | CitedField, ...]] = {}
        for behavior in WarningBehavior:
            self._add(behavior)

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is noted so far; a field that is being typed in is left alone."""
        self.offer(facts)
        found = {each.behavior: each for each in draft.warning}
        for behavior in WarningBehavior:
            text = facts.texts.warning[behavior]
            self._asked[behavior].setText(f"{text.definition} {text.ask}")
            self._help[behavior].show_rates(text.name, facts.texts.rates[behavior])
            finding = found.get(behavior)
            key = str(behavior.value)
            self.show_value(key, str(finding.state.value) if finding else "")
            self.show_value(f"{key}:first", _said(finding.first if finding else None))
            self.show_value(f"{key}:last", _said(finding.last if finding else None))
            self._cited[f"{key}:evidence"].show_text(
                finding.cited if finding else WarningFinding(behavior, WarningState.UNKNOWN).cited
            )
            self._last[behavior].show_trouble("")
            self._show_details(behavior)

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with the behaviors that are marked; present ones need a date."""
        found: list[WarningFinding] = []
        self.incomplete = False
        known = {each.behavior: each for each in draft.warning}
        for behavior in WarningBehavior:
            key = str(behavior.value)
            value = self.value(key)
            if not value:
                continue
            evidence = self.cited_text(f"{key}:evidence")
            before = known.get(behavior)
            finding = WarningFinding(
                behavior,
                WarningState(value),
                self._read(self.value(f"{key}:first"), before.first if before else None),
                self._read(self.value(f"{key}:last"), before.last if before else None),
                evidence.text,
                evidence.citations,
            )
            lacks = finding.state is WarningState.PRESENT and finding.last is None
            self._last[behavior].show_trouble(self.page.say("Say when.") if lacks else "")
            self.incomplete |= lacks
            if not lacks:
                found.append(finding)
        return replace(draft, warning=tuple(found))

    def restore(self, kept: str) -> None:
        """Put journaled words back into their fields; leaving one saves them."""
        super().restore(kept)
        for behavior in WarningBehavior:
            self._show_details(behavior)

    def _add(self, behavior: WarningBehavior) -> None:
        page, key = self.page, str(behavior.value)
        self.body.addWidget(Rule())
        self.body.addWidget(Heading(page.text(behavior.words), size="card"))
        self._asked[behavior], self._help[behavior] = QuietLabel(), HelpBeside(page)
        state = SegmentedChoice(options(WarningState, page.ground.catalog))
        state.setAccessibleName(page.text(behavior.words))
        state.chosen.connect(lambda: self._show_details(behavior))
        first, last = TextField(), TextField()
        evidence = CitedField(page, page.say("Evidence"), lines=1)
        self.enter(key, state)
        self.enter(f"{key}:first", first)
        self.enter(f"{key}:last", last)
        self.enter_cited(f"{key}:evidence", evidence)
        self._last[behavior] = LabeledField(page.say("Last seen, as said"), last)
        self._details[behavior] = (
            LabeledField(page.say("First seen, as said"), first),
            self._last[behavior],
            evidence,
        )
        for part in (self._asked[behavior], self._help[behavior], state, *self._details[behavior]):
            self.body.addWidget(part)

    def _read(self, words: str, known: UncertainDate | None) -> UncertainDate | None:
        """Understand a date as said today; one that stands there already keeps its meaning."""
        when = read_date(words) if words.strip() else None
        return understood(when, self.page.ground.clock.now().day, known)

    def _show_details(self, behavior: WarningBehavior) -> None:
        seen = self.value(str(behavior.value)) in _SEEN
        for detail in self._details[behavior]:
            detail.setVisible(seen)


def _said(when: UncertainDate | None) -> str:
    return when.said if when else ""

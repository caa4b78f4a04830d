"""The judgment: three dials that are never summed, with reasons, gaps and scenarios."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Imminence,
    Level,
    Outlook,
    Trend,
)
from vpo_desk.domain.gates import fresh_behaviors
from vpo_desk.protocols.knowledge import LevelTexts
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.concerns.forms import options, read_day, typed_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import QuietLabel

DIALS = ("level", "imminence", "confidence")


class JudgmentCard(JudgmentSection):
    """Shows the dials with what each value means, and the texts that give their reasons."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.say("Judgment"))
        catalog = page.ground.catalog
        self._banner = NoticeArea()
        self._told = ""
        self._means: dict[str, QuietLabel] = {name: QuietLabel() for name in DIALS}
        self._levels: LevelTexts | None = None
        for name, terms in (
            ("level", Level),
            ("imminence", Imminence),
            ("confidence", Confidence),
            ("trend", Trend),
        ):
            choice = SegmentedChoice(options(terms, catalog))
            self.enter(name, choice)
            choice.chosen.connect(self._show_means)
        self.enter("until", TextField())
        for name, lines in (("imminence_reason", 2), ("trend_reason", 1)):
            self.enter(name, TextEditor(lines=lines))
        for outlook in Outlook:
            self.enter(str(outlook.value), TextEditor(lines=2))
        self._until_field = LabeledField(page.say("Undetermined until"), self._entries["until"])
        self._arrange()

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is judged so far; a field that is being typed in is left alone."""
        self._levels = facts.texts.levels
        self.offer(facts)
        for name, term in (
            ("level", draft.level),
            ("imminence", draft.imminence),
            ("confidence", draft.confidence),
            ("trend", draft.trend),
        ):
            self.show_value(name, str(term.value) if term else "")
        self.show_value("until", typed_day(draft.until))
        self.show_value("imminence_reason", draft.imminence_reason)
        self.show_value("trend_reason", draft.trend_reason)
        self._cited["formulation"].show_text(draft.formulation)
        self._cited["gaps"].show_text(draft.gaps)
        for place, outlook in enumerate(Outlook):
            words = draft.scenarios[place] if place < len(draft.scenarios) else ""
            self.show_value(str(outlook.value), words)
        self._show_means()
        self._show_banner(facts, draft)

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with what stands in the fields."""
        level, imminence = self.value("level"), self.value("imminence")
        confidence, trend = self.value("confidence"), self.value("trend")
        typed = self.value("until").strip()
        until = read_day(typed) if typed and level == Level.UNDETERMINED.value else None
        wrong = bool(typed) and level == Level.UNDETERMINED.value and until is None
        words = self.page.say("Write a date such as 27 Nov 2026.") if wrong else ""
        self._until_field.show_trouble(words)
        self.incomplete = wrong
        return replace(
            draft,
            level=Level(level) if level else None,
            imminence=Imminence(imminence) if imminence else None,
            confidence=Confidence(confidence) if confidence else None,
            trend=Trend(trend) if trend else None,
            imminence_reason=self.value("imminence_reason"),
            trend_reason=self.value("trend_reason"),
            formulation=self.cited_text("formulation"),
            gaps=self.cited_text("gaps"),
            scenarios=self._scenarios(draft),
            until=until,
        )

    def restore(self, kept: str) -> None:
        """Put journaled words back into their fields; leaving one saves them."""
        super().restore(kept)
        self._show_means()

    def _scenarios(self, draft: Assessment) -> tuple[str, ...]:
        """Return the three named scenarios in their order, then those that have no name."""
        named = [self.value(str(outlook.value)) for outlook in Outlook]
        found = (*named, *draft.scenarios[len(named) :])
        while found and not found[-1].strip():
            found = found[:-1]
        return found

    def _arrange(self) -> None:
        page = self.page
        self.body.addWidget(QuietLabel(page.say("Three dials. They are never added up.")))
        self.body.addWidget(self._banner)
        names = {
            "level": page.say("Level of concern"),
            "imminence": page.say("Imminence"),
            "confidence": page.say("Confidence in this judgment"),
        }
        needed = page.say(
            "Needed when a pathway, last-resort or energy-burst behavior was seen within 14 days."
        )
        for name, words in names.items():
            self.body.addWidget(LabeledField(words, self._entries[name]))
            self.body.addWidget(self._means[name])
            if name == "level":
                self.body.addWidget(self._until_field)
            if name == "imminence":
                reason = page.say("Reason for the imminence decision")
                field = self._entries["imminence_reason"]
                self.body.addWidget(LabeledField(reason, field, tip=needed, tip_shown=True))
        for name, words, lines in (
            ("gaps", page.say("What is not known, and could change it"), 2),
            ("formulation", page.say("Formulation: what drives, what holds back"), 4),
        ):
            field = CitedField(page, words, lines=lines)
            self.enter_cited(name, field)
            self.body.addWidget(field)
        for outlook in Outlook:
            words = page.say("Scenario: {which}", which=outlook.words)
            self.body.addWidget(LabeledField(words, self._entries[str(outlook.value)]))
        trend = page.say("Trend since the last review")
        self.body.addWidget(LabeledField(trend, self._entries["trend"]))
        reason = page.say("Reason for the trend")
        self.body.addWidget(LabeledField(reason, self._entries["trend_reason"]))

    def _show_means(self, _value: object = None) -> None:
        """Say what the chosen value of each dial means."""
        self._until_field.setVisible(self.value("level") == Level.UNDETERMINED.value)
        if self._levels is None:
            return
        means = {str(each.id): f"{each.definition} {each.action}" for each in self._levels.levels}
        dials = {"imminence": self._levels.imminence, "confidence": self._levels.confidence}
        self._show_mean("level", means.get(self.value("level"), ""))
        for name, texts in dials.items():
            found = {each.id: each.definition for each in texts}
            self._show_mean(name, found.get(self.value(name), ""))

    def _show_mean(self, name: str, words: str) -> None:
        self._means[name].setText(words)
        self._means[name].setVisible(bool(words))

    def _show_banner(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what cannot wait: an indicated imminence, or a fresh behavior without a decision."""
        page = self.page
        strong, words, tone = "", "", "danger"
        fresh = fresh_behaviors(draft, facts.relied_on.today)
        if draft.imminence is Imminence.INDICATED:
            strong = page.say("Imminence is indicated: respond now.")
            words = page.say(
                "911, command, the options of hold, order or arrest, and warning the target."
            )
        elif fresh and not draft.imminence_reason.strip():
            tone = "warning"
            names = ", ".join(page.text(each.behavior.words) for each in fresh)
            strong = page.say("{names}: seen within 14 days.", names=names)
            words = page.say("Decide on imminence, and write the reason. It sets no level.")
        if strong + words == self._told:
            return
        self._told = strong + words
        self._banner.clear()
        if strong:
            self._banner.add(Notice(strong, words, tone=tone))

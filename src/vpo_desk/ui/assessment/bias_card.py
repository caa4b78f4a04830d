"""Bias and rights checks: each question with its own answer, and room for one text on them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vpo_desk.domain.assessment import BIAS_CHECKS, Assessment, BiasAnswer
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel

WHOLE: Final = "bias"


class BiasCard(JudgmentSection):
    """Shows the checks; the seal asks for all of them, or for the one text."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.say("Bias and rights"))
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "Before sealing: answer each check, or write one text that does. They are made"
                    " anew for each version."
                )
            )
        )
        self._fields: dict[str, LabeledField] = {}
        for check in (*BIAS_CHECKS, WHOLE):
            editor = TextEditor(lines=2)
            self.enter(check, editor)
            self._fields[check] = LabeledField(check, editor)
            self.body.addWidget(self._fields[check])
        self._name(WHOLE, page.say("Bias and rights check"))

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is said so far; a text that is being typed is left alone."""
        for check in facts.texts.checks:
            self._name(check.id, check.text)
            self.show_value(check.id, draft.check(check.id))
        self.show_value(WHOLE, draft.bias)

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with what stands in the fields."""
        checks = tuple(
            BiasAnswer(check, self.value(check)) for check in BIAS_CHECKS if self.value(check)
        )
        return replace(draft, checks=checks, bias=self.value(WHOLE))

    def _name(self, check: str, words: str) -> None:
        field = self._fields[check]
        field.label.setText(words)
        field.field.setAccessibleName(words)

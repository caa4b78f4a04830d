"""The thirteen key questions: a status and a text with the facts it cites for each."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.domain.assessment import KEY_QUESTIONS, Assessment, KeyAnswer, QuestionStatus
from vpo_desk.domain.cited import CitedText
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel


class QuestionsCard(JudgmentSection):
    """Shows the key questions; one that is left empty stands as not answered yet."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.say("Key questions"))
        self.body.addWidget(
            QuietLabel(page.say("Put the facts in by “Cite…”. Nothing here stops the seal."))
        )
        self._asked: dict[str, PlainLabel] = {}
        for number, key in enumerate(KEY_QUESTIONS, start=1):
            self.body.addWidget(Rule())
            self._asked[key] = PlainLabel(strong=True)
            self.body.addWidget(self._asked[key])
            status = SegmentedChoice(options(QuestionStatus, page.ground.catalog))
            status.setAccessibleName(page.say("Key question {number}, status", number=number))
            text = CitedField(page, page.say("Answer to key question {number}", number=number))
            self.enter(_status(key), status)
            self.enter_cited(key, text)
            self.body.addWidget(status)
            self.body.addWidget(text)

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show what is said so far; a text that is being typed is left alone."""
        for asked in facts.texts.questions:
            self._asked[asked.id].setText(f"{asked.id.removeprefix('K')}. {asked.text}")
        self.offer(facts)
        for key in KEY_QUESTIONS:
            found = draft.question(key)
            status = found.status if found else None
            self.show_value(_status(key), str(status.value) if status else "")
            self._cited[key].show_text(found.text if found else CitedText())

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with what stands in the fields."""
        answers: list[KeyAnswer] = []
        for key in KEY_QUESTIONS:
            value, text = self.value(_status(key)), self.cited_text(key)
            if value or text.text:
                answers.append(KeyAnswer(key, QuestionStatus(value) if value else None, text))
        return replace(draft, questions=tuple(answers))


def _status(key: str) -> str:
    return f"{key}:status"

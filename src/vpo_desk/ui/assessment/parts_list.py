"""The parts of the assessment at the left, each with what it holds or lacks."""

from __future__ import annotations

from PySide6.QtCore import Signal

from vpo_desk.domain.assessment import KEY_QUESTIONS, Assessment
from vpo_desk.domain.statement import Theme
from vpo_desk.services.knowledge import ThemeKnowledge
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.section_list import Section, SectionList


class PartsCard(Card):
    """Themes first, then the other parts; `chosen(key)` comes when the officer goes to one."""

    chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Themes"), flush=True)
        self._page = page
        self._list = SectionList(name=page.say("Parts of the assessment"), said_width=110)
        self._list.chosen.connect(self.chosen)
        self.body.addWidget(self._list)

    def set_current(self, key: str) -> None:
        """Mark another part."""
        self._list.set_current(key)

    def show_draft(
        self, facts: AssessmentFacts, draft: Assessment, missing: int, here: str
    ) -> None:
        """Show what each part holds; `missing` counts what keeps the draft from its seal."""
        page = self._page
        weighed = {each.theme for each in facts.evidence}
        rows = [self._theme_row(known, draft, weighed) for known in facts.themes]
        answered = sum(each.status is not None for each in draft.questions)
        level = page.text(draft.level.words) if draft.level else ""
        said = page.say("{count} missing", count=missing) if missing else page.say("ready")
        checked = page.say("done") if draft.bias_checked else ""
        considered = len(draft.factors) + len(draft.protective)
        rows += [
            Section("questions", page.say("Key questions"), f"{answered}/{len(KEY_QUESTIONS)}"),
            Section("warning", page.say("Warning behaviors"), str(len(draft.warning) or "")),
            Section("factors", page.say("Factors and protection"), str(considered or "")),
            Section("judgment", page.say("Judgment"), level),
            Section("bias", page.say("Bias and rights"), checked, "info" if checked else ""),
            Section("seal", page.say("Seal"), said, "warning" if missing else "good"),
            Section("versions", page.say("Versions"), str(len(facts.sealed) or "")),
        ]
        self._list.show_sections(rows, here)
        count = sum(known.theme in weighed for known in facts.themes)
        self.note.setText(page.say("{count} of 13 have evidence", count=count))

    def _theme_row(
        self, known: ThemeKnowledge, draft: Assessment, weighed: set[Theme | None]
    ) -> Section:
        page, finding = self._page, draft.theme(known.theme)
        key, words = str(known.theme.value), page.text(known.theme.words)
        if finding is not None:
            return Section(key, words, page.text(finding.finding.words), "info")
        if known.differences:
            return Section(key, words, page.say("differs"), "warning")
        if known.theme not in weighed:
            return Section(key, words, page.say("nothing yet"), "danger")
        if not known.sources:
            return Section(key, words, page.say("records only"))
        one = known.sources == 1
        said = page.say("1 source") if one else page.say("{n} sources", n=known.sources)
        return Section(key, words, said)

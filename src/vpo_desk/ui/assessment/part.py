"""The assessment tab: its parts at the left, evidence, finding and rationale at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from vpo_desk.domain.assessment import Assessment, WarningBehavior
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.gates import Gate, assessment_gates
from vpo_desk.domain.reliance import before_you_rely
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.ui.assessment.bias_card import BiasCard
from vpo_desk.ui.assessment.factors_card import FactorsCard
from vpo_desk.ui.assessment.facts import AssessmentFacts, draft_scope, read_facts
from vpo_desk.ui.assessment.help import theme_help, warning_help
from vpo_desk.ui.assessment.judgment_card import JudgmentCard
from vpo_desk.ui.assessment.parts_list import PartsCard
from vpo_desk.ui.assessment.questions_card import QuestionsCard
from vpo_desk.ui.assessment.reliance_card import RelianceCard
from vpo_desk.ui.assessment.seal_card import SealCard
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.assessment.theme_card import ThemeSection
from vpo_desk.ui.assessment.versions_card import VersionsCard
from vpo_desk.ui.assessment.warning_card import WarningCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Columns
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

QUESTIONS: Final = "questions"
WARNING: Final = "warning"
FACTORS: Final = "factors"
JUDGMENT: Final = "judgment"
BIAS: Final = "bias"
SEAL: Final = "seal"
VERSIONS: Final = "versions"
BINDING: Final = "assessment@1"
_THEMES: Final = frozenset(str(theme.value) for theme in CORE_THEMES)
_MADE_LATE: Final[dict[str, Callable[[Page], JudgmentSection]]] = {
    QUESTIONS: QuestionsCard,
    WARNING: WarningCard,
    FACTORS: FactorsCard,
    JUDGMENT: JudgmentCard,
    BIAS: BiasCard,
}
"""Sections with many fields: each is made when it is first shown."""


class AssessmentPart(CasePart):
    """Drafts an assessment field by field; each change is saved at once."""

    paper = "assessment"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._draft: Assessment | None = None
        self._facts: AssessmentFacts | None = None
        self._saves = 0
        self._here = Theme.MOT.value
        columns = self._columns = Columns(side_share=68)
        self.column.addWidget(columns)
        self._list = PartsCard(page)
        self._list.chosen.connect(self._turn_to)
        self._reliance = RelianceCard(page)
        self._reliance.place_asked.connect(self._turn_to)
        columns.main.addWidget(self._list)
        columns.main.addWidget(self._reliance)
        self._theme = ThemeSection(page)
        self._seal, self._versions = SealCard(page), VersionsCard(page)
        self._sections: dict[str, JudgmentSection] = {}
        self._take_in(self._theme.judged)
        for card in (self._theme, self._seal, self._versions):
            columns.side.addWidget(card)
            card.hide()
        self._seal.seal_asked.connect(self._seal_now)
        self._seal.place_asked.connect(self._turn_to)

    def load(self, case_id: str) -> None:
        """Show a case; what was typed for the one before is saved there first."""
        if case_id != self.case_id:
            self.flush()
            self._draft, self._facts = None, None
            here = QApplication.focusWidget()
            if here is not None and self.isAncestorOf(here):
                self.setFocus()  # no field keeps words of another case because it has the focus
            for section in (self._theme.judged, *self._sections.values()):
                section.forget()
        super().load(case_id)

    def read(self) -> None:
        """Read the draft and the evidence."""
        case_id, now, saves = self.case_id, self.page.ground.clock.now(), self._saves
        # What was read before the last save shows less than the officer has done already.
        self.page.query(
            lambda services: read_facts(services, case_id, now),
            lambda facts: self._show(facts) if saves == self._saves else None,
        )

    def flush(self) -> None:
        """Commit what is in the fields; a command taken now is carried out before the lock."""
        if section := self._section():
            section.commit()
        self._theme.flush()
        self._seal.flush()

    def gates(self) -> tuple[Gate, ...]:
        """Return what keeps the draft from being sealed."""
        if self._draft is None:
            return ()
        return assessment_gates(self._draft, self._draft.at.day)

    def help(self) -> tuple[Words, ...]:
        """Say what the part that is shown asks, and what studies found."""
        facts = self._facts
        if facts is None:
            return ()
        if self._here in _THEMES:
            theme = Theme(self._here)
            return theme_help(facts.texts.themes[theme], facts.texts.rates[theme])
        if self._here == WARNING:
            return tuple(
                words
                for each in WarningBehavior
                for words in warning_help(facts.texts.warning[each], facts.texts.rates[each])
            )
        return (
            say("Three dials, never added up: level of concern, imminence, confidence."),
            say("A sealed version never changes; a new one starts from it."),
        )

    def _section(self) -> JudgmentSection | None:
        """Return the section of the draft that is shown, if it is one."""
        if self._here in _THEMES:
            return self._theme.judged
        return self._sections.get(self._here)

    def _take_in(self, section: JudgmentSection) -> None:
        section.changed.connect(self._take)
        section.typed.connect(self._journal)

    def _show(self, facts: AssessmentFacts) -> None:
        fresh = self._draft is None or self._draft.id != facts.draft.id
        self._facts = facts
        if fresh or facts.stored:
            self._draft = facts.draft
        self._show_list()
        if fresh:
            self._turn_to(self._here)
        else:
            self._show_here()

    def _turn_to(self, key: str) -> None:
        if key != self._here and (section := self._section()):
            section.commit()
        known = key in _THEMES or key in _MADE_LATE or key in {SEAL, VERSIONS}
        self._here = key if known else JUDGMENT
        if self._here in _MADE_LATE and self._here not in self._sections:
            made = self._sections[self._here] = _MADE_LATE[self._here](self.page)
            self._columns.side.addWidget(made)
            self._take_in(made)
        self._theme.setVisible(self._here in _THEMES)
        self._seal.setVisible(self._here == SEAL)
        self._versions.setVisible(self._here == VERSIONS)
        for name, section in self._sections.items():
            section.setVisible(name == self._here)
        self._list.set_current(self._here)
        beside = self._columns.side if self._here == SEAL else self._columns.main
        if beside.indexOf(self._reliance) < 0:
            beside.insertWidget(0 if beside is self._columns.side else 1, self._reliance)
        self._show_here()

    def _show_here(self) -> None:
        draft, facts = self._draft, self._facts
        if draft is None or facts is None:
            return
        section = self._section()
        if self._here in _THEMES:
            self._theme.show_theme(facts, draft, Theme(self._here))
        elif section is not None:
            section.show_draft(facts, draft)
        elif self._here == SEAL:
            self._seal.limits.show_open(facts.differing)
            self._seal.show_draft(draft, self.gates())
        else:
            self._versions.show_versions(facts.sealed)
        if section is not None and (kept := facts.journal.get(self._here)):
            section.restore(kept)

    def _show_list(self) -> None:
        draft, facts = self._draft, self._facts
        if draft is not None and facts is not None:
            self._list.show_draft(facts, draft, len(self.gates()), self._here)
            self._reliance.show_cautions(before_you_rely(draft, facts.relied_on))

    def _take(self) -> None:
        """Save what stands in the section; what a draft cannot hold yet stays in the journal."""
        draft, section = self._draft, self._section()
        if draft is None or section is None:
            return
        self._keep(section.read_into(draft))
        if section.incomplete:
            self._journal()

    def _keep(self, draft: Assessment) -> None:
        if draft == self._draft:
            return
        self._draft = draft
        self._saves += 1
        field = self._here

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes = services.assessments.save(draft)
                services.drafts.drop(draft_scope(draft.case_id), field)
            return changes

        if self._facts is not None:
            self._facts.journal.pop(field, None)
        self.page.command(act)
        self._show_list()

    def _journal(self) -> None:
        """Keep what is being typed; it is saved as a version when its field is left."""
        draft, facts, section = self._draft, self._facts, self._section()
        if draft is None or facts is None or section is None:
            return
        same = section.read_into(draft) == draft and not section.incomplete
        scope, field, words = draft_scope(draft.case_id), self._here, section.words()
        words = "" if same else words
        facts.journal[field] = words
        self.page.command(lambda services: services.drafts.keep(scope, field, BINDING, words))

    def _seal_now(self, override: str, signed: SignOff | None) -> None:
        self.flush()
        if self._draft is None or self._has_unsaved():
            return
        now = self.page.ground.clock.now()
        draft = replace(self._draft, override=override, signed=signed or self._draft.signed, at=now)

        def sealed(_nothing: object) -> None:
            self._seal.note_sealed()
            self._draft = None
            self._here = Theme.MOT.value
            self.page.go("case", draft.case_id, "plan")

        self.page.command(lambda services: services.assessments.seal(draft), sealed)

    def _has_unsaved(self) -> bool:
        """Lead to the first part whose words are not in the draft; none may miss the seal."""
        kept = self._facts.journal if self._facts is not None else {}
        left = [field for field, words in kept.items() if words]
        if not left:
            return False
        self._turn_to(left[0])
        self.page.notices.clear()
        self.page.notices.add(
            Notice(
                self.say("This part has words that are not saved yet."),
                self.say("Complete or empty them, then seal. Nothing was sealed."),
                tone="warning",
            )
        )
        return True

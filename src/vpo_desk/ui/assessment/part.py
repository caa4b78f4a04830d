"""The assessment tab: themes at the left, evidence, finding and rationale at the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.assessment import Assessment, WarningBehavior
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.cited import Citation
from vpo_desk.domain.gates import Gate, assessment_gates
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.protocols.knowledge import ThemeText
from vpo_desk.services.comparisons import Comparison
from vpo_desk.services.knowledge import ThemeKnowledge
from vpo_desk.ui.assessment.judgment_card import JudgmentCard
from vpo_desk.ui.assessment.seal_card import SealCard
from vpo_desk.ui.assessment.theme_card import ThemeCard
from vpo_desk.ui.assessment.warning_card import WarningCard
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.section_list import Section, SectionList

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

WARNING: Final = "warning"
JUDGMENT: Final = "judgment"
SEAL: Final = "seal"
BINDING: Final = "assessment@1"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What the tab shows, read at once."""

    draft: Assessment
    stored: bool
    themes: tuple[ThemeKnowledge, ...]
    citable: dict[str, Citation]
    sealed: tuple[Assessment, ...]
    journal: dict[str, str]
    texts: dict[Theme, ThemeText]
    warning: dict[WarningBehavior, str]
    roots: dict[str, str]
    differing: tuple[Comparison, ...]


class AssessmentPart(CasePart):
    """Drafts an assessment field by field; each change is saved at once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._draft: Assessment | None = None
        self._facts: AssessmentFacts | None = None
        self._saves = 0
        self._here = Theme.MOT.value
        columns = Columns(side_share=68)
        self.column.addWidget(columns)
        self._list_card = Card(self.say("Themes"), flush=True)
        self._list = SectionList(name=self.say("Parts of the assessment"), said_width=110)
        self._list.chosen.connect(self._turn_to)
        self._list_card.body.addWidget(self._list)
        columns.main.addWidget(self._list_card)
        self._theme = ThemeCard(page)
        self._warning = WarningCard(page)
        self._judgment = JudgmentCard(page)
        self._seal = SealCard(page)
        for card in (self._theme, self._warning, self._judgment, self._seal):
            columns.side.addWidget(card)
            card.hide()
        self._theme.typed.connect(self._journal)
        self._judgment.typed.connect(self._journal)
        self._warning.typed.connect(self._journal)
        self._theme.changed.connect(self._take_theme)
        self._warning.changed.connect(self._take_warning)
        self._judgment.changed.connect(self._take_judgment)
        self._seal.seal_asked.connect(self._seal_now)
        self._seal.place_asked.connect(self._turn_to)

    def load(self, case_id: str) -> None:
        """Show a case; what was typed for the one before is saved there first."""
        if case_id != self.case_id:
            self.flush()
            self._draft, self._facts = None, None
            self._theme.forget()
            self._judgment.forget()
        super().load(case_id)

    def read(self) -> None:
        """Read the draft and the evidence."""
        case_id, now, saves = self.case_id, self.page.ground.clock.now(), self._saves

        def ask(services: Services) -> AssessmentFacts:
            known = [each.value for each in services.assessments.of_case(case_id)]
            draft = services.assessments.open_draft(case_id, now)
            return AssessmentFacts(
                draft,
                any(each.id == draft.id for each in known),
                services.knowledge.themes(case_id),
                services.citations.citable(case_id),
                tuple(each for each in known if each.sealed),
                {each.field: each.content for each in services.drafts.of(_scope(case_id))},
                {theme: services.guide.theme(theme) for theme in CORE_THEMES},
                {each: _meaning(services, each) for each in WarningBehavior},
                {each.id: each.what for each in services.knowledge.roots(case_id)},
                services.comparisons.still_open(case_id),
            )

        # What was read before the last save shows less than the officer has done already.
        self.page.query(ask, lambda facts: self._show(facts) if saves == self._saves else None)

    def flush(self) -> None:
        """Commit what is in the fields; a command taken now is carried out before the lock."""
        for card in (self._theme, self._warning, self._judgment):
            card.commit()
        self._seal.flush()

    def gates(self) -> tuple[Gate, ...]:
        """Return what keeps the draft from being sealed."""
        draft = self._draft
        return assessment_gates(draft, draft.at.day) if draft is not None else ()

    def _show(self, facts: AssessmentFacts) -> None:
        fresh = self._draft is None or self._draft.id != facts.draft.id
        self._facts = facts
        self._seal.limits.show_open(facts.differing)
        if fresh or facts.stored:
            self._draft = facts.draft
        self._show_list()
        if fresh:
            self._turn_to(self._here)
        else:
            self._show_here()

    def _turn_to(self, key: str) -> None:
        self._here = key
        themes = {theme.value for theme in CORE_THEMES}
        self._theme.setVisible(key in themes)
        self._warning.setVisible(key == WARNING)
        self._judgment.setVisible(key not in {*themes, WARNING, SEAL})
        self._seal.setVisible(key == SEAL)
        if key not in {*themes, WARNING, SEAL}:
            self._here = JUDGMENT
        self._list.set_current(self._here)
        self._show_here()

    def _show_here(self) -> None:
        draft, facts = self._draft, self._facts
        if draft is None or facts is None:
            return
        if self._here in {theme.value for theme in CORE_THEMES}:
            theme = Theme(self._here)
            known = next(each for each in facts.themes if each.theme is theme)
            self._theme.show_text(facts.texts[theme])
            kept = facts.journal.get(self._here, "")
            self._theme.show_theme(known, draft.theme(theme), facts.citable, facts.roots, kept)
        elif self._here == WARNING:
            self._warning.show_texts(facts.warning)
            self._warning.show_draft(draft)
            if kept := facts.journal.get(WARNING):
                self._warning.restore(kept)
        elif self._here == SEAL:
            self._seal.show_draft(draft, self.gates(), facts.sealed)
        else:
            self._judgment.show_draft(draft)
            if kept := facts.journal.get(JUDGMENT):
                self._judgment.restore(kept)

    def _show_list(self) -> None:
        draft, facts = self._draft, self._facts
        if draft is None or facts is None:
            return
        rows: list[Section] = []
        with_evidence = 0
        for known in facts.themes:
            with_evidence += bool(known.statements)
            rows.append(self._theme_row(known, draft))
        missing = len(self.gates())
        rows.append(Section(WARNING, self.say("Warning behaviors"), str(len(draft.warning) or "")))
        rows.append(
            Section(
                JUDGMENT,
                self.say("Judgment"),
                self.page.text(draft.level.words) if draft.level else "",
            )
        )
        said = self.say("{count} missing", count=missing) if missing else self.say("ready")
        rows.append(Section(SEAL, self.say("Seal"), said, "warning" if missing else "good"))
        self._list.show_sections(rows, self._here)
        self._list_card.note.setText(self.say("{count} of 13 have evidence", count=with_evidence))

    def _theme_row(self, known: ThemeKnowledge, draft: Assessment) -> Section:
        finding = draft.theme(known.theme)
        words = self.page.text(known.theme.words)
        if finding is not None:
            return Section(known.theme.value, words, self.page.text(finding.finding.words), "info")
        if known.differences:
            return Section(known.theme.value, words, self.say("differs"), "warning")
        if not known.statements:
            return Section(known.theme.value, words, self.say("nothing yet"), "danger")
        sources = known.sources
        said = self.say("1 source") if sources == 1 else self.say("{n} sources", n=sources)
        return Section(known.theme.value, words, said)

    def _take_theme(self) -> None:
        draft, finding = self._draft, self._theme.finding()
        if draft is None or finding is None:
            return
        others = [each for each in draft.themes if each.theme is not finding.theme]
        order = {theme: place for place, theme in enumerate(CORE_THEMES)}
        themes = sorted([*others, finding], key=lambda each: order[each.theme])
        self._keep(replace(draft, themes=tuple(themes)))

    def _take_warning(self) -> None:
        draft, found = self._draft, self._warning.findings()
        if draft is None:
            return
        if found != draft.warning:
            self._keep(replace(draft, warning=found))
        if self._warning.incomplete:  # “present” without a date cannot be saved yet
            self._journal()

    def _take_judgment(self) -> None:
        if self._draft is not None and self._facts is not None:
            self._keep(self._judgment.read_into(self._draft, self._facts.citable))

    def _keep(self, draft: Assessment) -> None:
        if draft == self._draft:
            return
        self._draft = draft
        self._saves += 1
        field = self._here

        def act(services: Services) -> Changes:
            with services.ground.transaction():
                changes = services.assessments.save(draft)
                services.drafts.drop(_scope(draft.case_id), field)
            return changes

        if self._facts is not None:
            self._facts.journal.pop(field, None)
        self.page.command(act)
        self._show_list()

    def _journal(self) -> None:
        """Keep what is being typed; it is saved as a version when its field is left."""
        if self._draft is None or self._facts is None:
            return
        scope, field, words = _scope(self._draft.case_id), self._here, self._unsaved()
        self._facts.journal[field] = words
        self.page.command(lambda services: services.drafts.keep(scope, field, BINDING, words))

    def _unsaved(self) -> str:
        """Return the words of the part shown; nothing when the draft holds them already."""
        draft, facts = self._draft, self._facts
        if draft is None or facts is None:
            return ""
        if self._here == JUDGMENT:
            same = self._judgment.read_into(draft, facts.citable) == draft
            return "" if same else self._judgment.words()
        if self._here == WARNING:
            same = self._warning.findings() == draft.warning and not self._warning.incomplete
            return "" if same else self._warning.words()
        finding = self._theme.finding()
        same = finding is not None and finding == draft.theme(finding.theme)
        return "" if same else self._theme.words()

    def _seal_now(self, override: str) -> None:
        self.flush()
        if self._draft is None or self._has_unsaved():
            return
        now = self.page.ground.clock.now()
        draft = replace(self._draft, override=override, at=now)

        def sealed(_nothing: object) -> None:
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


def _scope(case_id: str) -> str:
    """Return where unsaved words are kept: by the case, as a draft has no lasting id at first."""
    return f"{case_id}:assessment"


def _meaning(services: Services, behavior: WarningBehavior) -> str:
    text = services.guide.warning(behavior)
    return f"{text.definition} {text.ask}"

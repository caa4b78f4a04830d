"""What the assessment tab shows, read at once on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpo_desk.domain.assessment import Assessment, WarningBehavior
from vpo_desk.domain.cited import Citation
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.reliance import ReliedOn
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.protocols.knowledge import (
    Factor,
    LevelTexts,
    NumberedText,
    ThemeText,
    WarningText,
)
from vpo_desk.services.comparisons import Comparison
from vpo_desk.services.evidence import Evidence
from vpo_desk.services.guide import Rates
from vpo_desk.services.knowledge import ThemeKnowledge

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The texts beside the fields: what each asks, and what studies found."""

    themes: Mapping[Theme, ThemeText]
    warning: Mapping[WarningBehavior, WarningText]
    rates: Mapping[Theme | WarningBehavior, Rates]
    levels: LevelTexts
    factors: tuple[Factor, ...]
    questions: tuple[NumberedText, ...]
    checks: tuple[NumberedText, ...]


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """The draft with everything around it; `roots` says what each root of the case is."""

    draft: Assessment
    stored: bool
    themes: tuple[ThemeKnowledge, ...]
    evidence: tuple[Evidence, ...]
    citable: dict[str, Citation]
    sealed: tuple[Assessment, ...]
    journal: dict[str, str]
    roots: dict[str, str]
    relied_on: ReliedOn
    texts: HelpTexts
    differing: tuple[Comparison, ...]


def read_facts(services: Services, case_id: str, now: Moment) -> AssessmentFacts:
    """Read the draft, its evidence and the texts; called on the worker."""
    known = [each.value for each in services.assessments.of_case(case_id)]
    draft = services.assessments.open_draft(case_id, now)
    return AssessmentFacts(
        draft,
        any(each.id == draft.id for each in known),
        services.knowledge.themes(case_id),
        services.evidence.of_case(case_id),
        services.citations.citable(case_id),
        tuple(each for each in known if each.sealed),
        {each.field: each.content for each in services.drafts.of(draft_scope(case_id))},
        {each.id: each.what for each in services.knowledge.roots(case_id)},
        services.evidence.relied_on(case_id, now.day),
        _texts(services),
        services.comparisons.still_open(case_id),
    )


def draft_scope(case_id: str) -> str:
    """Return where unsaved words are kept: by the case, as a draft has no lasting id at first."""
    return f"{case_id}:assessment"


def _texts(services: Services) -> HelpTexts:
    guide = services.guide
    asked = guide.key_questions()
    rates: dict[Theme | WarningBehavior, Rates] = {each: guide.rates(each) for each in CORE_THEMES}
    rates |= {each: guide.rates(each) for each in WarningBehavior}
    return HelpTexts(
        {theme: guide.theme(theme) for theme in CORE_THEMES},
        {each: guide.warning(each) for each in WarningBehavior},
        rates,
        guide.levels(),
        guide.factors().factors,
        asked.questions,
        asked.checks,
    )

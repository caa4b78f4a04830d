"""A judgment with reasons: thirteen themes, warning behaviors and three dials, never summed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpo_desk.domain.cited import Citation, CitedText
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import Theme
from vpo_desk.domain.terms import Term


class Level(Term):
    """Level of concern, in the words of this program (not the scale of any other guide)."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    ELEVATED = "elevated", "Elevated"
    HIGH = "high", "High"
    UNDETERMINED = "undetermined", "Undetermined"


class Imminence(Term):
    """Whether a time, trigger or behavior suggests action within hours or days."""

    NONE = "none", "No indication"
    POSSIBLE = "possible", "Possible"
    INDICATED = "indicated", "Indicated"


class Confidence(Term):
    """Confidence in the judgment."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Finding(Term):
    """What a theme shows."""

    PRESENT = "present", "Present"
    PARTLY = "partly", "Partly"
    NOT_PRESENT = "not_present", "Not present"
    UNKNOWN = "unknown", "Unknown"


class WarningBehavior(Term):
    """The eight warning behaviors (Meloy, Hoffmann, Guldimann & James 2012)."""

    PATHWAY = "pathway", "Pathway"
    FIXATION = "fixation", "Fixation"
    IDENTIFICATION = "identification", "Identification"
    NOVEL_AGGRESSION = "novel_aggression", "Novel aggression"
    ENERGY_BURST = "energy_burst", "Energy burst"
    LEAKAGE = "leakage", "Leakage"
    LAST_RESORT = "last_resort", "Last resort"
    DIRECT_THREAT = "direct_threat", "Directly communicated threat"


URGENT_BEHAVIORS: frozenset[WarningBehavior] = frozenset(
    (WarningBehavior.PATHWAY, WarningBehavior.LAST_RESORT, WarningBehavior.ENERGY_BURST)
)


class WarningState(Term):
    """Whether a warning behavior is seen."""

    PRESENT = "present", "Present now"
    PAST = "past", "Past"
    NOT_SEEN = "not_seen", "Not seen"
    UNKNOWN = "unknown", "Unknown"


class Trend(Term):
    """How concern moved since the last review."""

    RISING = "rising", "Rising"
    STEADY = "steady", "Steady"
    FALLING = "falling", "Falling"
    UNKNOWN = "unknown", "Unknown"


class Durability(Term):
    """How long something protective can be relied on."""

    DURABLE = "durable", "Durable"
    FRAGILE = "fragile", "Fragile"
    TIME_LIMITED = "time_limited", "Time-limited"


class QuestionStatus(Term):
    """What the facts say to a key question."""

    SUPPORTED = "supported", "Supported"
    PARTLY = "partly", "Partly"
    NOT_SUPPORTED = "not_supported", "Not supported"
    UNKNOWN = "unknown", "Unknown"


class Outlook(Term):
    """What the first three scenarios of an assessment are, in their order."""

    LIKELY = "likely", "Most likely"
    WORST = "worst", "Worst plausible"
    IMPROVES = "improves", "If it improves"


KEY_QUESTIONS: Final = tuple(f"K{number}" for number in range(1, 14))
"""The ids of the key questions; their texts are data."""

BIAS_CHECKS: Final = (
    "same_facts",
    "protected_activity",
    "diagnosis",
    "benign_explanation",
    "single_source",
    "lowering_facts",
    "outcome_bias",
)
"""The ids of the bias and rights checks; their texts are data."""


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """What one theme shows, and why; `supports` and `against` is the evidence chosen for each."""

    theme: Theme
    finding: Finding
    rationale: CitedText = field(default_factory=CitedText)
    supports: tuple[Citation, ...] = ()
    against: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What is said to one key question; its facts are what the text cites."""

    question: str
    status: QuestionStatus | None = None
    text: CitedText = field(default_factory=CitedText)


@dataclass(frozen=True, slots=True)
class BiasAnswer:
    """What is said to one bias or rights check."""

    check: str
    text: str


@dataclass(frozen=True, slots=True)
class WarningFinding:
    """What is known of one warning behavior; dates may be uncertain, the evidence may cite."""

    behavior: WarningBehavior
    state: WarningState
    first: UncertainDate | None = None
    last: UncertainDate | None = None
    evidence: str = ""
    cites: tuple[Citation, ...] = ()

    @property
    def cited(self) -> CitedText:
        """The evidence with where its brackets lead."""
        return CitedText(self.evidence, self.cites)


@dataclass(frozen=True, slots=True)
class FactorFinding:
    """What is known of a factor and why it matters for this person; the reason may cite."""

    name: str
    state: Finding
    relevance: str = ""
    cites: tuple[Citation, ...] = ()

    @property
    def cited(self) -> CitedText:
        """Why it matters, with where its brackets lead."""
        return CitedText(self.relevance, self.cites)


@dataclass(frozen=True, slots=True)
class Protection:
    """Something that holds the person back or supports them."""

    text: str
    durability: Durability | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One numbered assessment of a case; it can change until it is sealed, and never after."""

    id: str
    case_id: str
    number: int
    at: Moment
    themes: tuple[ThemeFinding, ...] = ()
    warning: tuple[WarningFinding, ...] = ()
    factors: tuple[FactorFinding, ...] = ()
    protective: tuple[Protection, ...] = ()
    level: Level | None = None
    imminence: Imminence | None = None
    imminence_reason: str = ""
    confidence: Confidence | None = None
    gaps: CitedText = field(default_factory=CitedText)
    trend: Trend | None = None
    formulation: CitedText = field(default_factory=CitedText)
    scenarios: tuple[str, ...] = ()
    """The first three are those of `Outlook`, in that order; further ones have no name."""
    bias: str = ""
    """The bias and rights check in one text; `checks` answers its questions one by one."""
    until: date | None = None
    signed: SignOff | None = None
    override: str = ""
    sealed_at: Moment | None = None
    questions: tuple[KeyAnswer, ...] = ()
    checks: tuple[BiasAnswer, ...] = ()
    trend_reason: str = ""

    @property
    def sealed(self) -> bool:
        """True when it is immutable."""
        return self.sealed_at is not None

    def theme(self, theme: Theme) -> ThemeFinding | None:
        """Return the finding on a theme, or None while it has not been addressed."""
        return next((finding for finding in self.themes if finding.theme is theme), None)

    def question(self, question: str) -> KeyAnswer | None:
        """Return what is said to a key question, or None while nothing is."""
        return next((each for each in self.questions if each.question == question), None)

    def check(self, check: str) -> str:
        """Return what is said to a bias or rights check; empty while nothing is."""
        return next((each.text for each in self.checks if each.check == check), "")

    @property
    def bias_checked(self) -> bool:
        """True when the bias and rights check is made: in one text, or question by question."""
        return bool(self.bias.strip()) or all(self.check(each).strip() for each in BIAS_CHECKS)


def with_outlook(scenarios: tuple[str, ...]) -> tuple[tuple[Outlook | None, str], ...]:
    """Return each scenario that has words with what it is.

    None where it has no name, or its words begin with that name themselves.
    """
    named = [*Outlook, *([None] * len(scenarios))]
    return tuple(
        (None if name is None or text.casefold().startswith(name.label.casefold()) else name, text)
        for name, text in zip(named, scenarios, strict=False)
        if text.strip()
    )

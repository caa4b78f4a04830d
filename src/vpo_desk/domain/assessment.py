"""A judgment with reasons: thirteen themes, warning behaviors and three dials, never summed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vpo_desk.domain.cited import CitedText
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


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """What one theme shows, and why."""

    theme: Theme
    finding: Finding
    rationale: CitedText = field(default_factory=CitedText)


@dataclass(frozen=True, slots=True)
class WarningFinding:
    """What is known of one warning behavior; dates may be uncertain."""

    behavior: WarningBehavior
    state: WarningState
    first: UncertainDate | None = None
    last: UncertainDate | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class FactorFinding:
    """What is known of a factor and why it matters for this person."""

    name: str
    state: Finding
    relevance: str = ""


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
    bias: str = ""
    until: date | None = None
    signed: SignOff | None = None
    override: str = ""
    sealed_at: Moment | None = None

    @property
    def sealed(self) -> bool:
        """True when it is immutable."""
        return self.sealed_at is not None

    def theme(self, theme: Theme) -> ThemeFinding | None:
        """Return the finding on a theme, or None while it has not been addressed."""
        return next((finding for finding in self.themes if finding.theme is theme), None)

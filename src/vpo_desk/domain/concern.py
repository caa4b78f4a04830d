"""What comes in: a concern about somebody's behavior, its source, and its triage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.likeness import Choice, Likeness
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Protected, may_leave
from vpo_desk.domain.own_number import KindNumber
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import Knows
from vpo_desk.domain.terms import Term


class Route(Term):
    """How a concern reached the desk."""

    PHONE = "phone", "Phone"
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"
    AGENCY = "agency", "Agency"
    PAPER = "paper", "Paper"


class Danger(Term):
    """The answer to the first question: is anyone in danger now?"""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Identity(Term):
    """How far a source let itself be known."""

    NAMED = "named", "Named"
    CONFIDENTIAL = "confidential", "Asked for confidentiality"
    ANONYMOUS = "anonymous", "Anonymous"


class Behavior(Term):
    """A behavior of concern, in the words of intake."""

    LEAKAGE = "leakage", "Told others of intent to harm"
    DIRECT_THREAT = "direct_threat", "Direct threat"
    THREATENING_WORDS = "threatening_words", "Threatening words"
    APPROACH = "approach", "Approach or visit"
    STALKING = "stalking", "Following or stalking"
    WEAPONS_INTEREST = "weapons_interest", "Interest in weapons"
    RESEARCH_PLANNING = "research_planning", "Research or planning"
    GRIEVANCE = "grievance", "Grievance"
    VIOLENT_INTEREST = "violent_interest", "Interest in violence or attackers"
    DESPAIR = "despair", "Despair"
    SUICIDAL_WORDS = "suicidal_words", "Suicidal words"
    UNUSUAL_CHANGE = "unusual_change", "Unusual change"
    VIOLENCE = "violence", "Violence"
    OTHER = "other", "Other"


class Decision(Term):
    """What triage decided."""

    OPEN_CASE = "open_case", "Open a case"
    PRELIMINARY = "preliminary", "Preliminary inquiry"
    REFER = "refer", "Refer out"
    NO_ACTION = "no_action", "No further action"
    LINK = "link", "Link to an existing case"


class Priority(Term):
    """How soon a case must be worked on."""

    IMMINENT = "imminent", "Imminent"
    URGENT = "urgent", "Urgent"
    ROUTINE = "routine", "Routine"


@dataclass(frozen=True, slots=True)
class Source:
    """Who brought a concern. An anonymous source has no person."""

    identity: Identity
    person_id: str | None = None
    relation: str = ""
    phone: str = ""
    knows: Knows = Knows.UNKNOWN


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern as received: the reporter's own words apart from the officer's summary.

    `numbers` are those of the agency's other systems beside `incident_number`; `card_shown_at` is
    when the emergency card stood on the screen while the concern was taken in.
    """

    id: str
    number: str
    at: Moment
    route: Route
    danger: Danger
    source: Source
    about_id: str | None = None
    words: str = ""
    summary: str = ""
    behaviors: tuple[Behavior, ...] = ()
    when: UncertainDate | None = None
    place: str = ""
    incident_number: str = ""
    decision: Decision | None = None
    case_id: str | None = None
    numbers: tuple[KindNumber, ...] = ()
    protected: Protected | None = None
    link: str = ""
    card_shown_at: Moment | None = None
    likenesses: tuple[Likeness, ...] = ()

    @property
    def may_leave(self) -> bool:
        """True when its words may stand in a document."""
        return may_leave(self.protected, self.link)

    @property
    def undecided(self) -> bool:
        """True while a choice about a known person is put off."""
        return any(each.choice is Choice.LATER for each in self.likenesses)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The four questions of triage, answered in words (28 CFR 23.20(a), (b) as a voluntary guide)."""

    behavior: str = ""
    link: str = ""
    scope: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Triage:
    """What was decided about a concern, and why."""

    id: str
    concern_id: str
    at: Moment
    decision: Decision
    reason: str
    case_id: str | None = None
    priority: Priority | None = None
    until: date | None = None
    to: str = ""
    threshold: Threshold = field(default_factory=Threshold)
    signed: SignOff | None = None

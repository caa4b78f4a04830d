"""Statements: what somebody said on a theme, how they know it, and which root it goes back to."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class Knows(Term):
    """How a person knows what they say."""

    FIRST_HAND = "first_hand", "Saw or heard it"
    SECOND_HAND = "second_hand", "Was told"
    DOCUMENT = "document", "From a document"
    UNKNOWN = "unknown", "Not known"


class Theme(Term):
    """The thirteen investigative themes of the public model, and four codes of this program."""

    MOT = "MOT", "Motives and grievances"
    COM = "COM", "Communications"
    INT = "INT", "Interest in attacks or attackers"
    WPN = "WPN", "Weapons access"
    STR = "STR", "Stressors, losses"
    EMO = "EMO", "Emotional and developmental"
    DES = "DES", "Desperation, despair"
    VIO = "VIO", "Violence seen as an option"
    OTH = "OTH", "Others are concerned"
    CAP = "CAP", "Capacity"
    PLN = "PLN", "Planning"
    CON = "CON", "Consistency of words and acts"
    PRO = "PRO", "Protective factors"
    BAS = "BAS", "Baseline and change"
    TGT = "TGT", "Target and approach"
    HIS = "HIS", "History of violence"
    LOG = "LOG", "Interview logistics and safety"


CORE_THEMES: tuple[Theme, ...] = tuple(Theme)[:13]


@dataclass(frozen=True, slots=True)
class Root:
    """The one thing several people's knowledge goes back to: a post, a quarrel, a screenshot.

    `rests` are the answers and concerns that the officer has traced back to it afterwards; an answer
    may also name its root itself. The answers stay as they were given.
    """

    id: str
    case_id: str
    what: str
    when: UncertainDate | None = None
    rests: tuple[str, ...] = ()


class DifferenceState(Term):
    """Whether a difference between sources is still open."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"


@dataclass(frozen=True, slots=True)
class Difference:
    """That two or more answers do not agree, and what the officer makes of it."""

    id: str
    case_id: str
    answer_ids: tuple[str, ...]
    state: DifferenceState
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a source said, gathered from an answer or a concern; it is derived, not stored.

    `place` is the question id of an answer or the number of a concern.
    """

    source_kind: str
    source_id: str
    parent_id: str
    place: str
    theme: Theme
    said_by: str
    role: str
    at: Moment
    text: str
    verbatim: str
    knows: Knows
    root_id: str | None = None
    person_id: str | None = None
    told_by: str = ""
    traced: bool = False
    """True when the officer traced it to its root; the answer itself names none."""

    @property
    def is_answer(self) -> bool:
        """True for what was said in an interview; only answers can differ or share a root."""
        return self.source_kind == "answer"

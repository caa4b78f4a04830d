"""Notes of a case, and the rule for what is said of religion, politics or association."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class Protected(Term):
    """What a note is about where the law protects it."""

    RELIGION = "religion", "Religion"
    POLITICS = "politics", "Politics"
    ASSOCIATION = "association", "Association"


def may_leave(protected: Protected | None, link: str) -> bool:
    """Return whether words may stand in a document (28 CFR 23.20(b), followed voluntarily).

    What is protected stays in the desk until its link to conduct is written down.
    """
    return protected is None or bool(link.strip())


@dataclass(frozen=True, slots=True)
class Note:
    """Something written down about a case."""

    id: str
    case_id: str
    at: Moment
    text: str
    protected: Protected | None = None
    link: str = ""

    @property
    def may_leave(self) -> bool:
        """True when it may stand in a document."""
        return may_leave(self.protected, self.link)

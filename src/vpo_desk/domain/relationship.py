"""How two people are related, as somebody said it."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say


class Relation(Term):
    """What the first person is to the second; the label reads between their names."""

    SPOUSE = "spouse", "spouse of"
    PARTNER = "partner", "partner of"
    EX_PARTNER = "ex_partner", "former partner of"
    PARENT = "parent", "parent of"
    SIBLING = "sibling", "brother or sister of"
    RELATIVE = "relative", "relative of"
    GUARDIAN = "guardian", "guardian of"
    FRIEND = "friend", "friend of"
    COLLEAGUE = "colleague", "colleague of"
    SUPERVISOR = "supervisor", "supervisor of"
    TEACHER = "teacher", "teacher of"
    NEIGHBOR = "neighbor", "neighbor of"
    RIVAL = "rival", "rival of"
    OTHER = "other", "in own words"

    @property
    def directed(self) -> bool:
        """True where it does not read the same from the other side."""
        return self in _DIRECTED


_DIRECTED = frozenset(
    {Relation.PARENT, Relation.GUARDIAN, Relation.SUPERVISOR, Relation.TEACHER, Relation.OTHER}
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What `from_id` is to `to_id`, since when, and where that is known from.

    `words` are the officer's own, beside the word of the list or instead of it. `ended` says why
    the two are no longer so related; `removed` that it was entered by mistake. Neither deletes
    anything.
    """

    id: str
    from_id: str
    to_id: str
    kind: Relation
    words: str = ""
    source: str = ""
    since: UncertainDate | None = None
    until: UncertainDate | None = None
    ended: str = ""
    removed: bool = False

    @property
    def stands(self) -> bool:
        """True until it is noted why it no longer does."""
        return not self.ended.strip()

    @property
    def label(self) -> Words:
        """What stands between the two names."""
        if self.kind is Relation.OTHER:
            return say("{words}", words=self.words)
        if self.words.strip():
            return say("{kind} ({words})", kind=self.kind.words, words=self.words)
        return self.kind.words

    @property
    def time(self) -> Words | None:
        """Since when and until when, as said; None where nothing is said of that."""
        since, until = (each.said if each else "" for each in (self.since, self.until))
        if since and until:
            return say("since {since}, until {until}", since=since, until=until)
        if since:
            return say("since {since}", since=since)
        return say("until {until}", until=until) if until else None

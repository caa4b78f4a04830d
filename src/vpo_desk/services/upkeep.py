"""Looking after the case file: counts without names, and the head of its audit chain."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk import __version__
from vpo_desk.domain.audit import AuditEntry, page_code
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import ANSWER, ATTACHMENT, CASE, CONCERN, INTERVIEW, PERSON
from vpo_desk.storage.verify import ChainWalk, check_chain

__all__ = ["ChainWalk", "Info", "Upkeep"]


@dataclass(frozen=True, slots=True)
class Info:
    """Counts and versions of a case file; no names."""

    concerns: int
    people: int
    cases: int
    interviews: int
    answers: int
    attachments: int
    audit_entries: int
    schema: int
    program: str
    training: bool


class Upkeep:
    """Reads what is needed to look after a case file."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def info(self) -> Info:
        """Return counts and versions; answers are current ones of every state but not asked.

        Two records that are one person count once.
        """
        history = self._ground.history
        head = history.chain_head()
        return Info(
            concerns=history.count(CONCERN),
            people=history.count(PERSON, "h.merged_into IS NULL"),
            cases=history.count(CASE),
            interviews=history.count(INTERVIEW),
            answers=history.count(ANSWER, "h.state <> 'not_asked'"),
            attachments=history.count(ATTACHMENT),
            audit_entries=head.sequence if head else 0,
            schema=self._ground.file.schema,
            program=__version__,
            training=self._ground.file.facts.training,
        )

    def chain_head(self) -> AuditEntry | None:
        """Return the newest entry of the audit chain."""
        return self._ground.history.chain_head()

    def head_code(self) -> str:
        """Return the code of a page for the newest entry of the audit chain."""
        head = self.chain_head()
        return page_code(head) if head else ""

    def chain_walk(self) -> ChainWalk:
        """Return what looks through the chain a slice at a time."""
        return ChainWalk(self._ground.file.connection)

    def chain_holds(self) -> bool:
        """Return whether every entry of the audit chain follows from the one before."""
        return check_chain(self._ground.file.connection).holds

    def entries(self, object_id: str = "") -> tuple[AuditEntry, ...]:
        """Return the audit entries of one object, or all of them."""
        return self._ground.history.entries(object_id=object_id)

"""Record checks: what was looked up, why, with which kind of result, and where that is held."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term


class RecordResult(Term):
    """What a look into a record brought, as a class; never the record's own text."""

    NONE = "none", "Nothing found"
    RELEVANT = "relevant", "Relevant"
    NOT_AVAILABLE = "not_available", "Not available"


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One look into one record system; `check` is a line of the records checklist.

    `protocol` is the checklist's release (`records@1`), whose text the case file keeps.

    Reference only: `note` says in a line what matters and `held_at` where the record is. A criminal
    history is not copied (CJIS Security Policy 4.2).
    """

    id: str
    case_id: str
    protocol: str
    check: str
    at: Moment
    result: RecordResult
    by: str = ""
    system: str = ""
    purpose: str = ""
    reason: str = ""
    note: str = ""
    held_at: str = ""

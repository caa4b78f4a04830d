"""Finds what was entered in cases after a point of the chain, without reading any content."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vpo_desk.domain.case import ENDED
from vpo_desk.domain.moments import from_centiseconds
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.nouns import EVENT, INTERVIEW, NOTE, ORDER, RECORD, REFERRAL, TRIAGE

_COLUMNS: Final = "h.case_id, '{kind}', v.object_id, v.version, v.audit_sequence, v.recorded_at"
_WANTED: Final = "h.case_id IN (SELECT value FROM json_each(?1)) AND v.audit_sequence > ?2"
_FIRST: Final = (
    f"SELECT {_COLUMNS} FROM {{kind}}_head AS h JOIN version AS v ON v.object_id = h.id"
    f" AND v.version = 1 WHERE {_WANTED}"
)
_FINISHED: Final = (
    f"SELECT {_COLUMNS} FROM {{kind}}_head AS h JOIN version AS v ON v.object_id = h.id"
    " JOIN audit AS a ON a.sequence = v.audit_sequence AND a.action IN ('seal', 'addendum')"
    f" WHERE {_WANTED}"
)
_FOLLOWED: Final = (
    f"SELECT {_COLUMNS} FROM {{kind}}_head AS h JOIN version AS v ON v.object_id = h.id"
    " AND (v.version > 1 OR json_extract(v.content, '$.status') <> 'made'"
    f" OR json_extract(v.content, '$.outcome') <> '') WHERE {_WANTED}"
)
_BROUGHT: Final = "w.version = 1 AND json_extract(w.content, '$.case_id') = h.case_id"
_TRIAGED: Final = (
    f"SELECT {_COLUMNS} FROM concern_head AS h JOIN triage_head AS t ON t.concern_id = h.id"
    " JOIN version AS v ON v.object_id = t.id AND v.audit_sequence ="
    " (SELECT min(w.audit_sequence) FROM triage_head AS u JOIN version AS w ON w.object_id = u.id"
    f" WHERE u.concern_id = h.id AND {_BROUGHT}) WHERE {_WANTED}"
)
_QUERY: Final = (
    " UNION ALL ".join(
        (
            *(_FIRST.format(kind=noun.kind) for noun in (NOTE, EVENT, RECORD, ORDER)),
            _FINISHED.format(kind=INTERVIEW.kind),
            _FOLLOWED.format(kind=REFERRAL.kind),
            _TRIAGED.format(kind=TRIAGE.kind),
        )
    )
    + " ORDER BY 5"
)
_PLANS: Final = (
    "SELECT h.case_id, h.id, v.audit_sequence, json_array_length(v.content, '$.rules')"
    " FROM plan_head AS h JOIN version AS v ON v.object_id = h.id AND v.version = h.version"
    " JOIN case_head AS c ON c.id = h.case_id"
    f" WHERE h.sealed = 1 AND c.state NOT IN ({', '.join('?' for _ in ENDED)})"
    " ORDER BY h.case_id, v.audit_sequence"
)
_ANSWERED: Final = (
    "SELECT entry_id, entry_version, plan_id, count(*) FROM rule_answer_head"
    " WHERE case_id IN (SELECT value FROM json_each(?1)) GROUP BY entry_id, entry_version, plan_id"
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A version that tells something new of a case, with its number in the audit chain.

    Notes, events, record checks and orders count when they are first entered, an interview when it
    is finished and for each later remark, a referral for each word on how far it went, and a
    concern, as its decision of kind `triage`, when it is first brought to the case.
    """

    case_id: str
    kind: str
    id: str
    version: int
    sequence: int
    at: str

    @property
    def recorded_at(self) -> datetime:
        """When it was entered, in UTC; read from `at` only where somebody asks: there are many."""
        return from_centiseconds(self.at)


@dataclass(frozen=True, slots=True)
class SealedRules:
    """A sealed plan of a case that has not ended: from which entry on it is in force, its rules."""

    case_id: str
    plan_id: str
    sequence: int
    rules: int


def new_entries(connection: Connection, cases: Iterable[str], after: int) -> tuple[NewEntry, ...]:
    """Return what is new in cases, entered after the entry of that number, in that order."""
    rows = connection.execute(_QUERY, (json.dumps(list(cases)), after)).fetchall()
    return tuple(NewEntry(*row) for row in rows)


def sealed_rules(connection: Connection) -> tuple[SealedRules, ...]:
    """Return the sealed plans of all cases at work, by case, the oldest first."""
    rows = connection.execute(_PLANS, tuple(state.value for state in ENDED)).fetchall()
    return tuple(SealedRules(*row) for row in rows)


def answered(connection: Connection, cases: Iterable[str]) -> dict[tuple[str, int, str], int]:
    """Return of how many rules it is decided, by entry id, entry version and plan."""
    rows = connection.execute(_ANSWERED, (json.dumps(list(cases)),)).fetchall()
    return {(row[0], row[1], row[2]): row[3] for row in rows}

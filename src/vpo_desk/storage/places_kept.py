"""Places for objects that are lost, so that what belongs to them can be kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.domain.agency import Agency, CaseFileFacts
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.concern import Concern, Danger, Identity, Priority, Route, Source
from vpo_desk.domain.interview import Interview, ProtocolText
from vpo_desk.domain.meeting import Meeting
from vpo_desk.domain.moments import Moment, from_centiseconds
from vpo_desk.domain.person import Person
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.domain.statement import Root
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.history import History
from vpo_desk.storage.nouns import (
    AGENCY,
    CASE,
    CASE_FILE,
    CONCERN,
    INTERVIEW,
    MEETING,
    NOUNS,
    PERSON,
    PROTOCOL,
    RESOURCE,
    ROOT,
    Noun,
)

KEPT: Final = "place"  # the action of the entry that records such a place
UNKNOWN_ZONE: Final = "UTC"


@dataclass(frozen=True, slots=True)
class LostParent:
    """An object that others refer to and that is gone.

    `head` is what its list entry still said, `child` the list entry of one that refers to it, and
    `since` when that one was entered.
    """

    id: str
    head: Mapping[str, Any]
    child: Mapping[str, Any]
    since: str


ProtocolTexts = Callable[[str, Sequence[str]], str]
"""Gives the text of a protocol by its reference: as it is shipped, or one that stands in for a lost
one and has the questions named."""


class PlaceKeeper:
    """Makes places; callers hold the transaction."""

    def __init__(
        self, connection: Connection, history: History, protocols: ProtocolTexts, file_id: str
    ) -> None:
        self._connection = connection
        self._history = history
        self._protocols = protocols
        self._file_id = file_id
        self._made: list[tuple[str, str]] = []

    @property
    def made(self) -> tuple[tuple[str, str], ...]:
        """The kind and id of each place that was made."""
        return tuple(self._made)

    def keep_facts(self, training: int | None) -> None:
        """Make the two objects without which no case file opens, where they are lost."""
        if not self._history.count(CASE_FILE):
            facts = CaseFileFacts(self._file_id, "", bool(training))
            self._put(CASE_FILE, self._file_id, facts)
        if not self._history.count(AGENCY):
            self._put(AGENCY, "agency", Agency())

    def keep(self, heads: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Make a place for every object that is referred to and is not there.

        `heads` are the rows of lost list entries by id, without id and version. A place may refer
        to a further lost object, so it goes on until nothing is missing.
        """
        nouns = {noun.table: noun for noun in NOUNS}
        while lost := self._lost_parents(nouns, heads):
            for noun, parent in lost:
                if self._history.find(noun, parent.id) is None:
                    self._put(noun, parent.id, self._place(noun, parent))

    def keep_protocols(self) -> None:
        """Make a place for every lost add-on and frame too, which no list entry refers to."""
        for interview in self._history.values(INTERVIEW, "1"):
            for ref in interview.addons:
                self._keep_protocol(ref)
        for kept in self._history.values(PROTOCOL, "1"):
            if frame := _FRAME.search(kept.text):
                self._keep_protocol(frame[1])

    def _keep_protocol(self, ref: str) -> None:
        if self._history.find(PROTOCOL, ref) is None:
            self._put(PROTOCOL, ref, self._protocol(ref))

    def _protocol(self, ref: str) -> ProtocolText:
        kept = [each.text for each in self._history.values(PROTOCOL, "1")]
        rows = self._connection.execute(
            "SELECT DISTINCT question_id FROM answer_head ORDER BY rowid"
        ).fetchall()
        asked = [row[0] for row in rows if not any(f'"{row[0]}"' in text for text in kept)]
        return ProtocolText(ref, self._protocols(ref, asked))

    def _put(self, noun: Noun[Any], id_: str, value: Any) -> None:
        self._history.append(noun, id_, value, action=KEPT)
        self._made.append((noun.kind, id_))

    def _lost_parents(
        self, nouns: Mapping[str, Noun[Any]], heads: Mapping[str, Sequence[tuple[Any, ...]]]
    ) -> list[tuple[Noun[Any], LostParent]]:
        found: list[tuple[Noun[Any], LostParent]] = []
        for table, rowid, parent, reference in self._connection.execute(
            "PRAGMA foreign_key_check"
        ).fetchall():
            columns = self._connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            column = next(row[3] for row in columns if row[0] == reference)
            cursor = self._connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (rowid,))
            names = [each[0] for each in cursor.description]
            child = dict(zip(names, cursor.fetchone(), strict=True))
            noun = nouns[parent]
            head = self._head_of(noun, heads.get(str(child[column]), ()))
            since = self._connection.execute(
                "SELECT recorded_at FROM version WHERE object_id = ? AND version = ?",
                (child["id"], child["version"]),
            ).fetchone()[0]
            found.append((noun, LostParent(str(child[column]), head, child, since)))
        return found

    def _head_of(self, noun: Noun[Any], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
        cursor = self._connection.execute(f"SELECT * FROM {noun.table} LIMIT 0")
        names = [each[0] for each in cursor.description][2:]
        for row in rows:
            # Trailing empty columns were cut when the row's shape was read.
            return dict(zip(names, (*row, *(None,) * (len(names) - len(row))), strict=False))
        return {}

    def _place(self, noun: Noun[Any], parent: LostParent) -> Any:
        if noun is PERSON:
            into = str(parent.head.get("merged_into") or "")
            return Person(parent.id, str(parent.head.get("name", "")), merged_into=into)
        if noun is PROTOCOL:
            return self._protocol(parent.id)
        if noun is ROOT:
            interview = self._history.find(INTERVIEW, str(parent.child.get("interview_id", "")))
            case_id = parent.head.get("case_id") or (interview.value.case_id if interview else "")
            return Root(parent.id, str(case_id), "")
        if noun is INTERVIEW:
            return self._interview(parent)
        if noun is CASE:
            return self._case(parent)
        if noun is CONCERN:
            return self._concern(parent)
        if noun is MEETING:
            return self._meeting(parent)
        if noun is RESOURCE:
            name, kind = (str(parent.head.get(each) or "") for each in ("name", "kind"))
            known = ResourceKind(kind or ResourceKind.PARTNER)
            return Resource(parent.id, name, known, retired=bool(parent.head.get("retired", 1)))
        raise TypeError(noun.kind)

    def _interview(self, parent: LostParent) -> Interview:
        head, asked = parent.head, str(parent.child.get("question_id", ""))
        at = _moment(head.get("at") or parent.since)
        return Interview(
            parent.id,
            str(head.get("case_id") or f"case-of-{parent.id}"),
            str(head.get("protocol") or f"{_PROTOCOL_OF.get(asked[:2], 'collateral')}@1"),
            str(head.get("with_id") or f"person-of-{parent.id}"),
            at,
            sealed_at=at if head.get("sealed") else None,
        )

    def _case(self, parent: LostParent) -> Case:
        head = parent.head
        opened = _moment(head.get("opened_at") or parent.since)
        return Case(
            parent.id,
            str(head.get("number") or self._number(CASE, "", opened)),
            opened,
            CaseState(head.get("state") or CaseState.GATHERING),
            Priority(head.get("priority") or Priority.ROUTINE),
            subject_id=head.get("subject_id"),
        )

    def _concern(self, parent: LostParent) -> Concern:
        head = parent.head
        at = _moment(head.get("at") or parent.since)
        return Concern(
            parent.id,
            str(head.get("number") or self._number(CONCERN, "C-", at)),
            at,
            Route.PAPER,
            Danger.NOT_KNOWN,
            Source(Identity.ANONYMOUS),
            about_id=head.get("about_id"),
            case_id=head.get("case_id"),
        )

    def _meeting(self, parent: LostParent) -> Meeting:
        head = parent.head
        at = _moment(head.get("at") or parent.since)
        rows = self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM meeting_head")
        number = int(head.get("number") or rows.fetchone()[0])
        return Meeting(parent.id, number, at, closed_at=at if head.get("closed") else None)

    def _number(self, noun: Noun[Any], prefix: str, at: Moment) -> str:
        """Return a number that no other object has; on paper the lost one may have had another."""
        ordinal = self._history.next_ordinal(noun, at.local.year)
        return f"{prefix}{at.local.year}-{ordinal:03d}"


_FRAME: Final = re.compile(r'^frame = "([^"\n]+)"', re.MULTILINE)
_PROTOCOL_OF: Final = {"RP": "reporting", "SU": "subject", "CO": "collateral", "TV": "target"}


def _moment(stamp: str) -> Moment:
    return Moment(from_centiseconds(stamp), UNKNOWN_ZONE)

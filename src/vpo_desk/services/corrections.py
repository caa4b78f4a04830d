"""Corrections: who received paper that held what was corrected later (28 CFR 23.20(h))."""

from __future__ import annotations

from typing import Any, Final

from vpo_desk.domain.audit import page_code
from vpo_desk.domain.disclosure import NEVER_LEFT, DocumentKind
from vpo_desk.services.copies import copies_of_case
from vpo_desk.services.documents import CopyLine
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import (
    ANSWER,
    CONCERN,
    EVENT,
    INTERVIEW,
    NOTE,
    NOUNS,
    ORDER,
    PERSON,
    PLAN,
    RECORD,
    ROLE,
    Noun,
)
from vpo_desk.storage.same_person import same_person

CORRECTABLE: Final = frozenset(
    noun.kind for noun in (PERSON, CONCERN, PLAN, ANSWER, NOTE, EVENT, RECORD, ORDER)
)
_THEIRS: Final = "h.person_id = ?"


class Corrections:
    """Lists earlier recipients, so that somebody can tell them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def recipients(self, object_id: str) -> tuple[CopyLine, ...]:
        """Return the copies that left before an object's newest version, newest first.

        These are the copies of every case that a person, concern, plan, answer, note, event, record
        check or order belongs to, and of the meeting packets that named it. An interview's record is
        named for what was said in that interview only. A copy whose outcome is missing may exist, so
        it is named. Empty when nothing was corrected.
        """
        found = next(
            (
                (noun, recorded)
                for noun in NOUNS
                if noun.kind in CORRECTABLE
                and (recorded := self._ground.history.find(noun, object_id))
            ),
            None,
        )
        if found is None or found[1].version < 2:
            return ()
        noun, recorded = found
        cases, interview_id = self._places(noun, recorded.value)
        lines: list[tuple[int, CopyLine]] = []
        for case_id in cases:
            for copy in copies_of_case(self._ground, case_id):
                entry = self._ground.history.entries(object_id=copy.id)[0]
                of_another = (
                    bool(interview_id)
                    and copy.document is DocumentKind.INTERVIEW
                    and copy.object_id != interview_id
                )
                left = copy.outcome not in NEVER_LEFT and entry.sequence < recorded.sequence
                if left and not of_another:
                    lines.append((entry.sequence, CopyLine(copy, page_code(entry))))
        lines = list(dict(lines).items())  # a packet may name several cases of a person
        return tuple(line for _, line in sorted(lines, key=lambda each: each[0], reverse=True))

    def _places(self, noun: Noun[Any], value: Any) -> tuple[tuple[str, ...], str]:
        """Return the cases an object belongs to, and the interview it was said in."""
        history = self._ground.history
        if noun is ANSWER:
            return (history.get(INTERVIEW, value.interview_id).case_id,), value.interview_id
        if noun is PERSON:
            same = same_person(self._ground.file.connection, value.id)
            roles = [role for each in same for role in history.values(ROLE, _THEIRS, (each,))]
            return tuple(dict.fromkeys(role.case_id for role in roles)), ""
        return ((value.case_id,) if value.case_id else ()), ""

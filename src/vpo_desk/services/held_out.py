"""What is held out of documents: words about religion, politics or association without a link."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.note import Protected
from vpo_desk.services.ground import Ground
from vpo_desk.storage.nouns import CONCERN, EVENT, NOTE
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Something that stands in no document until its link to conduct is written down."""

    kind: str
    id: str
    about: Protected | None
    title: Words
    text: str


class HeldOuts:
    """Lists what is held out (28 CFR 23.20(b), followed voluntarily), for a review."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[HeldOut, ...]:
        """Return what is held out of the documents of a case: concerns, events, then notes."""
        history, of_case = self._ground.history, ("h.case_id = ?", (case_id,))
        concerns = (
            HeldOut(
                "concern",
                each.id,
                each.protected,
                say("Concern {number}", number=each.number),
                each.words or each.summary,
            )
            for each in history.values(CONCERN, *of_case)
            if not each.may_leave
        )
        events = (
            HeldOut("event", each.id, each.protected, say("Event"), each.what)
            for each in history.values(EVENT, *of_case)
            if not each.may_leave
        )
        notes = (
            HeldOut("note", each.id, each.protected, say("Note"), each.text)
            for each in history.values(NOTE, *of_case)
            if not each.may_leave
        )
        return (*concerns, *events, *notes)

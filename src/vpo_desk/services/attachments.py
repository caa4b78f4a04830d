"""Attachments of cases and concerns: what is known of each, and the ways in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from vpo_desk.domain.attachment import ADVISED, Attachment, FileFacts, HeldFor
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.services.contents import Export, Reading
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.importing import Import
from vpo_desk.storage.nouns import ANSWER, ATTACHMENT, CONCERN, INTERVIEW, RECORD
from vpo_desk.words import Words, say

OF_CASE: Final = (
    "h.case_id = ?1 OR h.concern_id IN (SELECT id FROM concern_head WHERE case_id = ?1)"
)
"""The attachments of a case: its own, and those of its concerns."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file is attached to: exactly one of these is set."""

    case_id: str = ""
    concern_id: str = ""
    answer_id: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentWords:
    """What is entered about a file; no `at` means now."""

    at: Moment | None = None
    caption: str = ""
    source: str = ""
    basis: HeldFor = HeldFor.UNKNOWN
    evidence_number: str = ""
    held_at: str = ""


@dataclass(frozen=True, slots=True)
class ContentCheck:
    """When the content was last digested since the desk was unlocked, and whether it held."""

    at: Moment
    holds: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment with the label by which it is cited in its case (`A1`; empty outside one)."""

    label: str
    attachment: Attachment
    checked: ContentCheck | None


Entered = tuple[Attachment, Changes]


class Attachments:
    """Keeps files."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._checks: dict[str, ContentCheck] = {}

    def of_case(self, case_id: str) -> tuple[FileLine, ...]:
        """Return the files of a case and its concerns by time; their places are their labels."""
        found = self._select(OF_CASE, case_id)
        return tuple(self._line(each, f"A{place}") for place, each in enumerate(found, start=1))

    def of_concern(self, concern_id: str) -> tuple[FileLine, ...]:
        """Return the files of a concern by time."""
        return tuple(self._line(each) for each in self._select("h.concern_id = ?1", concern_id))

    def of_answer(self, answer_id: str) -> tuple[FileLine, ...]:
        """Return the files that go with an answer, by time."""
        return tuple(self._line(each) for each in self._select("h.answer_id = ?1", answer_id))

    def of_record(self, record_id: str) -> tuple[FileLine, ...]:
        """Return the files that go with a record check, by time."""
        return tuple(self._line(each) for each in self._select("h.record_id = ?1", record_id))

    def get(self, attachment_id: str) -> Attachment:
        """Return an attachment; VpoError when there is none such."""
        found = self._ground.history.find(ATTACHMENT, attachment_id)
        if found is None:
            raise refuse(say("There is no such file in this case file."))
        return found.value

    def case_of(self, attachment: Attachment) -> str:
        """Return the id of the case it belongs to, itself or by its concern; empty for none."""
        if attachment.concern_id:
            concern = self._ground.history.get(CONCERN, attachment.concern_id)
            return concern.case_id or ""
        return attachment.case_id or ""

    def begin(self, path: Path, owner: Owner, words: AttachmentWords) -> Import[Entered]:
        """Open a file outside and return the import that takes it in.

        Raises VpoError for a file that cannot be taken in, and for a case that has ended.
        """
        self._need(owner)
        return Import(self._ground, path, lambda id_, facts: self.enter(id_, facts, owner, words))

    def correct(self, attachment_id: str, words: AttachmentWords) -> Entered:
        """Enter anew what is known of a file; its bytes never change."""
        known = self.get(attachment_id)
        if case_id := self.case_of(known):
            working_case(self._ground, case_id)
        attachment = replace(
            known,
            at=words.at or known.at,
            caption=words.caption,
            source=words.source,
            basis=words.basis,
            evidence_number=words.evidence_number,
            held_at=words.held_at,
        )
        with self._ground.transaction():
            self._ground.history.append(ATTACHMENT, attachment_id, attachment)
        return attachment, self._changes(attachment)

    def read(self, attachment_id: str, *, keep: bool = True) -> Reading:
        """Begin to read a file; VpoError when its content was purged."""
        return Reading(self._ground, self._with_content(attachment_id), self._note, keep=keep)

    def export(self, attachment_id: str, path: Path) -> Export:
        """Begin to write a file out, plain; that is in the audit chain first."""
        return Export(self._ground, self._with_content(attachment_id), path, self._note)

    def enter(self, id_: str, facts: FileFacts, owner: Owner, words: AttachmentWords) -> Entered:
        """Let a file whose rows are all there appear; the last commit of an import."""
        case_id, concern_id = self._need(owner)
        attachment = Attachment(
            id_,
            words.at or self._ground.clock.now(),
            facts,
            case_id or None,
            concern_id or None,
            owner.answer_id or None,
            owner.record_id or None,
            words.caption,
            words.source,
            words.basis,
            words.evidence_number,
            words.held_at,
        )
        with self._ground.transaction():
            self._ground.history.append(ATTACHMENT, id_, attachment)
        self._checks[id_] = ContentCheck(self._ground.clock.now(), holds=True)
        return attachment, self._changes(attachment)

    def _need(self, owner: Owner) -> tuple[str, str]:
        """Return the case or the concern a file goes to; VpoError when nothing is added there."""
        history = self._ground.history
        case_id, concern_id = owner.case_id, owner.concern_id
        if owner.record_id:
            case_id = history.get(RECORD, owner.record_id).case_id
        if owner.answer_id:
            answer = history.get(ANSWER, owner.answer_id)
            case_id = history.get(INTERVIEW, answer.interview_id).case_id
        if concern_id:
            concern = history.find(CONCERN, concern_id)
            if concern is None:
                raise refuse(say("There is no such concern in this case file."))
            if concern.value.case_id:
                working_case(self._ground, concern.value.case_id)
        else:
            working_case(self._ground, case_id)
        return ("", concern_id) if concern_id else (case_id, "")

    def _with_content(self, attachment_id: str) -> Attachment:
        attachment = self.get(attachment_id)
        if not attachment.has_content:
            raise refuse(say("The content of this file was removed for good."))
        return attachment

    def _select(self, where: str, id_: str) -> tuple[Attachment, ...]:
        order = "h.at, h.rowid"
        return self._ground.history.values(ATTACHMENT, f"({where})", (id_,), order=order)

    def _line(self, attachment: Attachment, label: str = "") -> FileLine:
        return FileLine(label, attachment, self._checks.get(attachment.id))

    def _note(self, attachment_id: str, holds: bool) -> None:
        self._checks[attachment_id] = ContentCheck(self._ground.clock.now(), holds)

    def _changes(self, attachment: Attachment) -> Changes:
        touched = [("attachment", attachment.id)]
        if case_id := self.case_of(attachment):
            touched.append(("case", case_id))
        if attachment.concern_id:
            touched.append(("concern", attachment.concern_id))
        if attachment.answer_id:
            touched.append(("answer", attachment.answer_id))
        if attachment.record_id:
            touched.append(("record", attachment.record_id))
        return Changes(tuple(touched))


def advice(size: int) -> Words | None:
    """Return what to say about a file that is large but still taken in."""
    if size <= ADVISED:
        return None
    return say(
        "This is a large file. Recordings belong in the agency's evidence system; note its number"
        " and place here, and keep only what the case needs."
    )

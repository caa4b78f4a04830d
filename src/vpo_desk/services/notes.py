"""Notes of a case; what is protected is held back until its link to conduct is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Note, Protected
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.storage.nouns import NOTE
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note as it is written."""

    at: Moment
    text: str
    protected: Protected | None = None
    link: str = ""


class Notes:
    """Writes and corrects notes."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Note, ...]:
        """Return the notes of a case, oldest first."""
        return self._ground.history.values(NOTE, "h.case_id = ?", (case_id,), order="h.at, h.rowid")

    def get(self, note_id: str) -> Note:
        """Return a note; VpoError when there is none such."""
        found = self._ground.history.find(NOTE, note_id)
        if found is None:
            raise refuse(say("There is no such note in this case file."))
        return found.value

    def add(self, case_id: str, words: NoteWords) -> tuple[Note, Changes]:
        """Write a note; VpoError when it is empty."""
        _need_text(words)
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            note = Note(
                ground.ids.new("note"), case_id, words.at, words.text, words.protected, words.link
            )
            ground.history.append(NOTE, note.id, note)
        return note, Changes((("note", note.id), ("case", case_id)))

    def correct(self, note_id: str, words: NoteWords) -> tuple[Note, Changes]:
        """Write a note anew, with the time it had; the version before stays in the history."""
        _need_text(words)
        ground = self._ground
        with ground.transaction():
            known = self.get(note_id)
            working_case(ground, known.case_id)
            note = replace(
                known,
                text=words.text,
                protected=words.protected,
                link=words.link,
            )
            ground.history.append(NOTE, note_id, note)
        return note, Changes((("note", note_id), ("case", note.case_id)))


def _need_text(words: NoteWords) -> None:
    if not words.text.strip():
        raise refuse(say("A note needs its words."))

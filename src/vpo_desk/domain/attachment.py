"""Attachments: files that belong to a case, kept as they came, with where they are from and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.file_kind import FileKind
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term

MEGABYTE: Final = 1 << 20
LARGEST: Final = 200 * MEGABYTE
"""Bytes of the largest file that is taken in."""
ADVISED: Final = 50 * MEGABYTE
"""Bytes above which the evidence system is the better place."""


class HeldFor(Term):
    """On what basis the desk has a file."""

    PUBLIC = "public", "Open to the public"
    CONSENT = "consent", "With consent"
    LAWFUL_REQUEST = "lawful_request", "On a lawful request"
    EMERGENCY = "emergency", "In an emergency"
    OWN_RECORD = "own_record", "Our own record"
    GIVEN_BY_OWNER = "given_by_owner", "Given by its owner"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file from itself: its name as it came, size, SHA-256 and kind."""

    name: str
    size: int
    sha256: str
    kind: FileKind


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a case or of a concern; `at` is when it was obtained.

    `answer_id` or `record_id` name what within the case it goes with. `held_at` is where it, or the
    larger recording it is from, is held, `evidence_number` the agency's own. A file whose content
    was purged has no name, no size and no digest.
    """

    id: str
    at: Moment
    file: FileFacts
    case_id: str | None = None
    concern_id: str | None = None
    answer_id: str | None = None
    record_id: str | None = None
    caption: str = ""
    source: str = ""
    basis: HeldFor = HeldFor.UNKNOWN
    evidence_number: str = ""
    held_at: str = ""

    @property
    def has_content(self) -> bool:
        """True until its content was purged."""
        return bool(self.file.sha256)


PURGED_FILE: Final = FileFacts("", 0, "", FileKind.OTHER)
"""What is left of a file whose content was purged."""

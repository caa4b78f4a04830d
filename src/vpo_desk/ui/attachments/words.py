"""How files read in lists: size, digest, whether the content was checked."""

from __future__ import annotations

from vpo_desk.domain.attachment import MEGABYTE, FileFacts
from vpo_desk.domain.file_name import shown_name
from vpo_desk.services.attachments import FileLine
from vpo_desk.words import Words, say


def size_words(size: int) -> Words:
    """Return a size as people read it."""
    if size < 1024:
        return say("{count} bytes", count=size)
    if size < MEGABYTE:
        return say("{count} KB", count=-(-size // 1024))
    return say("{count} MB", count=f"{size / MEGABYTE:.1f}")


def name_words(facts: FileFacts) -> Words:
    """Return a file's name; what is left of one whose content was removed."""
    if not facts.sha256:
        return say("Removed for good")
    return say("{name}", name=shown_name(facts.name))


def check_words(line: FileLine) -> Words:
    """Return what is known of the content since the desk was unlocked."""
    if not line.attachment.has_content:
        return say("no content")
    if line.checked is None:
        return say("not checked since unlocking")
    if not line.checked.holds:
        return say("NOT what came in")
    return say("whole, {when}", when=f"{line.checked.at.local:%H:%M}")

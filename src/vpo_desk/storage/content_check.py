"""Proves that every attachment's bytes are those that came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vpo_desk.domain.attachment import Attachment
from vpo_desk.storage.codec import ContentError, decode
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.losses import known_losses
from vpo_desk.storage.migrate import tables_of
from vpo_desk.storage.nouns import ATTACHMENT
from vpo_desk.storage.slices import SliceStore, proved
from vpo_desk.storage.verify import Check
from vpo_desk.words import say, say_count


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment as its newest version tells of it, with the numbers of all its entries."""

    attachment: Attachment
    sequences: tuple[int, ...]


def check_contents(connection: Connection) -> Check:
    """Recompute every attachment's digest; what a salvage names as lost may be missing.

    A file of a schema before attachments has none.
    """
    if "attachment_slice" not in tables_of(connection):
        return Check("attachments", say("There are no attachments."), holds=True)
    lost = frozenset(known_losses(connection).contents)
    count = known = 0
    for kept in kept_attachments(connection):
        if is_whole(connection, kept.attachment):
            count += 1
        elif lost.isdisjoint(kept.sequences):
            words = say(
                "The content of {object} is not what came in.",
                object=kept.attachment.id,
            )
            return Check("attachments", words, holds=False)
        else:
            known += 1
    words = say_count(
        "{count} attachment is byte for byte what came in.",
        "All {count} attachments are byte for byte what came in.",
        count,
    )
    if not count and not known:
        words = say("There are no attachments.")
    if known:
        words = say_count(
            "{rest} {count} more is not whole since the salvage.",
            "{rest} {count} more are not whole since the salvage.",
            known,
            rest=words,
        )
    return Check("attachments", words, holds=True)


def broken_contents(connection: Connection) -> tuple[Kept, ...]:
    """Return the attachments whose bytes are not those that came in."""
    return tuple(
        kept for kept in kept_attachments(connection) if not is_whole(connection, kept.attachment)
    )


def is_whole(connection: Connection, attachment: Attachment) -> bool:
    """Return whether an attachment's rows are there and fit its digest."""
    return proved(SliceStore(connection), attachment.id, attachment.file)


def kept_attachments(connection: Connection) -> Iterator[Kept]:
    """Yield each attachment by its newest version; one that cannot be read is another's finding.

    They are looked for in the chain: its entries are short, while the history carries every content.
    """
    rows = connection.execute(
        "SELECT object_id, max(version), content FROM version"
        " WHERE kind = ? AND object_id IN (SELECT object_id FROM audit WHERE kind = ?)"
        " GROUP BY object_id ORDER BY min(audit_sequence)",
        (ATTACHMENT.kind, ATTACHMENT.kind),
    ).fetchall()
    for id_, _, content in rows:
        try:
            attachment = decode(ATTACHMENT.type, content)
        except ContentError:
            continue
        numbers = connection.execute(
            "SELECT audit_sequence FROM version WHERE object_id = ? ORDER BY version", (id_,)
        ).fetchall()
        yield Kept(attachment, tuple(int(row[0]) for row in numbers))

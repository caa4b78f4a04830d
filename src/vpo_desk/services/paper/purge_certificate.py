"""The certificate of a purge: what went, on what basis, which backups hold it; no names in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vpo_desk.documents.content import Sheet, SlipContent, SlipPart
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.kinds import kind_words
from vpo_desk.services.backups import BackupLine
from vpo_desk.services.paper.naming import day_text, moment_text
from vpo_desk.services.purges import Purged
from vpo_desk.words import say


def purge_certificate(
    purged: Purged,
    *,
    backups: Sequence[BackupLine],
    agency: Agency,
    code: str,
    training: bool,
    printed_at: datetime,
) -> SlipContent:
    """Return the certificate's content; whoever reviewed it signs by hand.

    `code` is that of the chain's head.
    """
    purge = purged.purge
    done = moment_text(purge.done_at) if purge.done_at else "–"
    return SlipContent(
        Sheet(
            agency=agency.name,
            marking=agency.marking,
            title=say("Purge certificate"),
            paper=agency.paper,
            printed_at=printed_at,
            printed_by="",
            code=code,
            training=training,
            head=paper_head(agency),
        ),
        facts=(
            (say("Purge"), purge.id),
            (say("What"), purge.scope.words),
            (say("Basis"), purge.basis.words),
            (say("Asked for on"), day_text(purge.asked_at.day)),
            (say("Reviewed on"), day_text(purge.reviewed_on)),
            (say("Purged on"), done),
        ),
        parts=(_gone(purged), _backups(backups)),
        signatures=(say("Reviewer, date"), say("Officer, date")),
    )


def _gone(purged: Purged) -> SlipPart:
    swept = (
        say("The database was written anew; no free page holds it.")
        if purged.swept
        else say("The free pages are swept when the case file is opened next.")
    )
    kept = say("The audit chain keeps its entries: codes and ids, no names and no text.")
    return SlipPart(
        say("What is gone"),
        paragraphs=(swept, kept),
        head=(say("Kind"), say("Objects"), say("Versions")),
        rows=tuple(
            (kind_words(each.kind), str(each.objects), str(each.versions))
            for each in purged.purge.counts
        ),
        shares=(40, 30, 30),
    )


def _backups(backups: Sequence[BackupLine]) -> SlipPart:
    held = [(moment_text(each.made_at), each.path.name) for each in backups]
    notice = (
        say("These backups still hold it until they are removed or rotate away:")
        if held
        else say("No backup that was within reach holds it.")
    )
    return SlipPart(
        say("Backups"),
        paragraphs=(notice,),
        head=(say("Made"), say("File")) if held else (),
        rows=tuple(held),
        shares=(30, 70),
    )

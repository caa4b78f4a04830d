"""The certificate of a restore drill: what was opened, what was checked, lines to sign on."""

from __future__ import annotations

from datetime import datetime

from vpo_desk.documents.content import Sheet, SlipContent, SlipPart
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.audit import head_code
from vpo_desk.domain.backups import OpenedWith
from vpo_desk.services.paper.naming import day_text
from vpo_desk.storage.restore import Proof
from vpo_desk.words import say


def drill_certificate(
    proof: Proof,
    *,
    backup: str,
    opened_with: OpenedWith,
    agency: Agency,
    printed_at: datetime,
) -> SlipContent:
    """Return the certificate's content; it holds counts and no names.

    Its code is that of the backup's newest entry, which every later state of the case file holds.
    """
    manifest = proof.manifest
    passed = say("passed") if proof.holds else say("FAILED")
    return SlipContent(
        Sheet(
            agency=agency.name,
            marking=agency.marking,
            title=say("Restore drill: {result}", result=passed),
            paper=agency.paper,
            printed_at=printed_at,
            printed_by=agency.officer,
            code=head_code(manifest.sequence, manifest.head),
            training=manifest.training,
            head=paper_head(agency),
        ),
        facts=(
            (say("Backup"), backup),
            (say("Made on"), f"{day_text(manifest.made_at.date())}, {manifest.made_at:%H:%M} UTC"),
            (say("Opened with"), opened_with.words),
            (say("Newest audit entry"), f"{manifest.sequence}  {manifest.head[:16]}"),
        ),
        parts=(
            SlipPart(
                say("What was checked"),
                head=(say("Check"), say("Found"), say("Holds")),
                rows=tuple(
                    (check.name, check.words, say("yes") if check.holds else say("NO"))
                    for check in proof.checks
                ),
                shares=(14, 70, 10),
            ),
            SlipPart(
                say("What the backup holds"),
                paragraphs=(
                    " · ".join(
                        f"{kind.replace('_', ' ')} {count}"
                        for kind, count in sorted(manifest.counts.items())
                        if count
                    ),
                ),
            ),
        ),
        signatures=(say("Officer, date"), say("Supervisor, date")),
    )

"""Slips about the case file itself: what a drill found, and what a signature anchors."""

from __future__ import annotations

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.paper import render_content
from vpo_desk.documents.content import Sheet, SlipContent, SlipPart
from vpo_desk.domain.agency import Agency
from vpo_desk.storage.restore import Proof
from vpo_desk.words import say


def drill_certificate(
    proof: Proof, *, backup: str, by_words: bool, agency: Agency | None = None
) -> bytes:
    """Return the certificate of a restore drill as a PDF; it holds counts and no names."""
    found = agency or Agency()
    manifest = proof.manifest
    passed = say("passed") if proof.holds else say("FAILED")
    content = SlipContent(
        Sheet(
            agency=found.name,
            marking=found.marking,
            title=say("Restore drill: {result}", result=passed),
            paper=found.paper,
            printed_at=system_clock().now().local,
            printed_by=found.officer,
            training=manifest.training,
        ),
        facts=(
            (say("Backup"), backup),
            (say("Made on"), f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"),
            (say("Opened with"), say("recovery words") if by_words else say("passphrase")),
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
                head=(say("Kind"), say("Count")),
                rows=tuple(
                    (kind.replace("_", " "), str(count))
                    for kind, count in sorted(manifest.counts.items())
                ),
                shares=(30, 70),
            ),
        ),
        signatures=(say("Officer, date"), say("Supervisor, date")),
    )
    return render_content(content)

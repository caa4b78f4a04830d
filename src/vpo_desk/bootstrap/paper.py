"""Paper from the command line and for the window: documents, forms, recovery sheets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.desk import protocol_library
from vpo_desk.bootstrap.reader_choice import ANY_READER, ReaderWish, chosen_by
from vpo_desk.documents.content import (
    DocumentContent,
    RecoverySheetContent,
    ShareSheetContent,
    Sheet,
)
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.backups import OpenedWith
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.shares import SharePlan
from vpo_desk.resources import find_resources
from vpo_desk.services.catalog import Services
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.forms import blank_form
from vpo_desk.services.ground import refuse
from vpo_desk.services.paper.blank_form import form_content
from vpo_desk.services.paper.drill_certificate import drill_certificate
from vpo_desk.services.redactions import NOTHING, Edition
from vpo_desk.services.releases import need_free, write_copy, write_pdf
from vpo_desk.storage import keyring
from vpo_desk.storage.restore import Proof
from vpo_desk.storage.shares import shares_of_key
from vpo_desk.words import Catalog, say


def export(
    services: Services,
    *,
    case_number: str = "",
    document: DocumentKind,
    out: Path,
    meeting: int | None = None,
    interview: int | None = None,
    purpose: str = "",
    holders: tuple[str, ...] = (),
    sources: bool = False,
    table: bool = False,
    html: bool = False,
    edition: Edition = NOTHING,
    reader: ReaderWish = ANY_READER,
) -> tuple[Path, ...]:
    """Write a document of a case or the packet of a meeting, a file for each holder, through the ledger.

    A PDF, or with `html` its accessible HTML edition. With several holders the copy's number goes
    before the file's ending. `sources`, `table` and `edition` as in a PaperWish, `reader` for a paper
    that is written for one. VpoError as `prepare`.
    """
    case_id = meeting_id = ""
    interview_id = None
    if meeting is not None:
        meeting_id = services.meetings.by_number(meeting).id
    else:
        case_id = services.cases.by_number(case_number).id
    if interview is not None:
        held = services.interviews.of_case(case_id)
        if not 1 <= interview <= len(held):
            raise refuse(say("This case has no interview {number}.", number=interview))
        interview_id = held[interview - 1].interview.id
    targets = [
        out if len(holders) < 2 else out.with_name(f"{out.stem}-c{number}{out.suffix}")
        for number in range(1, max(len(holders), 1) + 1)
    ]
    for target in targets:
        need_free(target)
    wish = PaperWish(
        case_id,
        document,
        interview_id,
        sources=sources,
        table=table,
        edition=edition,
        meeting_id=meeting_id,
        chosen=chosen_by(services, case_id, reader),
    )
    prepared, _ = services.documents.prepare(wish, purpose or "officer's own use", holders)
    writer = services.paper
    for copy, target in zip(prepared, targets, strict=True):
        writer.save(copy, partial(write_copy, target, edition=copy.edition), html=html)
    return tuple(targets)


def write_emergency_card(services: Services, out: Path) -> None:
    """Write the emergency card; it holds nothing of any case, and its making is logged."""
    need_free(out)
    content, _ = services.emergency.prepare()
    write_pdf(out, services.paper.render(content))


def write_form(protocol: str, addons: tuple[str, ...], out: Path) -> None:
    """Write a blank protocol; it holds nothing of any case and needs no case file."""
    need_free(out)
    form = blank_form(protocol_library(), protocol, addons)
    sheet = Sheet(
        agency="",
        marking=str(say("CONFIDENTIAL ONCE FILLED IN")),
        title=say("{title}", title=form.protocol.title),
        paper=Paper.LETTER,
        printed_at=None,
        printed_by="",
        version=form.protocol.version,
    )
    write_pdf(out, render_content(form_content(form, sheet)))


def write_gaps(
    services: Services,
    *,
    case_number: str,
    person: str,
    protocol: str,
    addons: tuple[str, ...],
    out: Path,
) -> None:
    """Write a form of what a person of a case was not asked yet; it names neither of the two.

    Raises VpoError when it is not clear who is meant, or when nothing is left to ask.
    """
    need_free(out)
    case = services.cases.by_number(case_number)
    who = services.gaps.by_name(case.id, person)
    left = services.gaps.unknown(case.id, who.id, protocol, addons)
    if not left:
        raise refuse(say("Every question of this protocol was put to this person."))
    ref = services.forms.blank(protocol).protocol.ref
    write_pdf(out, render_content(services.protocols.form(ref, addons, left)))


def recovery_sheet(
    key: bytes, *, agency: Agency, file_name: str, made_at: Moment, training: bool
) -> bytes:
    """Return the recovery sheet of a new key as a PDF; it is made once and never stored."""
    content = RecoverySheetContent(
        sheet=Sheet(
            agency=agency.name,
            marking=str(say("SECRET — OPENS THE WHOLE CASE FILE")),
            title=say("Recovery sheet"),
            paper=agency.paper,
            printed_at=made_at.local,
            printed_by=agency.officer,
            training=training,
            head=paper_head(agency, small=True),
        ),
        file_name=file_name,
        made_on=made_at.day,
        fingerprint=keyring.fingerprint(key),
        words=keyring.words_of_key(key),
        hex_key=key.hex(),
    )
    return render_content(content)


def write_drill_certificate(proof: Proof, backup: str, out: Path, opened_with: OpenedWith) -> None:
    """Write the certificate of a restore drill."""
    content = drill_certificate(
        proof,
        backup=backup,
        opened_with=opened_with,
        agency=proof.agency,
        printed_at=system_clock().now().local,
    )
    write_pdf(out, render_content(content))


def share_sheets(
    key: bytes,
    plan: SharePlan,
    *,
    agency: Agency,
    file_name: str,
    made_at: Moment,
    training: bool,
) -> tuple[bytes, ...]:
    """Split a new key and return a sheet for each share as a PDF, in order.

    Shares of two calls do not fit together: call it once, with a new key, and store nothing of it.
    """
    count, needed = plan.count, plan.needed
    marking = say("SECRET — ANY {needed} OF {count} OPEN THE CASE FILE", needed=needed, count=count)
    return tuple(
        render_content(
            ShareSheetContent(
                sheet=Sheet(
                    agency=agency.name,
                    marking=str(marking),
                    title=say("Recovery share {number} of {count}", number=number, count=count),
                    paper=agency.paper,
                    printed_at=made_at.local,
                    printed_by=agency.officer,
                    training=training,
                    head=paper_head(agency, small=True),
                ),
                file_name=file_name,
                made_on=made_at.day,
                fingerprint=keyring.fingerprint(key),
                number=number,
                needed=needed,
                count=count,
                words=words,
            )
        )
        for number, words in enumerate(shares_of_key(key, plan), start=1)
    )


def render_content(content: DocumentContent) -> bytes:
    """Return a document's bytes in English with the bundled typefaces."""
    from vpo_desk.documents.build import render

    return render(content, Fonts(find_resources()), Catalog())

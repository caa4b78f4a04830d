"""A short plan about nobody, on which an agency looks at its letterhead before it is used."""

from __future__ import annotations

from datetime import datetime, timedelta

from vpo_desk.documents.content import (
    LevelLine,
    ReportContent,
    ReportSection,
    ReportTable,
    ReportText,
    Sheet,
)
from vpo_desk.documents.paper_head import STANDARD_ROLES, paper_head
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.assessment import Level
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.services.paper.naming import day_text
from vpo_desk.words import say


def letterhead_sample(
    agency: Agency, document: DocumentKind, printed_at: datetime, *, training: bool
) -> ReportContent:
    """Return a sample with the head, foot and end that a kind of document will have.

    It is marked PREVIEW. Everything in it is invented but the agency's own data; no word of it comes
    from a case.
    """
    today = printed_at.date()
    sheet = Sheet(
        agency=agency.name,
        marking=agency.marking_of(document),
        title=say("{document} (sample)", document=document.words),
        paper=agency.paper,
        printed_at=printed_at,
        printed_by=agency.officer,
        case_number=str(say("SAMPLE")),
        version=1,
        training=training,
        preview=True,
        head=paper_head(agency, document),
    )
    due = day_text(today + timedelta(days=3))
    return ReportContent(
        sheet=sheet,
        facts=(
            (say("Person of concern"), say("Nobody: this is a sample")),
            (say("Level of concern"), LevelLine(Level.MODERATE)),
            (say("Prepared by"), agency.officer),
        ),
        sections=(
            ReportSection(
                say("Why there is concern"),
                (ReportText(say("Words such as these show how text looks below the letterhead.")),),
            ),
            ReportSection(
                say("Who does what by when"),
                (
                    ReportTable(
                        (say("Action"), say("Owner"), say("Due")),
                        (
                            (say("An invented action"), say("An invented owner"), due),
                            (say("Another invented action"), agency.officer, due),
                        ),
                        (50, 30, 20),
                    ),
                ),
            ),
        ),
        signatures=STANDARD_ROLES.get(document, ()),
    )

"""The head and foot of slips about the case file itself."""

from __future__ import annotations

from vpo_desk.documents.content import Sheet
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.audit import page_code
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.ground import Ground
from vpo_desk.words import Words


def slip_sheet(ground: Ground, agency: AgencyDesk, title: Words) -> Sheet:
    """Return a sheet with the agency's data, printed now, and the code of the chain's head on it.

    What is entered for the slip must stand in the chain before.
    """
    known, head = agency.get(), ground.history.chain_head()
    return Sheet(
        agency=known.name,
        marking=known.marking,
        title=title,
        paper=known.paper,
        printed_at=ground.clock.now().local,
        printed_by=known.officer,
        code=page_code(head) if head else "",
        training=ground.file.facts.training,
        head=paper_head(known),
    )

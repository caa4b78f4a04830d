"""What an agency's letterhead puts on one paper, as frozen values; any thread may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Placement
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The letterhead as one paper bears it; empty where the agency has none.

    `logo` is bytes and no text, so that a redacted edition leaves it alone. `signers` are the roles
    that the paper ends with; without any it ends as the program has it. `small` is for a sheet whose
    words fill its page.
    """

    logo: bytes = b""
    lines: tuple[str, ...] = ()
    centered: bool = False
    footer: str = ""
    signers: tuple[str, ...] = ()
    small: bool = False

    def __bool__(self) -> bool:
        return bool(self.logo or self.lines)


STANDARD_ROLES: Final[Mapping[DocumentKind, tuple[Words, ...]]] = {
    DocumentKind.PLAN: (say("Officer"), say("Supervisor"), say("Received by")),
    DocumentKind.CLOSING_MEMO: (say("Officer"), say("Supervisor"), say("Second reviewer")),
}
"""Who signs a document by hand where the agency has no lines of its own for it."""

NO_HEAD: Final = PaperHead()


def paper_head(
    agency: Agency, document: DocumentKind | None = None, *, small: bool = False
) -> PaperHead:
    """Return what stands on a document of a case, or, without one, on an internal paper.

    Internal are papers about the case file itself, and blank forms; the agency may leave its
    letterhead off them. The line at the foot stands on every paper. A small one is logo and name.
    """
    known = agency.letterhead
    if document is None and not known.inside:
        return PaperHead(footer=known.footer)
    if small:
        return PaperHead(known.picture, footer=known.footer, small=True)
    return PaperHead(
        logo=known.picture,
        lines=known.lines,
        centered=known.placement is Placement.CENTERED,
        footer=known.footer,
        signers=known.rule_for(document).signers if document is not None else (),
    )

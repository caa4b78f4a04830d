"""The agency that owns a case file and the officer who keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import NO_LETTERHEAD, Letterhead
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say

DEFAULT_MARKING = "CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE"


class Paper(Term):
    """A sheet's size."""

    LETTER = "letter", "US Letter"
    A4 = "a4", "A4"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call, from the agency's own directory."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Agency:
    """What stands on every page: whose file this is. Empty text means not recorded."""

    name: str = ""
    ori: str = ""
    officer: str = ""
    case_prefix: str = ""
    marking: str = DEFAULT_MARKING
    paper: Paper = Paper.LETTER
    contacts: tuple[Contact, ...] = (
        Contact("Emergency", "911"),
        Contact("988 Suicide & Crisis Lifeline (call or text)", "988"),
        Contact("Crisis Text Line (text HOME)", "741741"),
    )
    letterhead: Letterhead = NO_LETTERHEAD

    def marking_of(self, document: DocumentKind) -> str:
        """Return the marking of a kind of document."""
        return self.letterhead.rule_for(document).marking or self.marking


def prefix_fault(prefix: str) -> Words | None:
    """Return what keeps a prefix from standing in case numbers, which go into file names."""
    if re.fullmatch(r"([A-Za-z0-9]+(-[A-Za-z0-9]+)*)?", prefix) and len(prefix) <= 12:
        return None
    return say("A case prefix has at most 12 letters, digits and hyphens, such as HF.")


@dataclass(frozen=True, slots=True)
class CaseFileFacts:
    """What a case file is from its first moment on and for ever.

    `training` marks every page and print TRAINING – NOT REAL.
    """

    id: str
    program: str
    training: bool

"""What an agency puts on its paper: logo, address, footer line, markings, lines to sign on."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from typing import Final

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say

NAME_MOST: Final = 200
"""Characters of an agency's name that the window takes; paper takes any number."""
NAME_LONG: Final = 80
"""Characters from which a name takes several lines, which is said and stops nothing."""
LINE_MOST: Final = 200
ADDRESS_LINES_MOST: Final = 4
FOOTER_MOST: Final = 300
MARKING_MOST: Final = 80
"""Characters of a marking: more would not stand in one line beside TRAINING and the copy."""
MARKINGS_MOST: Final = 12
SIGNERS_MOST: Final = 8
LOGO_MOST: Final = 48 * 1024
"""Bytes of a logo as it is kept. Each version of the agency's data holds it once more."""
_SIGNS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Placement(Term):
    """Where the letterhead stands on the first page."""

    LEFT = "left", "Logo at the left"
    CENTERED = "centered", "Centered"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """What is special for one kind of document; empty means as for all.

    `signers` are the roles it ends with, such as “Prepared by”: a line each for a name, a role and
    a date. The program signs nothing.
    """

    document: DocumentKind
    marking: str = ""
    signers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marking or self.signers)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """An agency's letterhead. Empty text means that nothing stands there.

    `logo` is a PNG or JPEG in base64, made by the program, so that nothing of the file it came from
    but the picture is in it. `inside` puts the letterhead on papers about the case file itself too.
    `markings` can be chosen for a kind of document, in `rules`, in place of the agency's own.
    """

    logo: str = ""
    address: str = ""
    phone: str = ""
    online: str = ""
    footer: str = ""
    placement: Placement = Placement.LEFT
    inside: bool = True
    markings: tuple[str, ...] = ()
    rules: tuple[PaperRule, ...] = ()

    @property
    def picture(self) -> bytes:
        """The logo's bytes; none where there is no logo."""
        return base64.b64decode(self.logo)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the agency's name, line by line."""
        reached = " · ".join(each for each in (self.phone, self.online) if each.strip())
        return tuple(line for line in (*self.address.split("\n"), reached) if line.strip())

    def rule_for(self, document: DocumentKind) -> PaperRule:
        """Return what is special for a kind of document."""
        return next((each for each in self.rules if each.document is document), PaperRule(document))

    def with_rule(self, rule: PaperRule) -> Letterhead:
        """Return the letterhead with another rule for the rule's kind of document."""
        found = {each.document: each for each in (*self.rules, rule)}
        return replace(self, rules=tuple(found[kind] for kind in DocumentKind if found.get(kind)))


NO_LETTERHEAD: Final = Letterhead()
"""What stands on paper until an agency sets up its own: its name, as before there were any."""


def written_logo(picture: bytes) -> str:
    """Return a picture's bytes as a letterhead keeps them."""
    return base64.b64encode(picture).decode("ascii")


def name_fault(name: str) -> Words | None:
    """Return what keeps an agency's name from being taken."""
    return _too_long(name, NAME_MOST)


def line_fault(text: str) -> Words | None:
    """Return what keeps a line from standing in the letterhead."""
    return _too_long(text, LINE_MOST)


def address_fault(address: str) -> Words | None:
    """Return what keeps an address from standing in the letterhead."""
    lines = address.split("\n")
    if len(lines) > ADDRESS_LINES_MOST:
        return say(
            "An address has at most {most} lines; this one has {count}.",
            most=ADDRESS_LINES_MOST,
            count=len(lines),
        )
    return next((fault for fault in map(line_fault, lines) if fault), None)


def footer_fault(footer: str) -> Words | None:
    """Return what keeps a line from standing at the foot of every page."""
    return _too_long(footer, FOOTER_MOST)


def marking_fault(marking: str) -> Words | None:
    """Return what keeps a marking from standing on every page."""
    return _too_long(marking, MARKING_MOST)


def markings_fault(markings: tuple[str, ...]) -> Words | None:
    """Return what keeps further markings from being offered."""
    if len(markings) > MARKINGS_MOST:
        return _too_many(len(markings), MARKINGS_MOST)
    return next((fault for fault in map(marking_fault, markings) if fault), None)


def signers_fault(signers: tuple[str, ...]) -> Words | None:
    """Return what keeps lines to sign on from standing at the end of a document."""
    if len(signers) > SIGNERS_MOST:
        return _too_many(len(signers), SIGNERS_MOST)
    return next((fault for fault in map(marking_fault, signers) if fault), None)


def letterhead_fault(letterhead: Letterhead) -> Words | None:
    """Return what keeps a letterhead from being recorded; None when nothing does."""
    rules = letterhead.rules
    faults = (
        _logo_fault(letterhead.logo),
        address_fault(letterhead.address),
        line_fault(letterhead.phone),
        line_fault(letterhead.online),
        footer_fault(letterhead.footer),
        markings_fault(letterhead.markings),
        *(marking_fault(rule.marking) for rule in rules),
        *(signers_fault(rule.signers) for rule in rules),
    )
    return next((fault for fault in faults if fault), None)


def _logo_fault(logo: str) -> Words | None:
    try:
        picture = base64.b64decode(logo, validate=True)
    except (binascii.Error, ValueError):
        picture = b"?"
    if not logo or (picture.startswith(_SIGNS) and len(picture) <= LOGO_MOST):
        return None
    return say("This logo was not made by the program. Choose the picture again.")


def _too_long(text: str, most: int) -> Words | None:
    if len(text) <= most:
        return None
    return say(
        "At most {most} characters fit here; this has {count}. Paper bears what was there before"
        " until it is shorter; what you typed stays here.",
        most=most,
        count=len(text),
    )


def _too_many(count: int, most: int) -> Words:
    return say("At most {most} lines fit here; this has {count}.", most=most, count=count)

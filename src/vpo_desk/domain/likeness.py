"""That somebody may be a person the desk knows already: why, and what the officer made of it."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.terms import Term


class Why(Term):
    """Why a known person is shown beside what is typed."""

    NAME = "name", "same name"
    SPELLED = "spelled", "name is spelled alike"
    SOUNDS = "sounds", "name sounds alike"
    BORN = "born", "same birth date"
    BORN_FITS = "born_fits", "birth date may fit"
    PHONE = "phone", "same phone"
    HANDLE = "handle", "same email or online name"
    ADDRESS = "address", "same address"


class Party(Term):
    """Whom of a concern it is about."""

    ABOUT = "about", "The person it is about"
    SOURCE = "source", "The person who reports"


class Choice(Term):
    """What the officer decided about a known person; nobody is ever tied without it."""

    SAME = "same", "Same person"
    OTHER = "other", "Not the same"
    LATER = "later", "Decide later"


@dataclass(frozen=True, slots=True)
class Likeness:
    """The choice about one known person beside one party of a concern."""

    party: Party
    person_id: str
    choice: Choice

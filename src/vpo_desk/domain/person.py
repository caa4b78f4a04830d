"""People, and the roles they have in a case."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.terms import Term


class RoleName(Term):
    """What a person is to a case."""

    SUBJECT = "subject", "Subject"
    REPORTING_PERSON = "reporting_person", "Reporting person"
    POSSIBLE_TARGET = "possible_target", "Possible target"
    FAMILY = "family", "Family"
    PARTNER = "partner", "Partner"
    FRIEND = "friend", "Friend"
    CO_WORKER = "co_worker", "Co-worker"
    SCHOOL = "school", "School"
    EMPLOYER = "employer", "Employer"
    CLINICIAN = "clinician", "Clinician"
    AGENCY = "agency", "Partner agency"
    OTHER = "other", "Other"


class FactKind(Term):
    """What a fact about a person is."""

    ALIAS = "alias", "Also known as"
    DESCRIPTION = "description", "Looks like"
    ADDRESS = "address", "Address"
    EMAIL = "email", "Email"
    HANDLE = "handle", "Online handle"
    VEHICLE = "vehicle", "Vehicle"
    EMPLOYER = "employer", "Employer"
    SCHOOL = "school", "School"
    WEAPONS = "weapons", "Access to weapons"
    GUARDIAN = "guardian", "Guardian"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One thing known of a person: what it is, as said, and where that is known from.

    A `confidential` one, such as the address of somebody in hiding, stays off all paper unless the
    officer puts it in (state address confidentiality programs).
    """

    kind: FactKind
    text: str
    source: str = ""
    when: UncertainDate | None = None
    past: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to the desk; an empty name means that the name is not known.

    `handling` says how a juvenile is dealt with: who must be told, what is kept apart.
    `merged_into` is the person whom this one turned out to be: everything that names this id is
    theirs until the merge is undone.
    """

    id: str
    name: str = ""
    born: UncertainDate | None = None
    phones: tuple[str, ...] = ()
    juvenile: bool | None = None
    facts: tuple[PersonFact, ...] = ()
    handling: str = ""
    merged_into: str = ""

    def facts_of(self, *kinds: FactKind) -> tuple[PersonFact, ...]:
        """Return the facts of these kinds, in order of entry."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    @property
    def initials(self) -> str:
        """The first letters of the name's parts, as paper that leaves the room shows them.

        A name written "Family, Given" gives the letters in spoken order.
        """
        family, comma, given = self.name.partition(",")
        spoken = f"{given} {family}" if comma else self.name
        letters = [
            part[0].upper() for part in spoken.replace("-", " ").split() if part[0].isalpha()
        ]
        return "".join(f"{letter}." for letter in letters)


@dataclass(frozen=True, slots=True)
class Role:
    """That a person has a role in a case, and how they are related to the subject.

    `ended` says why they no longer have it; the role stays in the case with that reason.
    """

    id: str
    case_id: str
    person_id: str
    role: RoleName
    relation: str = ""
    confidential: bool = False
    ended: str = ""

    @property
    def stands(self) -> bool:
        """True until it is noted why the person no longer has the role."""
        return not self.ended.strip()

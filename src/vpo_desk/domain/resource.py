"""The agency's own directory: who can help, and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.terms import Term


class ResourceKind(Term):
    """What somebody in the directory is for."""

    CRISIS = "crisis", "Crisis line or team"
    COUNSELING = "counseling", "Counseling and treatment"
    SUBSTANCE = "substance", "Substance use"
    HOUSING = "housing", "Housing and basic needs"
    ADVOCATE = "advocate", "Victim advocate"
    VETERANS = "veterans", "Veterans' services"
    FAMILY = "family", "Family and parenting"
    WORK = "work", "Work and legal aid"
    SCHOOL = "school", "School or college"
    HEALTH = "health", "Hospital and medical"
    JUSTICE = "justice", "Prosecutor, court, probation"
    POLICE = "police", "Police and state units"
    PARTNER = "partner", "Other partner"


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody who can help. `checked_on` is when somebody last saw that this is right.

    `first_call` puts it on the emergency card and on the first page of a plan; `retired` takes it
    out of the lists, and what names it keeps its name.
    """

    id: str
    name: str
    kind: ResourceKind
    phone: str = ""
    person: str = ""
    hours: str = ""
    address: str = ""
    email: str = ""
    offers: str = ""
    for_whom: str = ""
    notes: str = ""
    checked_on: date | None = None
    first_call: bool = False
    retired: bool = False

"""The agency's own numbers for a case in its other systems."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.terms import Term


class NumberKind(Term):
    """Which system a number is from."""

    INCIDENT = "incident", "Incident"
    CAD = "cad", "CAD"
    RMS = "rms", "RMS"
    EVIDENCE = "evidence", "Evidence"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True)
class KindNumber:
    """A number in one of the agency's other systems."""

    kind: NumberKind
    number: str


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number by which another system of the agency knows the case; removed ones stay told."""

    id: str
    case_id: str
    kind: NumberKind
    number: str
    removed: bool = False

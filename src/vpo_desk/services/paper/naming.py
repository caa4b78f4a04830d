"""How people are named on paper: initials where it leaves the room, no name where it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.domain.calendar import date_words, long_date_words
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.services.people import People
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class Naming:
    """Names the people of one case. `leaves` is true for paper that others will hold."""

    people: People
    case_id: str
    leaves: bool

    def subject(self, person: Person | None) -> str:
        """Return how the subject is named."""
        if person is None or not person.name:
            return ""
        return person.initials or person.name[:1] if self.leaves else person.name

    def source(self, person_id: str) -> str:
        """Return how somebody who told something is named.

        A source that asked for confidentiality is left out of every print, the officer's own too.
        """
        person = self.people.get(person_id)
        lines = [line for line in self.people.roles(self.case_id) if line.person.id == person.id]
        if any(line.role.confidential for line in lines):
            return str(say("a source who asked for confidentiality"))
        if not self.leaves:
            return person.name or str(say("name not known"))
        return person.initials or str(say("name not known"))

    def role(self, person_id: str) -> Words:
        """Return the first role somebody has in the case."""
        roles = self.people.role_names(self.case_id, person_id)
        return (roles[0] if roles else RoleName.OTHER).words


def moment_text(moment: Moment) -> str:
    """Return a time as paper shows it: day, clock and zone."""
    local = moment.local
    return f"{day_text(local.date())}, {local:%H:%M %Z}".strip()


def day_text(day: date | None) -> str:
    """Return a day as paper shows it; a dash for none."""
    return str(long_date_words(day)) if day else "–"


def short_day_text(day: date | None) -> str:
    """Return a day for a narrow column, such as `23 Nov 2026`; a dash for none."""
    return str(date_words(day)) if day else "–"


def said_text(when: UncertainDate | None) -> str:
    """Return a date as it was said; a plain day as paper shows days, a dash for none.

    `2026-11-17` is how a day is typed, not how somebody said it.
    """
    if when is None:
        return "–"
    plain = when.earliest is not None and when.said == when.earliest.isoformat()
    return day_text(when.earliest) if plain else when.said


def signed_by(signed: SignOff) -> str:
    """Return who signed off, in what role, on which day and how."""
    parts = (signed.name, signed.role, day_text(signed.on) if signed.on else "", signed.how)
    return ", ".join(part for part in parts if part)


def agreed_words(signed: SignOff) -> Words:
    """Return a typed sign-off as a sentence; no signature is claimed."""
    return say("Agreed, as typed by the officer: {who}.", who=signed_by(signed))

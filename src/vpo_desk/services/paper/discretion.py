"""Which names stand on a paper for one reader: initials for the subject, no name for a source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vpo_desk.domain.giveaway import with_initials, without_name
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.services.people import People
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class Discretion:
    """Rewrites words of the desk's own, such as a rule of a plan, for a reader outside.

    `shortened` are written as initials; `hidden`, who told something, as “a source”. `others` are
    the rest of the case, whose whole names stay. Nothing that somebody said is rewritten so: those
    words stand on no such paper.
    """

    shortened: tuple[Person, ...]
    hidden: tuple[Person, ...]
    others: tuple[Person, ...] = ()

    def text(self, words: str) -> str:
        """Return words as they may stand."""
        for person in self.hidden:
            names = [each.name for each in (*self.shortened, *self.others)]
            words = without_name(words, person, str(say("a source")), names)
        for person in self.shortened:
            words = with_initials(words, person, [each.name for each in self.others])
        return words


def discretion(
    people: People, case_id: str, shortened: Iterable[Person], *, confidential_only: bool
) -> Discretion:
    """Return how a case's people are written on a paper that shortens some of them."""
    short = {each.id: each for each in shortened}
    hidden = sources_of(people, case_id, confidential_only=confidential_only)
    apart = {*short, *(each.id for each in hidden)}
    others = {line.person.id: line.person for line in people.roles(case_id)}
    kept = tuple(person for id_, person in others.items() if id_ not in apart)
    return Discretion(tuple(short.values()), hidden, kept)


def sources_of(people: People, case_id: str, *, confidential_only: bool) -> tuple[Person, ...]:
    """Return who told something: those who asked for confidentiality, or all who reported.

    Who is the subject or a possible target of the case too is no source here: the paper is about
    them.
    """
    lines = people.roles(case_id)
    about = {
        line.person.id
        for line in lines
        if line.role.role in {RoleName.SUBJECT, RoleName.POSSIBLE_TARGET}
    }
    told = (
        line.person
        for line in lines
        if line.role.confidential
        or (not confidential_only and line.role.role is RoleName.REPORTING_PERSON)
    )
    return tuple({each.id: each for each in told if each.id not in about}.values())

"""What is recorded of one person: name, birth date, phones, juvenile mark, and facts by kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.people import People
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class PersonData:
    """What stands at the head of a person's page."""

    name: str = ""
    born: UncertainDate | None = None
    phones: tuple[str, ...] = ()
    juvenile: bool | None = None
    handling: str = ""


class Particulars:
    """Records what is learned of a person; each change is a version, nothing is overwritten."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def describe(self, person_id: str, data: PersonData) -> tuple[Person, Changes]:
        """Record name, birth date, phones, juvenile mark and handling as they are known now.

        Facts entered meanwhile stay. Raises VpoError when there is no such person, or when a phone
        number has no digit.
        """
        phones = tuple(each.strip() for each in data.phones if each.strip())
        wrong = next((each for each in phones if not any(map(str.isdigit, each))), "")
        if wrong:
            raise refuse(
                say("A phone number needs digits; “{said}” has none.", said=wrong),
                say("Put an address, a handle or an email under what is known instead."),
            )
        person = self._people.get(person_id)
        return self._people.correct(
            replace(
                person,
                name=data.name,
                born=data.born,
                phones=phones,
                juvenile=data.juvenile,
                handling=data.handling,
            )
        )

    def add_fact(self, person_id: str, fact: PersonFact) -> tuple[Person, Changes]:
        """Add one thing known of a person; VpoError when it has no words or stands there already."""
        _need_words(fact)
        person = self._people.get(person_id)
        if fact in person.facts:
            raise refuse(say("This is recorded of the person already."))
        return self._people.correct(replace(person, facts=(*person.facts, fact)))

    def change_fact(
        self, person_id: str, known: PersonFact, fact: PersonFact
    ) -> tuple[Person, Changes]:
        """Correct a fact in its place; VpoError when it no longer stands there."""
        _need_words(fact)
        person = self._people.get(person_id)
        _need_known(person, known)
        facts = tuple(fact if each == known else each for each in person.facts)
        return self._people.correct(replace(person, facts=facts))

    def take_fact(self, person_id: str, known: PersonFact) -> tuple[Person, Changes]:
        """Take off what was entered by mistake; that it stood there stays in the history."""
        person = self._people.get(person_id)
        _need_known(person, known)
        facts = tuple(each for each in person.facts if each != known)
        return self._people.correct(replace(person, facts=facts))


def guardians(person: Person) -> tuple[PersonFact, ...]:
    """Return the guardians recorded of a juvenile who are so now."""
    return tuple(fact for fact in person.facts_of(FactKind.GUARDIAN) if not fact.past)


def _need_words(fact: PersonFact) -> None:
    if not fact.text.strip():
        raise refuse(say("Write what is known."))


def _need_known(person: Person, known: PersonFact) -> None:
    if known not in person.facts:
        raise refuse(
            say("What was to be changed no longer stands there."),
            say("Open it again from the list."),
        )

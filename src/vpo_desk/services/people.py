"""People: entering somebody, adding what is learned, and the roles they have in cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.person import FactKind, Person, PersonFact, Role, RoleName
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import CASE, PERSON, ROLE
from vpo_desk.storage.same_person import find_person, person_of, same_person
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is said of a person at one moment; empty fields say nothing."""

    name: str = ""
    born: UncertainDate | None = None
    phone: str = ""
    juvenile: bool | None = None
    handle: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        said = (self.name, self.phone, self.handle, self.address)
        return bool(self.born or any(each.strip() for each in said))

    def facts(self, source: str = "") -> tuple[PersonFact, ...]:
        """Return what is said beside the particulars, as known from `source`."""
        online = FactKind.EMAIL if "@" in self.handle.strip()[1:] else FactKind.HANDLE
        told = ((online, self.handle), (FactKind.ADDRESS, self.address))
        return tuple(PersonFact(kind, text.strip(), source) for kind, text in told if text.strip())


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A person and their role in a case, as a list shows them."""

    role: Role
    person: Person


class People:
    """Enters people and their roles."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def get(self, person_id: str) -> Person:
        """Return the person for whom an id stands, also where that record was merged.

        Raises VpoError when there is no such person.
        """
        found = find_person(self._ground.history, person_id)
        if found is None:
            raise refuse(say("There is no such person in this case file."))
        return found

    def add(self, details: PersonDetails, source: str = "") -> tuple[Person, Changes]:
        """Enter a new person; `source` is where what is said of them is known from."""
        ground = self._ground
        phones = (details.phone,) if details.phone.strip() else ()
        person = Person(
            ground.ids.new("person"),
            details.name,
            details.born,
            phones,
            details.juvenile,
            details.facts(source),
        )
        with ground.transaction():
            ground.history.append(PERSON, person.id, person)
        return person, Changes((("person", person.id),))

    def learn(self, person_id: str, details: PersonDetails) -> tuple[Person, Changes]:
        """Add what is newly known of a person; VpoError when it contradicts what is known.

        Another phone number, handle or address is no contradiction; it is added.
        """
        person = self.get(person_id)
        name = _agree(say("name"), person.name, details.name)
        born = person.born
        if details.born is not None:
            _agree(say("birth date"), born.said if born else "", details.born.said)
            born = born or details.born
        juvenile = person.juvenile
        if details.juvenile is not None:
            if juvenile is not None and juvenile is not details.juvenile:
                raise _contradiction(say("juvenile mark"))
            juvenile = details.juvenile
        phones = person.phones
        if details.phone.strip() and details.phone not in phones:
            phones = (*phones, details.phone)
        facts = (*person.facts, *_unknown(person, details.facts()))
        changed = replace(
            person, name=name, born=born, phones=phones, juvenile=juvenile, facts=facts
        )
        return self.correct(changed)

    def adopt(self, person_id: str, told: Person, source: str) -> tuple[Person, Changes]:
        """Add what is told of somebody who turned out to be this person.

        What is known stays; a name or birth date that differs is kept as a fact, as it was said,
        with `source` as where that is known from.
        """
        person = self.get(person_id)
        facts = [*person.facts, *_unknown(person, told.facts)]
        name, said = told.name.strip(), {person.name, *(each.text for each in person.facts)}
        if name and person.name.strip() and told.name not in said:
            facts.append(PersonFact(FactKind.ALIAS, told.name, source))
        born = told.born
        if born is not None and person.born is not None and born.said != person.born.said:
            facts.append(PersonFact(FactKind.OTHER, f"Born: {born.said}", source, born))
        phones = (each for each in told.phones if each not in person.phones)
        juvenile = told.juvenile if person.juvenile is None else person.juvenile
        changed = replace(
            person,
            name=person.name if person.name.strip() else told.name,
            born=person.born or born,
            phones=(*person.phones, *phones),
            juvenile=juvenile,
            facts=tuple(dict.fromkeys(facts)),
        )
        return self.correct(changed)

    def learn_as_said(
        self, person_id: str, details: PersonDetails, source: str
    ) -> tuple[Person, Changes]:
        """Add what was said of somebody who turned out to be this person, as `adopt` does."""
        phones = (details.phone,) if details.phone.strip() else ()
        facts = details.facts(source)
        told = Person("", details.name, details.born, phones, details.juvenile, facts)
        return self.adopt(person_id, told, source)

    def correct(self, person: Person) -> tuple[Person, Changes]:
        """Record a person's data as they are known now; what was recorded before stays.

        Raises VpoError when there is no such person, or when this record counts as another one.
        """
        if self.get(person.id).id != person.id:
            raise refuse(
                say("This record was merged with another one of the same person."),
                say("Open that person and correct it there."),
            )
        person = replace(person, merged_into="")
        with self._ground.transaction():
            self._ground.history.append(PERSON, person.id, person)
        return person, Changes((("person", person.id),))

    def give_role(
        self,
        case_id: str,
        person_id: str,
        role: RoleName,
        *,
        relation: str = "",
        confidential: bool = False,
    ) -> tuple[Role, Changes]:
        """Give a person a role in a case; a role they have already is kept.

        While two records are one person it is the surviving record that is given the role, so that
        it stays there should the merge be undone; what the merged record was before is not touched.
        """
        history = self._ground.history
        if history.find(CASE, case_id) is None:
            raise refuse(say("There is no such case in this case file."))
        named, person_id = person_id, self.get(person_id).id
        with self._ground.transaction():
            roles = [each for each in self._roles(case_id) if each.role is role]
            own = next((each for each in roles if each.person_id == person_id), None)
            given = Role("", case_id, person_id, role, relation, confidential)
            value = next((each for each in roles if _says_already(each, named, given)), None)
            if value is None and own is not None:
                value = replace(
                    own,
                    relation=relation or own.relation,
                    confidential=confidential or own.confidential,
                    ended="",
                )
            elif value is None:
                value = replace(given, id=self._ground.ids.new("role"))
            history.append(ROLE, value.id, value)
            self._name_subject(value)
        return value, Changes((("role", value.id), ("case", case_id), ("person", person_id)))

    def change_role(
        self, role_id: str, role: RoleName, *, relation: str = "", confidential: bool = False
    ) -> tuple[Role, Changes]:
        """Correct what somebody is to a case; what stood there before stays in the history.

        Raises VpoError when the case is about this person, or would become so.
        """
        known = self._role(role_id)
        if role is not known.role:
            self._need_free(known)
            case = self._ground.history.get(CASE, known.case_id)
            if role is RoleName.SUBJECT and case.subject_id is not None:
                raise refuse(
                    say("The case has its subject already."),
                    say("If it is about somebody else, open a case for that person."),
                )
        return self._keep_role(
            replace(known, role=role, relation=relation, confidential=confidential)
        )

    def end_role(self, role_id: str, why: str) -> tuple[Role, Changes]:
        """Note why somebody no longer has a role; it stays in the case with that reason."""
        if not why.strip():
            raise refuse(say("Say why the person no longer has this role."))
        known = self._role(role_id)
        self._need_free(known)
        return self._keep_role(replace(known, ended=why))

    def same(self, person_id: str) -> tuple[str, ...]:
        """Return the ids of all records of one person, the one that counts first."""
        return same_person(self._ground.file.connection, person_id)

    def roles(self, case_id: str) -> tuple[RoleLine, ...]:
        """Return the people of a case with their roles, ended ones too, in order of entry."""
        history = self._ground.history
        roles = self._roles(case_id)
        return tuple(RoleLine(role, person_of(history, role.person_id)) for role in roles)

    def role_names(self, case_id: str, person_id: str) -> tuple[RoleName, ...]:
        """Return the roles one person has or had in a case, by any of their records."""
        same = self.same(person_id)
        found = [each for each in self._roles(case_id) if each.person_id in same]
        ordered = sorted(found, key=lambda each: not each.stands)
        return tuple(dict.fromkeys(each.role for each in ordered))

    def standing_roles(self, case_id: str, person_id: str) -> tuple[RoleName, ...]:
        """Return the roles one person has in a case now."""
        same = self.same(person_id)
        return tuple(
            each.role for each in self._roles(case_id) if each.stands and each.person_id in same
        )

    def _roles(self, case_id: str) -> tuple[Role, ...]:
        return self._ground.history.values(ROLE, "h.case_id = ?", (case_id,))

    def _role(self, role_id: str) -> Role:
        found = self._ground.history.find(ROLE, role_id)
        if found is None:
            raise refuse(say("There is no such role in this case file."))
        return found.value

    def _need_free(self, role: Role) -> None:
        """Refuse to take the role of the person whom a case is about."""
        case = self._ground.history.get(CASE, role.case_id)
        about = self.same(case.subject_id) if case.subject_id else ()
        if role.role is RoleName.SUBJECT and role.person_id in about:
            raise refuse(
                say("The case is about this person; the role stays."),
                say(
                    "If it is about somebody else, open a case for that person and close this one."
                ),
            )

    def _name_subject(self, role: Role) -> None:
        """Let a case that was about nobody known be about the first who is its subject."""
        case = self._ground.history.get(CASE, role.case_id)
        if role.role is RoleName.SUBJECT and case.subject_id is None:
            subject = replace(case, subject_id=self.get(role.person_id).id)
            self._ground.history.append(CASE, case.id, subject)

    def _keep_role(self, role: Role) -> tuple[Role, Changes]:
        with self._ground.transaction():
            self._ground.history.append(ROLE, role.id, role)
            self._name_subject(role)
        touched = ("role", role.id), ("case", role.case_id), ("person", role.person_id)
        return role, Changes(touched)


def _unknown(person: Person, facts: Iterable[PersonFact]) -> tuple[PersonFact, ...]:
    """Return what is not kept of a person yet, from whatever source."""
    known = {(each.kind, each.text.strip().casefold()) for each in person.facts}
    return tuple(each for each in facts if (each.kind, each.text.strip().casefold()) not in known)


def _says_already(role: Role, named: str, given: Role) -> bool:
    """True when the very record that was named has what is given, and nothing is added to it.

    A concern from before a merge goes on naming the merged record, whose role it is.
    """
    return (
        role.person_id == named
        and role.stands
        and given.relation in {"", role.relation}
        and (role.confidential or not given.confidential)
    )


def _agree(field: Words, known: str, said: str) -> str:
    if not said.strip():
        return known
    if known.strip() and known != said:
        raise _contradiction(field)
    return said


def _contradiction(field: Words) -> Exception:
    return refuse(
        say("The {field} differs from what is recorded of this person.", field=field),
        say("Correct the person's data first, or enter another person."),
    )

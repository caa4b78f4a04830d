"""People: what is learned of them, what contradicts, and the roles they have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.conftest import Desk

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.errors import VpoError
from vpo_desk.services.people import PersonDetails
from vpo_desk.storage.nouns import PERSON

DETAILS = PersonDetails("Peter Novak", read_date("1984"), "555 0100", juvenile=False)


def test_a_person_is_entered_as_said(desk: Desk) -> None:
    person, _ = desk.services.people.add(DETAILS)
    found = desk.reopen().people.get(person.id)
    assert found == Person(person.id, "Peter Novak", read_date("1984"), ("555 0100",), False)


def test_what_is_newly_known_is_added_and_nothing_is_taken_away(desk: Desk) -> None:
    person, _ = desk.services.people.add(PersonDetails("Peter Novak"))
    people = desk.services.people
    people.learn(person.id, PersonDetails(born=read_date("1984")))
    people.learn(person.id, PersonDetails(phone="555 0100"))
    people.learn(person.id, PersonDetails("Peter Novak", phone="555 0199", juvenile=False))
    people.learn(person.id, PersonDetails(phone="555 0100"))
    phones = ("555 0100", "555 0199")
    assert people.get(person.id) == Person(
        person.id, "Peter Novak", read_date("1984"), phones, False
    )


def test_a_handle_and_an_address_are_learned_once_whatever_told_them(desk: Desk) -> None:
    people = desk.services.people
    said = PersonDetails(handle="@Pete_N", address="12 Mill Road")
    person, _ = people.add(said, "C-2026-0001")
    again = PersonDetails(handle="@pete_n ", address="12 Mill Road")
    assert people.learn(person.id, again)[0].facts == person.facts
    other, _ = people.learn(person.id, PersonDetails(handle="peter@example.org"))
    assert [each.text for each in other.facts][-1] == "peter@example.org"


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (PersonDetails("Pete Novak"), "name"),
        (PersonDetails(born=read_date("1985")), "birth date"),
        (PersonDetails(juvenile=True), "juvenile mark"),
        (PersonDetails("Peter Novak", read_date("1985"), "555 0123"), "birth date"),
    ],
)
def test_a_contradiction_is_refused_and_nothing_of_it_is_kept(
    desk: Desk, said: PersonDetails, what: str
) -> None:
    person, _ = desk.services.people.add(DETAILS)
    with pytest.raises(VpoError, match=what):
        desk.services.people.learn(person.id, said)
    assert desk.services.people.get(person.id) == person


def test_a_correction_replaces_and_what_was_recorded_before_stays(desk: Desk) -> None:
    person, _ = desk.services.people.add(DETAILS)
    corrected = replace(person, name="Petr Novák", born=read_date("May 1985"), phones=())
    desk.services.people.correct(corrected)
    services = desk.reopen()
    assert services.people.get(person.id) == corrected
    versions = services.ground.history.versions(PERSON, person.id)
    assert [each.value for each in versions] == [person, corrected]


def test_recording_the_same_again_writes_nothing(desk: Desk) -> None:
    person, _ = desk.services.people.add(DETAILS)
    before = desk.services.upkeep.info().audit_entries
    desk.services.people.correct(person)
    desk.services.people.learn(person.id, DETAILS)
    assert desk.services.upkeep.info().audit_entries == before


def test_a_person_may_have_several_roles_and_each_only_once(desk: Desk) -> None:
    case = desk.case()
    person = desk.person(case, "Ana Novak", RoleName.FAMILY)
    people = desk.services.people
    people.give_role(case.id, person.id, RoleName.POSSIBLE_TARGET)
    people.give_role(case.id, person.id, RoleName.FAMILY, relation="sister")
    people.give_role(case.id, person.id, RoleName.FAMILY, confidential=True)
    people.give_role(case.id, person.id, RoleName.FAMILY)
    assert people.role_names(case.id, person.id) == (RoleName.FAMILY, RoleName.POSSIBLE_TARGET)
    role = next(each.role for each in people.roles(case.id) if each.person.id == person.id)
    assert (role.relation, role.confidential) == ("sister", True)


def test_roles_belong_to_one_case(desk: Desk) -> None:
    first, second = desk.case(), desk.case()
    person = desk.person(first, "Ana Novak", RoleName.FAMILY)
    assert desk.services.people.role_names(second.id, person.id) == ()


def test_a_case_keeps_its_first_subject(desk: Desk) -> None:
    case = desk.case()
    other = desk.person(case, "Ivan Novak", RoleName.SUBJECT)
    assert desk.services.cases.get(case.id).subject_id == case.subject_id != other.id


def test_a_role_needs_a_case_and_a_person_that_are_there(desk: Desk) -> None:
    case = desk.case()
    person, _ = desk.services.people.add(DETAILS)
    with pytest.raises(VpoError, match="no such case"):
        desk.services.people.give_role("case-0", person.id, RoleName.OTHER)
    with pytest.raises(VpoError, match="no such person"):
        desk.services.people.give_role(case.id, "person-0", RoleName.OTHER)


def test_a_person_who_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such person"):
        desk.services.people.learn("person-0", DETAILS)

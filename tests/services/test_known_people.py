"""People the desk may know already: why they are shown, and that only the officer ties anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.conftest import INTAKE, Desk, later

from vpo_desk.domain.concern import Identity
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.likeness import Choice, Likeness, Party, Why
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant
from vpo_desk.services.known_people import Described
from vpo_desk.services.people import PersonDetails


def known(desk: Desk, name: str = "Peter Novak", born: str = "2 March 1984") -> Person:
    details = PersonDetails(name, read_date(born) if born else None, "(217) 555-0104")
    return desk.services.people.add(details)[0]


def like(desk: Desk, name: str = "", born: str = "", **more: str) -> list[tuple[Why, ...]]:
    told = Described(name, read_date(born) if born else None, **more)
    return [each.why for each in desk.services.known_people.like(told)]


@pytest.mark.parametrize(
    ("name", "born", "why"),
    [
        ("Novak, Peter", "", (Why.NAME,)),
        ("Péter Novák", "1984-03-02", (Why.NAME, Why.BORN)),
        ("Petre Novak", "1984", (Why.SPELLED, Why.BORN_FITS)),
        ("Knovack Peter", "about 1984", (Why.SOUNDS, Why.BORN_FITS)),
        ("Peter Novak", "1990", (Why.NAME,)),
        ("Peter Miller", "2 March 1984", (Why.BORN,)),
        ("", "2 March 1984", (Why.BORN,)),
        ("Novak", "", (Why.NAME,)),
    ],
)
def test_a_name_told_otherwise_shows_the_known_person(
    desk: Desk, name: str, born: str, why: tuple[Why, ...]
) -> None:
    known(desk)
    known(desk, "Maria Kowalska", "1990")
    assert like(desk, name, born) == [why]


@pytest.mark.parametrize(
    ("name", "born"),
    [("Peter Miller", ""), ("Peter Miller", "1984"), ("Jane Smith", "2 March 1984"), ("", "")],
)
def test_others_are_not_shown(desk: Desk, name: str, born: str) -> None:
    known(desk)
    assert like(desk, name, born) == []


def test_phones_handles_and_addresses_show_a_person_whatever_the_name(desk: Desk) -> None:
    person = known(desk)
    facts = (
        PersonFact(FactKind.EMAIL, "P.Novak@example.org"),
        PersonFact(FactKind.HANDLE, "@NightOwl"),
        PersonFact(FactKind.ADDRESS, "12 North Elm Street"),
        PersonFact(FactKind.ALIAS, "Pete the Owl"),
    )
    desk.services.people.correct(replace(person, facts=facts))
    assert like(desk, "Somebody Else", phone="555 01 04") == [(Why.PHONE,)]
    assert like(desk, handle="p.novak@EXAMPLE.org") == [(Why.HANDLE,)]
    assert like(desk, handle="nightowl") == [(Why.HANDLE,)]
    assert like(desk, address="12 Elm St.") == [(Why.ADDRESS,)]
    assert like(desk, "Owl, Pete") == [(Why.NAME,)]


@pytest.mark.parametrize("name", ["王小明", "محمد علي", "Иван Петров", "สมชาย ใจดี", "דוד לוי"])
def test_names_of_any_script_are_known_again(desk: Desk, name: str) -> None:
    known(desk, name, "")
    assert like(desk, name) == [(Why.NAME,)]


def test_what_is_told_more_tellingly_comes_first(desk: Desk) -> None:
    alike = known(desk, "Petre Novak", "")
    desk.services.people.correct(replace(alike, phones=("555-9999",)))
    same = known(desk, "Peter Novak", "")
    told = Described("Peter Novak", None, "555-9999")
    found = desk.services.known_people.like(told)
    assert [each.person.id for each in found] == [alike.id, same.id]


def test_cases_and_the_last_contact_come_with_a_known_person(desk: Desk) -> None:
    case = desk.case()
    desk.interview(case, at=later(5))
    (found,) = desk.services.known_people.like(Described("Peter Novak"))
    assert (found.cases, found.last) == ((case.number,), later(5))


def same(person: Person, party: Party = Party.ABOUT, choice: Choice = Choice.SAME) -> Likeness:
    return Likeness(party, person.id, choice)


def test_the_same_person_is_tied_and_learns_what_was_said(desk: Desk) -> None:
    person = known(desk)
    about = PersonDetails("Petre Novak", read_date("1983"))
    source = Informant(Identity.NAMED, None, PersonDetails("Bea Hale", None, "555-7777"))
    bea = known(desk, "B. Hale", "")
    likenesses = (same(person), same(bea, Party.SOURCE))
    intake = replace(INTAKE, about=about, source=source, likenesses=likenesses)
    concern = desk.concern(intake)
    line = desk.services.concerns.get(concern.id)
    assert line.about is not None
    assert line.source is not None
    assert (line.about.id, line.source.id) == (person.id, bea.id)
    assert line.about.name == "Peter Novak"
    told = [(each.kind, each.text, each.source) for each in line.about.facts]
    assert told == [
        (FactKind.ALIAS, "Petre Novak", concern.number),
        (FactKind.OTHER, "Born: 1983", concern.number),
    ]
    assert line.source.phones == ("(217) 555-0104", "555-7777")
    assert desk.services.upkeep.info().people == 2
    assert concern.likenesses == likenesses


@pytest.mark.parametrize("choice", [Choice.OTHER, Choice.LATER])
def test_without_that_choice_nobody_is_tied(desk: Desk, choice: Choice) -> None:
    person = known(desk)
    concern = desk.concern(replace(INTAKE, likenesses=(same(person, choice=choice),)))
    assert concern.about_id != person.id
    undecided = [each.id for each in desk.services.known_people.undecided()]
    assert undecided == ([concern.id] if choice is Choice.LATER else [])


def test_a_choice_put_off_is_made_on_the_concern_and_logged(desk: Desk) -> None:
    person = known(desk)
    concern = desk.concern(replace(INTAKE, likenesses=(same(person, choice=Choice.LATER),)))
    (waiting,) = desk.services.known_people.of_concern(concern)
    assert (waiting.likeness.choice, waiting.known.person) == (Choice.LATER, person)
    decided, changes = desk.services.known_people.decide(
        concern.id, Party.ABOUT, person.id, Choice.SAME
    )
    assert decided.about_id == person.id
    assert changes.touches(concern.id)
    assert desk.services.known_people.undecided() == ()
    entry = desk.log(concern.id)[-1]
    assert (entry.action, entry.detail) == ("compare", "same")


def test_a_concern_in_a_case_keeps_its_own_record(desk: Desk) -> None:
    person = known(desk)
    case = desk.case(replace(INTAKE, likenesses=(same(person, choice=Choice.LATER),)))
    (line,) = desk.services.concerns.of_case(case.id)
    with pytest.raises(VpoError, match="belongs to a case already"):
        desk.services.known_people.decide(line.concern.id, Party.ABOUT, person.id, Choice.SAME)
    assert desk.services.concerns.get(line.concern.id).concern == line.concern
    desk.services.known_people.decide(line.concern.id, Party.ABOUT, person.id, Choice.OTHER)
    assert desk.services.known_people.undecided() == ()


def test_somebody_cannot_be_two_known_people(desk: Desk) -> None:
    one, other = known(desk), known(desk, "Petre Novak")
    with pytest.raises(VpoError, match="only one of the known people"):
        desk.concern(replace(INTAKE, likenesses=(same(one), same(other))))
    assert desk.services.concerns.count() == 0

"""The known-person alert: in the form, with reasons and cases, and no tie without a choice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    buttons,
    choose,
    chosen,
    field,
    fill,
    is_there,
    leave,
    shown_words,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Concern
from vpo_desk.domain.likeness import Choice, Party
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.known_people import KnownPeopleList
from vpo_desk.ui.page import Page

NAME = "Name, if known"
ALERT = "The desk may know this person"


def subject(desk: Desk, case: Case) -> Person:
    person = desk.ask(lambda services: services.people.get(case.subject_id or ""))
    assert isinstance(person, Person)
    return person


def typed(desk: Desk, page: Page, name: str) -> None:
    fill(page, NAME, name)
    desk.settle()
    desk.settle()


def slip(name: str) -> str:
    """Return a name as somebody who heard it would write it, in another order."""
    family, _, given = name.partition(", ")
    return f"{given} {family[:-2]}{family[-1]}{family[-2]}"


def question(person: Person) -> str:
    born = f", born {person.born.said}" if person.born else ""
    return f"Is it {person.name}{born}?"


def new_concern(desk: Desk, name: str) -> NewConcernPage:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, "Is anyone in danger now?", "No")
    choose(page, "Named or not", "Anonymous")
    fill(page, "In the reporting person's words", "He named a date.")
    typed(desk, page, name)
    return page


def saved(desk: Desk) -> Concern:
    desk.press(Qt.Key.Key_Return, CTRL)
    page = desk.at(ConcernPage)
    concern = desk.ask(lambda services: services.concerns.get(page.place.id).concern)
    assert isinstance(concern, Concern)
    return concern


def test_a_known_person_is_shown_with_why_and_cases(desk: Desk, school: Case) -> None:
    person = subject(desk, school)
    page = new_concern(desk, slip(person.name))
    assert ALERT in desk.reads()
    assert person.name in desk.reads()
    assert "name is spelled alike" in desk.reads()
    assert school.number in desk.reads()
    typed(desk, page, "Zbigniew Wojciechowski")
    assert ALERT not in desk.reads()
    typed(desk, page, "")
    assert ALERT not in desk.reads()


def test_the_same_person_is_the_one_the_concern_is_about(desk: Desk, school: Case) -> None:
    person = subject(desk, school)
    page = new_concern(desk, slip(person.name))
    choose(page, question(person), "Same person")
    concern = saved(desk)
    assert concern.about_id == person.id
    assert [each.choice for each in concern.likenesses] == [Choice.SAME]


def test_another_person_stays_another(desk: Desk, school: Case) -> None:
    person = subject(desk, school)
    page = new_concern(desk, person.name)
    choose(page, question(person), "Not the same")
    concern = saved(desk)
    assert concern.about_id not in {None, person.id}
    assert "Decide later" not in desk.reads()


def test_without_a_choice_it_stays_open_on_the_concern_until_it_is_made(
    desk: Desk, school: Case
) -> None:
    person = subject(desk, school)
    new_concern(desk, slip(person.name))
    concern = saved(desk)
    assert concern.about_id != person.id
    assert [(each.party, each.choice) for each in concern.likenesses] == [
        (Party.ABOUT, Choice.LATER)
    ]
    page = desk.at(ConcernPage)
    assert "Decide later" in desk.reads()
    button(page, "Same person").click()
    desk.settle()
    desk.settle()
    concern = desk.ask(lambda services: services.concerns.get(concern.id).concern)
    assert concern.about_id == person.id
    assert "Decide later" not in desk.reads()
    assert not buttons(page, "Same person")


def test_a_choice_comes_back_after_the_lock_and_nothing_is_left_meanwhile(
    desk: Desk, school: Case
) -> None:
    person = subject(desk, school)
    page = new_concern(desk, slip(person.name))
    choose(page, question(person), "Not the same")
    desk.lock()
    assert person.name not in shown_words(desk.program.window)
    desk.unlock()
    desk.settle()
    page = desk.at(NewConcernPage)
    assert chosen(page, question(person)) == "Not the same"
    assert field(page, NAME).words() == slip(person.name)


def test_it_stands_beside_adding_a_person_to_a_case(
    desk: Desk, school: Case, fresh_case: Case
) -> None:
    person = subject(desk, school)
    before = desk.ask(lambda services: services.upkeep.info().people)
    page = desk.go(CasePage, "case", fresh_case.id, "people")
    typed(desk, page, slip(person.name))
    choose(page, question(person), "Same person")
    choose(page, "Role in this case", "Friend")
    button(page, "Add to the case").click()
    desk.settle()
    roles = desk.ask(lambda services: services.people.roles(fresh_case.id))
    assert person.id in {each.person.id for each in roles}
    assert desk.ask(lambda services: services.upkeep.info().people) == before
    assert not any(is_there(each) for each in page.findChildren(KnownPeopleList))


@pytest.mark.parametrize(
    ("label", "kind", "known", "told", "why"),
    [
        (
            "Email or online name",
            FactKind.HANDLE,
            "@NightOwl",
            "nightowl",
            "same email or online name",
        ),
        (
            "Email or online name",
            FactKind.EMAIL,
            "n@example.org",
            "N@EXAMPLE.org",
            "same email or online name",
        ),
        ("Address", FactKind.ADDRESS, "12 North Elm Street", "12 Elm St", "address"),
    ],
)
def test_a_handle_or_an_address_alone_shows_the_known_person_in_a_new_concern(
    desk: Desk, school: Case, label: str, kind: FactKind, known: str, told: str, why: str
) -> None:
    person = subject(desk, school)
    desk.session.command(
        lambda services: services.particulars.add_fact(person.id, PersonFact(kind, known))
    )
    page = new_concern(desk, "")
    fill(page, label, told)
    desk.settle()
    desk.settle()
    assert why in desk.reads()
    choose(page, question(person), "Same person")
    assert saved(desk).about_id == person.id


def test_what_is_told_of_somebody_new_is_kept_with_them_and_where_it_is_from(desk: Desk) -> None:
    page = new_concern(desk, "Zbigniew Wojciechowski")
    fill(page, "Their phone", "555 0188")
    fill(page, "Email or online name", "@zbig <b>& 👋")
    fill(page, "Address", "7 شارع النيل")
    concern = saved(desk)
    assert "555 0188 · @zbig <b>& 👋 · 7 شارع النيل" in desk.reads()
    person = desk.ask(lambda services: services.people.get(concern.about_id or ""))
    assert person.phones == ("555 0188",)
    assert person.facts == (
        PersonFact(FactKind.HANDLE, "@zbig <b>& 👋", concern.number),
        PersonFact(FactKind.ADDRESS, "7 شارع النيل", concern.number),
    )


def test_a_phone_of_letters_and_a_day_that_is_none_are_said_at_the_field_and_kept(
    desk: Desk,
) -> None:
    page = new_concern(desk, "W.")
    fill(page, "Their phone", "ask the school")
    leave()
    assert trouble(page, "Their phone").startswith("There is no digit in it.")
    fill(page, "When it happened, as said", "31 February")
    leave()
    assert trouble(page, "When it happened, as said").startswith("No calendar has this day.")
    fill(page, "Their phone", " 555 0188")
    assert trouble(page, "Their phone") == ""
    concern = saved(desk)
    assert concern.when is not None
    assert (concern.when.said, concern.when.earliest) == ("31 February", None)

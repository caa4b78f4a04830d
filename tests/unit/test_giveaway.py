"""What shows who somebody is is found in every spelling, and other people's words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.giveaway import Giveaway, with_initials, without_name
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.redaction import Exemption

AARON = Person(
    "p1",
    "Whitt, Aaron",
    read_date("3 May 1984"),
    ("+1 (555) 555-0142",),
    facts=(
        PersonFact(FactKind.ALIAS, "Ace"),
        PersonFact(FactKind.ADDRESS, "212 Quarry Lane, Harlow Falls"),
        PersonFact(FactKind.HANDLE, "@night_owl84"),
        PersonFact(FactKind.EMAIL, "aw@example.org"),
        PersonFact(FactKind.VEHICLE, "White Ford Transit, plate ABC-4471", past=True),
        PersonFact(FactKind.EMPLOYER, "Dalton Logistics"),
    ),
)
RULES = Giveaway(AARON, ("Karen Whitt",))


@pytest.mark.parametrize(
    "text",
    [
        "Aaron came",
        "AARON's street",
        "Aaron Whitt",
        "Whitt, Aaron",
        "Ａａｒｏｎ",
        "call A.W. back",
        "A. W. was there",
        "Ace rang",
        "call 555-0142",
        "(555) 555 0142",
        "born 3 May 1984",
        "May 3, 1984",
        "1984-05-03",
        "05/03/1984",
        "at 212 Quarry Lane",
        "212 quarry\nlane",
        "night_owl84 wrote",
        "mail to aw@example.org",
        "plate ABC4471",
        "abc-4471",
    ],
)
def test_each_spelling_is_found(text: str) -> None:
    assert RULES.in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Whitt, at home",
        "Karen Whitt",
        "Harlow Falls Police Department",
        "Dalton Logistics",
        "a white van",
        "on 3 May",
        "call 911",
        "law and awe",
        "place the bag at 212",
        "",
    ],
)
def test_what_others_have_too_is_no_giveaway(text: str) -> None:
    assert RULES.in_text(text) == ""


def test_words_let_stand_with_a_reason_stand() -> None:
    person = Person("p", "May Young")
    assert Giveaway(person).in_text("in May") == "May"
    assert Giveaway(person, (), (Exemption("May", "the month"),)).in_text("in May") == ""
    assert Giveaway(person, (), (Exemption("May", "the month"),)).in_text("Young") == "Young"


def test_somebody_of_whom_nothing_is_known_gives_nothing_away() -> None:
    assert Giveaway(Person("p")).in_text("Anybody, 555 0142") == ""


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Aaron Whitt left", "A.W. left"),
        ("Whitt, Aaron left", "A.W. left"),
        ("Aaron J. Whitt left", "A.W. left"),
        ("Aaron's van", "A.W.'s van"),
        ("told Aaron; Karen Whitt knows", "told A.W.; Karen Whitt knows"),
        ("nobody", "nobody"),
    ],
)
def test_a_name_is_written_as_initials_and_other_names_stay(text: str, short: str) -> None:
    assert with_initials(text, AARON, ("Karen Whitt",)) == short


def test_a_part_of_a_name_written_small_is_another_word() -> None:
    will = Person("p", "Will Young")
    assert with_initials("He will call when young; Will waits", will) == (
        "He will call when young; W.Y. waits"
    )
    assert without_name("will young rang", will, "a source") == "a source rang"


@given(st.text())
def test_words_without_the_name_are_kept_as_they_are(text: str) -> None:
    person = Person("p", "Zzyzx Qwortle")
    assert with_initials(text, person) == text

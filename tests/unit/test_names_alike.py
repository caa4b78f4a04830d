"""Names that may be one: a slip of the pen, another order, by ear; and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.storage.names_alike import Degree, name_parts, names_alike
from vpo_desk.storage.person_keys import (
    address_key,
    birth_key,
    handle_key,
    keys_of,
    name_keys,
    phone_keys,
)

PARTS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=10)


@pytest.mark.parametrize(
    ("one", "other", "degree"),
    [
        ("Peter Novak", "Novak, Peter", Degree.SAME),
        ("José Núñez", "Jose Nunez", Degree.SAME),
        ("Siobhan O'Brien", "Siobhan OBrien", Degree.SAME),
        ("Peter J. Novak", "Peter Novak", Degree.SAME),
        ("Peter Novak", "Petre Novak", Degree.SPELLED),
        ("Katherine Stewart", "Katharine Stewart", Degree.SPELLED),
        ("Jon Smyth", "John Smith", Degree.SOUNDS),
        ("Catherine Philips", "Kathryn Phillips", Degree.SOUNDS),
        ("Novak", "Peter Novak", Degree.SAME),
        ("محمد علي", "محمد علي", Degree.SAME),
        ("Иван Петров", "Петров Иван", Degree.SAME),
        ("王小明", "王小明", Degree.SAME),
        ("John Smith", "Jane Smith", Degree.NOT),
        ("Peter Novak", "Peter Miller", Degree.NOT),
        ("", "Peter Novak", Degree.NOT),
    ],
)
def test_how_names_are_alike(one: str, other: str, degree: Degree) -> None:
    assert names_alike(one, other) is degree
    assert names_alike(other, one) is degree


@given(PARTS, PARTS, st.data())
def test_a_slip_in_a_part_is_found(given_name: str, family: str, data: st.DataObject) -> None:
    assume(given_name != family)
    place = data.draw(st.integers(0, len(family) - 2))
    swapped = family[:place] + family[place + 1] + family[place] + family[place + 2 :]
    missing = family[:place] + family[place + 1 :]
    doubled = family[: place + 1] + family[place] + family[place + 1 :]
    for slip in (swapped, missing, doubled):
        assume(slip != given_name)
        assert names_alike(f"{given_name} {family}", f"{slip}, {given_name}") is not Degree.NOT
        # The index leads there: each part of one shares a key with a part of the other.
        mine, theirs = name_keys(f"{given_name} {family}"), name_keys(f"{slip}, {given_name}")
        assert mine[family] & theirs[slip]
        assert mine[given_name] == theirs[given_name]


@given(st.text(max_size=40))
def test_any_name_has_keys_that_can_be_kept(name: str) -> None:
    for key in keys_of(Person("p", name)):
        assert key.encode()
    assert name_parts(name) == name_parts(name.upper().lower()) or not name.isascii()


def test_what_else_tells_a_person() -> None:
    assert phone_keys("+1 (555) 010-4477") & phone_keys("555 0104477, evenings")
    assert phone_keys("010-4477") & phone_keys("(555) 010-4477")
    assert not phone_keys("4477")
    assert handle_key("@NightOwl") == handle_key("nightowl ")
    assert handle_key("https://example.org/@NightOwl") == handle_key("nightowl")
    assert handle_key("P.Novak@Example.org") == handle_key("p.novak@example.org")
    assert address_key("12 North Elm Street, Apt 4") == address_key("12 elm st.")
    assert address_key("Elm Street") == ""
    assert birth_key(read_date("2 March 1984")) == birth_key(read_date("1984-03-02"))
    assert birth_key(read_date("1984")) == ""


def test_an_alias_and_facts_are_keys_too() -> None:
    known = Person(
        "p",
        "Peter Novak",
        facts=(
            PersonFact(FactKind.ALIAS, "Pete Nowak"),
            PersonFact(FactKind.HANDLE, "@owl"),
            PersonFact(FactKind.ADDRESS, "12 Elm St"),
        ),
    )
    keys = keys_of(known)
    assert {"n:nowak", "h:owl", "a:12 elm"} <= keys
    assert "n:p" not in keys

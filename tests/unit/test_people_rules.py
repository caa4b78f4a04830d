"""Merging two records and taking it back, the drawing of people, and changes in words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.diagram import Member, draw, ring, touch
from vpo_desk.domain.merge import (
    Decided,
    Field,
    Side,
    added_since,
    conflicts,
    joined,
    parted,
)
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.person_changes import changed
from vpo_desk.domain.relationship import Relation, Relationship
from vpo_desk.words import say

WORDS = st.text(max_size=8)
FACTS = st.builds(
    PersonFact,
    st.sampled_from(FactKind),
    st.sampled_from(["a", "b", "Đỗ", "شارع", "<b>"]),
    st.sampled_from(["", "school"]),
)
DATES = st.sampled_from([None, read_date("1984"), read_date("1985"), read_date("early May 1985")])


def people(id_: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        st.just(id_),
        st.sampled_from(["", " ", "Peter Novak", "Petr Novák"]),
        DATES,
        st.lists(st.sampled_from(["555 0100", "555 0199", "+1 555"]), max_size=3).map(tuple),
        st.sampled_from([None, True, False]),
        st.lists(FACTS, max_size=3).map(tuple),
        st.sampled_from(["", "Tell the mother first.", "School only."]),
    )


SIDES = st.lists(st.builds(Decided, st.sampled_from(Field), st.sampled_from(Side)), max_size=4)


@given(people("p1"), people("p2"), SIDES)
def test_a_merge_loses_nothing_and_is_taken_back_whole(
    kept: Person, other: Person, decided: list[Decided]
) -> None:
    one = joined(kept, other, decided)
    assert set(one.phones) == {*kept.phones, *other.phones}
    assert set(one.facts) >= {*kept.facts, *other.facts}
    told = " ".join([one.name, one.born.said if one.born else "", *(f.text for f in one.facts)])
    for each in (kept, other):
        assert each.name.strip() in told
        assert each.born is None or each.born.said in told
        assert each.handling in one.handling
    assert parted(kept, one, one) == kept


@given(people("p1"), people("p2"), SIDES, FACTS, st.sampled_from(["555 7777", ""]))
def test_what_was_added_after_a_merge_stays_with_the_kept_record(
    kept: Person, other: Person, decided: list[Decided], fact: PersonFact, phone: str
) -> None:
    one = joined(kept, other, decided)
    fresh = replace(fact, text="entered later")
    phones = (*one.phones, phone) if phone else one.phones
    now = replace(one, facts=(*one.facts, fresh), phones=phones, name="Peter A. Novak")
    free = parted(kept, one, now)
    assert free.name == "Peter A. Novak"
    assert free.facts == (*kept.facts, fresh)
    assert free.phones == ((*kept.phones, phone) if phone else kept.phones)
    assert (free.born, free.juvenile, free.handling) == (kept.born, kept.juvenile, kept.handling)
    assert added_since(one, now) == ((phone, "entered later") if phone else ("entered later",))


def test_what_a_third_record_says_too_stays() -> None:
    fact = PersonFact(FactKind.VEHICLE, "Gray truck")
    kept = Person("p1", "Peter")
    one = joined(kept, Person("p2", facts=(fact,), phones=("555",)), ())
    third = Person("p3", facts=(fact,), phones=("555",), merged_into="p1")
    assert parted(kept, one, joined(one, third, ()), [third]) == joined(kept, third, ())


def test_what_one_record_leaves_open_is_no_conflict() -> None:
    born = read_date("1984")
    assert conflicts(Person("p1", "Peter"), Person("p2", born=born, juvenile=True)) == ()
    both = Person("p1", "Peter", born, juvenile=False), Person("p2", "Petr", read_date("1985"))
    assert conflicts(*both) == (Field.NAME, Field.BORN)


@given(st.integers(0, 40), st.booleans())
def test_no_two_boxes_touch_however_many_there_are(count: int, around: bool) -> None:
    places = ring(count, around=around)
    taken = [(0.0, 0.0), *places] if around else places
    assert len(places) == count
    for number, one in enumerate(taken):
        assert not any(touch(one, two) for two in taken[number + 1 :])


def member(id_: str, name: str, said: str = "") -> Member:
    return Member(Person(id_, name), (say("Co-worker"),), said)


ENDS = st.sampled_from(["s", "a", "b", "x"])


@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from(Relation), st.booleans()), max_size=8))
def test_every_relationship_between_two_of_the_case_stands_in_the_drawing_and_in_words(
    ties: list[tuple[str, str, Relation, bool]],
) -> None:
    members = [member("a", "Ana"), member("s", "Peter"), member("b", "Bo")]
    found = [
        Relationship(f"r{n}", one, two, kind, f"w{n}", removed=removed)
        for n, (one, two, kind, removed) in enumerate(ties)
    ]
    drawing = draw("s", members, found)
    assert [node.person_id for node in drawing.nodes] == ["s", "a", "b"]
    assert (drawing.nodes[0].x, drawing.nodes[0].y) == (0, 0)
    told = [str(each.words) for each in drawing.sentences()]
    for each in found:
        shown = (
            not each.removed
            and each.from_id != each.to_id
            and "x" not in {each.from_id, each.to_id}
        )
        assert sum(each.words in line for line in told) == shown
    names = {"s": "Peter", "a": "Ana", "b": "Bo"}
    for each in found:
        if each.kind.directed and any(each.words in line for line in told):
            (line,) = [line for line in told if each.words in line]
            assert line.startswith(names[each.from_id])
            assert line.endswith(names[each.to_id])


def test_a_role_s_words_stand_in_for_a_relationship_until_one_is_entered() -> None:
    members = [member("s", "Peter"), member("a", "Ana", "his sister")]
    assert [str(each.words) for each in draw("s", members, ()).sentences()] == [
        "Ana: said to be his sister"
    ]
    tie = Relationship(
        "r1", "a", "s", Relation.SIBLING, since=read_date("1990"), ended="Adopted away"
    )
    assert [str(each.words) for each in draw("s", members, [tie]).sentences()] == [
        "Ana: brother or sister of Peter, since 1990, ended: Adopted away"
    ]


def test_changes_name_what_stood_there_and_what_stands_there_now() -> None:
    home = PersonFact(FactKind.ADDRESS, "4 Mill Rd", "school")
    before = Person("p1", "Peter", phones=("555",), facts=(home,))
    now = Person("p1", "Petr", juvenile=True, facts=(replace(home, past=True),))
    told = [(str(each.what), each.before, each.now) for each in changed(before, now)]
    assert told == [
        ("Name", "Peter", "Petr"),
        ("Juvenile", "", "yes"),
        ("Phone", "555", ""),
        ("Address", "4 Mill Rd · from school", "4 Mill Rd · from school · past"),
    ]
    assert changed(now, now) == ()
